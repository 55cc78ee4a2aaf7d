/** Reads a zip by its central directory, and holds each file against its checksum. */
import { crc32, inflateRawSync } from 'node:zlib';

const END = 0x0605_4b50;
const CENTRAL = 0x0201_4b50;
const END_BYTES = 22;
const DEFLATED = 8;

const contentOf = (zip: Buffer, at: number, method: number, size: number): Buffer => {
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const stored = zip.subarray(start, start + size);
  return method === DEFLATED ? inflateRawSync(stored) : stored;
};

/** The files by their paths, in the order in which they stand. */
export const unzip = (zip: Buffer): Map<string, Buffer> => {
  const end = zip.length - END_BYTES;
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('This is no whole zip.');
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new Error('The directory of the zip is broken.');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [number, number, number];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const content = contentOf(zip, zip.readUInt32LE(at + 42), zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20));
    if (crc32(content) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} is not what the zip says.`);
    files.set(name, content);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
};
