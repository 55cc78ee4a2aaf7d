/** The process that reads files which strangers made. What it says of one that it refuses is a word of ours. */
import type { FormatEnum, Sharp } from 'sharp';
import { serve } from '../../worker-pool/index.js';
import type { PictureType } from '../media-types.js';
import { createTiff, unfoldHeic, type Unfolded } from './heic.js';
import { cleanJpeg } from './jpeg.js';
import { cleanPdf } from './pdf.js';
import { cleanPng } from './png.js';
import { Damaged, Refused } from './refusals.js';
import type { MadePicture, UploadJob, UploadResult } from './upload-job.js';
import { cleanWebp } from './webp.js';

interface Encoding {
  mediaType: PictureType;
  format: keyof FormatEnum;
  options: object;
}

/** `4:4:4` keeps the colour of every pixel. */
const asJpeg: Encoding = { mediaType: 'image/jpeg', format: 'jpeg', options: { quality: 95, chromaSubsampling: '4:4:4' } };
const asPng: Encoding = { mediaType: 'image/png', format: 'png', options: {} };

/**
 * What each kind is kept as. JPEG and WebP are encoded once more, at a quality at which no difference is seen; PNG loses nothing.
 * TIFF, which no browser shows, becomes PNG; HEIC, which few show, becomes JPEG.
 */
const encodings: Record<PictureType, Encoding> = {
  'image/jpeg': asJpeg,
  'image/png': asPng,
  'image/webp': { mediaType: 'image/webp', format: 'webp', options: { quality: 95 } },
  'image/tiff': asPng,
  'image/heic': asJpeg,
};

type Open = (content: Buffer) => Sharp;

/** When the first picture comes: a document needs no library for pictures. */
const loadSharp = async (mostPixels: number): Promise<{ open: Open; header: Open }> => {
  const { default: sharp } = await import('sharp');
  // One thread for each picture, of which few are read at once: the rest of the machine answers requests.
  sharp.concurrency(1);
  sharp.cache(false);
  return {
    open: (content) => sharp(content, { limitInputPixels: mostPixels, failOn: 'error', autoOrient: true }),
    header: (content) => sharp(content, { limitInputPixels: false }),
  };
};

/** The profile of Display P3 that the library for pictures brings, as a file would carry it. */
const createDisplayP3Profile = async (): Promise<Buffer> => {
  const { default: sharp } = await import('sharp');
  const item = sharp({ create: { width: 1, height: 1, channels: 3, background: 'black' } });
  return (await sharp(await item.withIccProfile('p3').png().toBuffer()).metadata()).icc!;
};

const findProfile = async ({ colours }: Unfolded): Promise<Buffer | null> => {
  if (colours === 'srgb') return null;
  return colours === 'p3' ? createDisplayP3Profile() : colours;
};

const cleaners: Record<PictureType, (content: Buffer, mostPixels: number) => Buffer | Promise<Buffer>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
  // Nothing in a TIFF unfolds but its pixels; it is never kept as it came.
  'image/tiff': (content) => content,
  'image/heic': async (content, mostPixels) => {
    const unfolded = unfoldHeic(content, mostPixels);
    return createTiff(unfolded, await findProfile(unfolded));
  },
};

/** Looks at the header alone, so that a small file that unfolds into a huge picture is refused before it does. */
const requireOne = async (header: Open, content: Buffer, mostPixels: number): Promise<void> => {
  const { width, height, pages } = await header(content)
    .metadata()
    .catch(() => {
      throw new Damaged();
    });
  if (width * height > mostPixels) throw new Refused('too-many-pixels');
  if ((pages ?? 1) > 1) throw new Refused('several-pictures');
};

const encodePicture = async (picture: Sharp, { mediaType, format, options }: Encoding): Promise<MadePicture> => {
  const { data, info } = await picture.toFormat(format, options).toBuffer({ resolveWithObject: true });
  return { content: data, mediaType, width: info.width, height: info.height };
};

const cleanPhotograph = async ({ content, mediaType, mostPixels, thumbnailEdge }: UploadJob & { kind: 'photograph' }): Promise<UploadResult> => {
  const clean = await cleaners[mediaType](Buffer.from(content), mostPixels);
  const { open, header } = await loadSharp(mostPixels);
  await requireOne(header, clean, mostPixels);
  const small = { width: thumbnailEdge, height: thumbnailEdge, fit: 'inside' as const, withoutEnlargement: true };
  return {
    photograph: await encodePicture(open(clean), encodings[mediaType]),
    thumbnail: await encodePicture(open(clean).resize(small), { mediaType: 'image/webp', format: 'webp', options: { quality: 80 } }),
  };
};

const scan = async ({ content, mediaType, mostPixels }: UploadJob & { kind: 'scan' }): Promise<UploadResult> => {
  const clean = await cleaners[mediaType](Buffer.from(content), mostPixels);
  const { open, header } = await loadSharp(mostPixels);
  await requireOne(header, clean, mostPixels);
  if (mediaType === 'image/heic') return { content: (await encodePicture(open(clean), asJpeg)).content };
  await open(clean).stats();
  return { content: clean };
};

/** Joins two photographs to one picture, on white. Both become as high as the lower one, or lower. */
const joinPair = async ({ content, right, mostPixels, mostHeight, gap }: UploadJob & { kind: 'pair' }): Promise<UploadResult> => {
  const { open, header } = await loadSharp(mostPixels);
  const pictures = [Buffer.from(content), Buffer.from(right)];
  const heights = await Promise.all(pictures.map(async (picture) => (await header(picture).metadata()).height));
  const height = Math.min(mostHeight, ...heights);
  const scaled: MadePicture[] = [];
  for (const picture of pictures) scaled.push(await encodePicture(open(picture).resize({ height }), asPng));
  const [one, other] = scaled as [MadePicture, MadePicture];
  const { default: sharp } = await import('sharp');
  const canvas = sharp({ create: { width: one.width + gap + other.width, height, channels: 3, background: 'white' } });
  const beside = canvas.composite([
    { input: Buffer.from(one.content), left: 0, top: 0 },
    { input: Buffer.from(other.content), left: one.width + gap, top: 0 },
  ]);
  return { content: (await encodePicture(beside, asJpeg)).content };
};

const read = (job: UploadJob): Promise<UploadResult> => {
  if (job.kind === 'pair') return joinPair(job);
  if (job.kind === 'photograph') return cleanPhotograph(job);
  return job.kind === 'scan' ? scan(job) : cleanPdf(Buffer.from(job.content)).then((content) => ({ content }));
};

/** What a library throws at a file is the file's fault. */
serve<UploadJob, UploadResult>((job) => read(job).catch((error: unknown) => ({ refused: error instanceof Refused ? error.refusal : 'damaged' })));
