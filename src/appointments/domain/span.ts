import type { FieldError } from '../../kernel/failure.js';
import { MILLISECONDS_PER_DAY } from '../../kernel/instant.js';

const LONGEST_DAYS = 400;

/** Finds the errors in a span of time: it ends after it begins, and lasts at most 400 days, or as many as are given. */
export const validateSpan = ({ from, to }: { from: string; to: string }, prefix: '/' | '?' = '/', longestDays = LONGEST_DAYS): FieldError[] => {
  const length = new Date(to).getTime() - new Date(from).getTime();
  if (length <= 0) return [{ pointer: `${prefix}to`, code: 'ends-before-it-began', detail: 'It ends after it begins: send a later instant.' }];
  return length > longestDays * MILLISECONDS_PER_DAY
    ? [{ pointer: `${prefix}to`, code: 'too-long', detail: `At most ${longestDays} days after the beginning.` }]
    : [];
};
