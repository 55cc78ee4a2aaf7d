/** Days and hours of the demonstration's clinic. */
import { addDays, dayOf, weekdayOf, type Day } from '../../../kernel/day.js';

export const TIME_ZONE = 'Asia/Kolkata';
const OFFSET = '+05:30';

/** The instant of a wall-clock time, such as `at('2026-01-20', 10, 15)`. */
export const at = (day: Day, hour: number, minute = 0): Date =>
  new Date(`${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00${OFFSET}`);

export const dayAt = (instant: Date): Day => dayOf(instant, TIME_ZONE);

export const minutesAfter = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * 60_000);

/** Its opening hours on every day but Sunday, as the product makes a new clinic. */
export const OPENS = 10;
export const CLOSES = 19;

/** The day itself, or the Monday after a Sunday: then the clinic is closed. */
export const openDay = (day: Day): Day => (weekdayOf(day) === 'sunday' ? addDays(day, 1) : day);

/** The instant itself while the clinic is open, and the next opening otherwise. */
export const whenOpen = (instant: Date): Date => {
  const day = dayAt(instant);
  if (openDay(day) !== day) return at(openDay(day), OPENS);
  if (instant < at(day, OPENS)) return at(day, OPENS);
  return instant < at(day, CLOSES) ? instant : at(openDay(addDays(day, 1)), OPENS);
};
