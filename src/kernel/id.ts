import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const BYTES_OF_ONE = 16;
/** Asking for randomness costs the same for many bytes as for a few. */
const entropy = new Uint8Array(256 * BYTES_OF_ONE);
const words = new DataView(entropy.buffer);
let used = entropy.length;
let milliseconds = 0;
let sequence = 0;

/** A new UUID version 7: ordered by the time of its making, also within a millisecond, so that indexes grow at one end. */
export const newId = (): string => {
  if (used === entropy.length) {
    randomFillSync(entropy);
    used = 0;
  }
  const from = used;
  used += BYTES_OF_ONE;
  const now = Date.now();
  if (now > milliseconds) {
    milliseconds = now;
    // One bit less than there is room for: the sequence cannot run over within a millisecond.
    sequence = words.getUint32(from) >>> 1;
  } else {
    sequence++;
  }
  return v7({ random: entropy.subarray(from, used), msecs: milliseconds, seq: sequence });
};

export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
