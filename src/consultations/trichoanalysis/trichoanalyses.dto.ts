import { Identifier, Instant, ListOf, OneOf, Optional, PageQuery, Whole, Decimal, SomeOf } from '../../platform/http/index.js';
import { cautions, codedFindings, type Caution, type CodedFinding } from '../domain/trichoanalysis/change.js';
import { measureIds, type MeasureId } from '../domain/trichoanalysis/measures.js';
import { TrichoanalysisResponse } from './trichoanalysis.dto.js';
import { regions } from '../domain/trichoanalysis/trichoanalysis.js';

type Region = (typeof regions)[number];

/** Filters for the list of trichoanalyses. */
export class TrichoanalysisQuery extends PageQuery {
  /** Only trichoanalyses of these regions. */
  @Optional() @SomeOf(regions) region?: Region[];
}

/** The two trichoanalyses to compare. */
export class ComparisonQuery {
  /**
   * The id of the earlier trichoanalysis, of this patient.
   * @example 01936f00-0000-7000-8000-000000000001
   */
  @Identifier() from: string;

  /**
   * The id of the later trichoanalysis, of this patient and of the same region.
   * @example 01936f00-0000-7000-8000-000000000002
   */
  @Identifier() to: string;
}

/** The chart to draw. */
export class TrichoanalysisChartQuery {
  /**
   * The region.
   * @example vertex
   */
  @OneOf(regions) region: Region;

  /**
   * The measure.
   * @example hair-density
   */
  @OneOf(measureIds) measure: MeasureId;
}

/** The change of one measure between two trichoanalyses. */
export class TrichoanalysisMeasureChange {
  /** The measure. */
  @OneOf(measureIds) measure: MeasureId;

  /**
   * The unit of the values, in UCUM.
   * @example /cm2
   */
  unit: string;

  /** The earlier value; null where the measure was not recorded. */
  @Decimal() from: number | null;

  /** The later value; null where the measure was not recorded. */
  @Decimal() to: number | null;

  /** The later value less the earlier value, in `unit`; in percentage points for percentages. Null where one of the two was not recorded. */
  @Decimal() absolute: number | null;

  /** The change in per cent of the earlier value. Null where the earlier value is 0, where the measure is a grade, or where one of the two was not recorded. */
  @Decimal() percent: number | null;
}

/** The changes since an earlier trichoanalysis of the region. */
export class TrichoanalysisChangeSince {
  /** The id of the earlier trichoanalysis. */
  @Identifier() trichoanalysisId: string;

  /** When the earlier trichoanalysis was made, in UTC. */
  @Instant() performedAt: string;

  /** The number of calendar days, in the clinic's time zone, from the earlier trichoanalysis to this one. */
  @Whole() days: number;

  /** The measures that both trichoanalyses recorded. */
  measures: TrichoanalysisMeasureChange[];
}

/** The changes since earlier trichoanalyses of the region. */
export class TrichoanalysisChange {
  /** The changes since the previous trichoanalysis; null for the first. */
  sincePrevious: TrichoanalysisChangeSince | null;

  /** The changes since the first trichoanalysis; null for the first. */
  sinceBaseline: TrichoanalysisChangeSince | null;
}

/** A trichoanalysis, with the changes since earlier trichoanalyses of its region. */
export class TrichoanalysisInSeries extends TrichoanalysisResponse {
  /** The changes, computed from the patient's consultations as they are now, drafts included. No signature covers them. */
  change: TrichoanalysisChange;
}

/** The difference of one finding that is recorded as a word, a code or a list of them. */
export class CodedFindingChange {
  /** The finding. */
  @OneOf(codedFindings) finding: CodedFinding;

  /** The earlier finding, with codes as `system|code`; null where the finding was not recorded. */
  from: string[] | null;

  /** The later finding, with codes as `system|code`; null where the finding was not recorded. */
  to: string[] | null;

  /** The values that only the later trichoanalysis has. Empty where one of the two did not record the finding. */
  added: string[];

  /** The values that only the earlier trichoanalysis has. Empty where one of the two did not record the finding. */
  removed: string[];
}

/** Two trichoanalyses of one region, side by side. */
export class TrichoanalysisComparisonResponse {
  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The region of both trichoanalyses. */
  @OneOf(regions) region: Region;

  /** The earlier trichoanalysis. */
  from: TrichoanalysisResponse;

  /** The later trichoanalysis. */
  to: TrichoanalysisResponse;

  /** The number of calendar days, in the clinic's time zone, from the earlier to the later trichoanalysis; negative where `to` was made before `from`. */
  @Whole() days: number;

  /** Every measure, including those that only one of the two recorded. */
  measures: TrichoanalysisMeasureChange[];

  /** The findings in words and codes that differ, or that only one of the two recorded. */
  findings: CodedFindingChange[];

  /** The reasons why measures may not be comparable: the two trichoanalyses were made in different ways. */
  @ListOf(OneOf(cautions), { max: cautions.length }) cautions: Caution[];
}
