import { findings, type Finding } from '../../terminology/index.js';
import {
  Actor,
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
import { laboratoryInterpretations, validateResult, type LaboratoryInterpretation } from '../domain/blood-tests/blood-test.js';
import { standings, type Standing } from '../domain/blood-tests/reports.js';
import { reportStatuses, type ReportStatus } from '../domain/blood-tests/blood-test-record.js';
import type { UnreadResult } from '../domain/blood-tests/blood-test-record.js';
import { validateNotInFuture } from '../../kernel/instant.js';

/**
 * A reference range, in the unit of the result. One of the two bounds may be left out. A range that is many times the usual range in that unit is refused as a
 * mistake.
 */
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

/** One result in a laboratory's report. */
@CheckedBy<BloodTestResultInput>(validateResult)
export class BloodTestResultInput implements ReportedResult {
  /** The LOINC code of the test. */
  @Nested(CodedValue) code: CodedValue;

  /**
   * The numeric value, in `unit`. Either `value` or `text` is needed.
   * @example 13.1
   */
  @Optional() @Decimal() value?: number;

  /**
   * The case-sensitive UCUM unit of the value. Any unit that can be converted into the analyte's canonical unit is accepted. A value that is sent as `text` may
   * have a unit here too; a unit in the text takes precedence.
   * @example g/dL
   */
  @Optional() @Text({ max: 60 }) unit?: string;

  /** Whether the true value lies beyond the number in `value`. For a result sent as `text`, the comparator is part of the text. */
  @Optional() @OneOf(comparators) comparator?: (typeof comparators)[number];

  /**
   * The result in the laboratory's words, such as `Non-reactive`, `weakly positive` or `1:320 speckled`; or a number in a text, such as `8.0 %`, `< 0.01`,
   * `0.95 lakh/cumm` or `14.2 sec (control 12.0)`. The text is stored as sent. A text that the API does not understand completely is stored as well, and
   * `unread` of the answer says why.
   * @example negative
   */
  @Optional() @Text({ max: 500 }) text?: string;

  /** The laboratory's own reference range. This range takes precedence over any other. */
  @Optional() @Nested(ReferenceRangeInput) referenceRange?: ReferenceRangeInput;

  /**
   * The laboratory's own judgement of the result (HL7 observation interpretation): critically low, low, normal, high, critically high or abnormal. The API
   * never calls a result normal that the laboratory calls abnormal.
   * @example H
   */
  @Optional() @OneOf(laboratoryInterpretations) laboratoryInterpretation?: LaboratoryInterpretation;
}

/** A blood test: one sample, with its results (S0-12). */
@CheckedBy<BloodTestInput>(({ collectedAt }, { now }) => validateNotInFuture(collectedAt, '/collectedAt', now), 'collectedAt')
@CheckedBy<BloodTestInput>(({ issuedAt }, { now }) => validateNotInFuture(issuedAt, '/issuedAt', now), 'issuedAt')
export class BloodTestInput implements ReportedBloodTest {
  /**
   * When the blood was taken.
   * @example 2026-01-12T08:00:00+05:30
   */
  @Instant() @InLife() collectedAt: string;

  /**
   * The name of the laboratory.
   * @example City Laboratory
   */
  @Optional() @Text({ max: 200 }) laboratory?: string;

  /**
   * The laboratory's own number of the report. All reports of one number and one sample are one growing report. A repeated result counts once, a different
   * result of the same test replaces the earlier one, and a new test is added.
   * @example R-2026-004711
   */
  @Optional() @Text({ max: 100 }) reportNumber?: string;

  /**
   * The status of the report (FHIR DiagnosticReport.status). Any other report replaces a preliminary one, whatever the order of arrival. In checks, a
   * preliminary result can speak against a treatment, but answers no question of a rule. Where the status is left out, it follows from what is recorded:
   * another value under the same number is a correction, another test an addition.
   * @example final
   */
  @Optional() @OneOf(reportStatuses) status?: ReportStatus;

  /**
   * When the laboratory issued this version of the report (FHIR DiagnosticReport.issued). Versions that arrive out of order are sorted by this time. Versions
   * without it keep the order in which they were recorded.
   * @example 2026-01-12T16:30:00+05:30
   */
  @Optional() @Instant() @AfterBirth() @NotBefore('collectedAt') issuedAt?: string;

  /** Whether the patient was fasting. */
  @Optional() @OneOf(answers) fasting?: Answer;

  /** The results in the report. */
  @ListOf(BloodTestResultInput, { min: 1, max: 200 }) results: BloodTestResultInput[];
}

/** The reference range that was applied to a result, in the analyte's canonical unit where there is one. */
export class ReferenceRangeUsed implements RangeUsed {
  /** The lower bound; null where the range has none. */
  @Decimal() low: number | null;

  /** The upper bound; null where the range has none. */
  @Decimal() high: number | null;

  /** The unit of both bounds, in UCUM. */
  unit: string;

  /**
   * The source of the range: the laboratory’s report; else the patient’s pregnancy, age or sex at birth, the span of both sexes, or one range for all adults.
   */
  @OneOf(rangeSources) source: (typeof rangeSources)[number];
}

/** Why no rule can read a result of a laboratory's report, and what to do. */
export class UnreadBloodTestResult implements UnreadResult {
  /**
   * Why no rule can read the result.
   * @example "sample haemolysed" is no figure of Haemoglobin that is understood.
   */
  why: string;

  /**
   * What the clinic should do about the result.
   * @example Record the figure with its unit, such as g/dL. Where the laboratory has none, repeat the test.
   */
  toDo: string;
}

/** One result, as the laboratory reported it and as the API understands it. */
export class InterpretedBloodTestResult extends BloodTestResultInput implements AnsweredResult {
  /**
   * The analyte of the panel that the code belongs to; null for a code outside the panel.
   * @example haemoglobin
   */
  analyte: string | null;

  /**
   * The value in the analyte's canonical unit, also where the value was sent as text. Null for results in words, for texts that the API does not understand,
   * and for codes outside the panel.
   */
  @Nested(MeasuredQuantity) canonical: MeasuredQuantity | null;

  /**
   * The finding of a qualitative test, read from a word, a titre or a number. `indeterminate` never counts as negative. Left out for quantitative tests, and
   * for results that the API does not understand.
   */
  @OneOf(findings) finding?: Finding;

  /**
   * Critically low, low, normal, high or critically high, by the range for the patient's sex and age as currently recorded. Null where there is no range, where
   * the laboratory's judgement contradicts the range, or where a comparator leaves the answer open.
   */
  @OneOf(interpretations) interpretation: (typeof interpretations)[number] | null;

  /** The reference range that was applied; null where there is none. */
  @Nested(ReferenceRangeUsed) rangeUsed: ReferenceRangeUsed | null;

  /**
   * Why no rule can read the result, and what to do. Null where a rule can read the result, or where the test is known to concern no treatment. Left out for
   * results that were recorded before this member existed.
   */
  @Nested(UnreadBloodTestResult) unread?: UnreadBloodTestResult | null;

  /**
   * How the result relates to other results of the same sample. `in-force`: the result counts. `superseded`: a later report replaced the result. `repeated`:
   * another report has the same result, and the result counts there. Left out for blood tests that were entered in error, and for those signed before this
   * member existed.
   */
  @OneOf(standings) standing?: Standing;

  /** The id of the blood test that replaced this result; left out where the result is not superseded. */
  @Identifier() supersededBy?: string;

  /** The id of the blood test in which this result counts; left out where the result is not repeated. */
  countedIn?: string;
}

/** A blood test with its results. */
export class BloodTestResponse implements AnsweredBloodTest {
  /** The id of the blood test. */
  @Identifier() id: string;

  /** The id of the patient whose blood was tested. */
  @Identifier() patientId: string;

  /** The id of the consultation in which the blood test was recorded; null for a blood test recorded between visits. */
  @Identifier() consultationId: string | null;

  /** When the blood was taken, in UTC. */
  @Instant() collectedAt: string;

  /** The name of the laboratory. */
  laboratory?: string;

  /** The laboratory's own number of the report. */
  reportNumber?: string;

  /**
   * The status of the report: the status that the laboratory gave, else the status that follows from the reports of the same sample. Left out for blood tests
   * signed before this member existed.
   */
  @OneOf(reportStatuses) status?: ReportStatus;

  /** When the laboratory issued this version of the report, in UTC. Left out where the laboratory did not say. */
  @Instant() issuedAt?: string;

  /** The id of the blood test that has all of these results as well, and in which they count. Left out where there is none. */
  duplicateOf?: string;

  /** The ids of the blood tests whose results this blood test superseded. Left out where there are none. */
  corrects?: string[];

  /** Why, when and by whom the blood test was entered in error; null otherwise. Checks, series and charts ignore a blood test entered in error. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** Whether the patient was fasting. */
  @OneOf(answers) fasting: Answer;

  /** The results, in the order of the report. */
  results: InterpretedBloodTestResult[];

  /** When the blood test was recorded, in UTC. */
  @Instant() createdAt: string;
}

/** A result of an analyte, in its canonical unit. */
export class AnalyteValue {
  /** The id of the blood test. */
  @Identifier() bloodTestId: string;

  /** When the blood was taken, in UTC. */
  @Instant() collectedAt: string;

  /** The value in the canonical unit of the analyte. */
  @Decimal() value: number;

  /** Critically low, low, normal, high or critically high; null where there is no range. */
  @OneOf(interpretations) interpretation: (typeof interpretations)[number] | null;
}

/** The last two results of an analyte that are in force, and their difference. */
export class AnalyteTrend {
  /**
   * The analyte.
   * @example ferritin
   */
  @Text({ max: 100 }) analyte: string;

  /**
   * The unit of the values, in UCUM.
   * @example ng/mL
   */
  @Text({ max: 60 }) unit: string;

  /** The newest result. */
  @Nested(AnalyteValue) last: AnalyteValue;

  /** The result before the newest; null where there is none. */
  @Nested(AnalyteValue) previous: AnalyteValue | null;

  /** The newest value less the one before, in `unit`; null where there is none before. */
  @Decimal() change: number | null;
}

/** That a dermatologist has seen a laboratory report. */
export class ReportAcknowledgement {
  /** The id of the blood test. */
  @Identifier() bloodTestId: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The dermatologist who saw the report first. */
  @Nested(Actor) acknowledgedBy: Actor;

  /** When that was recorded, in UTC. */
  @Instant() acknowledgedAt: string;
}
