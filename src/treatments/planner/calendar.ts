/** Decides on which days a session can be given. */
import { getWeekday, type Day, type Weekday } from '../../kernel/day.js';

/** A period in which the clinic is closed, such as a holiday; both days are included. */
interface Closure {
  from: Day;
  to: Day;
  reason: string;
}

export interface Calendar {
  /** The weekdays on which the clinic is open; null where they are unknown, so that every day is possible. */
  weekdays: readonly Weekday[] | null;
  closed: readonly Closure[];
  /** The weekdays on which a member of staff works who may give the treatment; null where they are unknown. */
  staffed: readonly Weekday[] | null;
}

/** A calendar in which every day is possible. */
export const everyDay: Calendar = { weekdays: null, closed: [], staffed: null };

/** Explains why no session can be given on a day, in a few words; null where a session can be given. */
export const findClosedReason = ({ weekdays, closed, staffed }: Calendar, day: Day): string | null => {
  const weekday = getWeekday(day);
  if (weekdays && !weekdays.includes(weekday)) return `closed on ${weekday}s`;
  const closure = closed.find(({ from, to }) => from <= day && day <= to);
  if (closure) return `closed: ${closure.reason}`;
  return staffed && !staffed.includes(weekday) ? `nobody who may give it works on ${weekday}s` : null;
};
