import { Whole } from './fields/index.js';
import type { ProblemMembers } from './problem-members.js';
import { FieldProblem } from './problem.dto.js';
import { RecordDifference } from './difference.dto.js';

/** Everything that is wrong with the input. */
class InvalidFields {
  /** Every invalid field, a hundred at most. */
  errors: FieldProblem[];

  /**
   * How many more invalid fields were found than `errors` names; only where there are more than 100.
   * @example 17
   */
  @Whole() furtherErrors?: number;
}

/** What a file may be. */
class AcceptedMediaTypes {
  /** The field of the form that holds the file. */
  errors?: FieldProblem[];

  /**
   * The media types that are taken there.
   * @example ["image/jpeg"]
   */
  accepted?: string[];
}

/** What the present state allows. */
class AllowedActions {
  /** The actions that it does allow. */
  allowed: string[];
}

/** What the caller has not seen. */
class PresentVersion {
  /** The present version. */
  @Whole() currentVersion?: number;

  /** Every place that changed since the version of If-Match; of drafts of consultations only. */
  difference?: RecordDifference[];
}

export const platformProblemMembers: ProblemMembers = {
  'invalid-input': [InvalidFields],
  'unsupported-media-type': [AcceptedMediaTypes],
  'invalid-transition': [AllowedActions],
  'precondition-failed': [PresentVersion],
};
