import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { ConsultationInput } from '../../consultations/index.js';
import { sexesAtBirth, type SexAtBirth } from '../../patients/index.js';
import { IsPartialDate } from '../../platform/http/index.js';
import { PlannedTreatment } from './check.dto.js';

/** What the rules ask of a person beside the consultations. */
export class EvaluatedPatient {
  /**
   * When the person was born, to the year, the month or the day.
   * @example 1991-04-03
   */
  @IsOptional()
  @IsPartialDate()
  birthDate?: string | null;

  /** The sex at birth: which reference ranges hold, and whether a pregnancy is possible. */
  @ApiProperty({ enum: sexesAtBirth })
  @IsIn(sexesAtBirth)
  sexAtBirth: SexAtBirth;
}

/** A consultation as it would be recorded. */
export class EvaluatedConsultation extends ConsultationInput {
  /** Whether a dermatologist has signed it; left out, it has not been. */
  @IsOptional()
  @IsBoolean()
  signed?: boolean;
}

/** A person, a plan and what is known, none of which need be stored. */
export class EvaluateInput extends PlannedTreatment {
  /** The person. */
  @IsObject()
  @ValidateNested()
  @Type(() => EvaluatedPatient)
  patient: EvaluatedPatient;

  /** What is known of the person: newer statements win over older ones. */
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => EvaluatedConsultation)
  consultations: EvaluatedConsultation[];
}
