/** A blood test as it is kept. */
import { enumOf } from '../../../kernel/enumeration.js';
import type { Answer } from '../../../kernel/answer.js';
import type { Coding } from '../../../kernel/coding.js';
import type { PartialDate } from '../../../kernel/day.js';
import type { EnteredInError } from '../../../kernel/entered-in-error.js';
import type { Comparator, Finding, Interpretation, RangeSource } from '../../../terminology/index.js';
import type { LaboratoryInterpretation } from './blood-test.js';

/** How far a report has got: DiagnosticReport.status of FHIR, as far as it concerns reports with results. */
export const reportStatuses = enumOf('LaboratoryReportStatus', ['preliminary', 'final', 'amended', 'corrected', 'appended']);
export type ReportStatus = (typeof reportStatuses)[number];

/** Why nobody but a person can read a result, and what to do about it. */
export interface UnreadResult {
  why: string;
  toDo: string;
}

/** Whose blood it is, as far as a range depends on it. */
export interface Whose {
  sexAtBirth: string;
  birthDate: PartialDate | null;
}

/** The laboratory's own range, as reported. */
export interface ReportedRange {
  low?: number | null;
  high?: number | null;
}

export interface ResultRecord {
  code: Coding;
  value: number | null;
  unit: string | null;
  comparator: Comparator | null;
  text: string | null;
  /** The laboratory's own range, as reported. */
  referenceRange: ReportedRange | null;
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
  fasting: Answer;
  results: ResultRecord[];
  createdAt: string;
}

export type ReportedResult = Pick<
  ResultRecord,
  'code' | 'comparator' | 'value' | 'unit' | 'text' | 'canonical' | 'finding' | 'rangeUsed' | 'referenceRange' | 'laboratoryInterpretation'
>;

/** What one report is read by among the others of its sample. */
export interface Report extends Pick<
  BloodTestRecord,
  'id' | 'consultationId' | 'collectedAt' | 'laboratory' | 'reportNumber' | 'status' | 'issuedAt' | 'fasting' | 'createdAt'
> {
  results: readonly ReportedResult[];
}

/** Blood tests with what is on record beside each. */
export const withAlongside = (tests: readonly BloodTestRecord[], beside: readonly Pick<BloodTestRecord, 'id' | 'alongside'>[]): BloodTestRecord[] => {
  const known = new Map(beside.map(({ id, alongside }) => [id, alongside]));
  return tests.map((test) => ({ ...test, alongside: known.get(test.id) ?? test.alongside }));
};
