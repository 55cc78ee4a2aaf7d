import { weekdays, type Weekday } from '../../kernel/day.js';
import { PatientAtDesk } from '../../patients/index.js';
import {
  Actor,
  Day,
  Flag,
  Identifier,
  Instant,
  ListOf,
  Nested,
  Note,
  OneOf,
  Optional,
  PageQuery,
  SomeOf,
  Text,
  Whole,
  WithDefault,
} from '../../platform/http/index.js';
import { NamedAppointmentType } from '../booking/appointment.dto.js';
import { TimeOfDay } from '../booking/time-of-day.js';
import { waitingListPriorities, waitingListStatuses, type WaitingListPriority, type WaitingListStatus } from '../domain/waiting-list.js';

/** What a patient waits for, and when the patient could come. */
export class WaitingListEntryInput {
  /** The patient. */
  @Identifier() patientId: string;

  /** The type of the appointment. */
  @Identifier() appointmentTypeId: string;

  /** The session of a plan that is to be given in it; it has no appointment yet. */
  @Optional() @Identifier() treatmentSessionId?: string | null;

  /** The appointment that the patient would like to have earlier: whoever accepts an offer has it moved. */
  @Optional() @Identifier() appointmentId?: string | null;

  /** Only at these locations; any, where it is left out or empty. */
  @Optional() @ListOf(Identifier(), { max: 20, unique: true }) locationIds?: string[] | null;

  /** Who is to be with the patient; whoever is free, where it is left out or empty. */
  @Optional() @ListOf(Identifier(), { max: 4, unique: true }) staffIds?: string[] | null;

  /** Only on these weekdays; any, where it is left out or empty. */
  @Optional() @ListOf(OneOf(weekdays), { max: 7, unique: true }) weekdays?: Weekday[] | null;

  /** Nothing begins before this time of the day, at the location. */
  @Optional() @TimeOfDay('10:00') earliestTime?: string | null;

  /** Nothing begins after this time of the day, at the location. */
  @Optional() @TimeOfDay('13:00') latestTime?: string | null;

  /** The first day on which the patient can come; any, where it is left out. */
  @Optional() @Day() notBefore?: string | null;

  /** The last day on which the patient can come; the entry expires after it. At most 400 days ahead. */
  @Day() notAfter: string;

  /** How urgent it is. */
  @WithDefault() @OneOf(waitingListPriorities) priority: WaitingListPriority = 'routine';

  /** How many hours before the beginning the patient must know, 0 to 336. */
  @WithDefault() @Whole({ min: 0, max: 336 }) noticeHours: number = 2;

  /** For how many minutes an offer holds its time, 5 to 2,880; never longer than until it begins. */
  @WithDefault() @Whole({ min: 5, max: 2880 }) answerWithinMinutes: number = 240;

  /**
   * Why; no clinical content, which belongs into the record.
   * @example Travels from far and is in town until Friday
   */
  @Optional() @Note({ max: 500 }) reason?: string | null;
}

/** A time that is held for a patient until it is accepted, declined or runs out. */
export class WaitingListOffer {
  /** The appointment that holds the time. */
  @Identifier() appointmentId: string;

  /** The location. */
  @Identifier() locationId: string;

  /** When it would begin, in UTC. */
  @Instant() startsAt: string;

  /** When it would end, in UTC. */
  @Instant() endsAt: string;

  /** Until when the time is held, in UTC. */
  @Instant() heldUntil: string;
}

/** A patient who waits for time that becomes free. */
export class WaitingListEntryResponse {
  /** The id of the entry. */
  @Identifier() id: string;

  /** The patient. */
  patient: PatientAtDesk;

  /** The type of the appointment. */
  @Nested(NamedAppointmentType) appointmentType: NamedAppointmentType;

  /** The session of a plan that is to be given in it; null where there is none. */
  @Identifier() treatmentSessionId: string | null;

  /** The appointment that is to be earlier; null where there is none. */
  @Identifier() appointmentId: string | null;

  /** Only at these locations; empty where any will do. */
  @ListOf(Identifier(), { max: 20 }) locationIds: string[];

  /** Who is to be with the patient; empty where anybody will do. */
  @ListOf(Identifier(), { max: 4 }) staffIds: string[];

  /** Only on these weekdays; empty where any will do. */
  @ListOf(OneOf(weekdays), { max: 7 }) weekdays: Weekday[];

  /** Nothing begins before this time of the day; null where any will do. */
  @TimeOfDay('10:00') earliestTime: string | null;

  /** Nothing begins after this time of the day; null where any will do. */
  @TimeOfDay('13:00') latestTime: string | null;

  /** The first day; null where any will do. */
  @Day() notBefore: string | null;

  /** The last day. */
  @Day() notAfter: string;

  /** How urgent it is. */
  @OneOf(waitingListPriorities) priority: WaitingListPriority;

  /** How many hours before the beginning the patient must know. */
  @Whole() noticeHours: number;

  /** For how many minutes an offer holds its time. */
  @Whole() answerWithinMinutes: number;

  /** Why; null where nobody said. */
  @Text({ max: 500 }) reason: string | null;

  /** Where the entry is. An offer that ran out makes it wait again. */
  @OneOf(waitingListStatuses) status: WaitingListStatus;

  /** The time that is offered now; null where none is. */
  @Nested(WaitingListOffer) offer: WaitingListOffer | null;

  /** Who entered it. */
  @Nested(Actor) enteredBy: Actor;

  /** When it was entered, in UTC. */
  @Instant() createdAt: string;

  /** When it was booked or withdrawn, in UTC; null until then. */
  @Instant() endedAt: string | null;

  /** The version of the entry, as in the ETag. */
  @Whole() version: number;
}

/** The filters of the waiting list. */
export class WaitingListQuery extends PageQuery {
  /** Only entries in one of these states. */
  @Optional() @SomeOf(waitingListStatuses) status?: WaitingListStatus[];

  /** Only entries that would come to this location. */
  @Optional() @Identifier() locationId?: string;

  /** Only of this patient. */
  @Optional() @Identifier() patientId?: string;

  /** Only for this type of appointments. */
  @Optional() @Identifier() appointmentTypeId?: string;
}

/** Free time that is to be offered to those who wait. */
export class WaitingListOffersInput {
  /** The location; may be left out where the clinic has one location that is not retired. */
  @Optional() @Identifier() locationId?: string;

  /** Only time that begins at this instant or later. */
  @Instant() from: string;

  /** Only time that ends at this instant or before; at most 31 days after `from`. */
  @Instant() to: string;
}

/** What was offered. */
export class WaitingListOffersResponse {
  /** The entries to which a time was offered, in the order of the list. */
  @ListOf(WaitingListEntryResponse, { max: 50 }) offered: WaitingListEntryResponse[];

  /** Whether more wait than were looked at; ask again for them. */
  @Flag() hasMore: boolean;
}
