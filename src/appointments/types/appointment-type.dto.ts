import { Identifier, Instant, ListOf, OneOf, Optional, PageQuery, SomeOf, Text, Whole, WithDefault } from '../../platform/http/index.js';
import { appointmentPurposes, bookedRoles, type AppointmentPurpose, type BookedRole } from '../domain/appointment-types.js';
import { bookableStatuses, deviceKinds, roomKinds, type BookableStatus, type DeviceKind, type RoomKind } from '../domain/places.js';

const LONGEST_MINUTES = 720;
const LONGEST_BESIDE_MINUTES = 120;

/** A type of appointment: how long it takes, and what it needs. */
export class AppointmentTypeInput {
  /**
   * The name of the type, as patients see it; unique in the clinic.
   * @example Micropigmentation sitting
   */
  @Text({ max: 100 }) name: string;

  /** What the appointment is for. */
  @OneOf(appointmentPurposes) purpose: AppointmentPurpose;

  /** The minutes that the patient is seen, 5 to 720. */
  @Whole({ min: 5, max: LONGEST_MINUTES }) durationMinutes: number;

  /** The minutes before in which room and devices are made ready, at most 120; people are free meanwhile. */
  @WithDefault() @Whole({ min: 0, max: LONGEST_BESIDE_MINUTES }) preparationMinutes: number = 0;

  /** The minutes after in which room and devices are cleaned, at most 120; people are free meanwhile. */
  @WithDefault() @Whole({ min: 0, max: LONGEST_BESIDE_MINUTES }) cleanUpMinutes: number = 0;

  /** Who is with the patient: one person for each role that is named, at least one and at most four. */
  @ListOf(OneOf(bookedRoles), { min: 1, max: 4 }) staffRoles: BookedRole[];

  /** Who is at the location all the while, and may see others meanwhile: a technician works with a dermatologist in the house. */
  @WithDefault() @ListOf(OneOf(bookedRoles), { max: bookedRoles.length, unique: true }) presentRoles: BookedRole[] = [];

  /** The kind of room that is needed; null where none is. */
  @Optional() @OneOf(roomKinds) roomKind?: RoomKind | null;

  /** The kinds of devices that are needed, one device of each. */
  @WithDefault() @ListOf(OneOf(deviceKinds), { max: deviceKinds.length, unique: true }) deviceKinds: DeviceKind[] = [];
}

/** The members of a type of appointment that can be changed. */
export class AppointmentTypeChange extends AppointmentTypeInput {
  /** Whether appointments of the type can be booked. */
  @OneOf(bookableStatuses) status: BookableStatus;
}

/** A type of appointment. */
export class AppointmentTypeResponse extends AppointmentTypeChange {
  /** The id of the type. */
  @Identifier() id: string;

  /** When the type was added, in UTC. */
  @Instant() createdAt: string;

  /** When the type was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the type, as in the ETag. */
  @Whole() version: number;
}

/** Filters for the types of appointments. */
export class AppointmentTypeQuery extends PageQuery {
  /** Only types for these purposes. */
  @Optional() @SomeOf(appointmentPurposes) purpose?: AppointmentPurpose[];
}
