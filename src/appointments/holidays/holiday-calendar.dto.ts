import { CheckedBy, Day, ListOf, Matching, ReadOnlyFrom, Text, Whole, type Field } from '../../platform/http/index.js';
import { REGION, validateHolidays } from '../domain/holidays.js';

/** A country, or a part of one, by ISO 3166. */
export const HolidayRegion = (): Field<string> => Matching(REGION, { example: 'IN-HR', what: 'a country (ISO 3166-1) or a part of one (ISO 3166-2)' });

/** A public holiday. */
export class Holiday {
  /**
   * The day.
   * @example 2026-11-08
   */
  @Day() on: string;

  /**
   * What is celebrated.
   * @example Diwali
   */
  @Text({ max: 100 }) name: string;
}

/** The public holidays of a region. */
@ReadOnlyFrom(() => HolidayCalendarResponse)
@CheckedBy<HolidayCalendarChange>(({ holidays }) => validateHolidays(holidays), 'holidays')
export class HolidayCalendarChange {
  /** The holidays, of one year or of several. */
  @ListOf(Holiday, { max: 1000 }) holidays: Holiday[];
}

/** The public holidays of a region. */
export class HolidayCalendarResponse extends HolidayCalendarChange {
  /** The region. */
  @HolidayRegion() region: string;

  /** The version of the calendar, as in the ETag; 0 until it is set for the first time. */
  @Whole() version: number;
}
