import { inflateSync } from 'node:zlib';
import { createExif, readOrientation, createPngChunk } from './exif.js';
import { Damaged, MOST_PROFILE_BYTES } from './refusals.js';

const SIGNATURE_BYTES = 8;
/** The picture, its palette, what is transparent, its colours, its size on paper. Text of any kind, further frames, times and private chunks are none of it. */
const kept: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'pHYs', 'iCCP']);

/** Whether the profile unfolds into no more than a profile has: a name, a zero, how it is packed, the packed profile. */
const isSoundProfile = (data: Buffer): boolean => {
  const end = data.subarray(0, 80).indexOf(0);
  if (end < 1 || data[end + 1] !== 0) return false;
  try {
    return inflateSync(data.subarray(end + 2), { maxOutputLength: MOST_PROFILE_BYTES }).length > 0;
  } catch {
    return false;
  }
};

/**
 * The same picture, bit by bit, without what is said of it. Packed texts (`zTXt`, `iTXt`), of which a few bytes unfold into as much memory as
 * there is, are cut before any library sees them. Its colours and how it is to be turned stay.
 */
export const cleanPng = (content: Buffer): Buffer => {
  const chunks: Buffer[] = [content.subarray(0, SIGNATURE_BYTES)];
  let orientation = 1;
  let type = '';
  let profiles = 0;
  for (let at = SIGNATURE_BYTES; type !== 'IEND';) {
    if (at + 12 > content.length) throw new Damaged();
    const length = content.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > content.length) throw new Damaged();
    type = content.toString('latin1', at + 4, at + 8);
    const data = content.subarray(at + 8, end - 4);
    if ((chunks.length === 1) !== (type === 'IHDR')) throw new Damaged();
    if (type === 'eXIf') orientation = readOrientation(data);
    else if (kept.has(type) && (type !== 'iCCP' || (profiles++ === 0 && isSoundProfile(data)))) chunks.push(content.subarray(at, end));
    at = end;
  }
  if (orientation !== 1) chunks.splice(2, 0, createPngChunk('eXIf', createExif(orientation)));
  return Buffer.concat(chunks);
};
