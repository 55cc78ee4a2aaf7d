/**
 * Three truth values, after Kleene. What nobody stated is `unknown`, never `no`. `unknown` loses only where the other side decides alone: `no and unknown` is
 * `no`, `yes or unknown` is `yes`.
 */
export type Truth = 'yes' | 'no' | 'unknown';

export const negateTruth = (truth: Truth): Truth => (truth === 'unknown' ? 'unknown' : truth === 'yes' ? 'no' : 'yes');

/** `no` where any value is `no`; `yes` where every value is `yes`, or there is none. */
export const combineWithAnd = (truths: readonly Truth[]): Truth => {
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
};

/** `yes` where any value is `yes`; `no` where every value is `no`, or there is none. */
export const combineWithOr = (truths: readonly Truth[]): Truth => {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
};

export const toTruth = (fact: boolean): Truth => (fact ? 'yes' : 'no');

/** Whether a number in `[min, max]` lies within `[low, high]`: `yes` where all of the first interval does, `no` where none of it does, else `unknown`. */
export const evaluateWithin = (known: { min: number; max: number }, low: number, high: number): Truth => {
  if (known.min > high || known.max < low) return 'no';
  return known.min >= low && known.max <= high ? 'yes' : 'unknown';
};
