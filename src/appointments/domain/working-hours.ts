import type { FieldError } from '../../kernel/failure.js';
import type { WeeklySpan } from './hours.js';

const isOverlapping = (one: WeeklySpan, other: WeeklySpan): boolean =>
  one.weekday === other.weekday &&
  one.from < other.to &&
  other.from < one.to &&
  (!one.validTo || !other.validFrom || other.validFrom <= one.validTo) &&
  (!other.validTo || !one.validFrom || one.validFrom <= other.validTo);

/** Finds the errors in a person's working hours: a span that ends before it begins to hold, and two that overlap, wherever they are. */
export const validateWorkingHours = (spans: readonly WeeklySpan[]): FieldError[] =>
  spans.flatMap((span, index): FieldError[] => {
    const { validFrom, validTo } = span;
    if (validFrom && validTo && validTo < validFrom)
      return [{ pointer: `/spans/${index}/validTo`, code: 'before-from', detail: `The last day is not before the first: send ${validFrom} or later.` }];
    const earlier = spans.findIndex((other, before) => before < index && isOverlapping(span, other));
    if (earlier === -1) return [];
    return [{ pointer: `/spans/${index}`, code: 'overlaps', detail: `The span overlaps the one at /spans/${earlier}: a person is at one place at a time.` }];
  });
