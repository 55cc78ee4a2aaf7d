import type { Type } from '@nestjs/common';
import { Described, Identifier, Instant, Nested, OneOf, Optional, PageQuery, SomeOf, declareUnion, Actor } from '../../platform/http/index.js';
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
const formatClassName = (shape: EventShape): string => `${shape[0]!.toUpperCase()}${shape.slice(1)}Event`;

/** Makes the class of all events whose details have the same shape. */
const createEventClass = <Shape extends EventShape, Details extends object>(shape: Shape, ofDetails: Type<Details>): Type<EventOf<Shape, Details>> => {
  const kinds: Enumeration = kindsByShape[shape];
  class ShapedEvent extends TimelineEvent {
    @Described('What happened.') @OneOf(kinds) kind: string;
    @Described(SHORT) @Nested<object>(ofDetails) details: object;
  }
  Object.defineProperty(ShapedEvent, 'name', { value: formatClassName(shape) });
  return ShapedEvent as Type<object> as Type<EventOf<Shape, Details>>;
};

/** The class of each shape. The compiler refuses a kind of event whose details are not described. */
const eventClasses = {
  patientRegistration: createEventClass('patientRegistration', details.PatientRegistrationEventDetails),
  recordMerge: createEventClass('recordMerge', details.RecordMergeEventDetails),
  consent: createEventClass('consent', details.ConsentEventDetails),
  consultationStart: createEventClass('consultationStart', details.ConsultationStartEventDetails),
  consultationVersion: createEventClass('consultationVersion', details.ConsultationVersionEventDetails),
  bloodTest: createEventClass('bloodTest', details.BloodTestEventDetails),
  trichoanalysis: createEventClass('trichoanalysis', details.TrichoanalysisEventDetails),
  scale: createEventClass('scale', details.ScaleEventDetails),
  photograph: createEventClass('photograph', details.PhotographEventDetails),
  photographPublication: createEventClass('photographPublication', details.PhotographPublicationEventDetails),
  contraindicationCheck: createEventClass('contraindicationCheck', details.ContraindicationCheckEventDetails),
  contraindicationOverride: createEventClass('contraindicationOverride', details.ContraindicationOverrideEventDetails),
  planCreation: createEventClass('planCreation', details.PlanCreationEventDetails),
  planTransition: createEventClass('planTransition', details.PlanTransitionEventDetails),
  planScreening: createEventClass('planScreening', details.PlanScreeningEventDetails),
  planRating: createEventClass('planRating', details.PlanRatingEventDetails),
  estimate: createEventClass('estimate', details.EstimateEventDetails),
  bill: createEventClass('bill', details.BillEventDetails),
  session: createEventClass('session', details.SessionEventDetails),
  sessionMove: createEventClass('sessionMove', details.SessionMoveEventDetails),
  productUse: createEventClass('productUse', details.ProductUseEventDetails),
  productRecall: createEventClass('productRecall', details.ProductRecallEventDetails),
  adverseEventReport: createEventClass('adverseEventReport', details.AdverseEventReportEventDetails),
  adverseEventChange: createEventClass('adverseEventChange', details.AdverseEventChangeEventDetails),
  adverseEventFollowUp: createEventClass('adverseEventFollowUp', details.AdverseEventFollowUpEventDetails),
  adverseEventDecision: createEventClass('adverseEventDecision', details.AdverseEventDecisionEventDetails),
  listEntry: createEventClass('listEntry', details.ListEntryEventDetails),
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
export const TimelineEventResponse = declareUnion<TimelineEventResponse>('TimelineEventResponse', 'kind', Object.values(eventClasses));
