/**
 * Seals the texts of one clinic: AES-256-GCM under a data key of the clinic, with the clinic as associated data, so that no other clinic's key opens it.
 *
 * A sealed text stands where the plain text would stand, in a column of text or as a string inside JSON. Its first character, U+0002, is one that no text
 * from outside may contain:
 *
 *   U+0002, "t" for a text or "j" for JSON, the version of the data key, ":", the nonce (16 characters), the tag and the ciphertext (base64url)
 *
 * The nonce is computed, not drawn: it is a keyed hash (HMAC-SHA-256, cut to 96 bits) of the text and its context, such as the id of the row, under the
 * clinic's index key. So the same text in the same row has the same nonce whatever the data key, by which the database sees that nothing but the key changed
 * (`says_same`); the same text in two rows has two. Where the context is the same for the whole clinic, as for an identifier's value, the nonce is
 * the index by which the text is found.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const MARK = '\u0002';

/** What was sealed: a text, or a value as JSON. */
type Form = 't' | 'j';

/** A sealed text names a version of the clinic's data key that this process does not have. */
export class UnknownDataKey extends Error {}

/** A sealed text was changed, or moved here from another clinic. */
class BrokenSeal extends Error {}

export const isSealed = (text: string): boolean => text.startsWith(MARK);

const parseEnvelope = (sealed: string): { form: Form; version: number; payload: Buffer } => {
  const [, form, version, payload] = /^.([tj])(\d+):([\w-]+)$/s.exec(sealed) ?? [];
  if (form === undefined || version === undefined || payload === undefined) throw new BrokenSeal('A sealed text has another form.');
  return { form: form as Form, version: Number(version), payload: Buffer.from(payload, 'base64url') };
};

/** The keys of one clinic, unwrapped. */
export class ClinicKeys {
  /** The version that seals. */
  readonly version: number;
  private readonly nonceKey: Buffer;

  constructor(
    readonly clinicId: string,
    private readonly dataKeys: ReadonlyMap<number, Buffer>,
    indexKey: Buffer,
  ) {
    this.version = Math.max(...dataKeys.keys());
    this.nonceKey = Buffer.from(hkdfSync('sha256', indexKey, '', 'hairline nonce', KEY_BYTES));
  }

  /** Seals a text under its nonce: computed from the text and its context, or drawn where the context is null. */
  seal(form: Form, text: string, context: string | null): string {
    return this.encrypt(form, text, context === null ? randomBytes(NONCE_BYTES) : this.computeNonce(context, text));
  }

  /** The index of a text in its context: the nonce that its sealed text has. */
  computeIndex(context: string, text: string): string {
    return this.computeNonce(context, text).toString('base64url');
  }

  /** Opens a sealed text. Fails with UnknownDataKey where the key is not among these. */
  open(sealed: string): unknown {
    const { form, text } = this.decrypt(sealed);
    return form === 'j' ? (JSON.parse(text) as unknown) : text;
  }

  /** Seals what another version of the data key sealed under the present one, with the same nonce; the same text where it has the present version. */
  reseal(sealed: string): string {
    if (parseEnvelope(sealed).version === this.version) return sealed;
    const { form, text, nonce } = this.decrypt(sealed);
    return this.encrypt(form, text, nonce);
  }

  private computeNonce(context: string, text: string): Buffer {
    return createHmac('sha256', this.nonceKey).update(`${context.length}:${context}`).update(text).digest().subarray(0, NONCE_BYTES);
  }

  private encrypt(form: Form, text: string, nonce: Buffer): string {
    const cipher = createCipheriv(ALGORITHM, this.dataKeys.get(this.version)!, nonce).setAAD(this.getAssociatedData(form));
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    // The nonce is a multiple of three bytes, so that its characters stand apart from those that follow.
    return `${MARK}${form}${this.version}:${nonce.toString('base64url')}${Buffer.concat([cipher.getAuthTag(), encrypted]).toString('base64url')}`;
  }

  private decrypt(sealed: string): { form: Form; text: string; nonce: Buffer } {
    const { form, version, payload } = parseEnvelope(sealed);
    const key = this.dataKeys.get(version);
    if (key === undefined) throw new UnknownDataKey(`The clinic has no data key of version ${version}.`);
    const nonce = payload.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(this.getAssociatedData(form));
    decipher.setAuthTag(payload.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const text = Buffer.concat([decipher.update(payload.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
      return { form, text, nonce };
    } catch {
      throw new BrokenSeal('A sealed text was changed, or belongs to another clinic.');
    }
  }

  private getAssociatedData(form: Form): Buffer {
    return Buffer.from(`${this.clinicId} ${form}`);
  }
}
