import { Decimal, Identifier, OneOf, PageQuery, WithDefault } from '../../platform/http/index.js';
import { DEFAULT_THRESHOLD, likelihoods, type Likelihood } from '../domain/duplicate-score.js';
import { duplicateAgreements, duplicateFields, type DuplicateAgreement, type DuplicateField } from '../domain/duplicate-weights.js';
import { PatientResponse } from '../patient.dto.js';

/** Filters for possible duplicates. */
export class DuplicatesQuery extends PageQuery {
  /**
   * The lowest score that is shown, from 0 to 1; 0.9 where it is left out. A lower threshold shows more people, and among them more who are different people.
   */
  @WithDefault() @Decimal({ min: 0, max: 1 }) threshold: number = DEFAULT_THRESHOLD;
}

/** One reason for or against two records being one person's. */
export class DuplicateContribution {
  /** The field that was compared. `prior` is the assumption before any comparison; `household` subtracts what a family shares. */
  @OneOf(duplicateFields) field: DuplicateField;

  /** The degree of agreement. */
  @OneOf(duplicateAgreements) agreement: DuplicateAgreement;

  /**
   * The weight in the sum, in bits: positive for one person, negative for two.
   * @example 6.5
   */
  @Decimal() weight: number;

  /**
   * The reason in words, without patient data.
   * @example A given name is the same.
   */
  detail: string;
}

/** Another record that may be the same person's. */
export class PossiblySamePatientResponse {
  /** The other record. */
  patient: PatientResponse;

  /**
   * How likely the two records are one person's, from 0 to 1: 1 / (1 + 2^-sum), where sum is the sum of the weights.
   * @example 0.9993
   */
  @Decimal() score: number;

  /** `certain` from 0.999, `likely` from 0.9, `possible` below 0.9. */
  @OneOf(likelihoods) likelihood: Likelihood;

  /** The contributions to the score. */
  contributions: DuplicateContribution[];
}

/** A record that may be the same person's, in the answer of a registration. */
export class PossibleDuplicate {
  /** The id of the patient who was registered before. */
  @Identifier() id: string;

  /**
   * The medical record number.
   * @example P000042
   */
  medicalRecordNumber: string;

  /**
   * How likely the two records are one person's, from 0 to 1.
   * @example 0.9993
   */
  @Decimal() score: number;
}

/** The newly registered patient. */
export class RegisteredPatient extends PatientResponse {
  /**
   * The patients who were registered before and are likely the same person, most likely first, ten at most. Left out where there are none, and for callers who
   * may not read patients. `GET /v1/patients/{patientId}/duplicates` explains them.
   */
  possibleDuplicates?: PossibleDuplicate[];
}
