/** Reads pictures that strangers made: checks them whole, and makes them anew without anything but the picture. */
import { Injectable } from '@nestjs/common';
import type { FormatEnum, Sharp, SharpOptions } from 'sharp';
import { invalid, type Failure } from '../../kernel/failure.js';
import type { MediaType } from './media-types.js';
import { Turns } from './turns.js';

export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/tiff'] as const satisfies readonly MediaType[];
export type PictureType = (typeof pictureTypes)[number];

/** 64 megapixels take up to 256 MB while they are read. */
export const MAXIMUM_PIXELS = 64_000_000;
/** The longest edge of a thumbnail, in pixels. */
export const THUMBNAIL_EDGE = 320;
const PICTURES_AT_ONCE = 2;

export interface Picture {
  content: Buffer;
  mediaType: PictureType;
  width: number;
  height: number;
}

export interface PreparedPicture extends Picture {
  thumbnail: Picture;
}

/**
 * What each kind is kept as. JPEG and WebP are encoded once more, at a quality at which no difference is seen; PNG loses nothing.
 * TIFF, which no browser shows, becomes PNG.
 */
const encodings: Record<PictureType, { mediaType: PictureType; format: keyof FormatEnum; options: object }> = {
  'image/jpeg': { mediaType: 'image/jpeg', format: 'jpeg', options: { quality: 95, chromaSubsampling: '4:4:4' } },
  'image/png': { mediaType: 'image/png', format: 'png', options: {} },
  'image/webp': { mediaType: 'image/webp', format: 'webp', options: { quality: 95 } },
  'image/tiff': { mediaType: 'image/png', format: 'png', options: {} },
};

const unusable = (code: string, detail: string): Failure => invalid([{ pointer: '/file', code, detail }]);
const damaged = (): Failure => unusable('damaged', 'The picture cannot be read to its end: it is damaged or was cut off.');

/** `autoOrient` and the limits are the same wherever a picture is opened. */
const reading: SharpOptions = { limitInputPixels: MAXIMUM_PIXELS, failOn: 'error', autoOrient: true };

type Open = (content: Buffer, further?: SharpOptions) => Sharp;

@Injectable()
export class Pictures {
  private readonly turns = new Turns(PICTURES_AT_ONCE);
  private loaded: Promise<Open> | null = null;

  /** Upright, in sRGB, without any metadata (place, time, camera, owner), with its thumbnail. */
  prepare(content: Buffer, mediaType: PictureType): Promise<PreparedPicture> {
    return this.turns.take(async () => {
      const open = await this.requireReadable(content);
      try {
        const { mediaType: kept, format, options } = encodings[mediaType];
        const whole = await open(content).toFormat(format, options).toBuffer({ resolveWithObject: true });
        const thumbnail = await open(content)
          .resize({ width: THUMBNAIL_EDGE, height: THUMBNAIL_EDGE, fit: 'inside', withoutEnlargement: true })
          .webp({ quality: 80 })
          .toBuffer({ resolveWithObject: true });
        return {
          content: whole.data,
          mediaType: kept,
          width: whole.info.width,
          height: whole.info.height,
          thumbnail: { content: thumbnail.data, mediaType: 'image/webp', width: thumbnail.info.width, height: thumbnail.info.height },
        };
      } catch {
        throw damaged();
      }
    });
  }

  /** Fails when it cannot be read to its end. */
  check(content: Buffer): Promise<void> {
    return this.turns.take(async () => {
      const open = await this.requireReadable(content);
      try {
        await open(content).stats();
      } catch {
        throw damaged();
      }
    });
  }

  /** Looks at the header alone, so that a small file that unfolds into a huge picture is refused before it does. */
  private async requireReadable(content: Buffer): Promise<Open> {
    const open = await (this.loaded ??= load());
    const { width, height, pages } = await open(content, { limitInputPixels: false })
      .metadata()
      .catch(() => {
        throw damaged();
      });
    if (width * height > MAXIMUM_PIXELS) throw unusable('too-many-pixels', `The picture has more than ${MAXIMUM_PIXELS / 1_000_000} million pixels.`);
    if ((pages ?? 1) > 1) throw unusable('several-pictures', 'The file holds more than one picture.');
    return open;
  }
}

/** When the first picture comes: the library takes memory that a server without photographs need not spend. */
const load = async (): Promise<Open> => {
  const { default: sharp } = await import('sharp');
  // One thread for each picture, of which few are read at once: the rest of the machine answers other requests.
  sharp.concurrency(1);
  sharp.cache(false);
  return (content, further) => sharp(content, { ...reading, ...further });
};
