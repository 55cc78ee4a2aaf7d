/** The days and hours of the demonstration's clinic. */
import { addDays, toCalendarDay, getWeekday, type Day } from '../../../kernel/day.js';

export const TIME_ZONE = 'Asia/Kolkata';
const OFFSET = '+05:30';

/** Makes the instant of a wall-clock time, such as `at('2026-01-20', 10, 15)`. */
export const toInstant = (day: Day, hour: number, minute = 0): Date =>
  new Date(`${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00${OFFSET}`);

export const toDay = (instant: Date): Day => toCalendarDay(instant, TIME_ZONE);

export const addMinutes = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * 60_000);

/** The opening hour on every day except Sunday, as for any new clinic. */
export const OPENS = 10;
export const CLOSES = 19;

/** Answers the day, or the Monday after it for a Sunday, on which the clinic is closed. */
export const toOpenDay = (day: Day): Day => (getWeekday(day) === 'sunday' ? addDays(day, 1) : day);

/** Answers the instant where the clinic is open then, else the next opening. */
export const moveIntoOpeningHours = (instant: Date): Date => {
  const day = toDay(instant);
  if (toOpenDay(day) !== day) return toInstant(toOpenDay(day), OPENS);
  if (instant < toInstant(day, OPENS)) return toInstant(day, OPENS);
  return instant < toInstant(day, CLOSES) ? instant : toInstant(toOpenDay(addDays(day, 1)), OPENS);
};
