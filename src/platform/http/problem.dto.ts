import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { commonFieldErrors, type FieldErrorCode } from '../../kernel/field-error.js';
import { ENUMERATION } from './fields/field.js';
import { Whole } from './fields/index.js';

/** The component that lists every code. */
export const FIELD_ERROR_CODE = 'FieldErrorCode';

/** One of the codes that the compiler knows; the document lists them all, with those of the features. */
export const ErrorCode = (): PropertyDecorator =>
  ApiProperty({ type: 'string', enum: Object.keys(commonFieldErrors), [ENUMERATION]: FIELD_ERROR_CODE } as ApiPropertyOptions);

/** One thing that is wrong with the input, and where. */
export class FieldProblem {
  /**
   * A JSON Pointer (RFC 6901) into the body, or `?name` for a query parameter.
   * @example /names/0/text
   */
  pointer: string;

  /** What is wrong, for programs. */
  @ErrorCode() code: FieldErrorCode;

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
