import { ClosedDays, OpeningHours, TimeZone, validateClosedDays } from '../../clinic/index.js';
import {
  CheckedBy,
  Characters,
  Flag,
  Identifier,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Optional,
  PostalAddress,
  Text,
  Whole,
  WithDefault,
} from '../../platform/http/index.js';
import { bookableStatuses, type BookableStatus } from '../domain/places.js';
import { HolidayRegion } from '../holidays/holiday-calendar.dto.js';

/** A place at which the clinic sees people. */
@CheckedBy<LocationInput>(({ closed }) => validateClosedDays(closed ?? []), 'closed')
export class LocationInput {
  /**
   * The name of the location; unique in the clinic.
   * @example Sector 44
   */
  @Text({ max: 100 }) name: string;

  /**
   * The IANA time zone of the location, which decides its days and hours; null where it is the clinic's.
   * @example Asia/Kolkata
   */
  @Optional() @TimeZone() timeZone?: string | null;

  /** The opening hours of the location, by weekday; null where they are the clinic's. */
  @Optional() @Nested(OpeningHours) openingHours?: OpeningHours | null;

  /** Days on which the location is closed, beside those of the clinic (`closed` of `/v1/clinic/opening-days`) and public holidays. */
  @Optional() @ListOf(ClosedDays, { max: 200 }) closed?: ClosedDays[] | null;

  /**
   * The region whose public holidays the location keeps (`/v1/holiday-calendars`); null where it keeps none.
   * @example IN-HR
   */
  @Optional() @HolidayRegion() holidayRegion?: string | null;

  /** The postal address of the location; null where it is the clinic's. */
  @Optional() @Nested(PostalAddress) address?: PostalAddress | null;

  /**
   * The telephone number of the location, as people dial it; null where it is the clinic's.
   * @example +91 124 400 0000
   */
  @Optional() @Characters({ min: 4, max: 40 }) phone?: string | null;

  /** Whether an appointment may, with a reason, be beside another one that takes the same person, room or device. */
  @WithDefault() @Flag() allowsOverbooking: boolean = false;
}

/** The members of a location that can be changed. */
export class LocationChange extends LocationInput {
  /** Whether the location can be booked. */
  @OneOf(bookableStatuses) status: BookableStatus;
}

/** A place at which the clinic sees people. */
export class LocationResponse extends LocationChange {
  /** The id of the location. */
  @Identifier() id: string;

  /** When the location was added, in UTC. */
  @Instant() createdAt: string;

  /** When the location was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the location, as in the ETag. */
  @Whole() version: number;
}
