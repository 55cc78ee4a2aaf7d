import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** What can be wrong with fields of ratings and outcomes, beside what any field can be. */
export const outcomeFieldErrors = {
  'not-begun': 'The session had not begun then.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof outcomeFieldErrors> {}
}
