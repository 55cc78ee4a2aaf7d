import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsIdentifier } from '../../platform/http/index.js';
import { languages, phases, type Language, type Phase } from '../domain/instructions.js';
import { urgencies, type Urgency } from './after-effects.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

/** In which language. */
export class CareLanguageQuery {
  /** The language; the one in which the patient is spoken to, or English, when it is left out. */
  @ApiPropertyOptional({ enum: languages })
  @IsOptional()
  @IsIn(languages)
  language?: Language;
}

/** Which instructions. */
export class CareQuery extends CareLanguageQuery {
  /** Before or after the session; both when it is left out. */
  @ApiPropertyOptional({ enum: phases })
  @IsOptional()
  @IsIn(phases)
  phase?: Phase;

  /** The session, one of the plan; when it is left out, the last one that was completed for what comes after, else the next one. */
  @IsOptional()
  @IsIdentifier()
  sessionId?: string;
}

/** Something to do or to leave, for this patient. */
export class PatientInstruction {
  /** The instruction. */
  id: string;

  /** Before or after the session. */
  @ApiProperty({ enum: phases })
  phase: Phase;

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
export class NormalEffectResponse {
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
export class WarningSignResponse {
  /**
   * Its name.
   * @example infection
   */
  id: string;

  /** `emergency`: at once, day or night. `call`: the clinic is to hear of it. */
  @ApiProperty({ enum: urgencies })
  urgency: Urgency;

  /**
   * What to tell.
   * @example Fever, redness or warmth that spreads, pus, or a painful lump.
   */
  text: string;
}

/** A session that is to come. */
export class NextSession {
  /** The session. */
  sessionId: string;

  /** Its number in the series. */
  sessionNumber: number;

  /** Its day, in the clinic’s time zone. */
  scheduledOn: string;
}

/** The dermatologist whom a patient asks for. */
export class ResponsibleDermatologist {
  /** The dermatologist. */
  id: string;

  /**
   * The name.
   * @example Dr Meera Example
   */
  name: string;

  /** The number under which a medical council has registered the dermatologist; null where the clinic has not said. */
  registrationNumber: string | null;
}

/** This patient’s care around one session. */
export class PlanCareResponse {
  /** The plan. */
  planId: string;

  /** The patient. */
  patientId: string;

  /** The treatment. */
  @ApiProperty({ enum: treatments })
  treatment: Treatment;

  /** The session. */
  sessionId: string;

  /** Its number in the series. */
  sessionNumber: number;

  /** The day of the session, in the clinic’s time zone. */
  scheduledOn: string;

  /** When it ended, in UTC; null as long as it has not. */
  endedAt: string | null;

  /** The language of the texts. */
  @ApiProperty({ enum: languages })
  language: Language;

  /** What to do and to leave. */
  instructions: PatientInstruction[];

  /** What is normal after the session, and until when; empty when only what comes before was asked for. */
  normalEffects: NormalEffectResponse[];

  /** The signs to call for after the session, the most urgent first; empty when only what comes before was asked for. */
  warningSigns: WarningSignResponse[];

  /** The number of the clinic, in E.164; null where the clinic has named none. */
  phone: string | null;

  /** The number to call when it cannot wait; null where the clinic has named none. */
  emergencyPhone: string | null;

  /** The next session that is to come, this one included; null where there is none, or the plan is on hold. */
  @ApiProperty({ type: () => NextSession, nullable: true })
  next: NextSession | null;

  /** Of micropigmentation: from when it can be touched up, if the patient wishes it, in the clinic’s time zone; null otherwise. */
  touchUpOn: string | null;

  /** Of micropigmentation: when it is looked at how far the pigment has faded, in the clinic’s time zone; null otherwise. */
  fadingReviewOn: string | null;

  /** The dermatologist who gave or supervised the session, else the one who proposed the plan; null where nobody is known. */
  @ApiProperty({ type: () => ResponsibleDermatologist, nullable: true })
  dermatologist: ResponsibleDermatologist | null;

  /** The version of the clinic’s instructions. */
  instructionsVersion: number;
}
