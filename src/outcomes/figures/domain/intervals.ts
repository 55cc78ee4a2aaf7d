/** What is said of many in one number, and how sure that is: intervals of 95 %. */
import { gammaQuantile, NORMAL_975, studentQuantile } from './distributions.js';

/** Both ends included. */
export interface Interval {
  low: number;
  high: number;
}

const UPPER = 0.975;
const LOWER = 0.025;

export const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The interval of a mean by Student's t with n − 1 degrees of freedom; null for fewer than two values. */
export const meanInterval = (values: readonly number[]): Interval | null => {
  const { length } = values;
  if (length < 2) return null;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (length - 1);
  const reach = studentQuantile(UPPER, length - 1) * Math.sqrt(variance / length);
  return { low: mean - reach, high: mean + reach };
};

/** A quantile of the values themselves, between neighbours in proportion (Hyndman and Fan, 1996, number 7); there is at least one. */
export const quantileOf = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - below);
};

/** The interval of a share by Wilson's score (1927), without correction for continuity; null of nothing. */
export const wilson = (count: number, of: number): Interval | null => {
  if (of === 0) return null;
  const share = count / of;
  const square = NORMAL_975 ** 2;
  const middle = share + square / (2 * of);
  const spread = NORMAL_975 * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  const scale = 1 + square / of;
  // None and all are in the interval exactly: binary arithmetic would leave them out by a hair.
  return { low: count === 0 ? 0 : (middle - spread) / scale, high: count === of ? 1 : (middle + spread) / scale };
};

/** The exact interval of the number that a Poisson process has on average (Garwood, 1936), of which so many were counted. */
export const poisson = (count: number): Interval => ({
  low: count === 0 ? 0 : gammaQuantile(LOWER, count),
  high: gammaQuantile(UPPER, count + 1),
});
