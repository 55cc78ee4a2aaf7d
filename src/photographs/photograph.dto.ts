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
  Note,
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

/** A photograph for the record, with its description. */
export class PhotographInput {
  /**
   * The file: JPEG, PNG, WebP, TIFF or HEIC of at most 64 megapixels. Its type is determined from its content. TIFF is stored as PNG, HEIC as
   * JPEG. The stored picture is upright, in sRGB, and without any metadata: place, time, camera and owner are removed.
   */
  @FilePart() file: Upload;

  /** The part of the head that the photograph shows. */
  @OneOf(photographRegions) region: PhotographRegion;

  /** The angle from which the photograph was taken. */
  @OneOf(angles) angle: Angle;

  /**
   * When the photograph was taken. The consent to photographs for the record must have been signed by then.
   * @example 2026-11-20T10:30:00+05:30
   */
  @Instant() @InLife() takenAt: string;

  /** The consultation in which the photograph was taken. */
  @Optional() @Identifier() consultationId?: string;

  /**
   * A note on the photograph.
   * @example Wet hair, centre parting
   */
  @Optional() @Note({ max: 2000 }) note?: string;
}

/** Which photographs to show. */
export class PhotographQuery extends PageQuery {
  /** Only photographs of these regions. */
  @Optional() @SomeOf(photographRegions) region?: PhotographRegion[];
}

/** A smaller version of the photograph, for lists. */
export class PhotographThumbnail {
  /** The width in pixels; the longer edge has at most 320. */
  @Whole({ min: 1, max: 320 }) width: number;

  /** The height in pixels. */
  @Whole({ min: 1, max: 320 }) height: number;

  /** The size in bytes of the thumbnail, a WebP. */
  @Whole({ min: 1 }) byteSize: number;
}

/** The data of a photograph; `/content` and `/thumbnail` answer its pictures. */
export class PhotographResponse {
  /** The photograph's id. */
  @Identifier() id: string;

  /** The patient whom the photograph shows. */
  @Identifier() patientId: string;

  /** The consultation in which the photograph was taken; null where it was taken outside a consultation. */
  @Identifier() consultationId: string | null;

  /** The consent on which the photograph was taken. */
  @Identifier() consentId: string;

  /** The part of the head that the photograph shows. */
  @OneOf(photographRegions) region: PhotographRegion;

  /** The angle from which the photograph was taken. */
  @OneOf(angles) angle: Angle;

  /** When the photograph was taken, in UTC. */
  @Instant() takenAt: string;

  /** The note on the photograph; null where there is none. */
  note: string | null;

  /** The media type of the stored picture. */
  @OneOf(keptTypes) mediaType: KeptType;

  /** The width of the stored picture in pixels. */
  @Whole({ min: 1 }) width: number;

  /** The height of the stored picture in pixels. */
  @Whole({ min: 1 }) height: number;

  /** The size of the stored picture in bytes. */
  @Whole({ min: 1 }) byteSize: number;

  /** SHA-256 of the stored picture, in hexadecimal; it is also the entity tag of the picture. */
  sha256: string;

  /** The smaller version of the photograph. */
  thumbnail: PhotographThumbnail;

  /** Whether the photograph is part of the record or was entered in error. */
  @OneOf(photographStatuses) status: PhotographStatus;

  /** Why, when and by whom the photograph was entered in error; null otherwise. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** The person or client that recorded the photograph. */
  @Nested(Actor) recordedBy: Actor;

  /** When the photograph was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When the data of the photograph last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the photograph's data, as in the ETag. */
  @Whole() version: number;
}
