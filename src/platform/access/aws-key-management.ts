/** AWS KMS, or a service that speaks its protocol, wraps the data keys: the root key never leaves it. */
import { DecryptCommand, EncryptCommand, IncorrectKeyException, InvalidCiphertextException, KMSClient } from '@aws-sdk/client-kms';
import { KeyManagement } from '../database/key-management.js';

interface AwsKeySettings {
  /** The id or the ARN of the key, or an alias. */
  keyId: string;
  region: string;
  /** The address of a service other than Amazon's; null for Amazon's. */
  endpoint: string | null;
  /** The credentials; null where the SDK finds them: in the environment, a profile, or the role of the machine. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
}

const ATTEMPTS = 3;
const CONNECT_MILLISECONDS = 2_000;
const REQUEST_MILLISECONDS = 5_000;
/** What stands before a key that the service wrapped: no key of the local root key begins so but by a chance of one in 2^64. */
const MARK = Buffer.from('awskms1:');

export class AwsKeyManagement extends KeyManagement {
  readonly rootKeyId: string;
  private readonly client: KMSClient;
  private readonly keyId: string;

  constructor(
    { keyId, region, endpoint, credentials }: AwsKeySettings,
    /** Unwraps what was wrapped before the service came into use. */
    private readonly before: KeyManagement,
  ) {
    super();
    this.keyId = keyId;
    this.rootKeyId = `aws-kms ${keyId}`;
    this.client = new KMSClient({
      region,
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECT_MILLISECONDS, requestTimeout: REQUEST_MILLISECONDS, throwOnRequestTimeout: true },
      ...(endpoint !== null && { endpoint }),
      ...(credentials && { credentials }),
    });
  }

  async wrap(key: Buffer, context: string): Promise<Buffer> {
    const { CiphertextBlob } = await this.client.send(new EncryptCommand({ KeyId: this.keyId, Plaintext: key, EncryptionContext: { purpose: context } }));
    if (!CiphertextBlob) throw new Error('The key management answered without a wrapped key.');
    return Buffer.concat([MARK, CiphertextBlob]);
  }

  async unwrap(wrapped: Buffer, context: string): Promise<Buffer | null> {
    if (!wrapped.subarray(0, MARK.length).equals(MARK)) return this.before.unwrap(wrapped, context);
    try {
      // Without the key's name, so that after a change of keys what the one before wrapped can be unwrapped too.
      const { Plaintext } = await this.client.send(
        new DecryptCommand({ CiphertextBlob: wrapped.subarray(MARK.length), EncryptionContext: { purpose: context } }),
      );
      return Plaintext ? Buffer.from(Plaintext) : null;
    } catch (error) {
      if (error instanceof InvalidCiphertextException || error instanceof IncorrectKeyException) return null;
      throw error;
    }
  }
}
