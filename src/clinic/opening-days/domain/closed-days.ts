import { addDays, type Day } from '../../../kernel/day.js';
import type { FieldError } from '../../../kernel/failure.js';

const LONGEST_DAYS = 400;

/** Finds the errors in the days on which a clinic is closed. */
export const validateClosedDays = (closed: readonly { from: Day; to: Day }[]): FieldError[] =>
  closed.flatMap(({ from, to }, index): FieldError[] => {
    const pointer = `/closed/${index}/to`;
    if (to < from) return [{ pointer, code: 'before-from', detail: `The last day is not before the first: send ${from} or later.` }];
    return to > addDays(from, LONGEST_DAYS) ? [{ pointer, code: 'too-long', detail: `At most ${LONGEST_DAYS} days after the first.` }] : [];
  });
