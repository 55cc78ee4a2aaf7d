import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const BYTES_OF_ONE = 16;
/** A buffer for many ids: one call for randomness costs about the same for many bytes as for a few. */
const entropy = new Uint8Array(256 * BYTES_OF_ONE);
const words = new DataView(entropy.buffer);
let used = entropy.length;
let milliseconds = 0;
let sequence = 0;

/** Creates a UUID version 7. Ids are ordered by time, also within a millisecond, so that an index grows at its end. */
export const createId = (): string => {
  if (used === entropy.length) {
    randomFillSync(entropy);
    used = 0;
  }
  const from = used;
  used += BYTES_OF_ONE;
  const now = Date.now();
  if (now > milliseconds) {
    milliseconds = now;
    // One bit is left free, so that the sequence cannot overflow within a millisecond.
    sequence = words.getUint32(from) >>> 1;
  } else {
    sequence++;
  }
  return v7({ random: entropy.subarray(from, used), msecs: milliseconds, seq: sequence });
};

/** Writes an id in 22 characters that an address can have. */
export const encodeId = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');

/** Reads an id that `encodeId` wrote. Of any other text it makes one that is no id. */
export const decodeId = (packed: string): string =>
  Buffer.from(packed, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
