import { Actor, Day, Identifier, Instant, Nested, OneOf, Optional, Whole } from '../../platform/http/index.js';
import { languages, type Language } from '../../kernel/language.js';
import { phases, type Phase } from '../domain/instructions.js';
import { urgencies, type Urgency } from './after-effects.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

/** In which language. */
export class CareLanguageQuery {
  /** The language; the one in which the patient is spoken to, or English, when it is left out. */
  @Optional() @OneOf(languages) language?: Language;
}

/** Which instructions. */
export class CareQuery extends CareLanguageQuery {
  /** Before or after the session; both when it is left out. */
  @Optional() @OneOf(phases) phase?: Phase;

  /** The session, one of the plan; when it is left out, the last one that was completed for what comes after, else the next one. */
  @Optional() @Identifier() sessionId?: string;
}

/** Something to do or to leave, for this patient. */
export class PatientInstruction {
  /** The instruction. */
  id: string;

  /** Before or after the session. */
  @OneOf(phases) phase: Phase;

  /**
   * What to tell.
   * @example Do not wash your hair until Thursday 26 November at 15:30.
   */
  text: string;

  /** From when it holds, in UTC; null for what holds in general, or begins with the end of a session that has not ended. */
  from: string | null;

  /** Until when, in UTC, this instant excluded; null like `from`. */
  until: string | null;

  /** Where it comes from. */
  sources: string[];
}

/** An effect of the session that is no reason to worry, as long as it does not last. */
export class ExpectedAfterEffect {
  /**
   * The types of adverse events that it stands for (`GET /v1/adverse-event-types`).
   * @example ["irritation", "swelling"]
   */
  types: string[];

  /**
   * What to tell.
   * @example Until Thursday 26 November at 15:30: slight redness or irritation and slight swelling.
   */
  text: string;

  /** Until when it is normal, in UTC; null as long as the session has not ended. */
  until: string | null;
}

/** A sign to call for. */
export class AfterCareWarningSign {
  /**
   * Its name.
   * @example infection
   */
  id: string;

  /** `emergency`: at once, day or night. `call`: the clinic is to hear of it. */
  @OneOf(urgencies) urgency: Urgency;

  /**
   * What to tell.
   * @example Fever, redness or warmth that spreads, pus, or a painful lump.
   */
  text: string;
}

/** A session that is to come. */
export class NextSession {
  /** The session. */
  @Identifier() sessionId: string;

  /** Its number in the series. */
  @Whole() sessionNumber: number;

  /** Its day, in the clinic’s time zone. */
  @Day() scheduledOn: string;
}

/** The dermatologist whom a patient asks for. */
export class ResponsibleDermatologist extends Actor {
  /** The number under which a medical council has registered the dermatologist; null where the clinic has not said. */
  registrationNumber: string | null;
}

/** This patient’s care around one session. */
export class PlanCareResponse {
  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The session. */
  @Identifier() sessionId: string;

  /** Its number in the series. */
  @Whole() sessionNumber: number;

  /** The day of the session, in the clinic’s time zone. */
  @Day() scheduledOn: string;

  /** When it ended, in UTC; null as long as it has not. */
  @Instant() endedAt: string | null;

  /** The language of the texts. */
  @OneOf(languages) language: Language;

  /** What to do and to leave. */
  instructions: PatientInstruction[];

  /** What is normal after the session, and until when; empty when only what comes before was asked for. */
  normalEffects: ExpectedAfterEffect[];

  /** The signs to call for after the session, the most urgent first; empty when only what comes before was asked for. */
  warningSigns: AfterCareWarningSign[];

  /** The number of the clinic, in E.164; null where the clinic has named none. */
  phone: string | null;

  /** The number to call when it cannot wait; null where the clinic has named none. */
  emergencyPhone: string | null;

  /** The next session that is to come, this one included; null where there is none, or the plan is on hold. */
  @Nested(NextSession) next: NextSession | null;

  /** Of micropigmentation: from when it can be touched up, if the patient wishes it, in the clinic’s time zone; null otherwise. */
  @Day() touchUpOn: string | null;

  /** Of micropigmentation: when it is looked at how far the pigment has faded, in the clinic’s time zone; null otherwise. */
  @Day() fadingReviewOn: string | null;

  /** The dermatologist who gave or supervised the session, else the one who proposed the plan; null where nobody is known. */
  @Nested(ResponsibleDermatologist) dermatologist: ResponsibleDermatologist | null;

  /** The version of the clinic’s instructions. */
  @Whole() careInstructionsVersion: number;
}
