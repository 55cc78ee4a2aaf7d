import { countDaysBetween, type Day } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';

/** The most days that one search looks at: a quarter of a year. */
export const LONGEST_SEARCH_DAYS = 92;

/** Finds the errors in the span of a search. */
export const validateSearch = ({ from, to }: { from: Day; to: Day }): FieldError[] => {
  const days = countDaysBetween(from, to) + 1;
  if (days < 1) return [{ pointer: '?to', code: 'before-from', detail: `The last day is not before the first: send ${from} or later.` }];
  return days > LONGEST_SEARCH_DAYS
    ? [{ pointer: '?to', code: 'too-long', detail: `At most ${LONGEST_SEARCH_DAYS} days in all: search again from the next day on.` }]
    : [];
};
