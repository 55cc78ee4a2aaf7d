import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The error codes of fields that only consultations have. */
export const consultationFieldErrors = {
  'implausible-range': 'The reference range cannot be one of this analyte.',
  'consultation-signed': 'The consultation is signed: nothing is added to it but by an amendment.',
  'sum-not-100': 'The parts do not add up to 100.',
  'density-disagrees': 'The density is not what the count and the field of view give.',
  'unknown-photograph': 'The patient has no such photograph.',
  'unknown-trichoanalysis': 'The patient has no such trichoanalysis.',
  'same-trichoanalysis': 'A trichoanalysis is compared with another one.',
  'other-region': 'The two are of different regions.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof consultationFieldErrors> {}
}
