import { createExif, readOrientation } from './exif.js';
import { Damaged, MOST_PROFILE_BYTES } from './refusals.js';

const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const COMMENT = 0xfe;
const SCAN = 0xda;
const isApplication = (marker: number): boolean => marker >= APP0 && marker <= 0xef;
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** JFIF without the small picture that may follow it. */
const JFIF_BYTES = 18;

const beginsWith = (data: Buffer, words: string): boolean => data.toString('latin1', 0, words.length) === words;

const createExifSegment = (orientation: number): Buffer => {
  const data = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), createExif(orientation)]);
  return Buffer.concat([Buffer.from([0xff, APP1, 0, data.length + 2]), data]);
};

/** Where the picture's data end, that is, the next marker which is no part of them. */
const getEndOfScan = (content: Buffer, from: number): number => {
  for (let at = content.indexOf(0xff, from); at >= 0 && at + 1 < content.length; at = content.indexOf(0xff, at + 1)) {
    const marker = content[at + 1]!;
    if (marker !== 0 && marker !== 0xff && !isAlone(marker)) return at;
  }
  throw new Damaged();
};

/**
 * The same picture, bit by bit, without what is said of it: place, time, camera, comments, further pictures before and after it. Its colours
 * and how it is to be turned stay.
 */
export const cleanJpeg = (content: Buffer): Buffer => {
  const kept: Buffer[] = [];
  let jfif: Buffer | null = null;
  let orientation = 1;
  let profileBytes = 0;
  let scans = 0;
  for (let at = START.length; ;) {
    if (at + 2 > content.length || content[at] !== 0xff) throw new Damaged();
    const marker = content[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === END[1]) break;
    if (isAlone(marker)) {
      at += 2;
      continue;
    }
    if (at + 4 > content.length) throw new Damaged();
    let end = at + 2 + content.readUInt16BE(at + 2);
    if (end < at + 4 || end > content.length) throw new Damaged();
    const data = content.subarray(at + 4, end);
    if (marker === SCAN) {
      scans++;
      end = getEndOfScan(content, end);
      kept.push(content.subarray(at, end));
    } else if (marker === APP0 && beginsWith(data, 'JFIF\0') && end - at >= JFIF_BYTES) {
      jfif ??= Buffer.concat([Buffer.from([0xff, APP0, 0, JFIF_BYTES - 2]), data.subarray(0, JFIF_BYTES - 6), Buffer.alloc(2)]);
    } else if (marker === APP1 && beginsWith(data, 'Exif\0\0')) {
      orientation = readOrientation(data.subarray(6));
    } else if (marker === APP2 && beginsWith(data, 'ICC_PROFILE\0')) {
      profileBytes += data.length;
      if (profileBytes <= MOST_PROFILE_BYTES) kept.push(content.subarray(at, end));
    } else if ((marker === APP14 && beginsWith(data, 'Adobe') && data.length <= 16) || (!isApplication(marker) && marker !== COMMENT)) {
      kept.push(content.subarray(at, end));
    }
    at = end;
  }
  if (scans === 0) throw new Damaged();
  return Buffer.concat([START, ...(jfif ? [jfif] : []), ...(orientation === 1 ? [] : [createExifSegment(orientation)]), ...kept, END]);
};
