import { Flag, Identifier, Instant, Optional, PageQuery, Note, Text, WebAddress, Whole, Actor, Nested } from '../../platform/http/index.js';

/** The publication of a photograph. */
export class PhotographPublicationInput {
  /**
   * The place of the publication: a website, a leaflet, a lecture.
   * @example The clinic’s website
   */
  @Text({ max: 300 }) place: string;

  /**
   * The web address of the publication.
   * @example https://clinic.example/before-and-after
   */
  @Optional() @WebAddress({ max: 2000 }) url?: string;

  /** When the photograph was published; now, when left out. The consent to publication must have been signed by then. */
  @Optional() @Instant() publishedAt?: string;
}

/** The end of a publication: the public cannot see the photograph any more. */
export class TakeDownInput {
  /** When the photograph was taken down; now, when left out. */
  @Optional() @Instant() takenDownAt?: string;

  /**
   * A note on the taking down.
   * @example Removed from the website and from its archive
   */
  @Optional() @Note({ max: 2000 }) note?: string;
}

/** Which publications to show. */
export class PublicationQuery extends PageQuery {
  /** Whether to show only publications that the public can still see. */
  @Optional() @Flag() public?: boolean;
}

/** The publication of a photograph. */
export class PhotographPublicationResponse {
  /** The publication's id. */
  @Identifier() id: string;

  /** The patient whom the photograph shows. */
  @Identifier() patientId: string;

  /** The photograph. */
  @Identifier() photoId: string;

  /** The consent on which the photograph was published. */
  @Identifier() consentId: string;

  /** The place of the publication. */
  place: string;

  /** The web address of the publication; null where it has none. */
  url: string | null;

  /** When the photograph was published, in UTC. */
  @Instant() publishedAt: string;

  /** When the photograph was taken down, in UTC; null while the public can see it. */
  @Instant() takenDownAt: string | null;

  /** The person or client that recorded the taking down; null while the public can see the photograph. */
  @Nested(Actor) takenDownBy: Actor | null;

  /** The note on the taking down; null where there is none. */
  takeDownNote: string | null;

  /** The person or client that recorded the publication. */
  @Nested(Actor) recordedBy: Actor;

  /** When the publication was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When the publication was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the publication, as in the ETag. */
  @Whole() version: number;
}
