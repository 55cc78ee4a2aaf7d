import {
  EnteredInError,
  FilePart,
  Identifier,
  InLife,
  Instant,
  Nested,
  OneOf,
  Optional,
  PageQuery,
  Text,
  type Upload,
  Whole,
  SomeOf,
  Actor,
} from '../platform/http/index.js';
import {
  photographRegions,
  angles,
  photographStatuses,
  keptTypes,
  type PhotographRegion,
  type Angle,
  type PhotographStatus,
  type KeptType,
} from './domain/photograph.js';

/** A photograph for the record, with what it shows. */
export class PhotographInput {
  /**
   * JPEG, PNG, WebP, TIFF or HEIC of at most 64 megapixels; what it is follows from its content. TIFF is kept as PNG, HEIC as JPEG.
   * It is kept upright and in sRGB, without any metadata: place, time, camera and owner are removed.
   */
  @FilePart() file: Upload;

  /** Which part of the head it shows. */
  @OneOf(photographRegions) region: PhotographRegion;

  /** From where it was taken. */
  @OneOf(angles) angle: Angle;

  /**
   * When it was taken. The consent to photographs for the record must have been signed by then.
   * @example 2026-11-20T10:30:00+05:30
   */
  @Instant() @InLife() takenAt: string;

  /** The consultation in which it was taken. */
  @Optional() @Identifier() consultationId?: string;

  /**
   * What to know of it.
   * @example Wet hair, centre parting
   */
  @Optional() @Text({ max: 2000 }) note?: string;
}

/** Which photographs are asked for. */
export class PhotographQuery extends PageQuery {
  /** Only those of these regions. */
  @Optional() @SomeOf(photographRegions) region?: PhotographRegion[];
}

/** A smaller picture, for lists. */
export class PhotographThumbnail {
  /** Its width in pixels; the longer edge has at most 320. */
  @Whole({ min: 1, max: 320 }) width: number;

  /** Its height in pixels. */
  @Whole({ min: 1, max: 320 }) height: number;

  /** Its size in bytes; it is a WebP. */
  @Whole({ min: 1 }) byteSize: number;
}

/** What is known of a photograph; its pictures are answered by `/content` and `/thumbnail`. */
export class PhotographResponse {
  /** The photograph's id. */
  @Identifier() id: string;

  /** Whom it shows. */
  @Identifier() patientId: string;

  /** The consultation in which it was taken; null when it was taken otherwise. */
  @Identifier() consultationId: string | null;

  /** The consent that it was taken with. */
  @Identifier() consentId: string;

  /** Which part of the head it shows. */
  @OneOf(photographRegions) region: PhotographRegion;

  /** From where it was taken. */
  @OneOf(angles) angle: Angle;

  /** When it was taken, in UTC. */
  @Instant() takenAt: string;

  /** What to know of it; null when nothing was said. */
  note: string | null;

  /** What the kept picture is. */
  @OneOf(keptTypes) mediaType: KeptType;

  /** Width of the kept picture in pixels. */
  @Whole({ min: 1 }) width: number;

  /** Height of the kept picture in pixels. */
  @Whole({ min: 1 }) height: number;

  /** Size of the kept picture in bytes. */
  @Whole({ min: 1 }) byteSize: number;

  /** SHA-256 of the kept picture, in hexadecimal; it is also its entity tag. */
  sha256: string;

  /** The smaller picture. */
  thumbnail: PhotographThumbnail;

  /** Whether it is part of the record. */
  @OneOf(photographStatuses) status: PhotographStatus;

  /** Why it is not; null while it is. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** The person or client that recorded it. */
  @Nested(Actor) recordedBy: Actor;

  /** When it was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When what is known of it last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}
