/** What the entries of a patient's lists say, as they are sent and kept. */
import type { Coding } from '../../kernel/coding.js';

export const clinicalStatuses = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'] as const;
export const verificationStatuses = ['unconfirmed', 'provisional', 'differential', 'confirmed', 'refuted', 'entered-in-error'] as const;
export const medicationStatuses = ['active', 'completed', 'stopped', 'on-hold', 'intended', 'not-taken', 'entered-in-error', 'unknown'] as const;
export const criticalities = ['low', 'high', 'unable-to-assess'] as const;

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
