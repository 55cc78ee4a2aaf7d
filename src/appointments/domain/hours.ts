import { Temporal } from 'temporal-polyfill';
import { addDays, getWeekday, type Day, type Weekday } from '../../kernel/day.js';
import { mergeIntervals, type Interval, type Intervals } from './intervals.js';

/** A wall-clock time of a day, `HH:MM`. */
type WallClockTime = string;

/** A span of wall-clock time on every such weekday, from and to certain days where it has them. */
export interface WeeklySpan {
  weekday: Weekday;
  from: WallClockTime;
  to: WallClockTime;
  /** The first day on which it holds. */
  validFrom?: Day | null;
  /** The last day on which it holds. */
  validTo?: Day | null;
}

/**
 * Finds the instant of a wall-clock time on a day, in milliseconds since 1970. A time that the clocks leave out when they go forward counts as the time as far
 * after the change; of a time that they show twice when they go back, the first one counts.
 */
export const findInstant = (day: Day, time: WallClockTime, timeZone: string): number =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;

/** The instant at which a day begins: its first moment, where the clocks leave midnight out. */
const findStartOfDay = (day: Day, timeZone: string): number => Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;

/** The time from the start of a day to the start of the next: 23, 24 or 25 hours. */
export const findWholeDay = (day: Day, timeZone: string): Interval => ({
  start: findStartOfDay(day, timeZone),
  end: findStartOfDay(addDays(day, 1), timeZone),
});

const holdsOn = ({ weekday, validFrom, validTo }: WeeklySpan, day: Day): boolean =>
  weekday === getWeekday(day) && (!validFrom || validFrom <= day) && (!validTo || day <= validTo);

/** Finds the time that weekly spans mean on some days. */
export const computeWeeklyTime = (spans: readonly WeeklySpan[], days: readonly Day[], timeZone: string): Intervals =>
  mergeIntervals(
    days.flatMap((day) =>
      spans.filter((span) => holdsOn(span, day)).map(({ from, to }) => ({ start: findInstant(day, from, timeZone), end: findInstant(day, to, timeZone) })),
    ),
  );
