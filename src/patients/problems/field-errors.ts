import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The error codes of fields that only patients have. */
export const patientFieldErrors = {
  'invalid-abha-number': 'The number is no ABHA number: its check digit is wrong.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof patientFieldErrors> {}
}
