/** The part of consultations and blood tests that rules ask about: little enough to be read of thousands of patients. */
import type { BloodTestRecord, ConsultationRecord, ResultRecord, TrichoanalysisRecord } from '../domain/consultation-record.js';

export type ResultForRules = Pick<ResultRecord, 'code' | 'analyte' | 'canonical' | 'comparator' | 'text' | 'interpretation' | 'rangeUsed'>;

export interface BloodTestForRules extends Pick<BloodTestRecord, 'id' | 'patientId' | 'collectedAt'> {
  results: ResultForRules[];
}

export interface TrichoanalysisForRules extends Pick<TrichoanalysisRecord, 'id' | 'performedAt' | 'region'> {
  findings: Pick<TrichoanalysisRecord['findings'], 'infection' | 'inflammation' | 'suspiciousLesion'>;
}

export interface ConsultationForRules extends Pick<ConsultationRecord, 'id' | 'patientId' | 'startedAt' | 'signedAt' | 'medicalHistory' | 'vitalSigns'> {
  assessment: Pick<NonNullable<ConsultationRecord['assessment']>, 'diagnoses'> | null;
  bloodTests: BloodTestForRules[];
  trichoanalyses: TrichoanalysisForRules[];
}
