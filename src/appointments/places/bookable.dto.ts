import { Identifier, Instant, OneOf, Optional, PageQuery, SomeOf, Text, Whole } from '../../platform/http/index.js';
import { bookableStatuses, deviceKinds, roomKinds, type BookableStatus, type DeviceKind, type RoomKind } from '../domain/places.js';

/** A room, or a chair of a room, in which one person is seen at a time. */
export class RoomInput {
  /** The id of the location. */
  @Identifier() locationId: string;

  /**
   * The name of the room; unique at its location.
   * @example Treatment room 2
   */
  @Text({ max: 100 }) name: string;

  /** What the room is for. */
  @OneOf(roomKinds) kind: RoomKind;
}

/** The members of a room that can be changed. */
export class RoomChange extends RoomInput {
  /** Whether the room can be booked. */
  @OneOf(bookableStatuses) status: BookableStatus;
}

/** A room, or a chair of a room, in which one person is seen at a time. */
export class RoomResponse extends RoomChange {
  /** The id of the room. */
  @Identifier() id: string;

  /** When the room was added, in UTC. */
  @Instant() createdAt: string;

  /** When the room was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the room, as in the ETag. */
  @Whole() version: number;
}

/** A device that serves one person at a time. */
export class DeviceInput {
  /** The id of the location. */
  @Identifier() locationId: string;

  /**
   * The name of the device; unique at its location.
   * @example Micropigmentation machine 1
   */
  @Text({ max: 100 }) name: string;

  /** What the device does. */
  @OneOf(deviceKinds) kind: DeviceKind;

  /**
   * The maker's serial number; null where it is not known.
   * @example SN-0001
   */
  @Optional() @Text({ max: 100 }) serialNumber?: string | null;
}

/** The members of a device that can be changed. */
export class DeviceChange extends DeviceInput {
  /** Whether the device can be booked. */
  @OneOf(bookableStatuses) status: BookableStatus;
}

/** A device that serves one person at a time. */
export class DeviceResponse extends DeviceChange {
  /** The id of the device. */
  @Identifier() id: string;

  /** When the device was added, in UTC. */
  @Instant() createdAt: string;

  /** When the device was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the device, as in the ETag. */
  @Whole() version: number;
}

/** Filters for the rooms of the clinic. */
export class RoomQuery extends PageQuery {
  /** Only rooms at these locations. */
  @Optional() @SomeOf(Identifier()) locationId?: string[];

  /** Only rooms of these kinds. */
  @Optional() @SomeOf(roomKinds) kind?: RoomKind[];
}

/** Filters for the devices of the clinic. */
export class DeviceQuery extends PageQuery {
  /** Only devices at these locations. */
  @Optional() @SomeOf(Identifier()) locationId?: string[];

  /** Only devices of these kinds. */
  @Optional() @SomeOf(deviceKinds) kind?: DeviceKind[];
}
