/** A consultation as it is kept: what every reader of it (answers, checks, plans) starts from. */
import type { Finding, Interpretation, RangeSource } from '../../terminology/index.js';
import type { Assessment, ConsultationStatus, Recommendation } from '../consultation.dto.js';
import type { LaboratoryInterpretation } from '../blood-tests/blood-test.js';
import type { Whose } from '../blood-tests/read-now.js';
import type { Report, ReportStatus } from '../blood-tests/reports.js';
import type { UnreadResult } from '../blood-tests/unread-result.js';
import type { BloodTestInput, BloodTestResponse, BloodTestResultInput } from '../blood-tests/blood-test.dto.js';
import type { EnteredInError } from '../../platform/http/index.js';
import type { ListChange } from '../../record/index.js';
import type { MedicalHistoryInput, MedicalHistoryToConfirm } from '../medical-history/medical-history.dto.js';
import type { TrichoanalysisInput } from '../trichoanalysis/trichoanalysis.dto.js';
import type { VitalSigns } from '../vital-signs.dto.js';

export interface ResultRecord {
  code: BloodTestResultInput['code'];
  value: number | null;
  unit: string | null;
  comparator: BloodTestResultInput['comparator'] | null;
  text: string | null;
  /** The laboratory's own range, as reported. */
  referenceRange: BloodTestResultInput['referenceRange'] | null;
  /** The analyte of the panel; null for a code outside it. */
  analyte: string | null;
  canonical: { value: number; unit: string } | null;
  /** What was found of something that is there or not; null for what is measured, and for what is not understood. */
  finding: Finding | null;
  interpretation: Interpretation | null;
  /** How the laboratory itself judged it. */
  laboratoryInterpretation: LaboratoryInterpretation | null;
  /** Why no rule can read it, as it was told when it was recorded; false where one can. Null for what was recorded before that was told. */
  unread: UnreadResult | false | null;
  rangeUsed: { low: number | null; high: number | null; unit: string; source: RangeSource } | null;
}

export interface BloodTestRecord {
  id: string;
  patientId: string;
  consultationId: string | null;
  /** An instant in UTC. */
  collectedAt: string;
  laboratory: string | null;
  /** The laboratory's own number of the report. */
  reportNumber: string | null;
  /** As the laboratory gave it; null where nobody said. */
  status: ReportStatus | null;
  /** When the laboratory issued it, an instant in UTC; null where it did not say. */
  issuedAt: string | null;
  /** Whose blood it is, as it is known now. */
  whose: Whose;
  /** The patient's other blood tests of the same minute, but those entered in error: what this one is to them decides what counts. */
  alongside: Report[];
  /** That it was entered in error; null for what holds. */
  enteredInError: EnteredInError | null;
  fasting: NonNullable<BloodTestInput['fasting']>;
  results: ResultRecord[];
  createdAt: string;
}

/** Blood tests with what is on record beside each. */
export const withAlongside = (tests: readonly BloodTestRecord[], beside: readonly Pick<BloodTestRecord, 'id' | 'alongside'>[]): BloodTestRecord[] => {
  const known = new Map(beside.map(({ id, alongside }) => [id, alongside]));
  return tests.map((test) => ({ ...test, alongside: known.get(test.id) ?? test.alongside }));
};

export interface TrichoanalysisRecord {
  id: string;
  patientId: string;
  consultationId: string;
  /** An instant in UTC. */
  performedAt: string;
  region: TrichoanalysisInput['region'];
  findings: Omit<TrichoanalysisInput, 'performedAt' | 'region'>;
  /** That it was entered in error; null for what holds. */
  enteredInError: EnteredInError | null;
  /** The rules by which its derived figures are worked out: those of when it was recorded. */
  derivation: number;
  createdAt: string;
}

export interface ConsultationRecord {
  id: string;
  patientId: string;
  status: ConsultationStatus;
  /** An instant in UTC. */
  startedAt: string;
  reason: string | null;
  medicalHistory: MedicalHistoryInput | null;
  /** What was known when the draft began, to be confirmed; null once it is signed. */
  historyToConfirm: MedicalHistoryToConfirm | null;
  vitalSigns: VitalSigns | null;
  assessment: Assessment | null;
  recommendation: Recommendation | null;
  bloodTests: BloodTestRecord[];
  /** Its blood tests as the newest signature covers them, word for word; null for a draft, and for what was signed before versions were kept. */
  signedBloodTests: BloodTestResponse[] | null;
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
