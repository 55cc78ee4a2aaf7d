/** The content of a blood test, as a laboratory sends it and as a signature covers it. */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { Answer } from '../../../kernel/answer.js';
import type { Coding } from '../../../kernel/coding.js';
import type { Quantity } from '../../../kernel/quantity.js';
import type { Finding } from '../../../terminology/index.js';
import type { LaboratoryInterpretation } from './blood-test.js';
import type { ReportedRange, ReportStatus, UnreadResult } from './blood-test-record.js';
import type { Standing } from './reports.js';

export const comparators = declareEnumeration('ResultComparator', ['<', '<=', '>=', '>']);
export const interpretations = declareEnumeration('Interpretation', ['LL', 'L', 'N', 'H', 'HH']);
export const rangeSources = declareEnumeration('ReferenceRangeSource', ['laboratory', 'pregnancy', 'age', 'sex', 'either-sex', 'adult']);

export interface ReportedResult {
  code: Coding;
  value?: number;
  unit?: string;
  comparator?: (typeof comparators)[number];
  text?: string;
  referenceRange?: ReportedRange;
  laboratoryInterpretation?: LaboratoryInterpretation;
}

export interface ReportedBloodTest {
  /** When the blood was taken. */
  collectedAt: string;
  laboratory?: string;
  reportNumber?: string;
  status?: ReportStatus;
  issuedAt?: string;
  fasting?: Answer;
  results: ReportedResult[];
}

export interface RangeUsed {
  low: number | null;
  high: number | null;
  unit: string;
  source: (typeof rangeSources)[number];
}

/** A result in an answer. */
export interface AnsweredResult extends ReportedResult {
  analyte: string | null;
  canonical: Quantity | null;
  finding?: Finding;
  interpretation: (typeof interpretations)[number] | null;
  rangeUsed: RangeUsed | null;
  unread?: UnreadResult | null;
  standing?: Standing;
  supersededBy?: string;
  countedIn?: string;
}

/** A blood test in an answer, and in the content that a signature covers. */
export interface AnsweredBloodTest {
  id: string;
  patientId: string;
  consultationId: string | null;
  collectedAt: string;
  laboratory?: string;
  reportNumber?: string;
  status?: ReportStatus;
  issuedAt?: string;
  duplicateOf?: string;
  corrects?: string[];
  fasting: Answer;
  results: AnsweredResult[];
  createdAt: string;
}
