import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsIdentifier } from '../../platform/http/index.js';
import { languages, phases, type Language, type Phase } from '../domain/instructions.js';
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

/** What this patient is to do and to leave around one session. */
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

  /** The version of the clinic’s instructions. */
  instructionsVersion: number;
}
