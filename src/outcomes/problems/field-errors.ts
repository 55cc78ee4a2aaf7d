import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The errors of fields of ratings and outcomes, beside those of any field. */
export const outcomeFieldErrors = {
  'not-begun': 'The session had not begun then.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof outcomeFieldErrors> {}
}
