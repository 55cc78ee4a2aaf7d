import { IncludingQuery } from '../../patients/index.js';
import {
  AfterBirth,
  Day,
  EnteredInError,
  Fixed,
  Flag,
  Identifier,
  InLife,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Optional,
  PageQuery,
  Note,
  Text,
  Whole,
  Decimal,
  SomeOf,
  Actor,
} from '../../platform/http/index.js';
import { actions, decisions, outcomes, relations, seriousnessCriteria, type Decision, type SeriousnessCriterion } from './domain/adverse-event.js';
import { eventTypeCodes, type EventTypeCode } from './domain/event-types.js';
import { groupings, type Grouping } from './domain/report.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

/** An adverse event after a session. */
export class AdverseEventInput {
  /** The type of the adverse event, from the list of types (`GET /v1/adverse-event-types`). */
  @OneOf(eventTypeCodes) @Fixed() type: EventTypeCode;

  /**
   * A description of the event in words. Required for the type `other`, which says nothing of its own.
   * @example Soft swelling around the injection points
   */
  @Optional() @Note({ max: 2000 }) @Fixed(({ type }: AdverseEventInput) => type === 'other') description?: string;

  /**
   * How severe it is, by CTCAE: 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death. Grades 4 and 5 are serious.
   * @example 1
   */
  @Whole({ min: 1, max: 5 }) grade: number;

  /** The criteria that make the event serious (ICH E2A), beside those that follow from its type and grade; none, when left out. */
  @Optional() @ListOf(OneOf(seriousnessCriteria), { max: seriousnessCriteria.length, unique: true }) seriousness?: SeriousnessCriterion[];

  /** How likely it is that the treatment caused the event; unknown, when left out. */
  @Optional() @OneOf(relations) relation?: (typeof relations)[number];

  /**
   * The zones of the scalp in which the event occurred.
   * @example ["vertex"]
   */
  @Optional() @ListOf(Text({ max: 100 }), { max: 30 }) zones?: string[];

  /** When the event began. */
  @Instant() @InLife() onsetAt: string;

  /** When the event was over; required with an outcome of recovery. */
  @Optional() @Instant() @InLife() resolvedAt?: string;

  /** What was done about the event; nothing, when left out. */
  @Optional() @OneOf(actions) action?: (typeof actions)[number];

  /**
   * A description in words of what was done about the event.
   * @example Cold compress, seen again the next day
   */
  @Optional() @Note({ max: 2000 }) actionNote?: string;

  /** How the event ended, or how it is at present; unknown, when left out. */
  @Optional() @OneOf(outcomes) outcome?: (typeof outcomes)[number];
}

/** The parts of an adverse event that can be changed. */
export class AdverseEventChange extends AdverseEventInput {}

/** A later observation of an adverse event. */
export class AdverseEventFollowUpInput {
  /**
   * What was observed, or what the patient said.
   * @example Swelling gone, still tender to the touch
   */
  @Note({ max: 5000 }) note: string;

  /** When the event was observed again; now, when left out. */
  @Optional() @Instant() @AfterBirth() observedAt?: string;
}

/** A later observation of an adverse event. */
export class AdverseEventFollowUp {
  /** The number of the follow-up, from 1. */
  @Whole() number: number;

  /** What was observed, or what the patient said. */
  note: string;

  /** When the event was observed again, in UTC. */
  @Instant() observedAt: string;

  /** Who recorded the follow-up. */
  @Nested(Actor) recordedBy: Actor;

  /** When the follow-up was recorded, in UTC. */
  @Instant() recordedAt: string;
}

/** A dermatologist's decision on the plan after a serious adverse event. */
export class DecisionOnAdverseEventInput {
  /** Whether the plan may be continued: `resume` allows the plan to be resumed, `stop` does not. */
  @OneOf(decisions) decision: Decision;

  /**
   * The reason for the decision, and its conditions.
   * @example Recovered without sequelae; go on with half the volume and without the ingredient
   */
  @Note({ max: 5000 }) reason: string;
}

/** A dermatologist's decision on the plan after a serious adverse event. */
export class DecisionOnAdverseEvent extends DecisionOnAdverseEventInput {
  /** The number of the decision, from 1; the last decision counts. */
  @Whole() number: number;

  /** The dermatologist who decided. */
  @Nested(Actor) decidedBy: Actor;

  /** When the dermatologist decided, in UTC. */
  @Instant() decidedAt: string;
}

/** An adverse event after a session. */
export class AdverseEventResponse extends AdverseEventInput {
  /** The event's id. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The plan. */
  @Identifier() planId: string;

  /** The session after which the event occurred. */
  @Identifier() sessionId: string;

  /** The treatment of the session. */
  @OneOf(treatments) treatment: Treatment;

  /** Whether the event meets at least one criterion of seriousness. */
  serious: boolean;

  /** Whether the event was to be expected after this treatment, at this grade. */
  expected: boolean;

  /** How long an expected event of this type usually lasts, in hours; null for an unexpected event. */
  @Decimal() usualHours: number | null;

  /** When an expected event is usually over, in UTC; null for an unexpected event. */
  usualEnd: string | null;

  /** The source of the usual course; null for an unexpected event. */
  usualSource: string | null;

  /** Whether an expected event lasts, or lasted, longer than usual. Such an event should be examined again. */
  outlastsUsualCourse: boolean;

  /** The ids of the lots that were used in the session. */
  lots: string[];

  /** Whether the plan was put on hold when the event was recorded. */
  heldPlan: boolean;

  /** Whether the plan waits for a dermatologist's decision on the event. */
  awaitsDecision: boolean;

  /** The decisions on the event, the oldest first. */
  decisions: DecisionOnAdverseEvent[];

  /** The later observations of the event, the oldest first. */
  followUps: AdverseEventFollowUp[];

  /** Why, when and by whom the event was entered in error; null otherwise. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** Who recorded the event. */
  @Nested(Actor) recordedBy: Actor;

  /** When the event was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When the event was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the event, as in the ETag. */
  @Whole() version: number;
}

/** Which adverse events to show. Conditions are joined by "and". */
export class AdverseEventQuery extends IncludingQuery {
  /** Only the adverse events of this patient. */
  @Optional() @Identifier() patientId?: string;

  /** Only the adverse events of this plan. */
  @Optional() @Identifier() planId?: string;

  /** Only the adverse events of this session. */
  @Optional() @Identifier() sessionId?: string;

  /** Only adverse events that began at this instant or later. */
  @Optional() @Instant() from?: string;

  /** Only adverse events that began before this instant. */
  @Optional() @Instant() to?: string;

  /** Only serious adverse events (`true`), or only the others (`false`). */
  @Optional() @Flag() serious?: boolean;

  /** Only adverse events that wait for a dermatologist's decision (`true`), or only the others (`false`). */
  @Optional() @Flag() awaitsDecision?: boolean;

  /** Only expected adverse events that last, or lasted, longer than usual (`true`), or only the others (`false`). */
  @Optional() @Flag() outlastsUsualCourse?: boolean;
}

/** Which types of adverse events to show. */
export class EventTypeQuery extends PageQuery {
  /** The treatments whose expected events to show in `expectedAfter`; all treatments, when left out. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];
}

/** The usual course of an expected adverse event. */
export class AdverseEventUsualCourse {
  /** The treatment after which the event is to be expected. */
  @OneOf(treatments) treatment: Treatment;

  /** How long the event usually lasts, in hours. */
  @Decimal() hours: number;

  /** The source of the usual course. */
  source: string;
}

/** A type of adverse event. */
export class AdverseEventTypeResponse {
  /** The code by which adverse events name this type. */
  @OneOf(eventTypeCodes) code: EventTypeCode;

  /**
   * The name of the type.
   * @example Swelling
   */
  name: string;

  /**
   * The treatments after which a mild or moderate event (grade 1 or 2) is to be expected, and how long it usually lasts. Empty for a type that
   * is never expected.
   */
  expectedAfter: AdverseEventUsualCourse[];

  /** The source of the type. */
  source: string;
}

/** The period of the sessions to count, and the grouping. */
export class ReportQuery {
  /**
   * The first day of the period, in the clinic's time zone.
   * @example 2026-01-01
   */
  @Day() from: string;

  /**
   * The last day of the period, included.
   * @example 2026-12-31
   */
  @Day() to: string;

  /**
   * What to group the sessions by. A session in which several lots or products were used counts for each of them.
   * @example treatment
   */
  @OneOf(groupings) groupBy: Grouping;
}

/** Adverse events in relation to the sessions that were given. */
export class AdverseEventReportRow {
  /** The id of the product, lot or practitioner, the name of the treatment, or the month as `YYYY-MM`; null for sessions of which this is unknown. */
  group: string | null;

  /** The number of sessions that began in the period. */
  @Whole() sessions: number;

  /** The number of these sessions with at least one adverse event. */
  @Whole() sessionsWithEvents: number;

  /** The number of adverse events of these sessions, without those entered in error. */
  @Whole() events: number;

  /** The number of these adverse events that are serious. */
  @Whole() serious: number;

  /** The number of these adverse events that were not to be expected. */
  @Whole() unexpected: number;

  /** The number of these adverse events of each grade, 1 to 5. */
  @ListOf(Whole(), { max: 5 }) byGrade: number[];

  /** Sessions with an adverse event per thousand sessions, to one decimal. */
  @Decimal() perThousand: number;

  /** The lower limit of the 95 % confidence interval (Wilson) of `perThousand`, to one decimal. */
  @Decimal() perThousandLow: number;

  /** The upper limit of the 95 % confidence interval (Wilson) of `perThousand`, to one decimal. */
  @Decimal() perThousandHigh: number;
}

/** Counts of adverse events. The report contains no data of a single patient. */
export class AdverseEventReportResponse {
  /** The first day of the period. */
  from: string;

  /** The last day of the period, included. */
  to: string;

  /** What the sessions were grouped by. */
  @OneOf(groupings) groupBy: Grouping;

  /** One row for each group, sorted by the name of the group. */
  rows: AdverseEventReportRow[];
}
