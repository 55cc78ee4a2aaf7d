import { Whole } from './fields/index.js';
import type { ProblemMembers } from './problem-members.js';
import { FieldProblem } from './problem.dto.js';
import { RecordDifference } from './difference.dto.js';

/** The errors of the input. */
class InvalidFields {
  /** Every invalid field, a hundred at most. */
  errors: FieldProblem[];

  /**
   * How many invalid fields there are beyond those in `errors`. Left out where there are at most 100.
   * @example 17
   */
  @Whole() furtherErrors?: number;
}

/** The accepted kinds of file. */
class AcceptedMediaTypes {
  /** The field of the form that holds the file. */
  errors?: FieldProblem[];

  /**
   * The media types that this field accepts.
   * @example ["image/jpeg"]
   */
  accepted?: string[];
}

/** The actions of the present state. */
class AllowedActions {
  /** The actions that the present state allows. */
  allowed: string[];
}

/** The change that the caller has not seen. */
class PresentVersion {
  /** The present version of the resource. */
  @Whole() currentVersion?: number;

  /** Every place that changed since the version of If-Match. Only for drafts of consultations. */
  difference?: RecordDifference[];
}

/** The server at which people and systems log in. */
class LogInIssuer {
  /**
   * The issuer of the access tokens that this server accepts.
   * @example https://id.hospital.example
   */
  issuer: string;
}

/** What opens a closed record. */
class WaysToOpen {
  /**
   * The operations that open the record to the caller; empty where none does.
   * @example ["openEmergencyAccess"]
   */
  allowed: string[];
}

export const platformProblemMembers: ProblemMembers = {
  'invalid-input': [InvalidFields],
  'unsupported-media-type': [AcceptedMediaTypes],
  'invalid-transition': [AllowedActions],
  'log-in-elsewhere': [LogInIssuer],
  'patient-closed': [WaysToOpen],
  'precondition-failed': [PresentVersion],
};
