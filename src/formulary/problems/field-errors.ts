import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The codes for problems with fields of a clinic’s own names, beside the codes that any field can have. */
export const formularyFieldErrors = {
  'hides-known-meaning': 'The name says something by itself, which must be among its codes.',
  'invalid-kind': 'The column `kind` holds no kind of name.',
  'invalid-answer': 'The column `harmless` says yes or no.',
  repeated: 'An earlier line says this already.',
  'stands-otherwise': 'The name stands for something else in the clinic’s list.',
  'not-utf-8': 'The file is not UTF-8.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof formularyFieldErrors> {}
}
