/** Figures of many people: each with how many it is of and how sure it is, and none of so few that they could be told. */
import { rounded } from '../../../kernel/rounding.js';
import { meanInterval, meanOf, poisson, quantileOf, wilson, type Interval } from './intervals.js';

/** What is of fewer people than this is not shown: who knows one of them would learn too much. */
export const FEWEST_PEOPLE = 5;

const DIGITS = 2;
const shown = (value: number): number => rounded(value, DIGITS);
const shownInterval = (interval: Interval | null, factor = 1): Interval | null =>
  interval && { low: shown(interval.low * factor), high: shown(interval.high * factor) };

/** None is no person, of whom nothing could be learnt. */
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

/** Values of so many people: the mean with its interval, the median with the quartiles. */
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
  /** Whose the denominator is. */
  people: number;
}

const rateOf = ({ count, denominator, people }: Counted, per: number, interval: Interval | null): Rate => {
  if (isTooFew(people)) return { suppressed: true, people: null, count: null, denominator: null, rate: null, interval: null };
  if (denominator === 0) return { suppressed: false, people, count, denominator, rate: null, interval: null };
  return { suppressed: false, people, count, denominator, rate: shown((per * count) / denominator), interval: shownInterval(interval, per) };
};

/** So many of a hundred: each of the denominator counts once or not. */
export const share = (counted: Counted): Rate => rateOf(counted, 100, wilson(counted.count, counted.denominator));

/** So many events for a thousand of the denominator, each of which may have any number of them. */
export const eventsPerThousand = (counted: Counted): Rate => {
  const { low, high } = poisson(counted.count);
  return rateOf(counted, 1000, { low: low / counted.denominator, high: high / counted.denominator });
};
