import type { Type } from '@nestjs/common';
import { Described, Identifier, Instant, Nested, OneOf, Optional, PageQuery, SomeOf, unionOf, Actor } from '../../platform/http/index.js';
import type { Enumeration } from '../../kernel/enumeration.js';
import * as details from './event-details.dto.js';
import { eventKinds, kindsByShape, resourceTypes, type EventKind, type EventShape, type KindOf, type ResourceType } from './timeline.js';

/** Filters for the timeline. An event must meet all of them. */
export class TimelineQuery extends PageQuery {
  /** Only events of these kinds. */
  @Optional() @SomeOf(eventKinds) kind?: EventKind[];

  /** Only events at this instant or later. */
  @Optional() @Instant() from?: string;

  /** Only events before this instant. */
  @Optional() @Instant() to?: string;
}

/** The members that every event has. */
class TimelineEvent {
  /** When the event happened, in UTC. For a result this is the time of the sample, for a photograph the time at which it was taken. */
  @Instant() occurredAt: string;

  /** The type of the record that the event belongs to. */
  @OneOf(resourceTypes) resourceType: ResourceType;

  /** The id of the record that the event belongs to. */
  @Identifier() resourceId: string;

  /** The person or client who recorded the event; null where it is not stored. */
  @Nested(Actor) actor: Actor | null;
}

type EventOf<Shape extends EventShape, Details> = TimelineEvent & { kind: KindOf<Shape>; details: Details };

const SHORT = 'The little that a line of a list shows; the record itself says all. What is not known is null.';

/** Makes the name of the class, such as `PlanScreeningEvent` for the shape `planScreening`. */
const nameOf = (shape: EventShape): string => `${shape[0]!.toUpperCase()}${shape.slice(1)}Event`;

/** Makes the class of all events whose details have the same shape. */
const eventOf = <Shape extends EventShape, Details extends object>(shape: Shape, ofDetails: Type<Details>): Type<EventOf<Shape, Details>> => {
  const kinds: Enumeration = kindsByShape[shape];
  class ShapedEvent extends TimelineEvent {
    @Described('What happened.') @OneOf(kinds) kind: string;
    @Described(SHORT) @Nested<object>(ofDetails) details: object;
  }
  Object.defineProperty(ShapedEvent, 'name', { value: nameOf(shape) });
  return ShapedEvent as Type<object> as Type<EventOf<Shape, Details>>;
};

/** The class of each shape. The compiler refuses a kind of event whose details are not described. */
const eventClasses = {
  patientRegistration: eventOf('patientRegistration', details.PatientRegistrationEventDetails),
  recordMerge: eventOf('recordMerge', details.RecordMergeEventDetails),
  consent: eventOf('consent', details.ConsentEventDetails),
  consultationStart: eventOf('consultationStart', details.ConsultationStartEventDetails),
  consultationVersion: eventOf('consultationVersion', details.ConsultationVersionEventDetails),
  bloodTest: eventOf('bloodTest', details.BloodTestEventDetails),
  trichoanalysis: eventOf('trichoanalysis', details.TrichoanalysisEventDetails),
  scale: eventOf('scale', details.ScaleEventDetails),
  photograph: eventOf('photograph', details.PhotographEventDetails),
  photographPublication: eventOf('photographPublication', details.PhotographPublicationEventDetails),
  contraindicationCheck: eventOf('contraindicationCheck', details.ContraindicationCheckEventDetails),
  contraindicationOverride: eventOf('contraindicationOverride', details.ContraindicationOverrideEventDetails),
  planCreation: eventOf('planCreation', details.PlanCreationEventDetails),
  planTransition: eventOf('planTransition', details.PlanTransitionEventDetails),
  planScreening: eventOf('planScreening', details.PlanScreeningEventDetails),
  planRating: eventOf('planRating', details.PlanRatingEventDetails),
  estimate: eventOf('estimate', details.EstimateEventDetails),
  bill: eventOf('bill', details.BillEventDetails),
  session: eventOf('session', details.SessionEventDetails),
  sessionMove: eventOf('sessionMove', details.SessionMoveEventDetails),
  productUse: eventOf('productUse', details.ProductUseEventDetails),
  productRecall: eventOf('productRecall', details.ProductRecallEventDetails),
  adverseEventReport: eventOf('adverseEventReport', details.AdverseEventReportEventDetails),
  adverseEventChange: eventOf('adverseEventChange', details.AdverseEventChangeEventDetails),
  adverseEventFollowUp: eventOf('adverseEventFollowUp', details.AdverseEventFollowUpEventDetails),
  adverseEventDecision: eventOf('adverseEventDecision', details.AdverseEventDecisionEventDetails),
  listEntry: eventOf('listEntry', details.ListEntryEventDetails),
} satisfies { [Shape in EventShape]: Type<{ kind: KindOf<Shape> }> };

type DetailsOf<Shape extends EventShape> = InstanceType<(typeof eventClasses)[Shape]>['details'];

/** The members of the details that may be null. */
type Unknowns<Details> = { [Name in keyof Details as null extends Details[Name] ? Name : never]: null };

/** The details of each shape without known values. The compiler names a missing member. */
export const unknownDetails: { readonly [Shape in EventShape]: Unknowns<DetailsOf<Shape>> } = {
  patientRegistration: {},
  recordMerge: {},
  consent: { treatment: null, reason: null },
  consultationStart: { reason: null },
  consultationVersion: { reason: null },
  bloodTest: { laboratory: null, enteredInError: null, reportNumber: null, status: null, duplicateOf: null, corrects: null, supersededBy: null },
  trichoanalysis: { enteredInError: null },
  scale: { grade: null, score: null, enteredInError: null },
  photograph: { enteredInError: null },
  photographPublication: {},
  contraindicationCheck: {},
  contraindicationOverride: { reason: null },
  planCreation: {},
  planTransition: { reason: null },
  planScreening: {},
  planRating: { enteredInError: null },
  estimate: {},
  bill: {},
  session: { reason: null },
  sessionMove: { reason: null },
  productUse: { sessionId: null, reason: null, reverses: null },
  productRecall: { reason: null, withdrawn: null },
  adverseEventReport: { enteredInError: null },
  adverseEventChange: { reason: null },
  adverseEventFollowUp: {},
  adverseEventDecision: {},
  listEntry: { consultationId: null, reason: null, enteredInError: null },
};

/** An event; `kind` names what happened and decides the members of `details`. */
export type TimelineEventResponse = InstanceType<(typeof eventClasses)[EventShape]>;
export const TimelineEventResponse = unionOf<TimelineEventResponse>('TimelineEventResponse', 'kind', Object.values(eventClasses));
