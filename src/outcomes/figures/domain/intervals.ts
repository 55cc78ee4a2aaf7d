/** Computes means, quantiles and shares with their 95 % intervals. */
import { computeGammaQuantile, NORMAL_975, computeStudentQuantile } from './distributions.js';

/** An interval, both ends included. */
export interface Interval {
  low: number;
  high: number;
}

const UPPER = 0.975;
const LOWER = 0.025;

export const computeMean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Computes the interval of a mean by Student's t with n − 1 degrees of freedom; null for fewer than two values. */
export const computeMeanInterval = (values: readonly number[]): Interval | null => {
  const { length } = values;
  if (length < 2) return null;
  const mean = computeMean(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (length - 1);
  const reach = computeStudentQuantile(UPPER, length - 1) * Math.sqrt(variance / length);
  return { low: mean - reach, high: mean + reach };
};

/** Computes a quantile of at least one value, interpolated between neighbouring values (Hyndman and Fan, 1996, number 7). */
export const computeQuantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - below);
};

/** Computes the interval of a share by Wilson's score (1927), without correction for continuity; null for a denominator of 0. */
export const computeWilsonInterval = (count: number, of: number): Interval | null => {
  if (of === 0) return null;
  const share = count / of;
  const square = NORMAL_975 ** 2;
  const middle = share + square / (2 * of);
  const spread = NORMAL_975 * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  const scale = 1 + square / of;
  // The interval includes 0 and 1 exactly where none or all are counted; binary arithmetic would miss them slightly.
  return { low: count === 0 ? 0 : (middle - spread) / scale, high: count === of ? 1 : (middle + spread) / scale };
};

/** Computes the exact interval of the mean of a Poisson process (Garwood, 1936) with the given count. */
export const computePoissonInterval = (count: number): Interval => ({
  low: count === 0 ? 0 : computeGammaQuantile(LOWER, count),
  high: computeGammaQuantile(UPPER, count + 1),
});
