import { Day, Identifier, ListOf, OneOf, Optional, Whole, WithDefault } from '../../platform/http/index.js';
import { TimeOfDay } from './time-of-day.js';
import { emptyReasons, type EmptyReason } from '../domain/availability.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import { weekdays, type Weekday } from '../../kernel/day.js';
import { AppointmentResponse } from './appointment.dto.js';

/** Whether a series is booked whole or not at all, or as far as there is time for it. */
const seriesModes = declareEnumeration('SeriesBookingMode', ['all-or-nothing', 'as-many-as-fit']);
export type SeriesMode = (typeof seriesModes)[number];

/** How the sessions of a plan are to be booked. */
export class SeriesBookingInput {
  /** The type of the appointments. */
  @Identifier() appointmentTypeId: string;

  /** The location; may be left out where the clinic has one location that is not retired. */
  @Optional() @Identifier() locationId?: string;

  /** Who is to be with the patient each time; where it is left out, whoever is free. */
  @Optional() @ListOf(Identifier(), { max: 4, unique: true }) staffIds?: string[];

  /** Only on these weekdays. */
  @Optional() @ListOf(OneOf(weekdays), { min: 1, max: 7, unique: true }) weekdays?: Weekday[];

  /** Nothing begins before this time of the day, at the location. */
  @Optional() @TimeOfDay('10:00') earliestTime?: string;

  /** Nothing begins after this time of the day, at the location. */
  @Optional() @TimeOfDay('13:00') latestTime?: string;

  /** How many days an appointment may be from the planned day of its session, 0 to 28. */
  @WithDefault() @Whole({ min: 0, max: 28 }) mostDaysApart: number = 7;

  /** Whether nothing is booked where one session finds no time. */
  @WithDefault() @OneOf(seriesModes) mode: SeriesMode = 'all-or-nothing';
}

/** A session that was not booked. */
export class UnbookedSession {
  /** The id of the session. */
  @Identifier() sessionId: string;

  /** The number of the session in the series, from 1. */
  @Whole() number: number;

  /** The planned day of the session, around which time was looked for. */
  @Day() scheduledOn: string;

  /** Why no day around it would do. Empty where there was time, but not on the weekdays or at the times that were asked for. */
  @ListOf(OneOf(emptyReasons), { max: emptyReasons.length }) because: EmptyReason[];
}

/** What was booked of a series. */
export class SeriesBookingResponse {
  /** The plan. */
  @Identifier() planId: string;

  /** The appointments that were booked, in the order of the sessions. */
  @ListOf(AppointmentResponse, { max: 60 }) appointments: AppointmentResponse[];

  /** The sessions that found no time. */
  @ListOf(UnbookedSession, { max: 60 }) notBooked: UnbookedSession[];
}
