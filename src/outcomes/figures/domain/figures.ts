/**
 * Computes figures of many patients, each with the number of patients and its interval. Figures of so few patients that one could be
 * recognised are suppressed.
 */
import { rounded } from '../../../kernel/rounding.js';
import { meanInterval, meanOf, poisson, quantileOf, wilson, type Interval } from './intervals.js';

/** The fewest patients of whom a figure is shown: from a figure of fewer, somebody who knows one of them would learn too much. */
export const FEWEST_PEOPLE = 5;

const DIGITS = 2;
const shown = (value: number): number => rounded(value, DIGITS);
const shownInterval = (interval: Interval | null, factor = 1): Interval | null =>
  interval && { low: shown(interval.low * factor), high: shown(interval.high * factor) };

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
export const distribution = (values: readonly number[], people: number): Distribution => {
  if (isTooFew(people)) return { suppressed: true, people: null, n: null, mean: null, interval: null, median: null, quartiles: null };
  if (values.length === 0) return { suppressed: false, people, n: 0, mean: null, interval: null, median: null, quartiles: null };
  return {
    suppressed: false,
    people,
    n: values.length,
    mean: shown(meanOf(values)),
    interval: shownInterval(meanInterval(values)),
    median: shown(quantileOf(values, 0.5)),
    quartiles: shownInterval({ low: quantileOf(values, 0.25), high: quantileOf(values, 0.75) }),
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

const rateOf = ({ count, denominator, people }: Counted, per: number, interval: Interval | null): Rate => {
  if (isTooFew(people)) return { suppressed: true, people: null, count: null, denominator: null, rate: null, interval: null };
  if (denominator === 0) return { suppressed: false, people, count, denominator, rate: null, interval: null };
  return { suppressed: false, people, count, denominator, rate: shown((per * count) / denominator), interval: shownInterval(interval, per) };
};

/** Computes a share per 100: each of the denominator counts once or not at all. */
export const share = (counted: Counted): Rate => rateOf(counted, 100, wilson(counted.count, counted.denominator));

/** Computes the rate of events per 1,000 of the denominator, each of which may have any number of events. */
export const eventsPerThousand = (counted: Counted): Rate => {
  const { low, high } = poisson(counted.count);
  return rateOf(counted, 1000, { low: low / counted.denominator, high: high / counted.denominator });
};
