import { weekdays, type Weekday } from '../../kernel/day.js';
import { CheckedBy, Day, Flag, ListOf, OneOf, Text, Whole, ReadOnlyFrom } from '../../platform/http/index.js';
import { validateClosedDays } from './domain/closed-days.js';

/** A span of days on which the clinic is closed. */
export class ClosedDays {
  /**
   * The first day, in the clinic's time zone.
   * @example 2026-11-08
   */
  @Day() from: string;

  /**
   * The last day, inclusive; at most 400 days after the first.
   * @example 2026-11-10
   */
  @Day() to: string;

  /**
   * The reason, for people.
   * @example Diwali
   */
  @Text({ max: 200 }) reason: string;
}

/** The days on which sessions are planned. */
@ReadOnlyFrom(() => OpeningDaysResponse)
@CheckedBy<OpeningDaysChange>(({ closed }) => validateClosedDays(closed), 'closed')
export class OpeningDaysChange {
  /**
   * Whether sessions are planned only on weekdays with opening hours (`openingHours` of the clinic). Otherwise, and where the clinic has no opening hours at
   * all, sessions are planned on any weekday.
   */
  @Flag() followOpeningHours: boolean;

  /** Holidays and other days on which the clinic is closed. */
  @ListOf(ClosedDays, { max: 200 }) closed: ClosedDays[];
}

/** The days on which sessions are planned. */
export class OpeningDaysResponse extends OpeningDaysChange {
  /** The weekdays on which sessions are planned: all, or those with opening hours. */
  @ListOf(OneOf(weekdays), { max: weekdays.length }) weekdays: Weekday[];

  /** The version of the setting, as in the ETag. 0 until the clinic sets its own days; the opening hours then apply. */
  @Whole() version: number;
}
