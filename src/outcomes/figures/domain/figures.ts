/**
 * Computes figures of many patients, each with the number of patients and its interval. Figures of so few patients that one could be
 * recognised are suppressed.
 */
import { roundNumber } from '../../../kernel/rounding.js';
import { computeMeanInterval, computeMean, computePoissonInterval, computeQuantile, computeWilsonInterval, type Interval } from './intervals.js';

/** The fewest patients of whom a figure is shown: from a figure of fewer, somebody who knows one of them would learn too much. */
export const FEWEST_PEOPLE = 5;

const DIGITS = 2;
const roundFigure = (value: number): number => roundNumber(value, DIGITS);
const roundInterval = (interval: Interval | null, factor = 1): Interval | null =>
  interval && { low: roundFigure(interval.low * factor), high: roundFigure(interval.high * factor) };

/** Whether patients are too few for a figure. A figure of no patient is shown: it discloses nothing. */
const isTooFew = (people: number): boolean => people > 0 && people < FEWEST_PEOPLE;

export interface Distribution {
  suppressed: boolean;
  people: number | null;
  n: number | null;
  mean: number | null;
  interval: Interval | null;
  median: number | null;
  quartiles: Interval | null;
}

/** Computes the distribution of the values of a number of patients: the mean with its interval, the median with the quartiles. */
export const computeDistribution = (values: readonly number[], people: number): Distribution => {
  if (isTooFew(people)) return { suppressed: true, people: null, n: null, mean: null, interval: null, median: null, quartiles: null };
  if (values.length === 0) return { suppressed: false, people, n: 0, mean: null, interval: null, median: null, quartiles: null };
  return {
    suppressed: false,
    people,
    n: values.length,
    mean: roundFigure(computeMean(values)),
    interval: roundInterval(computeMeanInterval(values)),
    median: roundFigure(computeQuantile(values, 0.5)),
    quartiles: roundInterval({ low: computeQuantile(values, 0.25), high: computeQuantile(values, 0.75) }),
  };
};

export interface Rate {
  suppressed: boolean;
  people: number | null;
  count: number | null;
  denominator: number | null;
  rate: number | null;
  interval: Interval | null;
}

export interface Counted {
  count: number;
  denominator: number;
  /** The number of patients in the denominator. */
  people: number;
}

const computeRate = ({ count, denominator, people }: Counted, per: number, interval: Interval | null): Rate => {
  if (isTooFew(people)) return { suppressed: true, people: null, count: null, denominator: null, rate: null, interval: null };
  if (denominator === 0) return { suppressed: false, people, count, denominator, rate: null, interval: null };
  return { suppressed: false, people, count, denominator, rate: roundFigure((per * count) / denominator), interval: roundInterval(interval, per) };
};

/** Computes a share per 100: each of the denominator counts once or not at all. */
export const computeShare = (counted: Counted): Rate => computeRate(counted, 100, computeWilsonInterval(counted.count, counted.denominator));

/** Computes the rate of events per 1,000 of the denominator, each of which may have any number of events. */
export const computeEventsPerThousand = (counted: Counted): Rate => {
  const { low, high } = computePoissonInterval(counted.count);
  return computeRate(counted, 1000, { low: low / counted.denominator, high: high / counted.denominator });
};
