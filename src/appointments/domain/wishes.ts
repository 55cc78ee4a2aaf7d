import { Temporal } from 'temporal-polyfill';
import { getWeekday, type Weekday } from '../../kernel/day.js';

/** When somebody would like to come. */
export interface TimeWishes {
  /** Only on these weekdays; left out or empty where any will do. */
  weekdays?: readonly Weekday[] | undefined;
  /** Nothing begins before this time of the day, `HH:MM`. */
  earliestTime?: string | null | undefined;
  /** Nothing begins after this time of the day, `HH:MM`. */
  latestTime?: string | null | undefined;
}

/** Whether a time suits the wishes, in the time zone of the location. */
export const suitsWishes = ({ start }: { start: number }, timeZone: string, { weekdays = [], earliestTime = null, latestTime = null }: TimeWishes): boolean => {
  const at = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
  const time = at.toPlainTime().toString({ smallestUnit: 'minute' });
  return (
    (weekdays.length === 0 || weekdays.includes(getWeekday(at.toPlainDate().toString()))) &&
    (earliestTime === null || time >= earliestTime) &&
    (latestTime === null || time <= latestTime)
  );
};
