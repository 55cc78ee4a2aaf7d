import { createHash } from 'node:crypto';
import { KeyManagement } from '../database/key-management.js';
import type { KeyEncryption } from './key-encryption.js';

const PURPOSE = 'data keys';

/** The root key of the setting ENCRYPTION_KEY wraps the data keys. Of several root keys the first one wraps, and all unwrap. */
export class LocalKeyManagement extends KeyManagement {
  readonly rootKeyId: string;

  constructor(private readonly encryption: KeyEncryption) {
    super();
    this.rootKeyId = `local ${createHash('sha256').update(encryption.derive('name of the root key')[0]!).digest('hex').slice(0, 16)}`;
  }

  wrap(key: Buffer, context: string): Promise<Buffer> {
    return Promise.resolve(this.encryption.seal(PURPOSE, context, key.toString('base64')));
  }

  unwrap(wrapped: Buffer, context: string): Promise<Buffer | null> {
    const opened = this.encryption.open(PURPOSE, context, wrapped);
    return Promise.resolve(opened === null ? null : Buffer.from(opened, 'base64'));
  }
}
