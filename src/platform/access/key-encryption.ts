/**
 * What seals secrets that the database keeps: signing keys, logins under way. The root keys come from the setting ENCRYPTION_KEY and never
 * reach the database; each purpose has a key of its own that is derived from them. Of several root keys the first one seals and all open, so that
 * a new one is put in front of the old without an interruption.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Generates a root key in the form of ENCRYPTION_KEY. */
export const generateEncryptionKey = (): string => randomBytes(KEY_BYTES).toString('base64url');

const parseRootKey = (text: string): Buffer | null => {
  const bytes = /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, 'base64url') : Buffer.alloc(0);
  return bytes.length === KEY_BYTES ? bytes : null;
};

/** Whether the text is one or several root keys, separated by commas: 32 bytes each, in base64 or base64url. */
export const isEncryptionKey = (text: string): boolean => text.split(',').every((key) => parseRootKey(key.trim()) !== null);

/** The hash under which a long secret is stored and found. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export class KeyEncryption {
  private readonly roots: Buffer[];

  constructor(keys: string) {
    const roots = keys.split(',').map((key) => parseRootKey(key.trim()));
    if (!roots.every((root) => root !== null)) throw new Error('An encryption key is 32 bytes in base64url.');
    this.roots = roots;
  }

  /** Derives a key for the purpose from each root key, the present one first. */
  derive(purpose: string): Buffer[] {
    return this.roots.map((root) => Buffer.from(hkdfSync('sha256', root, '', `hairline ${purpose}`, KEY_BYTES)));
  }

  /** Encrypts a text for a purpose. It can be decrypted only with the same context, such as the id of its row. */
  seal(purpose: string, context: string, text: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.derive(purpose)[0]!, nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Decrypts a text; null where no key of this server fits, and where it was encrypted for another purpose or context. */
  open(purpose: string, context: string, sealed: Buffer): string | null {
    for (const key of this.derive(purpose)) {
      try {
        const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(context));
        decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        // Another key may fit.
      }
    }
    return null;
  }

  /** Computes a keyed hash, for values that can be guessed: an address, a short code. */
  computeMac(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.derive(purpose)[0]!).update(text).digest();
  }
}
