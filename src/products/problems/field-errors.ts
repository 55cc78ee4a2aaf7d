import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The errors of fields of products, lots and stock, beside those of any field. */
export const productFieldErrors = {
  'too-fine': 'The amount is finer than the stock is counted.',
  'same-place': 'Nothing moves within one place.',
  retired: 'It is retired: nothing more is put there.',
  'unknown-location': 'The clinic has no such place.',
  'unknown-lot': 'The clinic has no such lot.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof productFieldErrors> {}
}
