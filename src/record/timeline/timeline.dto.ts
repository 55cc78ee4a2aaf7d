import { AnyObject, Identifier, Instant, OneOf, Optional, PageQuery, SomeOf } from '../../platform/http/index.js';
import { eventKinds, resourceTypes, type EventKind, type ResourceType } from './timeline.js';

/** Which events to show. Conditions are joined by "and". */
export class TimelineQuery extends PageQuery {
  /** Only of these kinds. */
  @Optional() @SomeOf(eventKinds) kind?: EventKind[];

  /** At this instant or later. */
  @Optional() @Instant() from?: string;

  /** Before this instant. */
  @Optional() @Instant() to?: string;
}

/** Something that happened. */
export class TimelineEventResponse {
  /** When, in UTC: for a result the day of the sample, for a photograph the moment at which it was taken. */
  @Instant() occurredAt: string;

  /** What. */
  @OneOf(eventKinds) kind: EventKind;

  /** The kind of record in which it stands. */
  @OneOf(resourceTypes) resourceType: ResourceType;

  /** The record. */
  @Identifier() resourceId: string;

  /** The person or client who recorded it; null where that is not kept. */
  @Identifier() actorId: string | null;

  /** The little that a line of a list shows; the record itself says all. Members that say nothing are left out. */
  @AnyObject() details: Record<string, unknown>;
}
