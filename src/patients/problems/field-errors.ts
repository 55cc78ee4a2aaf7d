import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** What can be wrong with fields of patients, beside what any field can be. */
export const patientFieldErrors = {
  'invalid-abha-number': 'The number is no ABHA number: its check digit is wrong.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof patientFieldErrors> {}
}
