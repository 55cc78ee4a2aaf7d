/**
 * Three values, after Kleene: what nobody stated is `unknown`, never `no`. `unknown` gives way only where
 * the other side decides alone: `no and unknown` is `no`, `yes or unknown` is `yes`.
 */
export type Truth = 'yes' | 'no' | 'unknown';

export const not = (truth: Truth): Truth => (truth === 'unknown' ? 'unknown' : truth === 'yes' ? 'no' : 'yes');

/** `no` as soon as one is `no`; `yes` only when each is `yes`. Nothing at all is `yes`. */
export const and = (truths: readonly Truth[]): Truth => {
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
};

/** `yes` as soon as one is `yes`; `no` only when each is `no`. Nothing at all is `no`. */
export const or = (truths: readonly Truth[]): Truth => {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
};

export const truthOf = (fact: boolean): Truth => (fact ? 'yes' : 'no');

/**
 * Whether a number that is only known to lie in `[min, max]` is within `[low, high]`:
 * `yes` when all of it is, `no` when none of it is, else `unknown`.
 */
export const within = (known: { min: number; max: number }, low: number, high: number): Truth => {
  if (known.min > high || known.max < low) return 'no';
  return known.min >= low && known.max <= high ? 'yes' : 'unknown';
};
