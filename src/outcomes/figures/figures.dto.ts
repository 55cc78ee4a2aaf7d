import { declareEnumeration } from '../../kernel/enumeration.js';
import { regions } from '../../consultations/index.js';
import { Day, MayBeAbsent, Nested, OneOf, Whole, Decimal } from '../../platform/http/index.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

type Region = (typeof regions)[number];

/** The treatment and the period of the figures. */
export class FiguresQuery {
  /** Only figures of this treatment; figures of each treatment, when left out. */
  @MayBeAbsent() @OneOf(treatments) treatment?: Treatment;

  /**
   * The first day of the period, in the clinic’s time zone.
   * @example 2026-01-01
   */
  @Day() from: string;

  /**
   * The last day of the period, included; at most 3,700 days after the first.
   * @example 2026-12-31
   */
  @Day() to: string;
}

/** An interval of figures, both ends included. */
export class FigureInterval {
  /** The lower end. */
  @Decimal() low: number;

  /** The upper end. */
  @Decimal() high: number;
}

const distributionMethods = declareEnumeration('DistributionMethod', ['student-t']);

/** A distribution of the values of many patients. */
export class DistributionFigure {
  /** Whether the figure is suppressed because it is of fewer than five patients. All other numbers of a suppressed figure are null. */
  suppressed: boolean;

  /** The number of patients; null where the figure is suppressed. */
  @Whole() people: number | null;

  /** The number of values; null where the figure is suppressed. */
  @Whole() n: number | null;

  /** The mean, to two decimals; null where there is no value. */
  @Decimal() mean: number | null;

  /** The 95 % confidence interval of the mean; null for fewer than two values. */
  @Nested(FigureInterval) interval: FigureInterval | null;

  /** The method of the interval: Student’s t with n − 1 degrees of freedom. */
  @OneOf(distributionMethods) method: (typeof distributionMethods)[number];

  /** The median; null where there is no value. */
  @Decimal() median: number | null;

  /** The lower and the upper quartile, interpolated between neighbouring values (Hyndman and Fan’s number 7); null where there is no value. */
  @Nested(FigureInterval) quartiles: FigureInterval | null;

  /**
   * The unit of the values, in UCUM.
   * @example {sessions}
   */
  unit: string;
}

/** The change of density in one region, for one version of a protocol. */
export class DensityChangeFigure extends DistributionFigure {
  /** The version of the protocol with which the plans were made. */
  @Whole() protocolVersion: number;

  /** The region. */
  @OneOf(regions) region: Region;
}

const rateMethods = declareEnumeration('RateMethod', ['poisson-exact', 'wilson']);

/** A rate: a count in relation to a denominator. */
export class RateFigure {
  /** Whether the rate is suppressed because it is of fewer than five patients. All other numbers of a suppressed rate are null. */
  suppressed: boolean;

  /** The number of patients in the denominator; null where the rate is suppressed. */
  @Whole() people: number | null;

  /** The count; null where the rate is suppressed. */
  @Whole() count: number | null;

  /** The denominator; null where the rate is suppressed. */
  @Whole() denominator: number | null;

  /** The count for each `per` of the denominator, to two decimals; null where the denominator is 0. */
  @Decimal() rate: number | null;

  /** The size of the denominator to which the rate refers: 100 or 1,000. */
  @Whole() per: number;

  /** The 95 % confidence interval of the rate; null where the denominator is 0. */
  @Nested(FigureInterval) interval: FigureInterval | null;

  /** The method of the interval: exactly from the Poisson distribution (Garwood), or Wilson’s score. Both assume that the counted events are independent. */
  @OneOf(rateMethods) method: (typeof rateMethods)[number];
}

/** The figures of one treatment. */
export class TreatmentFigures {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The number of completed sessions of each plan that was completed in the period. */
  sessionsPerPlan: DistributionFigure;

  /**
   * The change of hair density in each region that was examined before and after, of the plans that were completed in the period. The figure
   * before is the last one before the first session. The figure after is the last one between the last completed session and a year after it,
   * or the first session of the patient’s next plan. Regions and versions without such a pair are left out.
   */
  densityChange: DensityChangeFigure[];

  /** Adverse events after sessions that began in the period, per 1,000 such sessions, without those entered in error. */
  adverseEvents: RateFigure;

  /** Serious adverse events after sessions that began in the period, per 1,000 such sessions. */
  seriousAdverseEvents: RateFigure;

  /** Missed sessions, per 100 sessions of the period that were begun or missed. Sessions that were cancelled do not count. */
  noShows: RateFigure;

  /** Completed plans, per 100 plans that the patient had accepted and that ended in the period, completed or cancelled. */
  completion: RateFigure;
}

/** The clinic’s figures of a period. They name no patient. */
export class OutcomeFiguresResponse {
  /** The first day of the period. */
  from: string;

  /** The last day of the period, included. */
  to: string;

  /** The time zone of the days. */
  timeZone: string;

  /** The fewest patients of whom a figure is shown. */
  @Whole() fewestPeople: number;

  /** The figures of each treatment. */
  treatments: TreatmentFigures[];
}
