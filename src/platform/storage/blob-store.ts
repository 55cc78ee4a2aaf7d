import type { Readable } from 'node:stream';
import { fail, type Failure } from '../../kernel/failure.js';
import { isId } from '../../kernel/id.js';
import type { BytePart } from '../http/ranges.js';

/** Where content lies: it follows from the clinic and from the content, so that no clinic learns what another one has. */
export interface BlobAddress {
  clinicId: string;
  /** SHA-256 of the content, 64 hexadecimal digits. */
  hash: string;
}

export interface StoredBlob extends BlobAddress {
  /** When it was last put there. */
  storedAt: Date;
}

/** Holds content by its address, and knows nothing of what it is. */
export abstract class BlobStore {
  /** Makes the content durable before it resolves. Content that is there already is put there again. */
  abstract put(address: BlobAddress, content: Buffer): Promise<void>;

  /** The content or a part of it; fails before the first byte when it is not there. */
  abstract open(address: BlobAddress, part: BytePart | null): Promise<Readable>;

  /** Everything that was last put there before then, in no order. */
  abstract storedBefore(instant: Date): AsyncIterable<StoredBlob>;

  /** Removes it; what is not there is removed already. */
  abstract remove(address: BlobAddress): Promise<void>;

  /** Removes what was begun before then and never became a blob. */
  abstract discardUnfinished(before: Date): Promise<void>;
}

const HASH = /^[0-9a-f]{64}$/;

/** `<clinic>/<two digits>/<the other 62>`, so that no directory grows too large. */
export const pathOf = ({ clinicId, hash }: BlobAddress): string => {
  if (!isId(clinicId) || !HASH.test(hash)) throw new Error('This is no address of a blob.');
  return `${clinicId}/${hash.slice(0, 2)}/${hash.slice(2)}`;
};

/** The address that has this path; null when it is none of ours. */
export const addressOf = (path: string): BlobAddress | null => {
  const [clinicId, start, rest, ...more] = path.split('/');
  const hash = `${start}${rest}`;
  return more.length === 0 && start?.length === 2 && isId(clinicId) && HASH.test(hash) ? { clinicId, hash } : null;
};

/** The store cannot be used at the moment. */
export const storeUnavailable = (cause: unknown): Failure => {
  const failure = fail('unavailable', 'The store of files cannot be reached. Repeat the request with the same Idempotency-Key.');
  failure.cause = cause;
  return failure;
};
