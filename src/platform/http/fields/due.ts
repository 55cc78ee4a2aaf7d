/** Describes what a field must be, in words that follow "must be", for the error of a wrong or missing value. */

/** The most characters of a list of names in one sentence: an answer of a hundred errors stays short. */
const LONGEST_LIST = 160;

/** Joins names for a sentence. A long list is cut, and ends with the number of names that were left out. */
export const joinNames = (names: readonly string[]): string => {
  const whole = names.join(', ');
  if (whole.length <= LONGEST_LIST) return whole;
  const fitting = whole.slice(0, whole.lastIndexOf(',', LONGEST_LIST));
  return `${fitting} and ${names.length - fitting.split(', ').length} more, which the API document lists`;
};

interface Range {
  min?: number;
  max?: number;
}

/** `from 1 to 10`, `of at least 1`, `of at most 10`, or nothing; with a space before it. */
const describeBounds = ({ min, max }: Range): string => {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? '' : ` of at most ${max}`;
};

const formatCount = (count: number | string, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
const describeLength = ({ min, max }: { min?: number; max: number }, what: string): string =>
  min === undefined || min === 0 ? `at most ${formatCount(max, what)}` : min === max ? formatCount(max, what) : formatCount(`${min} to ${max}`, what);

export const describeNumber = (what: 'number' | 'whole number', range: Range): string => `a ${what}${describeBounds(range)}`;
export const describeText = (bounds: { min?: number; max: number }): string => `a text of ${describeLength(bounds, 'character')}`;
export const describeOneOf = (values: readonly string[]): string => `one of ${joinNames(values)}`;
export const describeObject = (members: readonly string[]): string => (members.length === 0 ? 'an object' : `an object of ${joinNames(members)}`);
export const describeList = (bounds: { min?: number; max: number }, unique: boolean, each: string): string =>
  `a list of ${describeLength(bounds, 'element')}, ${unique ? 'all different, ' : ''}each ${each}`;
