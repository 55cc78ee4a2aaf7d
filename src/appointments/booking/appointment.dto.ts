import { PatientAtDesk } from '../../patients/index.js';
import {
  Actor,
  Flag,
  Identifier,
  Instant,
  Day,
  Described,
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
import {
  appointmentActions,
  appointmentStates,
  appointmentStatuses,
  cancellationInitiators,
  type AppointmentAction,
  type CancellationInitiator,
  type AppointmentStatus,
} from '../domain/appointment-states.js';
import { appointmentPurposes, type AppointmentPurpose } from '../domain/appointment-types.js';
import { appointmentWarnings, type AppointmentWarning } from '../domain/warnings.js';

const LONGEST_HOLD_MINUTES = 10_080;

/** When an appointment is to be, and what it is to take. What is left out is chosen. */
export class AppointmentTime {
  /** When it begins: not in the past, but for somebody who walks in. */
  @Instant() startsAt: string;

  /** The location; may be left out where the clinic has one location that is not retired. */
  @Optional() @Identifier() locationId?: string;

  /** Who is to be with the patient, at most as many as the type needs of each role; the others are chosen. */
  @Optional() @ListOf(Identifier(), { max: 4, unique: true }) staffIds?: string[];

  /** The room; where it is left out, a free one of the kind. */
  @Optional() @Identifier() roomId?: string;

  /** The devices; of a kind that none is named of, a free one. */
  @Optional() @ListOf(Identifier(), { max: 10, unique: true }) deviceIds?: string[];

  /**
   * Why the appointment may be beside another one that takes the same person, room or device. Only where the location allows it, and only for what is taken: who is not there
   * cannot be overbooked.
   * @example The patient travels from far, and the other appointment is short
   */
  @Optional() @Note({ max: 500 }) overbookingReason?: string | null;
}

/** An appointment to book. */
export class AppointmentInput extends AppointmentTime {
  /** The patient. */
  @Identifier() patientId: string;

  /** The type of the appointment. It says how long it takes and what it needs. */
  @Identifier() appointmentTypeId: string;

  /** The session of a plan that is given in the appointment. The session gets the appointment's day, and has one appointment at a time. */
  @Optional() @Identifier() treatmentSessionId?: string | null;

  /** The minutes for which the time is only held, 1 to 10,080 (a week); null where the appointment is booked at once. */
  @Optional() @Whole({ min: 1, max: LONGEST_HOLD_MINUTES }) holdMinutes?: number | null;

  /** Whether the patient walked in: the appointment begins as arrived, and may have begun up to an hour ago. */
  @WithDefault() @Flag() isWalkIn: boolean = false;

  /**
   * A note for the desk; no clinical content, which belongs into the record.
   * @example Needs the step-free entrance
   */
  @Optional() @Note({ max: 1000 }) note?: string | null;
}

/** The members of an appointment that can be changed by themselves. */
export class AppointmentChange {
  /** A note for the desk; null where there is none. */
  @Optional() @Note({ max: 1000 }) note?: string | null;
}

/** How an appointment is cancelled. */
export class AppointmentCancellation {
  /** Who cancels: the patient, or the clinic. */
  @OneOf(cancellationInitiators) initiator: CancellationInitiator;

  /**
   * Why.
   * @example Is abroad that week
   */
  @Optional() @Note({ max: 500 }) reason?: string | null;
}

/** How an appointment was cancelled. */
export class CancelledAppointment {
  /** Who cancelled: the patient, or the clinic. */
  @OneOf(cancellationInitiators) initiator: CancellationInitiator;

  /** Why; null where nobody said. */
  @Text({ max: 500 }) reason: string | null;

  /** When, in UTC. */
  @Instant() cancelledAt: string;

  /** The minutes between the cancellation and the beginning; negative where it was cancelled afterwards. */
  @Whole() noticeMinutes: number;
}

/** The type of an appointment, by its name. */
export class NamedAppointmentType {
  /** The id of the type. */
  @Identifier() id: string;

  /**
   * The name of the type.
   * @example Micropigmentation sitting
   */
  name: string;

  /** What the appointment is for. */
  @OneOf(appointmentPurposes) purpose: AppointmentPurpose;
}

/** The session that is given in an appointment. */
export class AppointmentSession {
  /** The id of the session. */
  @Identifier() id: string;

  /** The plan. */
  @Identifier() planId: string;

  /**
   * The number of the plan.
   * @example T000042
   */
  planNumber: string;

  /** The number of the session in the series, from 1. */
  @Whole() number: number;
}

/** An appointment of a patient, without clinical content. */
export class AppointmentResponse {
  /** The id of the appointment. */
  @Identifier() id: string;

  /** The patient. */
  patient: PatientAtDesk;

  /** The type. */
  appointmentType: NamedAppointmentType;

  /** The session of a plan that is given in it; null where there is none. */
  @Nested(AppointmentSession) treatmentSession: AppointmentSession | null;

  /** The location. */
  @Identifier() locationId: string;

  @OneOf(appointmentStatuses) @Described(`Where it is on its way. ${appointmentStates.describe()}.`) status: AppointmentStatus;

  /** What can be done with it now. */
  @ListOf(OneOf(appointmentActions), { max: appointmentActions.length }) allowedActions: AppointmentAction[];

  /** The day, in the time zone of the location. */
  @Day() startsOn: string;

  /** When it begins, in UTC. */
  @Instant() startsAt: string;

  /** When it ends, in UTC. */
  @Instant() endsAt: string;

  /** Who is with the patient. */
  @ListOf(Actor, { max: 4 }) attendedBy: Actor[];

  /** The room; null where it needs none. */
  @Identifier() roomId: string | null;

  /** The devices. */
  @ListOf(Identifier(), { max: 10 }) deviceIds: string[];

  /** The people, room and devices that another appointment takes at the same time; empty but for an appointment that was overbooked. */
  @ListOf(Identifier(), { max: 15 }) overbookedIds: string[];

  /** Why it may be beside another appointment; null where it is not. */
  @Text({ max: 500 }) overbookingReason: string | null;

  /** Whether the patient walked in. */
  @Flag() isWalkIn: boolean;

  /** Until when the time is held, in UTC; null where the appointment was booked at once. */
  @Instant() heldUntil: string | null;

  /** The note for the desk; null where there is none. */
  @Text({ max: 1000 }) note: string | null;

  /** When it was confirmed, in UTC; null until then. */
  @Instant() confirmedAt: string | null;

  /** When the patient arrived, in UTC; null until then. */
  @Instant() arrivedAt: string | null;

  /** When the patient was seated, in UTC; null until then. */
  @Instant() seatedAt: string | null;

  /** When it was done, cancelled, missed or expired, in UTC; null until then. */
  @Instant() endedAt: string | null;

  /** How it was cancelled; null where it was not. */
  @Nested(CancelledAppointment) cancellation: CancelledAppointment | null;

  /** What somebody has to look at, because something changed since it was booked. Empty where nothing did, and after the appointment. */
  @ListOf(OneOf(appointmentWarnings), { max: appointmentWarnings.length }) warnings: AppointmentWarning[];

  /** Who booked it. */
  @Nested(Actor) bookedBy: Actor;

  /** When it was booked, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the appointment, as in the ETag. */
  @Whole() version: number;
}

/** Time that was offered to somebody on the waiting list. */
export class TimeOffer {
  /** The entry of the waiting list. */
  @Identifier() waitingListEntryId: string;

  /** The patient who waits. */
  @Identifier() patientId: string;

  /** The appointment that holds the time. */
  @Identifier() appointmentId: string;
}

/** An appointment whose time was made free. */
export class FreedAppointmentResponse extends AppointmentResponse {
  /** To whom the free time was offered; empty where nobody waits for it. */
  @ListOf(TimeOffer, { max: 50 }) offers: TimeOffer[];
}

/** The filters of appointments. */
export class AppointmentQuery extends PageQuery {
  /**
   * Appointments that begin at this instant or later.
   * @example 2026-12-01T00:00:00+05:30
   */
  @Instant() from: string;

  /**
   * Appointments that begin before this instant.
   * @example 2026-12-02T00:00:00+05:30
   */
  @Instant() to: string;

  /** Only at this location. */
  @Optional() @Identifier() locationId?: string;

  /** Only of this patient. */
  @Optional() @Identifier() patientId?: string;

  /** Only with this person. */
  @Optional() @Identifier() staffId?: string;

  /** Only in this room. */
  @Optional() @Identifier() roomId?: string;

  /** Only with this device. */
  @Optional() @Identifier() deviceId?: string;

  /** Only for sessions of this plan. */
  @Optional() @Identifier() planId?: string;

  /** Only in one of these states. */
  @Optional() @SomeOf(appointmentStatuses) status?: AppointmentStatus[];

  /** Only those that somebody has to look at (`warnings`), or only the others. */
  @Optional() @Flag() hasWarning?: boolean;
}
