import { Decimal, Identifier, OneOf, PageQuery, WithDefault } from '../../platform/http/index.js';
import { DEFAULT_THRESHOLD, likelihoods, type Likelihood } from '../domain/duplicate-score.js';
import { duplicateAgreements, duplicateFields, type DuplicateAgreement, type DuplicateField } from '../domain/duplicate-weights.js';
import { PatientResponse } from '../patient.dto.js';

/** Which possible duplicates to show. */
export class DuplicatesQuery extends PageQuery {
  /** The least score that is shown, 0 to 1; 0.9 when left out. A lower one shows more people, and more who are somebody else. */
  @WithDefault() @Decimal({ min: 0, max: 1 }) threshold: number = DEFAULT_THRESHOLD;
}

/** One reason for or against the two records being one person. */
export class DuplicateContribution {
  /** What was compared; `prior` is what is assumed before anything is, `household` takes back what a family shares. */
  @OneOf(duplicateFields) field: DuplicateField;

  /** How far it agrees. */
  @OneOf(duplicateAgreements) agreement: DuplicateAgreement;

  /**
   * What it adds to the sum, in bits: positive speaks for one person, negative for two.
   * @example 6.5
   */
  @Decimal() weight: number;

  /**
   * The reason in words; it holds no patient data.
   * @example A given name is the same.
   */
  detail: string;
}

/** Another record that may be the same person's. */
export class PossiblySamePatientResponse {
  /** The other record. */
  patient: PatientResponse;

  /**
   * How likely the two are one person, 0 to 1: 1 / (1 + 2^-sum) of the weights.
   * @example 0.9993
   */
  @Decimal() score: number;

  /** `certain` from 0.999, `likely` from 0.9, `possible` below. */
  @OneOf(likelihoods) likelihood: Likelihood;

  /** What the score is the sum of. */
  contributions: DuplicateContribution[];
}

/** A record that may be the same person's, as registration tells it. */
export class PossibleDuplicate {
  /** The id of the patient who was there before. */
  @Identifier() id: string;

  /**
   * The number of the record.
   * @example P000042
   */
  medicalRecordNumber: string;

  /**
   * How likely the two are one person, 0 to 1.
   * @example 0.9993
   */
  @Decimal() score: number;
}

/** The patient who was registered. */
export class RegisteredPatient extends PatientResponse {
  /**
   * Who was registered before and is likely the same person, the likeliest first, ten at most; absent when nobody is, and to
   * callers who may not read patients. `GET /v1/patients/{patientId}/duplicates` explains them.
   */
  possibleDuplicates?: PossibleDuplicate[];
}
