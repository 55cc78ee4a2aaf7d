import { findings, type Finding } from '../../terminology/index.js';
import {
  AfterBirth,
  type Answer,
  answers,
  CheckedBy,
  CodedValue,
  Decimal,
  EnteredInError,
  Identifier,
  InLife,
  Instant,
  ListOf,
  Nested,
  NotBefore,
  OneOf,
  Optional,
  MeasuredQuantity,
  Text,
} from '../../platform/http/index.js';
import {
  comparators,
  interpretations,
  rangeSources,
  type AnsweredBloodTest,
  type AnsweredResult,
  type RangeUsed,
  type ReportedBloodTest,
  type ReportedResult,
} from '../domain/blood-tests/content.js';
import type { ReportedRange } from '../domain/blood-tests/blood-test-record.js';
import { laboratoryInterpretations, resultErrors, type LaboratoryInterpretation } from '../domain/blood-tests/blood-test.js';
import { standings, type Standing } from '../domain/blood-tests/reports.js';
import { reportStatuses, type ReportStatus } from '../domain/blood-tests/blood-test-record.js';
import type { UnreadResult } from '../domain/blood-tests/blood-test-record.js';
import { futureErrors } from '../../kernel/instant.js';

/** A reference range, in the unit of the result; one bound may be open. One that is manifold of what is usual in that unit is refused as a mistake. */
export class ReferenceRangeInput implements ReportedRange {
  /**
   * The lower bound.
   * @example 12
   */
  @Optional() @Decimal() low?: number | null;

  /**
   * The upper bound.
   * @example 15.5
   */
  @Optional() @Decimal() high?: number | null;
}

/** One result of a laboratory's report. */
@CheckedBy<BloodTestResultInput>(resultErrors)
export class BloodTestResultInput implements ReportedResult {
  /** What was measured: a LOINC code. */
  @Nested(CodedValue) code: CodedValue;

  /**
   * The figure, in `unit`. Either this or `text` is needed.
   * @example 13.1
   */
  @Optional() @Decimal() value?: number;

  /**
   * The unit in UCUM, case-sensitive. Any that can be converted into the analyte's own. A figure that is sent as `text` may have one too: a unit in the
   * text goes before it.
   * @example g/dL
   */
  @Optional() @Text({ max: 60 }) unit?: string;

  /** Whether the true value lies beyond the figure. In a text it stands in the text. */
  @Optional() @OneOf(comparators) comparator?: (typeof comparators)[number];

  /**
   * The result as the laboratory words it: `Non-reactive`, `weakly positive`, `1:320 speckled`; or a figure in a text: `8.0 %`, `< 0.01`, `0.95 lakh/cumm`,
   * `14.2 sec (control 12.0)`. It is kept as it is sent. A text that is not understood whole is stored, and told in `unread`.
   * @example negative
   */
  @Optional() @Text({ max: 500 }) text?: string;

  /** The laboratory's own range: it wins over any other. */
  @Optional() @Nested(ReferenceRangeInput) referenceRange?: ReferenceRangeInput;

  /**
   * How the laboratory itself judges the result (HL7 observation interpretation): critically low, low, normal, high, critically high, abnormal. What it calls
   * abnormal is never called normal here.
   * @example H
   */
  @Optional() @OneOf(laboratoryInterpretations) laboratoryInterpretation?: LaboratoryInterpretation;
}

/** A blood test: one sample, with its results (S0-12). */
@CheckedBy<BloodTestInput>(({ collectedAt }, { now }) => futureErrors(collectedAt, '/collectedAt', now), 'collectedAt')
@CheckedBy<BloodTestInput>(({ issuedAt }, { now }) => futureErrors(issuedAt, '/issuedAt', now), 'issuedAt')
export class BloodTestInput implements ReportedBloodTest {
  /**
   * When the blood was taken.
   * @example 2026-01-12T08:00:00+05:30
   */
  @Instant() @InLife() collectedAt: string;

  /**
   * Which laboratory.
   * @example City Laboratory
   */
  @Optional() @Text({ max: 200 }) laboratory?: string;

  /**
   * The laboratory's own number of the report. Reports of one number and one sample are one report that grows: what it says again counts once, what it says
   * otherwise takes the place of what it said before, what is new is added.
   * @example R-2026-004711
   */
  @Optional() @Text({ max: 100 }) reportNumber?: string;

  /**
   * How far the report has got (FHIR DiagnosticReport.status). A preliminary one gives way to any other, whatever comes first; in checks it speaks against a
   * treatment, and answers nothing that a rule asks. Left out it follows from what is recorded: another value under the same number is a correction, another test
   * an addition.
   * @example final
   */
  @Optional() @OneOf(reportStatuses) status?: ReportStatus;

  /**
   * When the laboratory issued this version of the report (FHIR DiagnosticReport.issued). Versions that arrive out of order are read by it; those without one
   * keep the place in which they were recorded.
   * @example 2026-01-12T16:30:00+05:30
   */
  @Optional() @Instant() @AfterBirth() @NotBefore('collectedAt') issuedAt?: string;

  /** Whether the patient was fasting. */
  @Optional() @OneOf(answers) fasting?: Answer;

  /** The results. */
  @ListOf(BloodTestResultInput, { min: 1, max: 200 }) results: BloodTestResultInput[];
}

/** The range that a result was held against, in the canonical unit where the analyte has one. */
export class ReferenceRangeUsed implements RangeUsed {
  /** The lower bound; null when open. */
  @Decimal() low: number | null;

  /** The upper bound; null when open. */
  @Decimal() high: number | null;

  /** The unit of both. */
  unit: string;

  /** Where it comes from: the laboratory’s report, else the patient’s pregnancy, age, sex at birth, the span of both sexes, or one for all adults. */
  @OneOf(rangeSources) source: (typeof rangeSources)[number];
}

/** What no rule can read of a laboratory's report. */
export class UnreadBloodTestResult implements UnreadResult {
  /**
   * Why it is not read.
   * @example "sample haemolysed" is no figure of Haemoglobin that is understood.
   */
  why: string;

  /**
   * What to do about it.
   * @example Record the figure with its unit, such as g/dL. Where the laboratory has none, repeat the test.
   */
  toDo: string;
}

/** One result, as it was reported and as it is understood. */
export class InterpretedBloodTestResult extends BloodTestResultInput implements AnsweredResult {
  /**
   * The analyte of the panel; null for a code outside it.
   * @example haemoglobin
   */
  analyte: string | null;

  /** The value in the analyte's canonical unit, also of a figure that was sent as text; null for words, for texts that are not understood and for codes outside the panel. */
  @Nested(MeasuredQuantity) canonical: MeasuredQuantity | null;

  /**
   * What was found of something that is there or not, from a word, a titre or a figure. `indeterminate` never counts as negative. Left out for what is
   * measured, and for what is not understood.
   */
  @OneOf(findings) finding?: Finding;

  /**
   * Critically low, low, normal, high, critically high, by the range of the patient's sex and age as they are known now; null where there is no range, where the
   * range and the laboratory deny each other, and where a comparator leaves it open.
   */
  @OneOf(interpretations) interpretation: (typeof interpretations)[number] | null;

  /** The range that it was held against; null where there is none. */
  @Nested(ReferenceRangeUsed) rangeUsed: ReferenceRangeUsed | null;

  /**
   * Why no rule can read the result, and what to do about it; null where one can, or where it is known to concern no treatment. Left out for what was
   * recorded before it was told.
   */
  @Nested(UnreadBloodTestResult) unread?: UnreadBloodTestResult | null;

  /**
   * What it is beside the other results of its sample: `in-force` it counts; `superseded`, a later report took its place; `repeated`, another report says the
   * same, and it counts there. Left out for what is in error, and for what was signed before it was told.
   */
  @OneOf(standings) standing?: Standing;

  /** Of a superseded result: the blood test that took its place. */
  @Identifier() supersededBy?: string;

  /** Of a repeated result: the blood test in which it counts. */
  countedIn?: string;
}

/** A blood test with its results. */
export class BloodTestResponse implements AnsweredBloodTest {
  /** The blood test's id. */
  @Identifier() id: string;

  /** Whose blood it is. */
  @Identifier() patientId: string;

  /** The consultation in which it was recorded; null when it came between visits. */
  @Identifier() consultationId: string | null;

  /** When the blood was taken, in UTC. */
  @Instant() collectedAt: string;

  /** Which laboratory. */
  laboratory?: string;

  /** The laboratory's own number of the report. */
  reportNumber?: string;

  /**
   * How far the report has got: as the laboratory said, else as it follows from the reports of the same sample. Left out for what was signed before it was
   * told.
   */
  @OneOf(reportStatuses) status?: ReportStatus;

  /** When the laboratory issued this version of the report, in UTC; left out where it did not say. */
  @Instant() issuedAt?: string;

  /** The blood test that says all of this as well, and in which it counts. Left out where there is none. */
  duplicateOf?: string;

  /** The blood tests whose results it superseded; left out where there are none. */
  corrects?: string[];

  /** That it was entered in error; null for what holds. What is in error counts for nothing. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** Whether the patient was fasting. */
  @OneOf(answers) fasting: Answer;

  /** The results, in the order of the report. */
  results: InterpretedBloodTestResult[];

  /** When it was recorded, in UTC. */
  @Instant() createdAt: string;
}
