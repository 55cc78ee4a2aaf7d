import { Identifier, Note } from '../../platform/http/index.js';
import { PatientResponse } from '../patient.dto.js';

/** A request to merge a record into another one. */
export class PatientMergeInput {
  /** The id of the record that survives. Everything moves to this record. */
  @Identifier() into: string;

  /**
   * Why the two records are one person.
   * @example Same identity card, registered twice
   */
  @Note({ max: 2000 }) reason: string;
}

/** A request to undo a merge. */
export class PatientUnmergeInput {
  /**
   * Why the two records are two people after all.
   * @example Twins with the same telephone number
   */
  @Note({ max: 2000 }) reason: string;
}

/** Both records after a merge, or after a merge was undone. */
export class PatientMergeResponse {
  /** The record in the path. */
  patient: PatientResponse;

  /** The record that survives. */
  survivor: PatientResponse;
}
