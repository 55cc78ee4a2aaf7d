import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The errors of fields of protocols, plans and sessions, beside those of any field. */
export const treatmentFieldErrors = {
  'unknown-check': 'The patient has no such contraindication check.',
  'unknown-photo': 'The patient has no such photograph.',
  'unknown-plan': 'The patient has no such plan.',
  'not-ended': 'The plan that is followed goes on.',
  'nothing-done': 'No session of the plan that is followed took place.',
  'unknown-indication': 'There is no such indication.',
  'outside-protocol': 'The value lies outside the limits of the clinic’s protocol; `detail` names them.',
  'not-whole': 'The limit is a whole number.',
  'low-above-high': 'The lower limit lies above the upper one.',
  'usual-outside': 'The usual value lies outside the limits.',
  'wrong-order': 'The thresholds are not in their order.',
  'unknown-limit': 'The protocol has no such limit.',
  'unknown-choice': 'The protocol has no such choice.',
  'unknown-technique': 'The protocol names no such technique.',
  'no-depth-limit': 'No limit of depth is known of the technique.',
  'unknown-value': 'The protocol knows no such value.',
  'not-open': 'The clinic is closed, or nobody works, on that day.',
  'does-not-add-up': 'The milligrams are not those of the concentration and the volume.',
  'unusual-duration': 'The sitting was shorter or longer than the protocol allows.',
  'no-known-limit': 'Nothing is known of how much may be given of it.',
  'unknown-concentration': 'Nobody has said how much of the anaesthetic the product holds.',
  'inconvertible-amount': 'How much anaesthetic it is cannot be worked out from concentration and unit.',
  'amount-not-recorded': 'How much was given of it was not recorded.',
  'over-limit': 'More was given than the limit.',
  'not-qualified': 'The person may not do this.',
  'sharps-do-not-match': 'As many sharps were disposed of as were opened, or the difference has a reason.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof treatmentFieldErrors> {}
}
