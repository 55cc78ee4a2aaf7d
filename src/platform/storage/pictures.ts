/** Reads pictures and documents from strangers in processes of their own, and returns what may be stored of them. */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Failure, createInvalidInputFailure } from '../../kernel/failure.js';
import { WorkFailed, resolveWorkerPath, WorkerPool, type WorkLimits } from '../worker-pool/index.js';
import type { KeptScanType, PictureType, ScanType } from './media-types.js';
import type { Refusal } from './uploads/refusals.js';
import type { MadePicture, UploadJob, UploadResult } from './uploads/upload-job.js';

/** The most pixels: 64 megapixels take up to 256 MB while they are read. */
const MAXIMUM_PIXELS = 64_000_000;
/** The longest edge of a thumbnail, in pixels. */
const THUMBNAIL_EDGE = 320;
/** The most pixels that two photographs beside each other are high, and the pixels between them. */
const MOST_PAIR_HEIGHT = 1200;
const PAIR_GAP = 16;

const limits: WorkLimits = { atOnce: 2, waiting: 20, megabytes: 1_024, processorSeconds: 12, seconds: 28, idleSeconds: 30 };

interface Picture {
  content: Buffer;
  mediaType: PictureType;
  width: number;
  height: number;
}

export interface PreparedPicture extends Picture {
  thumbnail: Picture;
}

const refusals: Record<Refusal | 'too-costly', string> = {
  damaged: 'The file cannot be read to its end: it is damaged or was cut off. Send it again from where it was made.',
  'too-many-pixels': `The picture has more than ${MAXIMUM_PIXELS / 1_000_000} million pixels: send it smaller.`,
  'several-pictures': 'The file holds more than one picture: send each as a file of its own.',
  encrypted: 'The document is encrypted: nobody could be sure what it holds. Send it without a password.',
  'metadata-under-signature':
    'The document is signed digitally, and holds metadata or pictures with metadata, which may say where and with what they were taken. To take these out would break the signature. Send it without them, or print and scan it.',
  'too-costly': 'To read the file takes more time or memory than any picture or paper needs: save it anew, as one picture or a plain PDF.',
};

const createUnusableFailure = (code: keyof typeof refusals): Failure => createInvalidInputFailure([{ pointer: '/file', code, detail: refusals[code] }]);

const toFailure = (error: unknown): unknown => {
  if (!(error instanceof WorkFailed)) return error;
  if (error.fault === 'too-costly') return createUnusableFailure('too-costly');
  // The process read nothing but this file when it died.
  if (error.fault === 'died') return createUnusableFailure('damaged');
  return new Failure('unavailable', error.fault === 'stopping' ? 'The server is stopping.' : 'Too many files are being read; try again in a few seconds.', {
    cause: error,
  });
};

const toPicture = ({ content, ...picture }: MadePicture): Picture => ({ ...picture, content: toBuffer(content) });
const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

@Injectable()
export class Pictures implements OnApplicationShutdown {
  private readonly workers: WorkerPool<UploadJob, UploadResult>;

  constructor() {
    this.workers = new WorkerPool(resolveWorkerPath(import.meta.url, './uploads/uploads.worker'), limits);
  }

  /** The upright picture in sRGB without metadata (place, time, camera, owner), and its thumbnail. */
  async prepare(content: Buffer, mediaType: PictureType): Promise<PreparedPicture> {
    const made = await this.read({ kind: 'photograph', content, mediaType, mostPixels: MAXIMUM_PIXELS, thumbnailEdge: THUMBNAIL_EDGE });
    if (!('photograph' in made)) throw new Error('A photograph was asked for.');
    return { ...toPicture(made.photograph), thumbnail: toPicture(made.thumbnail) };
  }

  /** The signed paper without metadata (place, camera and others). Fails where the file cannot be read to its end. */
  async cleanScan(content: Buffer, mediaType: ScanType): Promise<{ content: Buffer; mediaType: KeptScanType }> {
    const file = { content, mostPixels: MAXIMUM_PIXELS };
    const made = await this.read(mediaType === 'application/pdf' ? { ...file, kind: 'document' } : { ...file, kind: 'scan', mediaType });
    if (!('content' in made)) throw new Error('A paper was asked for.');
    return { content: toBuffer(made.content), mediaType: mediaType === 'image/heic' ? 'image/jpeg' : mediaType };
  }

  /** Both photographs, which are stored ones, beside each other as one JPEG. */
  async joinPair(left: Buffer, right: Buffer): Promise<Buffer> {
    const made = await this.read({ kind: 'pair', content: left, right, mostPixels: MAXIMUM_PIXELS, mostHeight: MOST_PAIR_HEIGHT, gap: PAIR_GAP });
    if (!('content' in made)) throw new Error('One picture was asked for.');
    return toBuffer(made.content);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.workers.close();
  }

  private async read(job: UploadJob): Promise<Exclude<UploadResult, { refused: Refusal }>> {
    const result = await this.workers.run(job).catch((error: unknown) => {
      throw toFailure(error);
    });
    if ('refused' in result) throw createUnusableFailure(result.refused);
    return result;
  }
}
