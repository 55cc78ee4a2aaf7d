import type { Coding, Recorded } from '../engine/index.js';

/**
 * The facts of a consultation that a check reads: signed or draft, stored or sent with a request. It is the part of the consultation record that matters for a
 * treatment.
 */
export interface ConsultationFacts {
  id: string | null;
  /**
   * The list to which an entry belongs, where the facts are those of one entry of the patient's lists, which counts as a consultation with this single
   * statement.
   */
  entryOf?: 'condition' | 'allergy' | 'medication' | 'procedure';
  signed: boolean;
  startedAt: string;
  medicalHistory: HistoryFacts | null;
  bloodPressure: { measuredAt: string; systolic: number | null; diastolic: number | null } | null;
  results: ResultFacts[];
  trichoanalyses: TrichoanalysisFacts[];
  diagnoses: ConditionEntry[];
}

/** A consultation with the day from which its statements count. */
export interface Dated {
  consultation: ConsultationFacts;
  recorded: Recorded;
}

type Stated = 'yes' | 'no' | 'unknown' | null | undefined;

export interface HistoryFacts {
  screening?: Record<string, Stated> | null;
  reviewed?: readonly string[] | null;
  conditions?: readonly ConditionEntry[] | null;
  medications?: readonly MedicationEntry[] | null;
  allergies?: readonly AllergyEntry[] | null;
  procedures?: readonly ProcedureEntry[] | null;
  pregnancy?: { status?: Stated; assessedOn?: string | null; dueOn?: string | null } | null;
  capacityForPregnancy?: Stated;
  breastfeeding?: Stated;
  contraception?: { status?: Stated } | null;
}

export interface ConditionEntry {
  code?: Coding | null;
  text?: string | null;
  clinicalStatus?: string | null;
  verificationStatus?: string | null;
}

export interface MedicationEntry {
  name?: string | null;
  code?: Coding | null;
  status?: string | null;
  startedOn?: string | null;
  lastTakenOn?: string | null;
  endsOn?: string | null;
}

export interface AllergyEntry {
  substance: { text?: string | null; code?: Coding | null };
  clinicalStatus?: string | null;
  verificationStatus?: string | null;
}

export interface ProcedureEntry {
  verificationStatus?: string | null;
  code?: Coding | null;
  text?: string | null;
  performedOn?: string | null;
}

export interface ResultFacts {
  bloodTestId: string | null;
  collectedAt: string;
  /** Whether the laboratory has not made the report final. */
  preliminary?: true;
  /** The analyte; null for a result outside the panel. */
  analyte: string | null;
  code: Coding | null;
  /** A result that no rule reads, as it was sent, and whether the laboratory marks it as abnormal. */
  unread?: { value: number | null; unit: string | null; abnormal: boolean };
  canonical: { value: number; unit: string } | null;
  comparator: '<' | '<=' | '>=' | '>' | null;
  /** The finding (`negative`, `positive`, `indeterminate`), or else the laboratory's words. */
  text: string | null;
  interpretation: 'LL' | 'L' | 'N' | 'H' | 'HH' | null;
  referenceRange: { low: number | null; high: number | null } | null;
}

export interface TrichoanalysisFacts {
  id: string | null;
  performedAt: string;
  region: string;
  infection?: string | null;
  inflammation?: string | null;
  suspiciousLesion?: string | null;
  possibleCauses?: readonly Coding[] | null;
  signs?: readonly string[] | null;
  perifollicularSigns?: readonly string[] | null;
  scalpCondition?: readonly string[] | null;
}

/** An adverse event after a session, as it is stored. */
export interface AdverseEventRecord {
  id: string;
  patientId: string;
  type: string;
  text: string | null;
  grade: number;
  serious: boolean;
  resolved: boolean;
  /** The instant of onset, in UTC. */
  onsetAt: string;
  recordedAt: string;
}

/** The facts of a patient that a check reads. */
export interface PatientFacts {
  id: string | null;
  birthDate: string | null;
  sexAtBirth: 'female' | 'male' | 'intersex' | 'unknown';
  /** The status of the patient; left out for a person who is not registered. */
  status?: string;
  deceasedOn?: string | null;
}
