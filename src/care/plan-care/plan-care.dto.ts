import { Actor, Day, Identifier, Instant, Nested, OneOf, Optional, Whole } from '../../platform/http/index.js';
import { languages, type Language } from '../../kernel/language.js';
import { phases, type Phase } from '../domain/instructions.js';
import { urgencies, type Urgency } from './after-effects.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

/** The language of the texts. */
export class CareLanguageQuery {
  /** The language. When left out, the patient's preferred language, or English. */
  @Optional() @OneOf(languages) language?: Language;
}

/** The instructions to show. */
export class CareQuery extends CareLanguageQuery {
  /** Whether to show the instructions before or after the session; both, when left out. */
  @Optional() @OneOf(phases) phase?: Phase;

  /** The session, one of the plan. When left out, it is the last completed session for the instructions after a session, and the next session otherwise. */
  @Optional() @Identifier() sessionId?: string;
}

/** An instruction for this patient: something to do or to avoid. */
export class PatientInstruction {
  /** The name of the instruction. */
  id: string;

  /** Whether the instruction applies before or after the session. */
  @OneOf(phases) phase: Phase;

  /**
   * The text for the patient.
   * @example Do not wash your hair until Thursday 26 November at 15:30.
   */
  text: string;

  /**
   * When the instruction begins to apply, in UTC. Null for an instruction without dates, and for one that begins with the end of a session
   * that has not ended.
   */
  from: string | null;

  /** When the instruction ceases to apply, in UTC; this instant is excluded. Null in the same cases as `from`. */
  until: string | null;

  /** The sources of the instruction. */
  sources: string[];
}

/** An effect of the session that is normal, as long as it does not last longer than usual. */
export class ExpectedAfterEffect {
  /**
   * The types of adverse events that the effect covers (`GET /v1/adverse-event-types`).
   * @example ["irritation", "swelling"]
   */
  types: string[];

  /**
   * The text for the patient.
   * @example Until Thursday 26 November at 15:30: slight redness or irritation and slight swelling.
   */
  text: string;

  /** When the effect ceases to be normal, in UTC; null while the session has not ended. */
  until: string | null;
}

/** A sign for which the patient should call the clinic. */
export class AfterCareWarningSign {
  /**
   * The name of the sign.
   * @example infection
   */
  id: string;

  /** The urgency. `emergency`: the patient calls at once, day or night. `call`: the patient informs the clinic. */
  @OneOf(urgencies) urgency: Urgency;

  /**
   * The text for the patient.
   * @example Fever, redness or warmth that spreads, pus, or a painful lump.
   */
  text: string;
}

/** The next session. */
export class NextSession {
  /** The session. */
  @Identifier() sessionId: string;

  /** The number of the session in the series. */
  @Whole() sessionNumber: number;

  /** The day of the session, in the clinic’s time zone. */
  @Day() scheduledOn: string;
}

/** The dermatologist who is responsible for the patient's treatment. */
export class ResponsibleDermatologist extends Actor {
  /** The dermatologist's registration number with a medical council; null where the clinic has not stated one. */
  registrationNumber: string | null;
}

/** The patient’s care around one session. */
export class PlanCareResponse {
  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The session. */
  @Identifier() sessionId: string;

  /** The number of the session in the series. */
  @Whole() sessionNumber: number;

  /** The day of the session, in the clinic’s time zone. */
  @Day() scheduledOn: string;

  /** When the session ended, in UTC; null while it has not ended. */
  @Instant() endedAt: string | null;

  /** The language of the texts. */
  @OneOf(languages) language: Language;

  /** The instructions: what to do and to avoid. */
  instructions: PatientInstruction[];

  /** The normal effects after the session; empty where only instructions before the session were requested. */
  normalEffects: ExpectedAfterEffect[];

  /** The signs for which to call after the session, the most urgent first; empty where only instructions before the session were requested. */
  warningSigns: AfterCareWarningSign[];

  /** The clinic's telephone number, in E.164; null where the clinic has none. */
  phone: string | null;

  /** The telephone number for emergencies; null where the clinic has none. */
  emergencyPhone: string | null;

  /** The next session, which may be this one; null where there is none, or the plan is on hold. */
  @Nested(NextSession) next: NextSession | null;

  /** For micropigmentation, the first day on which a touch-up is possible, in the clinic’s time zone; null otherwise. */
  @Day() touchUpOn: string | null;

  /** For micropigmentation, the day on which the fading of the pigment is reviewed, in the clinic’s time zone; null otherwise. */
  @Day() fadingReviewOn: string | null;

  /** The dermatologist who gave or supervised the session, otherwise the one who proposed the plan; null where neither is known. */
  @Nested(ResponsibleDermatologist) dermatologist: ResponsibleDermatologist | null;

  /** The version of the clinic’s instructions. */
  @Whole() careInstructionsVersion: number;
}
