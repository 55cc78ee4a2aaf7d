import { Failure } from '../../kernel/failure.js';

/** The brands of HEIF files whose pixels are compressed by HEVC. */
const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']);
const MOST_BRANDS = 16;
const isHeic = (content: Buffer): boolean => {
  if (content.length < 16 || content.toString('latin1', 4, 8) !== 'ftyp') return false;
  const end = Math.min(content.readUInt32BE(0), content.length - 3, 16 + MOST_BRANDS * 4);
  if (heicBrands.has(content.toString('latin1', 8, 12))) return true;
  for (let at = 16; at < end; at += 4) if (heicBrands.has(content.toString('latin1', at, at + 4))) return true;
  return false;
};

/** The accepted kinds of files, by their first bytes. A file name or header that says otherwise is ignored. */
const kinds = {
  'image/jpeg': { name: 'JPEG', is: (content: Buffer) => content.subarray(0, 3).toString('hex') === 'ffd8ff' },
  'image/png': { name: 'PNG', is: (content: Buffer) => content.subarray(0, 8).toString('hex') === '89504e470d0a1a0a' },
  'image/webp': { name: 'WebP', is: (content: Buffer) => content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP' },
  'image/tiff': { name: 'TIFF', is: (content: Buffer) => ['49492a00', '4d4d002a'].includes(content.subarray(0, 4).toString('hex')) },
  'image/heic': { name: 'HEIC', is: (content: Buffer) => isHeic(content) },
  'application/pdf': { name: 'PDF', is: (content: Buffer) => content.toString('latin1', 0, 5) === '%PDF-' },
} as const;

export type MediaType = keyof typeof kinds;

export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/tiff', 'image/heic'] as const satisfies readonly MediaType[];
export type PictureType = (typeof pictureTypes)[number];

/** The media types of a signed paper in a request. */
export const scanTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/heic'] as const satisfies readonly MediaType[];
export type ScanType = (typeof scanTypes)[number];
/** The media types of a stored signed paper. */
export type KeptScanType = Exclude<ScanType, 'image/heic'>;

/** The media type of the content; null for a kind that is never accepted. */
const findMediaType = (content: Buffer): MediaType | null => {
  const found = Object.entries(kinds).find(([, kind]) => kind.is(content));
  return found ? (found[0] as MediaType) : null;
};

/** The media type of the content; fails with the accepted ones where it is none of them. */
export const requireMediaType = <T extends MediaType>(content: Buffer, accepted: readonly T[], pointer: string): T => {
  const found = findMediaType(content);
  if (found !== null && (accepted as readonly MediaType[]).includes(found)) return found as T;
  const detail = `The file is none of ${accepted.map((type) => kinds[type].name).join(', ')}, whatever it is called.`;
  throw new Failure('unsupported-media-type', detail, { errors: [{ pointer, code: 'unsupported', detail }], extra: { accepted } });
};
