import { Identifier, Instant, ListOf, OneOf, Optional, PageQuery, Whole, Decimal, SomeOf } from '../../platform/http/index.js';
import { cautions, codedFindings, type Caution, type CodedFinding } from '../domain/trichoanalysis/change.js';
import { measureIds, type MeasureId } from '../domain/trichoanalysis/measures.js';
import { TrichoanalysisResponse } from './trichoanalysis.dto.js';
import { regions } from '../domain/trichoanalysis/trichoanalysis.js';

type Region = (typeof regions)[number];

/** Which trichoanalyses to show. */
export class TrichoanalysisQuery extends PageQuery {
  /** Only those of these regions. */
  @Optional() @SomeOf(regions) region?: Region[];
}

/** Which two trichoanalyses to compare. */
export class ComparisonQuery {
  /**
   * The earlier trichoanalysis, one of the patient.
   * @example 01936f00-0000-7000-8000-000000000001
   */
  @Identifier() from: string;

  /**
   * The later trichoanalysis, one of the patient and of the same region.
   * @example 01936f00-0000-7000-8000-000000000002
   */
  @Identifier() to: string;
}

/** Which chart to draw. */
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

/** A figure earlier and later. */
export class TrichoanalysisMeasureChange {
  /** What was measured. */
  @OneOf(measureIds) measure: MeasureId;

  /**
   * The unit of the figures in UCUM.
   * @example /cm2
   */
  unit: string;

  /** The earlier figure; null where it was not recorded. */
  @Decimal() from: number | null;

  /** The later figure; null where it was not recorded. */
  @Decimal() to: number | null;

  /** The later less the earlier; null where one was not recorded. Of percentages, in percentage points. */
  @Decimal() absolute: number | null;

  /** The change in per cent of the earlier figure; null where that is 0 or a grade, or one was not recorded. */
  @Decimal() percent: number | null;
}

/** What changed since an earlier trichoanalysis of the region. */
export class TrichoanalysisChangeSince {
  /** The earlier trichoanalysis. */
  @Identifier() trichoanalysisId: string;

  /** When that was made, in UTC. */
  @Instant() performedAt: string;

  /** Calendar days of the clinic from that to this. */
  @Whole() days: number;

  /** The measures that both recorded. */
  measures: TrichoanalysisMeasureChange[];
}

/** What changed since earlier trichoanalyses of the region. */
export class TrichoanalysisChange {
  /** Since the one before; null for the first. */
  sincePrevious: TrichoanalysisChangeSince | null;

  /** Since the first; null for that one. */
  sinceBaseline: TrichoanalysisChangeSince | null;
}

/** A trichoanalysis, with what changed in its region until then. */
export class TrichoanalysisInSeries extends TrichoanalysisResponse {
  /** What changed; from the consultations of the patient, drafts included, as they are now. No signature covers it. */
  change: TrichoanalysisChange;
}

/** What differs in a finding that is a word, a code or a list of them. */
export class CodedFindingChange {
  /** Which finding. */
  @OneOf(codedFindings) finding: CodedFinding;

  /** What was found earlier, codes as `system|code`; null where it was not recorded. */
  from: string[] | null;

  /** What was found later; null where it was not recorded. */
  to: string[] | null;

  /** What is there later only; nothing where one of them did not record the finding: silence is no answer. */
  added: string[];

  /** What was there earlier only. */
  removed: string[];
}

/** Two trichoanalyses of one region, side by side. */
export class TrichoanalysisComparisonResponse {
  /** The patient. */
  @Identifier() patientId: string;

  /** The region of both. */
  @OneOf(regions) region: Region;

  /** The earlier trichoanalysis. */
  from: TrichoanalysisResponse;

  /** The later trichoanalysis. */
  to: TrichoanalysisResponse;

  /** Calendar days of the clinic from the one to the other; negative where `to` was made before `from`. */
  @Whole() days: number;

  /** Every measure, also those that one of them lacks. */
  measures: TrichoanalysisMeasureChange[];

  /** The findings in words and codes that differ, or that only one of them recorded. */
  findings: CodedFindingChange[];

  /** Why figures may not be comparable: they were made in another way. */
  @ListOf(OneOf(cautions), { max: cautions.length }) cautions: Caution[];
}
