import { Flag, Identifier, Instant, Optional, PageQuery, Text, WebAddress, Whole, Actor, Nested } from '../../platform/http/index.js';

/** Where a photograph was shown to the public. */
export class PhotographPublicationInput {
  /**
   * Where: a website, a leaflet, a lecture.
   * @example The clinic’s website
   */
  @Text({ max: 300 }) place: string;

  /**
   * Its address there.
   * @example https://clinic.example/before-and-after
   */
  @Optional() @WebAddress({ max: 2000 }) url?: string;

  /** When; now, when left out. The consent to publication must have been signed by then. */
  @Optional() @Instant() publishedAt?: string;
}

/** That the public cannot see a photograph any more. */
export class TakeDownInput {
  /** When it was taken down; now, when left out. */
  @Optional() @Instant() takenDownAt?: string;

  /**
   * What to know of it.
   * @example Removed from the website and from its archive
   */
  @Optional() @Text({ max: 2000 }) note?: string;
}

/** Which publications to show. */
export class PublicationQuery extends PageQuery {
  /** `true`: only those that are public still. */
  @Optional() @Flag() public?: boolean;
}

/** A photograph that was shown to the public. */
export class PhotographPublicationResponse {
  /** The publication's id. */
  @Identifier() id: string;

  /** Whom the photograph shows. */
  @Identifier() patientId: string;

  /** The photograph. */
  @Identifier() photoId: string;

  /** The consent that it was published with. */
  @Identifier() consentId: string;

  /** Where it was published. */
  place: string;

  /** Its address there; null where it has none. */
  url: string | null;

  /** When it was published, in UTC. */
  @Instant() publishedAt: string;

  /** When it was taken down, in UTC; null while the public can see it. */
  @Instant() takenDownAt: string | null;

  /** Who took it down, or recorded that; null while the public can see it. */
  @Nested(Actor) takenDownBy: Actor | null;

  /** What to know of that; null where nothing was said. */
  takeDownNote: string | null;

  /** The person or client that recorded it. */
  @Nested(Actor) recordedBy: Actor;

  /** When it was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}
