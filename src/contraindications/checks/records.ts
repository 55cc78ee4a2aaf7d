import type { Coding, Recorded } from '../engine/index.js';

/**
 * What a check reads of a consultation, signed or draft, stored or sent along with a request: the part of the
 * consultations' own record that bears on a treatment.
 */
export interface ConsultationFacts {
  id: string | null;
  /** An entry of the patient's lists speaks like a consultation that says just that. */
  entryOf?: 'condition' | 'allergy' | 'medication' | 'procedure';
  signed: boolean;
  startedAt: string;
  medicalHistory: HistoryFacts | null;
  bloodPressure: { measuredAt: string; systolic: number | null; diastolic: number | null } | null;
  results: ResultFacts[];
  trichoanalyses: TrichoanalysisFacts[];
  diagnoses: ConditionEntry[];
}

/** A consultation with the day that its statements count from. */
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
  /** Its laboratory has not made the report final. */
  preliminary?: true;
  /** Null for a result outside the panel. */
  analyte: string | null;
  code: Coding | null;
  /** Of one that no rule reads: as it was sent, and whether its laboratory calls it abnormal. */
  unread?: { value: number | null; unit: string | null; abnormal: boolean };
  canonical: { value: number; unit: string } | null;
  comparator: '<' | '<=' | '>=' | '>' | null;
  /** What was found (`negative`, `positive`, `indeterminate`), else the laboratory's words. */
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

/** Something that went wrong after a session, as it is kept. */
export interface AdverseEventRecord {
  id: string;
  patientId: string;
  type: string;
  text: string | null;
  grade: number;
  serious: boolean;
  resolved: boolean;
  /** Instants in UTC. */
  onsetAt: string;
  recordedAt: string;
}

/** What a check reads of a patient. */
export interface PatientFacts {
  id: string | null;
  birthDate: string | null;
  sexAtBirth: 'female' | 'male' | 'intersex' | 'unknown';
  /** Of somebody who need not be a patient nobody says it. */
  status?: string;
  deceasedOn?: string | null;
}
