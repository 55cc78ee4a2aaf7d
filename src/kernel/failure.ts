import type { FieldError } from './field-error.js';

/**
 * Every way in which a request can fail, by the name of its problem type. The four that the kernel itself tells of stand here;
 * a feature adds its own with `defineProblems`, and says there which HTTP status, title and page each has.
 * @public features declare into it, by `declare module`
 */
export interface ProblemTypes {
  'invalid-input': true;
  'not-found': true;
  conflict: true;
  'invalid-transition': true;
}
export type ProblemType = keyof ProblemTypes;

export type { FieldError } from './field-error.js';

/** Further members of a problem document, beside those of RFC 9457 and of this API. They never hold patient data. */
export type ProblemExtra = Readonly<Record<string, unknown>> & Readonly<Partial<Record<ReservedMember, never>>>;
type ReservedMember = 'type' | 'title' | 'status' | 'detail' | 'instance' | 'errors' | 'allowed' | 'traceId';

export interface FailureDetails {
  /** Every error in the input. */
  errors?: FieldError[];
  /** The actions that the present state allows. */
  allowed?: string[];
  /** Further members of the problem document. */
  extra?: ProblemExtra;
  /** Response headers that belong to the problem. */
  headers?: Record<string, string>;
  /** The patients whom the problem names. The audit trail records them with the refusal. */
  patientIds?: string[];
  /** The cause, for the log alone. */
  cause?: unknown;
}

/** A failure that the caller sees. `detail` is public and never carries patient data. */
export class Failure extends Error {
  readonly errors: FieldError[] | undefined;
  readonly allowed: string[] | undefined;
  readonly extra: ProblemExtra | undefined;
  readonly headers: Record<string, string> | undefined;
  readonly patientIds: readonly string[];

  constructor(
    readonly problem: ProblemType,
    readonly detail: string,
    details: FailureDetails = {},
  ) {
    super(`${problem}: ${detail}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.errors = details.errors;
    this.allowed = details.allowed;
    this.extra = details.extra;
    this.headers = details.headers;
    this.patientIds = details.patientIds ?? [];
  }
}

/** Creates a failure of any problem type. */
export const createFailure = (problem: ProblemType, detail: string, extra?: ProblemExtra): Failure => new Failure(problem, detail, { extra });

/** The number of errors that one answer lists at most. */
export const MOST_ERRORS = 100;

/** Creates a failure for invalid input. `leftOut` counts errors that were found but not listed. */
export const createInvalidInputFailure = (errors: FieldError[], leftOut = 0): Failure => {
  const further = leftOut + Math.max(0, errors.length - MOST_ERRORS);
  const count = errors.length + leftOut;
  return new Failure('invalid-input', count === 1 ? errors[0]!.detail : `${count} fields are invalid.`, {
    errors: errors.slice(0, MOST_ERRORS),
    ...(further > 0 && { extra: { furtherErrors: further } }),
  });
};

/** Creates a failure for a resource that does not exist in this clinic. A resource of another clinic is answered in the same words. */
export const createNotFoundFailure = (what: string): Failure => new Failure('not-found', `There is no such ${what}.`);

export const createConflictFailure = (detail: string, extra?: ProblemExtra): Failure => new Failure('conflict', detail, { extra });

/** Creates a failure for an action that the present state does not allow. `allowed` lists the actions that it does. */
export const createInvalidTransitionFailure = (detail: string, allowed: string[]): Failure => new Failure('invalid-transition', detail, { allowed });
