/**
 * Holds the root key, which never reaches the database: it wraps the data keys of the clinics, and unwraps them. A copy of the database is of no use
 * without it.
 */
export abstract class KeyManagement {
  /** The name under which a wrapped key says which root key wrapped it. It is no secret. */
  abstract readonly rootKeyId: string;

  /** Encrypts a data key under the present root key. The context, such as the clinic, must be the same when it is unwrapped. */
  abstract wrap(key: Buffer, context: string): Promise<Buffer>;

  /** Decrypts a data key; null where no root key of this server fits, or the context is another. */
  abstract unwrap(wrapped: Buffer, context: string): Promise<Buffer | null>;
}
