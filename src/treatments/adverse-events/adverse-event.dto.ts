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
  /** What it is, from the list (`GET /v1/adverse-event-types`). */
  @OneOf(eventTypeCodes) @Fixed() type: EventTypeCode;

  /**
   * In words; needed for the type `other`, of which they alone say what it is.
   * @example Soft swelling around the injection points
   */
  @Optional() @Text({ max: 2000 }) @Fixed(({ type }: AdverseEventInput) => type === 'other') description?: string;

  /**
   * How severe it is, by CTCAE: 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death. Grades 4 and 5 are serious.
   * @example 1
   */
  @Whole({ min: 1, max: 5 }) grade: number;

  /** What makes it serious (ICH E2A); none, when left out, beside what follows from the grade. */
  @Optional() @ListOf(OneOf(seriousnessCriteria), { max: seriousnessCriteria.length, unique: true }) seriousness?: SeriousnessCriterion[];

  /** How surely the treatment caused it; unknown, when left out. */
  @Optional() @OneOf(relations) relation?: (typeof relations)[number];

  /**
   * Where.
   * @example ["vertex"]
   */
  @Optional() @ListOf(Text({ max: 100 }), { max: 30 }) zones?: string[];

  /** When it began. */
  @Instant() @InLife() onsetAt: string;

  /** When it was over; needed with an outcome of recovery. */
  @Optional() @Instant() @InLife() resolvedAt?: string;

  /** What was done about it; nothing, when left out. */
  @Optional() @OneOf(actions) action?: (typeof actions)[number];

  /**
   * The same in words.
   * @example Cold compress, seen again the next day
   */
  @Optional() @Text({ max: 2000 }) actionNote?: string;

  /** How it ended, or stands; unknown, when left out. */
  @Optional() @OneOf(outcomes) outcome?: (typeof outcomes)[number];
}

/** What can be changed of an adverse event. */
export class AdverseEventChange extends AdverseEventInput {}

/** What was seen later. */
export class AdverseEventFollowUpInput {
  /**
   * What was seen, or said.
   * @example Swelling gone, still tender to the touch
   */
  @Text({ max: 5000 }) note: string;

  /** When; now, when left out. */
  @Optional() @Instant() @AfterBirth() observedAt?: string;
}

/** What was seen later. */
export class AdverseEventFollowUp {
  /** Its number, from 1. */
  @Whole() number: number;

  /** What was seen, or said. */
  note: string;

  /** When, in UTC. */
  @Instant() observedAt: string;

  /** Who recorded it. */
  @Nested(Actor) recordedBy: Actor;

  /** When it was recorded, in UTC. */
  @Instant() recordedAt: string;
}

/** A dermatologist's decision on the plan after a serious adverse event. */
export class DecisionOnAdverseEventInput {
  /** Whether the plan may go on: `resume` lets it be resumed, `stop` does not. */
  @OneOf(decisions) decision: Decision;

  /**
   * Why, and on what conditions.
   * @example Recovered without sequelae; go on with half the volume and without the ingredient
   */
  @Text({ max: 5000 }) reason: string;
}

/** A dermatologist's decision on the plan after a serious adverse event. */
export class DecisionOnAdverseEvent extends DecisionOnAdverseEventInput {
  /** Its number, from 1; the last one counts. */
  @Whole() number: number;

  /** The dermatologist. */
  @Nested(Actor) decidedBy: Actor;

  /** When, in UTC. */
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

  /** The session after which it came. */
  @Identifier() sessionId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** Whether a criterion of seriousness holds. */
  serious: boolean;

  /** Whether it was to be expected after this treatment, at this grade. */
  expected: boolean;

  /** How long an expected one usually lasts, in hours; null of an unexpected one. */
  @Decimal() usualHours: number | null;

  /** When an expected one usually is over, in UTC; null of an unexpected one. */
  usualEnd: string | null;

  /** Where the usual course comes from; null of an unexpected one. */
  usualSource: string | null;

  /** Whether an expected one lasts, or lasted, longer than it usually does: to be looked at again. */
  outlastsUsualCourse: boolean;

  /** The lots that were used in the session, by id. */
  lots: string[];

  /** Whether recording it has put the plan on hold. */
  heldPlan: boolean;

  /** Whether the plan waits for a dermatologist's decision on it. */
  awaitsDecision: boolean;

  /** The decisions, the oldest first. */
  decisions: DecisionOnAdverseEvent[];

  /** What was seen later, the oldest first. */
  followUps: AdverseEventFollowUp[];

  /** That it was an error; null where it was none. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** Who recorded it. */
  @Nested(Actor) recordedBy: Actor;

  /** When it was recorded, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** Which adverse events to show. Conditions are joined by "and". */
export class AdverseEventQuery extends PageQuery {
  /** Only this patient's. */
  @Optional() @Identifier() patientId?: string;

  /** Only those of this plan. */
  @Optional() @Identifier() planId?: string;

  /** Only those of this session. */
  @Optional() @Identifier() sessionId?: string;

  /** Only serious ones (`true`), or only others (`false`). */
  @Optional() @Flag() serious?: boolean;

  /** Only those that wait for a dermatologist's decision (`true`), or that do not (`false`). */
  @Optional() @Flag() awaitsDecision?: boolean;

  /** Only expected ones that last, or lasted, longer than they usually do (`true`), or the others (`false`). */
  @Optional() @Flag() outlastsUsualCourse?: boolean;
}

/** Which of the list of types to show. */
export class EventTypeQuery extends PageQuery {
  /** With what is to be expected after these treatments; after each, when left out. */
  @Optional() @SomeOf(treatments) treatment?: Treatment[];
}

/** How an expected event usually goes. */
export class AdverseEventUsualCourse {
  /** After which treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** How long it usually lasts, in hours. */
  @Decimal() hours: number;

  /** Where that comes from. */
  source: string;
}

/** A kind of adverse event. */
export class AdverseEventTypeResponse {
  /** How events name it. */
  @OneOf(eventTypeCodes) code: EventTypeCode;

  /**
   * In words.
   * @example Swelling
   */
  name: string;

  /** After which treatments a mild or moderate one (grade 1 or 2) is to be expected, and how long it usually lasts; empty where it never is. */
  expectedAfter: AdverseEventUsualCourse[];

  /** Where it comes from. */
  source: string;
}

/** Which sessions to count, and by what. */
export class ReportQuery {
  /**
   * Sessions from this day on, in the clinic's time zone.
   * @example 2026-01-01
   */
  @Day() from: string;

  /**
   * Sessions to this day, included.
   * @example 2026-12-31
   */
  @Day() to: string;

  /**
   * What to count by. A session in which several lots or products were used counts for each of them.
   * @example treatment
   */
  @OneOf(groupings) groupBy: Grouping;
}

/** Adverse events in relation to the sessions that were given. */
export class AdverseEventReportRow {
  /** The product, the lot or the practitioner by id, the treatment by name, the month as `YYYY-MM`; null for sessions where it is not known. */
  group: string | null;

  /** Sessions that began in the period. */
  @Whole() sessions: number;

  /** Those after which there was an adverse event. */
  @Whole() sessionsWithEvents: number;

  /** Adverse events of these sessions, those that were entered in error left out. */
  @Whole() events: number;

  /** Of them the serious ones. */
  @Whole() serious: number;

  /** Of them those that were not to be expected. */
  @Whole() unexpected: number;

  /** Of them those of each grade, 1 to 5. */
  @ListOf(Whole(), { max: 5 }) byGrade: number[];

  /** Sessions with an adverse event in a thousand sessions, to one decimal. */
  @Decimal() perThousand: number;

  /** The lower end of its 95 % interval (Wilson), to one decimal. */
  @Decimal() perThousandLow: number;

  /** The upper end of its 95 % interval (Wilson), to one decimal. */
  @Decimal() perThousandHigh: number;
}

/** Counts of adverse events; no patient is in it. */
export class AdverseEventReportResponse {
  /** The first day. */
  from: string;

  /** The last day, included. */
  to: string;

  /** What was counted by. */
  @OneOf(groupings) groupBy: Grouping;

  /** One for each group, in the order of its name. */
  rows: AdverseEventReportRow[];
}
