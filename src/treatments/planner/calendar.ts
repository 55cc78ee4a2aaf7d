/** On which days a session can be given. */
import { weekdayOf, type Day, type Weekday } from '../../kernel/day.js';

/** Days on which the clinic is closed, both included, such as a holiday. */
interface Closure {
  from: Day;
  to: Day;
  reason: string;
}

export interface Calendar {
  /** The weekdays on which the clinic is open; null where it has not said, so that any day will do. */
  weekdays: readonly Weekday[] | null;
  closed: readonly Closure[];
  /** The weekdays on which somebody works who may give the treatment; null where that is not known. */
  staffed: readonly Weekday[] | null;
}

/** Every day will do. */
export const everyDay: Calendar = { weekdays: null, closed: [], staffed: null };

/** Why no session can be given on that day, in a few words; null on a day that will do. */
export const closedBecause = ({ weekdays, closed, staffed }: Calendar, day: Day): string | null => {
  const weekday = weekdayOf(day);
  if (weekdays && !weekdays.includes(weekday)) return `closed on ${weekday}s`;
  const closure = closed.find(({ from, to }) => from <= day && day <= to);
  if (closure) return `closed: ${closure.reason}`;
  return staffed && !staffed.includes(weekday) ? `nobody who may give it works on ${weekday}s` : null;
};
