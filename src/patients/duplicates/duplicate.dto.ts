import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import { PageQuery } from '../../platform/http/index.js';
import { DEFAULT_THRESHOLD, likelihoods, type Likelihood } from '../domain/duplicate-score.js';
import { duplicateAgreements, duplicateFields, type DuplicateAgreement, type DuplicateField } from '../domain/duplicate-weights.js';
import { PatientResponse } from '../patient.dto.js';

/** Which possible duplicates to show. */
export class DuplicatesQuery extends PageQuery {
  /** The least score that is shown, 0 to 1; 0.9 when left out. A lower one shows more people, and more who are somebody else. */
  @ApiProperty({ type: 'number', minimum: 0, maximum: 1, default: DEFAULT_THRESHOLD, required: false })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(1)
  threshold: number = DEFAULT_THRESHOLD;
}

/** One reason for or against the two records being one person. */
export class DuplicateContribution {
  /** What was compared; `prior` is what is assumed before anything is, `household` takes back what a family shares. */
  @ApiProperty({ enum: duplicateFields })
  field: DuplicateField;

  /** How far it agrees. */
  @ApiProperty({ enum: duplicateAgreements })
  agreement: DuplicateAgreement;

  /**
   * What it adds to the sum, in bits: positive speaks for one person, negative for two.
   * @example 6.5
   */
  weight: number;

  /**
   * The reason in words; it holds no patient data.
   * @example A given name is the same.
   */
  detail: string;
}

/** Another record that may be the same person's. */
export class DuplicateResponse {
  /** The other record. */
  patient: PatientResponse;

  /**
   * How likely the two are one person, 0 to 1: 1 / (1 + 2^-sum) of the weights.
   * @example 0.9993
   */
  score: number;

  /** `certain` from 0.999, `likely` from 0.9, `possible` below. */
  @ApiProperty({ enum: likelihoods })
  likelihood: Likelihood;

  /** What the score is the sum of. */
  contributions: DuplicateContribution[];
}

/** A record that may be the same person's, as registration tells it. */
export class PossibleDuplicate {
  /** The id of the patient who was there before. */
  id: string;

  /**
   * The number of the record.
   * @example P000042
   */
  medicalRecordNumber: string;

  /**
   * How likely the two are one person, 0 to 1.
   * @example 0.9993
   */
  score: number;
}

/** The patient who was registered. */
export class RegisteredPatient extends PatientResponse {
  /**
   * Who was registered before and is likely the same person, the likeliest first, ten at most; absent when nobody is, and to
   * callers who may not read patients. `GET /v1/patients/{patientId}/duplicates` explains them.
   */
  possibleDuplicates?: PossibleDuplicate[];
}
