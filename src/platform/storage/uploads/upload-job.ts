/** What is asked of the process that reads files, and what it answers. */
import type { PictureType } from '../media-types.js';
import type { Refusal } from './refusals.js';

interface File {
  content: Uint8Array;
  mostPixels: number;
}

export type UploadJob =
  /** A photograph with its thumbnail, made anew. */
  | (File & { kind: 'photograph'; mediaType: PictureType; thumbnailEdge: number })
  /** A picture that is evidence: the same bit by bit, without what is said of it. HEIC becomes JPEG. */
  | (File & { kind: 'scan'; mediaType: 'image/jpeg' | 'image/png' | 'image/heic' })
  | (File & { kind: 'document' })
  /** Two photographs of ours beside each other, of one height. */
  | (File & { kind: 'pair'; right: Uint8Array; mostHeight: number; gap: number });

export interface MadePicture {
  content: Uint8Array;
  mediaType: PictureType;
  width: number;
  height: number;
}

export type UploadResult = { refused: Refusal } | { photograph: MadePicture; thumbnail: MadePicture } | { content: Uint8Array };
