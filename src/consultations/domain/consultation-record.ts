/** The stored form of a consultation, from which every reader starts: answers, checks and plans. */
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
  /** When the consultation began, in UTC. */
  startedAt: string;
  reason: string | null;
  medicalHistory: MedicalHistory | null;
  /** What was known of the patient when the draft began, to be confirmed; null after the signature. */
  historyToConfirm: HistoryToConfirm | null;
  vitalSigns: VitalSigns | null;
  assessment: Assessment | null;
  recommendation: Recommendation | null;
  bloodTests: BloodTestRecord[];
  /** The blood tests as the newest signature covers them, word for word; null for a draft, and for consultations signed before versions were stored. */
  signedBloodTests: AnsweredBloodTest[] | null;
  trichoanalyses: TrichoanalysisRecord[];
  recordedBy: string;
  /** The id of the responsible dermatologist; null where nobody is responsible yet. */
  responsibleId: string | null;
  /** The number of the signed version: 1 for the first signature, one more with each amendment; null for a draft. */
  versionNumber: number | null;
  /** What the signature changed in the patient's lists. */
  listChanges: ListChange[] | null;
  enteredInError: EnteredInError | null;
  signedBy: string | null;
  signedAt: string | null;
  contentHash: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}
