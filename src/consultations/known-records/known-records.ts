/** The parts of consultations and blood tests that rules ask about, small enough to be read for thousands of patients. */
import type { ConsultationRecord } from '../domain/consultation-record.js';
import type { BloodTestRecord, ResultRecord } from '../domain/blood-tests/blood-test-record.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';

export type ResultForRules = Omit<ResultRecord, 'unread'>;

export interface BloodTestForRules extends Pick<
  BloodTestRecord,
  'id' | 'patientId' | 'consultationId' | 'collectedAt' | 'laboratory' | 'reportNumber' | 'status' | 'issuedAt' | 'fasting' | 'createdAt'
> {
  results: ResultForRules[];
}

export interface TrichoanalysisForRules extends Pick<TrichoanalysisRecord, 'id' | 'performedAt' | 'region'> {
  findings: Pick<
    TrichoanalysisRecord['findings'],
    'infection' | 'inflammation' | 'suspiciousLesion' | 'possibleCauses' | 'signs' | 'perifollicularSigns' | 'scalpCondition'
  >;
}

export interface ConsultationForRules extends Pick<ConsultationRecord, 'id' | 'patientId' | 'startedAt' | 'signedAt' | 'medicalHistory' | 'vitalSigns'> {
  assessment: Pick<NonNullable<ConsultationRecord['assessment']>, 'diagnoses'> | null;
  bloodTests: BloodTestForRules[];
  trichoanalyses: TrichoanalysisForRules[];
}

/** The members of a medical history that rules ask about. */
export const historyForRules = [
  'screening',
  'reviewed',
  'conditions',
  'medications',
  'allergies',
  'procedures',
  'pregnancy',
  'capacityForPregnancy',
  'breastfeeding',
  'contraception',
] as const;

/** The parts that a reader wants. They are selected because each part costs time when thousands of patients are read. */
export interface RecordParts {
  history: ReadonlySet<(typeof historyForRules)[number]>;
  bloodPressure: boolean;
  diagnoses: boolean;
  trichoanalyses: boolean;
  /** The analytes whose results are wanted, together with all results outside the panel. Null for all results; empty for no results. */
  analytes: readonly string[] | null;
}

/** Every part that a rule can ask about. */
export const allParts: RecordParts = {
  history: new Set(historyForRules),
  bloodPressure: true,
  diagnoses: true,
  trichoanalyses: true,
  analytes: null,
};
