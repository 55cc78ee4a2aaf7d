import { declareEnumeration } from '../../kernel/enumeration.js';
import type { DeviceKind, RoomKind } from './places.js';

/** What an appointment is for. */
export const appointmentPurposes = declareEnumeration('AppointmentPurpose', [
  'consultation',
  'mesotherapy-session',
  'micropigmentation-sitting',
  'micropigmentation-touch-up',
  'review',
  'other',
]);
export type AppointmentPurpose = (typeof appointmentPurposes)[number];

/** The roles that take part in appointments. */
export const bookedRoles = declareEnumeration('BookedRole', ['dermatologist', 'technician']);
export type BookedRole = (typeof bookedRoles)[number];

/** What an appointment of a type takes. */
export interface AppointmentNeeds {
  /** The minutes that the patient is seen. */
  durationMinutes: number;
  /** The minutes before in which room and devices are made ready. */
  preparationMinutes: number;
  /** The minutes after in which room and devices are cleaned. */
  cleanUpMinutes: number;
  /** Who is with the patient: one person for each role named. */
  staffRoles: readonly BookedRole[];
  /** Who is at the location all the while, and may see others meanwhile. */
  presentRoles: readonly BookedRole[];
  /** The kind of room; null where none is needed. */
  roomKind: RoomKind | null;
  /** One device of each kind. */
  deviceKinds: readonly DeviceKind[];
}

export interface AppointmentTypeContent extends AppointmentNeeds {
  name: string;
  purpose: AppointmentPurpose;
}

const COMMON = { preparationMinutes: 0, cleanUpMinutes: 0, presentRoles: [], deviceKinds: [] } as const;

/** The types with which a clinic starts, and changes as it likes. A technician works only with a dermatologist in the house. */
export const usualAppointmentTypes: readonly AppointmentTypeContent[] = [
  { ...COMMON, name: 'Consultation', purpose: 'consultation', durationMinutes: 30, staffRoles: ['dermatologist'], roomKind: 'consultation' },
  {
    ...COMMON,
    name: 'Mesotherapy session',
    purpose: 'mesotherapy-session',
    durationMinutes: 45,
    preparationMinutes: 10,
    cleanUpMinutes: 10,
    staffRoles: ['dermatologist'],
    roomKind: 'treatment',
  },
  {
    ...COMMON,
    name: 'Micropigmentation sitting',
    purpose: 'micropigmentation-sitting',
    durationMinutes: 240,
    preparationMinutes: 15,
    cleanUpMinutes: 20,
    staffRoles: ['technician'],
    presentRoles: ['dermatologist'],
    roomKind: 'scalp-micropigmentation',
  },
  {
    ...COMMON,
    name: 'Micropigmentation touch-up',
    purpose: 'micropigmentation-touch-up',
    durationMinutes: 120,
    preparationMinutes: 15,
    cleanUpMinutes: 20,
    staffRoles: ['technician'],
    presentRoles: ['dermatologist'],
    roomKind: 'scalp-micropigmentation',
  },
  { ...COMMON, name: 'Review', purpose: 'review', durationMinutes: 20, staffRoles: ['dermatologist'], roomKind: 'consultation' },
];
