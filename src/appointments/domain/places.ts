import { declareEnumeration } from '../../kernel/enumeration.js';

/** What a room is for. */
export const roomKinds = declareEnumeration('RoomKind', ['consultation', 'treatment', 'scalp-micropigmentation', 'imaging', 'other']);
export type RoomKind = (typeof roomKinds)[number];

/** What a device does. */
export const deviceKinds = declareEnumeration('DeviceKind', [
  'trichoscope',
  'camera',
  'mesotherapy-injector',
  'microneedling-device',
  'micropigmentation-machine',
  'light-therapy-device',
  'other',
]);
export type DeviceKind = (typeof deviceKinds)[number];

/** Whether it can be booked. A retired one keeps its past appointments, and gets no new ones. */
export const bookableStatuses = declareEnumeration('BookableStatus', ['active', 'retired']);
export type BookableStatus = (typeof bookableStatuses)[number];
