import { declareEnumeration } from '../../../kernel/enumeration.js';

/** The questions that every medical history asks. A missing answer is `unknown`. */
export const screeningQuestions = [
  'diabetes',
  'bleeding-disorder',
  'active-infection',
  'autoimmune-disorder',
  'hypertension',
  'heart-condition',
  'keloid-tendency',
  'epilepsy',
  'cancer',
  'liver-disease',
  'kidney-disease',
  'immunodeficiency',
  'cold-sores',
  'fainting-at-injections',
  'previous-reaction-to-local-anaesthetic',
  'previous-reaction-to-tattoo-pigment',
  'recent-sunburn-or-wound-on-site',
] as const;
export type ScreeningQuestion = (typeof screeningQuestions)[number];

/** The lists that are reviewed with the patient. */
export const reviewedLists = declareEnumeration('ReviewedList', ['conditions', 'medications', 'allergies', 'procedures']);
export type ReviewedList = (typeof reviewedLists)[number];
