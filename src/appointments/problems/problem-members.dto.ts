import { Identifier, Instant, ListOf, OneOf, type ProblemMembers } from '../../platform/http/index.js';
import { AvailabilitySlot } from '../availability/availability.dto.js';
import { UnbookedSession } from '../booking/series.dto.js';
import { linkEnds, type LinkEnd } from '../domain/links.js';
import { emptyReasons, type EmptyReason } from '../domain/availability.js';

/** A person, room or device that another appointment takes. */
class Conflict {
  /** The id of the person, room or device. */
  @Identifier() resourceId: string;

  /** The appointment that takes it; null where its patient is closed to the caller. */
  @Identifier() appointmentId: string | null;

  /** From when it is taken, in UTC: for a room or device, preparation included. */
  @Instant() startsAt: string;

  /** Until when it is taken, in UTC: for a room or device, clean-up included. */
  @Instant() endsAt: string;
}

/** Why an appointment cannot be at a time, and when it can. */
class TimeNotFree {
  /** Everything that stands in the way. */
  @ListOf(OneOf(emptyReasons), { max: emptyReasons.length }) because: EmptyReason[];

  /** Who and what is taken; empty where nobody and nothing of that kind is there at all. */
  @ListOf(Conflict, { max: 20 }) conflicts: Conflict[];

  /** The three nearest times at which it can be, from a week before to four weeks after; fewer where there are not as many. */
  @ListOf(AvailabilitySlot, { max: 3 }) alternatives: AvailabilitySlot[];
}

/** The sessions of a series that find no time. */
class SeriesNotFree {
  /** The sessions, and why. */
  @ListOf(UnbookedSession, { max: 60 }) notBooked: UnbookedSession[];
}

/** Why the link of a patient does nothing any more. */
class LinkOver {
  /** Why. */
  @OneOf(linkEnds) because: LinkEnd;
}

export const appointmentProblemMembers: ProblemMembers = { 'time-not-free': [TimeNotFree], 'series-not-free': [SeriesNotFree], 'link-over': [LinkOver] };
