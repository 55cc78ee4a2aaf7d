import type { PatientLimits } from '../database/row-bounds.js';
import { listPatientConditions, type Permission } from './policy.js';
import type { Principal } from './principal.js';

/**
 * Finds what keeps patients of the clinic from the caller who uses the permission; null where every one is open. Which patients those are is decided in the
 * database, row by row.
 */
export const findPatientLimits = (
  { id, role, permissions, accessRules }: Pick<Principal, 'id' | 'role' | 'permissions' | 'accessRules'>,
  permission: Permission,
  at: Date,
): PatientLimits | null => {
  const conditions = listPatientConditions(permission);
  const careTeam = conditions.includes('care-team') && role !== null && accessRules.careTeamOf.includes(role);
  const restriction = conditions.includes('restriction') && accessRules.restricted && !permissions.has('restricted.read');
  return careTeam || restriction ? { callerId: id, careTeam, at } : null;
};
