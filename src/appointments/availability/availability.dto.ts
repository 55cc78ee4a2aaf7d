import { CheckedBy, Day, Identifier, Instant, ListOf, OneOf, Optional, Whole, WithDefault } from '../../platform/http/index.js';
import { emptyReasons, type EmptyReason } from '../domain/availability.js';
import { LONGEST_SEARCH_DAYS, validateSearch } from '../domain/search.js';

/** What is looked for. */
@CheckedBy<AvailabilityQuery>(validateSearch, 'from', 'to')
export class AvailabilityQuery {
  /** The type of the appointment. */
  @Identifier() appointmentTypeId: string;

  /** The first day, in the location's time zone. */
  @Day() from: string;

  /** The last day, inclusive; at most 92 days in all. */
  @Day() to: string;

  /** The location; may be left out where the clinic has one location that is not retired. */
  @Optional() @Identifier() locationId?: string;

  /** Who is to be with the patient. */
  @Optional() @Identifier() staffId?: string;

  /** The session of a plan that is to be given: then days are left out that are against the order of the sessions, the interval of the protocol, or a washout. */
  @Optional() @Identifier() treatmentSessionId?: string;

  /** Appointments begin every so many minutes from the opening of the location on, 5 to 120. */
  @WithDefault() @Whole({ min: 5, max: 120 }) stepMinutes: number = 15;
}

/** A time at which the appointment can be, with who and what it would take. */
export class AvailabilitySlot {
  /** When it would begin, in UTC. */
  @Instant() startsAt: string;

  /** When it would end, in UTC. */
  @Instant() endsAt: string;

  /** Who would be with the patient. */
  @ListOf(Identifier(), { max: 4 }) staffIds: string[];

  /** The room; null where the type needs none. */
  @Identifier() roomId: string | null;

  /** The devices, one of each kind that the type needs. */
  @ListOf(Identifier(), { max: 10 }) deviceIds: string[];
}

/** A day on which the appointment can be, or not. */
export class AvailabilityDay {
  /** The day, in the location's time zone. */
  @Day() on: string;

  /** The times at which the appointment can be, in their order. */
  @ListOf(AvailabilitySlot, { max: 300 }) slots: AvailabilitySlot[];

  /** Why there is no such time: everything that is not there at all, else everything that is taken all the while. Empty where there is one. */
  @ListOf(OneOf(emptyReasons), { max: emptyReasons.length }) emptyBecause: EmptyReason[];
}

/** When an appointment can be. */
export class AvailabilityResponse {
  /** The location that was looked at. */
  @Identifier() locationId: string;

  /** The patient of the session that was asked for; null where none was. */
  @Identifier() patientId: string | null;

  /** Each day of the span, in order. */
  @ListOf(AvailabilityDay, { max: LONGEST_SEARCH_DAYS }) days: AvailabilityDay[];
}
