import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The errors of fields of care instructions, beside those of any field. */
export const careFieldErrors = {
  'no-dates': 'The words name a time, and the option has none.',
  'dates-missing': 'The words must say where the dates go.',
  'hours-or-days': 'A time is said in hours or in days, not in both.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof careFieldErrors> {}
}
