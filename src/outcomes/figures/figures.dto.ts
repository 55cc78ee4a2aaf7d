import { enumOf } from '../../kernel/enumeration.js';
import { regions } from '../../consultations/index.js';
import { Day, MayBeAbsent, Nested, OneOf, Whole, Decimal } from '../../platform/http/index.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';

type Region = (typeof regions)[number];

/** Of whom, and of when. */
export class FiguresQuery {
  /** Only of this treatment; of each one by itself when it is left out. */
  @MayBeAbsent() @OneOf(treatments) treatment?: Treatment;

  /**
   * From this day on, in the clinic’s time zone.
   * @example 2026-01-01
   */
  @Day() from: string;

  /**
   * To this day, included; at most 3,700 days later.
   * @example 2026-12-31
   */
  @Day() to: string;
}

/** From one figure to another, both included. */
export class FigureInterval {
  /** The lower end. */
  @Decimal() low: number;

  /** The upper end. */
  @Decimal() high: number;
}

const distributionMethods = enumOf('DistributionMethod', ['student-t']);

/** Values of many people. */
export class DistributionFigure {
  /** Whether it is of fewer than five people, and therefore not shown: everything else of it is null. */
  suppressed: boolean;

  /** Of how many people it is; null where it is suppressed. */
  @Whole() people: number | null;

  /** Of how many values it is; null where it is suppressed. */
  @Whole() n: number | null;

  /** The mean, with two decimals; null of nothing. */
  @Decimal() mean: number | null;

  /** The 95 % confidence interval of the mean; null of fewer than two values. */
  @Nested(FigureInterval) interval: FigureInterval | null;

  /** How the interval was made: by Student’s t with n − 1 degrees of freedom. */
  @OneOf(distributionMethods) method: (typeof distributionMethods)[number];

  /** The median; null of nothing. */
  @Decimal() median: number | null;

  /** The lower and the upper quartile, between neighbours in proportion (Hyndman and Fan’s number 7); null of nothing. */
  @Nested(FigureInterval) quartiles: FigureInterval | null;

  /**
   * The unit of the values in UCUM.
   * @example {sessions}
   */
  unit: string;
}

/** How density has changed in one region, with one version of a protocol. */
export class DensityChangeFigure extends DistributionFigure {
  /** The version of the protocol with which the plans were made. */
  @Whole() protocolVersion: number;

  /** The region. */
  @OneOf(regions) region: Region;
}

const rateMethods = enumOf('RateMethod', ['poisson-exact', 'wilson']);

/** So many of so many. */
export class RateFigure {
  /** Whether it is of fewer than five people, and therefore not shown: everything else of it is null. */
  suppressed: boolean;

  /** Of how many people the denominator is; null where it is suppressed. */
  @Whole() people: number | null;

  /** How many were counted; null where it is suppressed. */
  @Whole() count: number | null;

  /** Of how many; null where it is suppressed. */
  @Whole() denominator: number | null;

  /** The count for each `per` of the denominator, with two decimals; null of nothing. */
  @Decimal() rate: number | null;

  /** For how many of the denominator the rate is: 100 or 1,000. */
  @Whole() per: number;

  /** The 95 % confidence interval of the rate; null of nothing. */
  @Nested(FigureInterval) interval: FigureInterval | null;

  /** How the interval was made: exactly from the Poisson distribution (Garwood), or by Wilson’s score. Both take what they count as independent. */
  @OneOf(rateMethods) method: (typeof rateMethods)[number];
}

/** The figures of one treatment. */
export class TreatmentFigures {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** Completed sessions of each plan that was completed in the period. */
  sessionsPerPlan: DistributionFigure;

  /**
   * How hair density has changed, in each region that was looked at before and after, of the plans that were completed in the period: the last
   * figure before the first session against the last from the last completed session to a year after it, or to the first session of the
   * patient’s next plan. Regions and versions without such a pair are left out.
   */
  densityChange: DensityChangeFigure[];

  /** Adverse events after sessions that began in the period, for 1,000 such sessions; those that were entered in error left out. */
  adverseEvents: RateFigure;

  /** Of them the serious ones. */
  seriousAdverseEvents: RateFigure;

  /** Sessions of the period to which nobody came, of 100 that were due: begun or missed. Those that were cancelled before were not. */
  noShows: RateFigure;

  /** Plans that were completed, of 100 that the patient had accepted and that ended in the period, completed or cancelled. */
  completion: RateFigure;
}

/** The clinic’s figures of a period; they name no patient. */
export class OutcomeFiguresResponse {
  /** The first day. */
  from: string;

  /** The last day. */
  to: string;

  /** The time zone of the days. */
  timeZone: string;

  /** Of fewer people than this nothing is shown. */
  @Whole() fewestPeople: number;

  /** The figures of each treatment. */
  treatments: TreatmentFigures[];
}
