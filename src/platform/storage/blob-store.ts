import type { Readable } from 'node:stream';
import { createFailure, type Failure } from '../../kernel/failure.js';
import { isId } from '../../kernel/id.js';
import type { BytePart } from '../http/ranges.js';

/** The address of content. It follows from the clinic and the content, so that no clinic learns what another one has. */
export interface BlobAddress {
  clinicId: string;
  /** The SHA-256 of the content, 64 hexadecimal digits. */
  hash: string;
}

export interface StoredBlob extends BlobAddress {
  /** When the content was last stored. */
  storedAt: Date;
}

/** Stores content by its address, of whatever kind it is. */
export abstract class BlobStore {
  /** Makes the content durable before it resolves. Existing content is stored again. */
  abstract put(address: BlobAddress, content: Buffer): Promise<void>;

  /** Opens the content or a part of it. Fails before the first byte where it does not exist. */
  abstract open(address: BlobAddress, part: BytePart | null): Promise<Readable>;

  /** All content that was last stored before an instant, in no order. */
  abstract listStoredBefore(instant: Date): AsyncIterable<StoredBlob>;

  /** Removes content. Content that does not exist counts as removed. */
  abstract remove(address: BlobAddress): Promise<void>;

  /** Removes unfinished uploads from before an instant. */
  abstract discardUnfinished(before: Date): Promise<void>;
}

const HASH = /^[0-9a-f]{64}$/;

/** `<clinic>/<two digits>/<the other 62>`, so that no directory grows too large. */
export const formatBlobPath = ({ clinicId, hash }: BlobAddress): string => {
  if (!isId(clinicId) || !HASH.test(hash)) throw new Error('This is no address of a blob.');
  return `${clinicId}/${hash.slice(0, 2)}/${hash.slice(2)}`;
};

/** The address of a path; null for a foreign path. */
export const parseBlobPath = (path: string): BlobAddress | null => {
  const [clinicId, start, rest, ...more] = path.split('/');
  const hash = `${start}${rest}`;
  return more.length === 0 && start?.length === 2 && isId(clinicId) && HASH.test(hash) ? { clinicId, hash } : null;
};

/** The failure where the store cannot be used at the moment. */
export const createStoreUnavailableFailure = (cause: unknown): Failure => {
  const failure = createFailure('unavailable', 'The store of files cannot be reached. Repeat the request with the same Idempotency-Key.');
  failure.cause = cause;
  return failure;
};
