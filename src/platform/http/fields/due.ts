/** What a field wants, in words that follow "must be": whoever sent something else, or nothing, is told what would be right. */

/** The most characters of a list of names in one sentence: an answer of a hundred errors stays short. */
const LONGEST_LIST = 160;

/** Names in a sentence; of very many as many as fit, and how many there are. */
export const listed = (names: readonly string[]): string => {
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
const between = ({ min, max }: Range): string => {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? '' : ` of at most ${max}`;
};

const counted = (count: number | string, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
const howMany = ({ min, max }: { min?: number; max: number }, what: string): string =>
  min === undefined || min === 0 ? `at most ${counted(max, what)}` : min === max ? counted(max, what) : counted(`${min} to ${max}`, what);

export const dueNumber = (what: 'number' | 'whole number', range: Range): string => `a ${what}${between(range)}`;
export const dueText = (bounds: { min?: number; max: number }): string => `a text of ${howMany(bounds, 'character')}`;
export const dueOneOf = (values: readonly string[]): string => `one of ${listed(values)}`;
export const dueObject = (members: readonly string[]): string => (members.length === 0 ? 'an object' : `an object of ${listed(members)}`);
export const dueList = (bounds: { min?: number; max: number }, unique: boolean, each: string): string =>
  `a list of ${howMany(bounds, 'element')}, each ${unique ? 'another one, and ' : ''}${each}`;
