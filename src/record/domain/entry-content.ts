/** The content of the entries in a patient's lists, as it is sent and stored. */
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Coding } from '../../kernel/coding.js';

export const clinicalStatuses = declareEnumeration('ConditionClinicalStatus', ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved']);
export const verificationStatuses = declareEnumeration('ConditionVerificationStatus', [
  'unconfirmed',
  'provisional',
  'differential',
  'confirmed',
  'refuted',
  'entered-in-error',
]);
export const medicationStatuses = declareEnumeration('MedicationStatus', [
  'active',
  'completed',
  'stopped',
  'on-hold',
  'intended',
  'not-taken',
  'entered-in-error',
  'unknown',
]);
export const criticalities = declareEnumeration('AllergyCriticality', ['low', 'high', 'unable-to-assess']);

export interface ConditionEntry {
  code?: Coding;
  text?: string;
  clinicalStatus?: (typeof clinicalStatuses)[number];
  verificationStatus?: (typeof verificationStatuses)[number];
  onset?: string | null;
  note?: string | null;
}

export interface MedicationEntry {
  name?: string;
  code?: Coding;
  status?: (typeof medicationStatuses)[number];
  startedOn?: string | null;
  lastTakenOn?: string | null;
  endsOn?: string | null;
  note?: string | null;
}

export interface Substance {
  text?: string;
  code?: Coding;
}

export interface AllergyEntry {
  substance: Substance;
  criticality?: (typeof criticalities)[number];
  reaction?: string;
  clinicalStatus?: 'active' | 'inactive' | 'resolved';
  verificationStatus?: 'unconfirmed' | 'confirmed' | 'refuted' | 'entered-in-error';
}

export interface ProcedureEntry {
  code?: Coding;
  text?: string;
  performedOn?: string | null;
}
