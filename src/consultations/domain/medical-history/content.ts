/** The content of a medical history, as it is sent and stored. */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { Answer } from '../../../kernel/answer.js';
import type { Coding } from '../../../kernel/coding.js';
import type { AllergyEntry, ConditionEntry, MedicationEntry, ProcedureEntry, StatedAbsence } from '../../../record/index.js';
import type { ReviewedList, ScreeningQuestion } from './screening.js';

export const smokingHabits = declareEnumeration('SmokingHabit', ['never', 'former', 'current', 'unknown']);
export const alcoholHabits = declareEnumeration('AlcoholHabit', ['none', 'occasional', 'regular', 'unknown']);
export const contraceptionMethods = declareEnumeration('ContraceptionMethod', [
  'hormonal',
  'intrauterine-device',
  'sterilisation',
  'sterilisation-of-partner',
  'barrier',
  'other',
]);

export interface Pregnancy {
  status: Answer;
  assessedOn?: string | null;
  dueOn?: string | null;
}

export interface Contraception {
  status: Answer;
  method?: (typeof contraceptionMethods)[number];
  text?: string;
}

export interface FamilyHistory {
  relative: string;
  code?: Coding;
  text?: string;
}

export interface Habits {
  smoking?: (typeof smokingHabits)[number];
  alcohol?: (typeof alcoholHabits)[number];
  hairCare?: string;
}

type ScreeningAnswers = Partial<Record<ScreeningQuestion, Answer>>;

export interface MedicalHistory {
  screening?: ScreeningAnswers;
  reviewed?: ReviewedList[];
  conditions?: ConditionEntry[];
  medications?: MedicationEntry[];
  allergies?: AllergyEntry[];
  noKnownAllergies?: StatedAbsence;
  procedures?: ProcedureEntry[];
  pregnancy?: Pregnancy;
  capacityForPregnancy?: Answer;
  contraception?: Contraception;
  breastfeeding?: Answer;
  familyHistory?: FamilyHistory[];
  habits?: Habits;
}

/** The members that a draft takes over from what is known, to be confirmed with the patient. */
export const takenOver = ['screening', 'conditions', 'medications', 'allergies', 'noKnownAllergies', 'procedures', 'familyHistory', 'habits'] as const;

export interface HistoryToConfirm extends Pick<MedicalHistory, (typeof takenOver)[number]> {
  /** The id of the consultation that the answers come from; null where only the lists are known. */
  consultationId: string | null;
  statedAt: string | null;
}
