/** A consultation as it is kept: what every reader of it (answers, checks, plans) starts from. */
import type { EnteredInError } from '../../kernel/entered-in-error.js';
import type { ListChange } from '../../record/index.js';
import type { BloodTestRecord } from './blood-tests/blood-test-record.js';
import type { AnsweredBloodTest } from './blood-tests/content.js';
import type { Assessment, ConsultationStatus, Recommendation } from './consultation-content.js';
import type { HistoryToConfirm, MedicalHistory } from './medical-history/content.js';
import type { TrichoanalysisRecord } from './trichoanalysis/trichoanalysis-record.js';
import type { VitalSigns } from './vital-signs.js';

export interface ConsultationRecord {
  id: string;
  patientId: string;
  status: ConsultationStatus;
  /** An instant in UTC. */
  startedAt: string;
  reason: string | null;
  medicalHistory: MedicalHistory | null;
  /** What was known when the draft began, to be confirmed; null once it is signed. */
  historyToConfirm: HistoryToConfirm | null;
  vitalSigns: VitalSigns | null;
  assessment: Assessment | null;
  recommendation: Recommendation | null;
  bloodTests: BloodTestRecord[];
  /** Its blood tests as the newest signature covers them, word for word; null for a draft, and for what was signed before versions were kept. */
  signedBloodTests: AnsweredBloodTest[] | null;
  trichoanalyses: TrichoanalysisRecord[];
  recordedBy: string;
  /** The dermatologist whose consultation it is; null until one is. */
  responsibleId: string | null;
  /** Of the signed content: 1 at the signature, one more with each amendment. */
  versionNumber: number | null;
  /** What its signature changed of the patient's lists. */
  listChanges: ListChange[] | null;
  enteredInError: EnteredInError | null;
  signedBy: string | null;
  signedAt: string | null;
  contentHash: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}
