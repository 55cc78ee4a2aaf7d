import { AfterBirth, Day, Flag, Identifier, ListOf, Nested, OneOf, Optional, Text, Whole } from '../../platform/http/index.js';
import { reasonCodes, sessionFactors, type ReasonCode, type SessionFactor } from '../planner/reasons.js';
import { PlannedArea, SeriesInput } from '../plans/plan.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

/** What a series is to be proposed for. */
export class SeriesQuestion {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The consultation whose trichoanalyses say how dense the hair is, in which phase, and whether the scalp is infected or inflamed. */
  @Identifier() consultationId: string;

  /**
   * The contraindication check: no session is proposed before its `earliestClearOn`, when washouts have ended. Left out, what is known of the
   * patient is looked at for `startOn`, and nothing of it is kept.
   */
  @Optional() @Identifier() contraindicationCheckId?: string;

  /**
   * The first day that suits the patient, in the clinic's time zone.
   * @example 2099-01-05
   */
  @Day() @AfterBirth() startOn: string;

  /** How many sessions, within the protocol's limits; proposed, when left out. */
  @Optional() @Whole({ min: 1, max: 100 }) sessions?: number;

  /** Days between two sessions, within the protocol's limits; the usual interval, when left out. */
  @Optional() @Whole({ min: 1, max: 365 }) intervalDays?: number;

  /** What is to be treated; the sizes together are the extent. */
  @Optional() @ListOf(PlannedArea, { max: 30 }) areas?: PlannedArea[];
}

/** One reason why a series is as it is. */
export class SeriesProposalReason {
  /**
   * What kind of reason it is: `number-by-factors` sums up the `factor`s that decide the number; `washout` and `check-not-clear` come from
   * the contraindication check; `moved` says why a session is not on the day that the interval asks for; `later-than-interval` that it
   * cannot be as early as the protocol wants; `working-days-unknown` that nobody's working days were looked at.
   */
  @OneOf(reasonCodes) code: ReasonCode;

  /** The reason, for people. */
  text: string;

  /** The factor, of the code `factor`; null otherwise. */
  @OneOf(sessionFactors) factor: SessionFactor | null;

  /** How many points the factor counts, 0 to 2, or all of them together; null for other reasons. */
  @Whole() points: number | null;

  /** The session that it is about, by number; null where it is about the whole series. */
  @Whole() session: number | null;

  /** Where the rule comes from; null where it needs none. */
  source: string | null;
}

/** Why there is no day for a session. */
export class SessionWithoutDate {
  /** The first session without a day, by number. */
  @Whole() session: number;

  /** The first day on which it could have been. */
  from: string;

  /** The last. */
  to: string;

  /** Why none of these days will do. */
  because: string[];

  /** All of that, for people. */
  text: string;
}

/** What the protocol has for a cause of the patient's hair loss: a suggestion that a dermatologist confirms, and the check judges once it is named. */
export class FormulationSuggestion {
  /**
   * The cause.
   * @example Androgenetic alopecia
   */
  cause: string;

  /**
   * What is suggested to this patient.
   * @example ["minoxidil"]
   */
  substances: string[];

  /**
   * What is not suggested, as the patient could become pregnant and it harms an unborn child; contraception does not change that.
   * @example ["finasteride", "dutasteride"]
   */
  leftOut: string[];

  /** Where it comes from. */
  source: string;
}

/** A series as it is proposed; nothing of it is stored. */
export class SeriesProposal {
  /** The patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The version of the clinic's protocol that it was proposed by. */
  @Whole() protocolVersion: number;

  /** The series, as a plan takes it. */
  series: SeriesInput;

  /** The day of each session, in the clinic's time zone; empty where one of them has no day. */
  dates: string[];

  /** What is used for the causes that are known of the patient's hair loss; empty where none is. */
  formulations: FormulationSuggestion[];

  /** Why this number, and why these days. */
  reasons: SeriesProposalReason[];

  /** Why there are no dates; null where there are. */
  @Nested(SessionWithoutDate) noDate: SessionWithoutDate | null;
}

/** What of a plan is to be planned anew. */
export class ReplanInput {
  /** No session that is planned anew is before this day; today, when left out. */
  @Optional() @Day() from?: string;

  /** The first session to plan anew, by its number: those before stay where they are. All that are scheduled, when left out. */
  @Optional() @Whole({ min: 1, max: 1000 }) startingWith?: number;

  /**
   * Why.
   * @example The patient travels
   */
  @Text({ max: 2000 }) reason: string;
}

/** Whether anything is stored. */
export class ReplanQuery {
  /** Whether only to show what would be: nothing is stored. */
  @Optional() @Flag() preview?: boolean;
}

/** A session that was planned anew. */
export class ReplannedSession {
  /** The session. */
  @Identifier() sessionId: string;

  /** Its number in the series. */
  @Whole() number: number;

  /** The day that it had. */
  before: string;

  /** The day that it has now. */
  @Day() scheduledOn: string;
}

/** A plan whose remaining sessions were planned anew. */
export class ReplanResponse {
  /** The plan. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** Whether this only shows what would be. */
  preview: boolean;

  /** The sessions that were planned anew, in their order, also those that keep their day. */
  sessions: ReplannedSession[];

  /** Why these days. */
  reasons: SeriesProposalReason[];

  /** The plan's version, as in the ETag. */
  @Whole() version: number;
}
