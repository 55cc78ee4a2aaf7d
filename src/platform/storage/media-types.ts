import { Failure } from '../../kernel/failure.js';

/** Pictures of the HEIF family whose pixels are packed by HEVC, by any of the brands that the file says it is of. */
const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']);
const MOST_BRANDS = 16;
const isHeic = (content: Buffer): boolean => {
  if (content.length < 16 || content.toString('latin1', 4, 8) !== 'ftyp') return false;
  const end = Math.min(content.readUInt32BE(0), content.length - 3, 16 + MOST_BRANDS * 4);
  if (heicBrands.has(content.toString('latin1', 8, 12))) return true;
  for (let at = 16; at < end; at += 4) if (heicBrands.has(content.toString('latin1', at, at + 4))) return true;
  return false;
};

/** The kinds of files that are ever taken, by the bytes with which they begin. A name or a header that says otherwise is not heard. */
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

/** What a signed paper may come as. */
export const scanTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/heic'] as const satisfies readonly MediaType[];
export type ScanType = (typeof scanTypes)[number];
/** What it is kept as. */
export type KeptScanType = Exclude<ScanType, 'image/heic'>;

/** What the content is; null when it is nothing that is ever taken. */
const mediaTypeOf = (content: Buffer): MediaType | null => {
  const found = Object.entries(kinds).find(([, kind]) => kind.is(content));
  return found ? (found[0] as MediaType) : null;
};

/** What the content is, or a refusal that names what is taken. */
export const requireMediaType = <T extends MediaType>(content: Buffer, accepted: readonly T[], pointer: string): T => {
  const found = mediaTypeOf(content);
  if (found !== null && (accepted as readonly MediaType[]).includes(found)) return found as T;
  const detail = `The file is none of ${accepted.map((type) => kinds[type].name).join(', ')}, whatever it is called.`;
  throw new Failure('unsupported-media-type', detail, { errors: [{ pointer, code: 'unsupported', detail }], extra: { accepted } });
};
