import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The errors of fields of prices, estimates and bills, beside those of any field. */
export const estimateFieldErrors = {
  'other-currency': 'The amount is in another currency than the clinic’s.',
  'out-of-order': 'The amounts are not in their order: low, usual, high.',
  'below-zero': 'The amount comes to less than nothing.',
  'too-early': 'The day lies before the one from which it is possible.',
  'percent-or-amount': 'A discount is a percentage or an amount, not both.',
  'too-large': 'The discount is more than what it is taken from.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof estimateFieldErrors> {}
}
