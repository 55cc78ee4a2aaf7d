import type { Day } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';

/** A country (ISO 3166-1), or a part of one (ISO 3166-2). */
export const REGION = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

/** Finds the days that stand in a calendar twice. */
export const validateHolidays = (holidays: readonly { on: Day }[]): FieldError[] => {
  const first = new Map<Day, number>();
  return holidays.flatMap(({ on }, index): FieldError[] => {
    const earlier = first.get(on);
    if (earlier === undefined) first.set(on, index);
    return earlier === undefined
      ? []
      : [{ pointer: `/holidays/${index}/on`, code: 'holiday-twice', detail: `${on} stands at /holidays/${earlier} already: give each day one name.` }];
  });
};
