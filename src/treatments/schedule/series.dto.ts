import { AfterBirth, Day, Flag, Identifier, ListOf, Nested, OneOf, Optional, Note, Whole } from '../../platform/http/index.js';
import { reasonCodes, sessionFactors, type ReasonCode, type SessionFactor } from '../planner/reasons.js';
import { PlannedArea, SeriesInput } from '../plans/plan.dto.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

/** The treatment and the wishes for which a series is to be proposed. */
export class SeriesQuestion {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The consultation whose trichoanalyses are read: the density of the hair, its growth phase, and infection or inflammation of the scalp. */
  @Identifier() consultationId: string;

  /**
   * The contraindication check. No session is proposed before its `earliestClearOn`, when washouts have ended. When left out, the patient's
   * record is checked for `startOn`, and this check is not stored.
   */
  @Optional() @Identifier() contraindicationCheckId?: string;

  /**
   * The first day that suits the patient, in the clinic's time zone.
   * @example 2099-01-05
   */
  @Day() @AfterBirth() startOn: string;

  /** The number of sessions, within the protocol's limits. When left out, a number is proposed. */
  @Optional() @Whole({ min: 1, max: 100 }) sessions?: number;

  /** The days between two sessions, within the protocol's limits; the usual interval, when left out. */
  @Optional() @Whole({ min: 1, max: 365 }) intervalDays?: number;

  /** The areas to be treated. The total of their sizes is the extent. */
  @Optional() @ListOf(PlannedArea, { max: 30 }) areas?: PlannedArea[];
}

/** One reason for a proposed series. */
export class SeriesProposalReason {
  /**
   * The kind of reason. `number-by-factors` sums up the reasons of the code `factor`, which decide the number of sessions. `washout` and
   * `check-not-clear` come from the contraindication check. `moved` says why a session is not on the day that follows from the interval.
   * `later-than-interval` says that a session cannot be within the protocol's longest interval. `working-days-unknown` says that the working
   * days of the staff are unknown, so that every opening day counts.
   */
  @OneOf(reasonCodes) code: ReasonCode;

  /** The reason in words, for people. */
  text: string;

  /** The factor, for the code `factor`; null for other reasons. */
  @OneOf(sessionFactors) factor: SessionFactor | null;

  /** The points of the factor, 0 to 2, or the points of all factors together; null for other reasons. */
  @Whole() points: number | null;

  /** The number of the session that the reason concerns; null for a reason that concerns the whole series. */
  @Whole() session: number | null;

  /** The source of the rule; null where the reason has no source. */
  source: string | null;
}

/** Why there is no day for a session. */
export class SessionWithoutDate {
  /** The first session without a day, by number. */
  @Whole() session: number;

  /** The first day of the period in which the session would have had to be. */
  from: string;

  /** The last day of the period in which the session would have had to be. */
  to: string;

  /** Why no day of the period is possible. */
  because: string[];

  /** The session, the period and the reasons, in words. */
  text: string;
}

/**
 * The substances that the protocol suggests for a cause of the patient's hair loss. A dermatologist confirms the suggestion; the
 * contraindication check judges a substance once a plan names it.
 */
export class FormulationSuggestion {
  /**
   * The cause of hair loss.
   * @example Androgenetic alopecia
   */
  cause: string;

  /**
   * The substances that are suggested for this patient.
   * @example ["minoxidil"]
   */
  substances: string[];

  /**
   * The substances that are not suggested because they harm an unborn child and the patient could become pregnant. Contraception does not
   * change this.
   * @example ["finasteride", "dutasteride"]
   */
  leftOut: string[];

  /** The source of the suggestion. */
  source: string;
}

/** A proposed series. Nothing of it is stored. */
export class SeriesProposal {
  /** The patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The version of the clinic's protocol on which the proposal is based. */
  @Whole() protocolVersion: number;

  /** The series, in the form in which a plan takes it. */
  series: SeriesInput;

  /** The day of each session, in the clinic's time zone; empty where a session has no day. */
  dates: string[];

  /** The substances for the known causes of the patient's hair loss; empty where no cause is known. */
  formulations: FormulationSuggestion[];

  /** The reasons for the number of sessions and for their days. */
  reasons: SeriesProposalReason[];

  /** Why there are no dates; null where there are dates. */
  @Nested(SessionWithoutDate) noDate: SessionWithoutDate | null;
}

/** Which sessions of a plan get new days. */
export class ReplanInput {
  /** No session gets a new day before this day; today, when left out. */
  @Optional() @Day() from?: string;

  /** The number of the first session that gets a new day; earlier sessions keep their days. All scheduled sessions, when left out. */
  @Optional() @Whole({ min: 1, max: 1000 }) startingWith?: number;

  /**
   * The reason for the new days.
   * @example The patient travels
   */
  @Note({ max: 2000 }) reason: string;
}

/** Whether the new days are stored. */
export class ReplanQuery {
  /** Whether only to show the new days: nothing is stored. */
  @Optional() @Flag() preview?: boolean;
}

/** A session whose day was planned again. */
export class ReplannedSession {
  /** The session. */
  @Identifier() sessionId: string;

  /** The number of the session in the series. */
  @Whole() number: number;

  /** The day that the session had before. */
  before: string;

  /** The day that the session has now. */
  @Day() scheduledOn: string;
}

/** A plan whose remaining sessions were planned again. */
export class ReplanResponse {
  /** The plan. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** Whether this is a preview, of which nothing is stored. */
  preview: boolean;

  /** The sessions that were planned again, in their order. Sessions that keep their day are among them. */
  sessions: ReplannedSession[];

  /** The reasons for these days. */
  reasons: SeriesProposalReason[];

  /** The plan's version, as in the ETag. */
  @Whole() version: number;
}
