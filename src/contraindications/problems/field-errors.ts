import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The codes for problems with fields of rulesets and contraindication checks, beside the codes that any field can have. */
export const contraindicationFieldErrors = {
  'repeats-itself': 'The reason says the same again and again.',
  'copies-the-rule': 'The reason says no more than the rule does.',
  'unknown-item': 'The check has no unread item of this id.',
  'before-it-began': 'It cannot have been so before it was there.',
  'not-discussed': 'An override counts only once it was discussed with the patient.',
  'unknown-rule': 'The check has no finding of this rule.',
  'already-clear': 'The finding is clear: there is nothing to override.',
  'unknown-ruleset': 'The clinic has no such ruleset.',
  missing: 'The member of the rule must be there.',
  'never-fires': 'The clause can never be true.',
  'no-capital': 'A title begins with a capital letter.',
  'no-effect': 'The member changes nothing here.',
  'not-a-count': 'A whole number of things is due here.',
  'not-a-flag': 'True, false, or by whom, is due here.',
  'not-a-list': 'A list is due here.',
  'not-a-number': 'A number is due here.',
  'not-a-pair': 'A pair is due here.',
  'not-an-object': 'An object is due here.',
  'not-days': 'A whole number of days is due here.',
  'not-years': 'A number of years is due here.',
  'not-deniable': 'The fact cannot be denied.',
  'not-null': 'Only null is possible here.',
  'not-text': 'A text is due here.',
  'unknown-clause': 'There is no such clause.',
  'unknown-code': 'No list has the code.',
  'unknown-fact': 'There is no such fact.',
  'unknown-word': 'The word is none of those that are possible here.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof contraindicationFieldErrors> {}
}
