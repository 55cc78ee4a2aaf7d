import { Failure } from '../../kernel/failure.js';

/** The kinds of files that are ever taken, by the bytes with which they begin. A name or a header that says otherwise is not heard. */
const kinds = {
  'image/jpeg': { name: 'JPEG', is: (content: Buffer) => content.subarray(0, 3).toString('hex') === 'ffd8ff' },
  'image/png': { name: 'PNG', is: (content: Buffer) => content.subarray(0, 8).toString('hex') === '89504e470d0a1a0a' },
  'image/webp': { name: 'WebP', is: (content: Buffer) => content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP' },
  'image/tiff': { name: 'TIFF', is: (content: Buffer) => ['49492a00', '4d4d002a'].includes(content.subarray(0, 4).toString('hex')) },
  'application/pdf': { name: 'PDF', is: (content: Buffer) => content.toString('latin1', 0, 5) === '%PDF-' },
} as const;

export type MediaType = keyof typeof kinds;

/** What the content is; null when it is nothing that is ever taken. */
export const mediaTypeOf = (content: Buffer): MediaType | null => {
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
