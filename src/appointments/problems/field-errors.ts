import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The errors of fields of scheduling, beside those of any field. */
export const appointmentFieldErrors = {
  overlaps: 'Two spans overlap, and a person is at one place at a time.',
  'unknown-appointment-type': 'The clinic has no such type of appointment.',
  'unknown-appointment': 'The patient has no such appointment of this type that is still to come.',
  'unknown-room': 'The location has no such room of the kind that is needed.',
  'unknown-device': 'The location has no such device of a kind that is needed, or one of that kind is named already.',
  'other-consent-text': 'The consent text has changed since it was shown.',
  'holiday-twice': 'The day stands in the calendar twice.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof appointmentFieldErrors> {}
}
