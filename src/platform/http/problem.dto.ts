import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { commonFieldErrors, type FieldErrorCode } from '../../kernel/field-error.js';
import { ENUMERATION } from './fields/field.js';
import { Whole } from './fields/index.js';

/** The name of the component that lists every code. */
export const FIELD_ERROR_CODE = 'FieldErrorCode';

/** A code of a field error. The document lists all codes, with those of the features. */
export const ErrorCode = (): PropertyDecorator =>
  ApiProperty({ type: 'string', enum: Object.keys(commonFieldErrors), [ENUMERATION]: FIELD_ERROR_CODE } as ApiPropertyOptions);

/** One error in the input. */
export class FieldProblem {
  /**
   * Where the error is: a JSON Pointer (RFC 6901) into the body, `?name` for a query parameter.
   * @example /names/0/text
   */
  pointer: string;

  /** The code of the error, for programs. */
  @ErrorCode() code: FieldErrorCode;

  /**
   * The error in words, for people.
   * @example text is required.
   */
  detail: string;
}

/** Why a request failed (RFC 9457). */
export class Problem {
  /**
   * The problem type: a path on this server, whose page explains the problem.
   * @example /problems/invalid-input
   */
  type: string;

  /**
   * The title of the problem type, the same for every problem of the type.
   * @example Invalid input
   */
  title: string;

  /**
   * The HTTP status.
   * @example 400
   */
  @Whole() status: number;

  /**
   * What went wrong in this request.
   * @example names is required.
   */
  detail: string;

  /**
   * The path of the request.
   * @example /v1/patients
   */
  instance: string;

  /**
   * The id to quote in a report of the problem. Logs and the audit trail carry the same.
   * @example 4bf92f3577b34da6a3ce929d0e0e4736
   */
  traceId: string;

  /** Every invalid field. */
  errors?: FieldProblem[];

  /** The actions that the present state allows. */
  allowed?: string[];
}
