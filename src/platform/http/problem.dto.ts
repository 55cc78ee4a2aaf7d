import { Whole } from './fields/index.js';

/** One thing that is wrong with the input, and where. */
export class FieldProblem {
  /**
   * A JSON Pointer (RFC 6901) into the body, or `?name` for a query parameter.
   * @example /names/0/text
   */
  pointer: string;

  /**
   * What is wrong, for programs.
   * @example required
   */
  code: string;

  /**
   * What is wrong, for people.
   * @example text is required.
   */
  detail: string;
}

/** Why a request was not fulfilled (RFC 9457). */
export class Problem {
  /**
   * The kind of problem: a path on this server, whose page explains it.
   * @example /problems/invalid-input
   */
  type: string;

  /**
   * The kind in words; the same for every problem of the type.
   * @example Invalid input
   */
  title: string;

  /**
   * The HTTP status.
   * @example 400
   */
  @Whole() status: number;

  /**
   * What happened this time.
   * @example names is required.
   */
  detail: string;

  /**
   * The path that was asked for.
   * @example /v1/patients
   */
  instance: string;

  /**
   * What to quote when reporting the problem: logs and audit carry the same.
   * @example 4bf92f3577b34da6a3ce929d0e0e4736
   */
  traceId: string;

  /** Every invalid field. */
  errors?: FieldProblem[];

  /** The actions that the present state allows. */
  allowed?: string[];
}
