/** The stored form of a blood test. */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { Answer } from '../../../kernel/answer.js';
import type { Coding } from '../../../kernel/coding.js';
import type { PartialDate } from '../../../kernel/day.js';
import type { EnteredInError } from '../../../kernel/entered-in-error.js';
import type { Comparator, Finding, Interpretation, RangeSource } from '../../../terminology/index.js';
import type { LaboratoryInterpretation } from './blood-test.js';

/** The status of a report: the values of FHIR's DiagnosticReport.status for reports with results. */
export const reportStatuses = declareEnumeration('LaboratoryReportStatus', ['preliminary', 'final', 'amended', 'corrected', 'appended']);
export type ReportStatus = (typeof reportStatuses)[number];

/** Why only a person can read a result, and what the clinic should do. */
export interface UnreadResult {
  why: string;
  toDo: string;
}

/** The properties of the patient that reference ranges depend on. */
export interface Whose {
  sexAtBirth: string;
  birthDate: PartialDate | null;
}

/** The laboratory's own reference range, as reported. */
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
  /** The laboratory's own reference range, as reported; null where there is none. */
  referenceRange: ReportedRange | null;
  /** The analyte of the panel; null for a code outside the panel. */
  analyte: string | null;
  canonical: { value: number; unit: string } | null;
  /** The finding of a qualitative test; null for quantitative tests, and for results that are not understood. */
  finding: Finding | null;
  interpretation: Interpretation | null;
  /** The laboratory's own judgement of the result; null where it gave none. */
  laboratoryInterpretation: LaboratoryInterpretation | null;
  /**
   * Why no rule can read the result, as determined when it was recorded; false where a rule can. Null for results that were recorded before this property
   * existed.
   */
  unread: UnreadResult | false | null;
  rangeUsed: { low: number | null; high: number | null; unit: string; source: RangeSource } | null;
}

export interface BloodTestRecord {
  id: string;
  patientId: string;
  consultationId: string | null;
  /** When the blood was taken, in UTC. */
  collectedAt: string;
  laboratory: string | null;
  /** The laboratory's own number of the report; null where there is none. */
  reportNumber: string | null;
  /** The status that the laboratory gave; null where it gave none. */
  status: ReportStatus | null;
  /** When the laboratory issued the report, in UTC; null where it did not say. */
  issuedAt: string | null;
  /** The patient's sex at birth and birth date, as currently recorded. */
  whose: Whose;
  /** The patient's other blood tests of the same minute, except those entered in error. They decide which results of this blood test count. */
  alongside: Report[];
  /** Why, when and by whom the blood test was entered in error; null otherwise. */
  enteredInError: EnteredInError | null;
  fasting: Answer;
  results: ResultRecord[];
  createdAt: string;
}

export type ReportedResult = Pick<
  ResultRecord,
  'code' | 'comparator' | 'value' | 'unit' | 'text' | 'canonical' | 'finding' | 'rangeUsed' | 'referenceRange' | 'laboratoryInterpretation'
>;

/** The properties of a report that decide its relation to the other reports of its sample. */
export interface Report extends Pick<
  BloodTestRecord,
  'id' | 'consultationId' | 'collectedAt' | 'laboratory' | 'reportNumber' | 'status' | 'issuedAt' | 'fasting' | 'createdAt'
> {
  results: readonly ReportedResult[];
}

/** Adds to each blood test the other blood tests of its sample. */
export const withAlongside = (tests: readonly BloodTestRecord[], beside: readonly Pick<BloodTestRecord, 'id' | 'alongside'>[]): BloodTestRecord[] => {
  const known = new Map(beside.map(({ id, alongside }) => [id, alongside]));
  return tests.map((test) => ({ ...test, alongside: known.get(test.id) ?? test.alongside }));
};
