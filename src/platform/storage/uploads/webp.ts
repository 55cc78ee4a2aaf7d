import { createExif, readOrientation } from './exif.js';
import { Damaged, MOST_PROFILE_BYTES, Refused } from './refusals.js';

const HEAD_BYTES = 12;
const kept: ReadonlySet<string> = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP']);
const HAS_PROFILE = 0x20;
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

const createChunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};

/** The same picture, bit by bit, without what is said of it; its colours and how it is to be turned stay. */
export const cleanWebp = (content: Buffer): Buffer => {
  const whole = content.subarray(0, 8 + content.readUInt32LE(4));
  const chunks: { type: string; data: Buffer }[] = [];
  let orientation = 1;
  for (let at = HEAD_BYTES; at + 8 <= whole.length;) {
    const type = whole.toString('latin1', at, at + 4);
    const length = whole.readUInt32LE(at + 4);
    if (at + 8 + length > whole.length) throw new Damaged();
    const data = whole.subarray(at + 8, at + 8 + length);
    if (type === 'ANMF') throw new Refused('several-pictures');
    // Some writers put the words of JPEG before it.
    if (type === 'EXIF') orientation = readOrientation(data.toString('latin1', 0, 6) === 'Exif\0\0' ? data.subarray(6) : data);
    else if (kept.has(type) && (type !== 'ICCP' || length <= MOST_PROFILE_BYTES)) chunks.push({ type, data });
    at += 8 + length + (length % 2);
  }
  const extended = chunks.find(({ type }) => type === 'VP8X');
  if (extended && extended.data.length < 10) throw new Damaged();
  if (extended) {
    extended.data = Buffer.from(extended.data);
    const flags = extended.data[0]! & ~(HAS_PROFILE | HAS_EXIF | HAS_XMP);
    extended.data[0] = flags | (chunks.some(({ type }) => type === 'ICCP') ? HAS_PROFILE : 0) | (orientation === 1 ? 0 : HAS_EXIF);
    if (orientation !== 1) chunks.push({ type: 'EXIF', data: createExif(orientation) });
  }
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks.map(({ type, data }) => createChunk(type, data))]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
};
