import { declareEnumeration } from '../../kernel/enumeration.js';

/** The roles of which a clinic may ask that they treat a patient. Reception works for every patient, and sees no clinical content. */
export const treatingRoles = declareEnumeration('TreatingRole', ['dermatologist', 'technician']);
export type TreatingRole = (typeof treatingRoles)[number];

/** Who of the clinic opens which records. */
export interface AccessPolicy {
  /** The roles whose people open the records alone of patients of whose care team they are. */
  readonly careTeamOf: readonly TreatingRole[];
  /** How long a record stays open in an emergency. */
  readonly emergencyHours: number;
  /** The address that is told of each emergency access, beside the admins; null where there is none. */
  readonly privacyContact: string | null;
}

export const LONGEST_EMERGENCY_HOURS = 72;

/** The policy of a clinic that has set none. */
export const shippedAccessPolicy: AccessPolicy = { careTeamOf: [], emergencyHours: 4, privacyContact: null };
