import { Identifier, Text } from '../../platform/http/index.js';
import { PatientResponse } from '../patient.dto.js';

/** Which record survives, and why the two are one person. */
export class PatientMergeInput {
  /** The record that survives: everything moves there. */
  @Identifier() into: string;

  /**
   * Why the two records are one person.
   * @example Same identity card, registered twice
   */
  @Text({ max: 2000 }) reason: string;
}

/** Why a merge is undone. */
export class PatientUnmergeInput {
  /**
   * Why the two records are two people after all.
   * @example Twins with the same telephone number
   */
  @Text({ max: 2000 }) reason: string;
}

/** Both records after a merge, or after it was undone. */
export class PatientMergeResponse {
  /** The record in the path. */
  patient: PatientResponse;

  /** The record that survives. */
  survivor: PatientResponse;
}
