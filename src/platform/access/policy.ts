import { declareEnumeration } from '../../kernel/enumeration.js';

export const roles = declareEnumeration('Role', ['admin', 'dermatologist', 'technician', 'receptionist', 'auditor']);
export type Role = (typeof roles)[number];

export const scopes = declareEnumeration('Scope', [
  'patient.read',
  'patient.write',
  'consultation.read',
  'consultation.write',
  'check.run',
  'plan.read',
  'plan.write',
  'schedule.read',
  'schedule.write',
  'audit.read',
  'webhook.manage',
  'restricted.read',
]);
export type Scope = (typeof scopes)[number];

/** The scope of a token with all permissions of its person's role. A client's own token never has it. */
export const WHOLE_ROLE = 'clinic';

/**
 * What must be so of a patient, beside that the patient is one of the caller's clinic.
 *
 * - `restriction`: a restricted record is closed, except to its care team, to whoever opened it in an emergency, and to a client that may read restricted records.
 *   The record of a member of staff is closed to that person whatever else holds.
 * - `care-team`: where the clinic asks it of the role, every record is closed but to its care team, and to whoever opened it in an emergency.
 */
export const patientConditions = declareEnumeration('PatientCondition', ['restriction', 'care-team']);
export type PatientCondition = (typeof patientConditions)[number];

/** The holders of a permission: the people of these roles, and the clients with one of these scopes. Where it concerns patients, of which it holds. */
interface Holders {
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[] | 'any';
  readonly patients?: readonly PatientCondition[];
}

/** What identifies a patient: the desk and whoever looks for a patient see it of every record that is not restricted. */
const registry = ['restriction'] as const;
/** What is on record of a patient. */
const record = ['restriction', 'care-team'] as const;

const everybody = roles;

/**
 * The authorisation table. Every route names one permission, and only this table says who holds it. No client, whatever its scopes, may sign, countersign,
 * decide, override, propose or publish: these are reserved for dermatologists.
 */
const holders = {
  'me.read': { roles: everybody, scopes: 'any' },
  'me.write': { roles: everybody, scopes: [] },
  'clinic.read': { roles: everybody, scopes: 'any' },
  'clinic.write': { roles: ['admin'], scopes: [] },
  'staff.read': { roles: ['admin', 'dermatologist', 'technician', 'receptionist'], scopes: [] },
  'staff.write': { roles: ['admin'], scopes: [] },
  'client.read': { roles: ['admin'], scopes: [] },
  'client.write': { roles: ['admin'], scopes: [] },
  'ruleset.read': { roles: ['admin', 'dermatologist'], scopes: [] },
  'ruleset.write': { roles: ['admin'], scopes: [] },
  'ruleset.publish': { roles: ['dermatologist'], scopes: [] },
  'formulary.read': { roles: ['admin', 'dermatologist', 'technician'], scopes: [] },
  'formulary.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  'formulary.confirm': { roles: ['dermatologist'], scopes: [] },
  'protocol.read': { roles: ['admin', 'dermatologist', 'technician'], scopes: ['plan.read'] },
  'protocol.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  'protocol.publish': { roles: ['dermatologist'], scopes: [] },
  'patient.read': { roles: ['dermatologist', 'technician', 'receptionist'], scopes: ['patient.read'], patients: registry },
  'patient.write': { roles: ['dermatologist', 'receptionist'], scopes: ['patient.write'], patients: registry },
  'patient.merge': { roles: ['dermatologist'], scopes: [], patients: record },
  'restricted.read': { roles: [], scopes: ['restricted.read'] },
  'restriction.read': { roles: ['dermatologist'], scopes: [], patients: registry },
  'restriction.write': { roles: ['dermatologist'], scopes: [], patients: record },
  'care-team.read': { roles: ['dermatologist', 'technician'], scopes: [], patients: registry },
  'care-team.write': { roles: ['dermatologist'], scopes: [], patients: record },
  'care-team.join': { roles: ['dermatologist', 'technician'], scopes: [], patients: registry },
  'emergency-access.open': { roles: ['dermatologist', 'technician'], scopes: [] },
  'emergency-access.read': { roles: ['admin', 'auditor'], scopes: [] },
  'emergency-access.review': { roles: ['admin'], scopes: [] },
  'schedule.read': { roles: ['dermatologist', 'technician', 'receptionist'], scopes: ['schedule.read'], patients: registry },
  'schedule.write': { roles: ['dermatologist', 'technician', 'receptionist'], scopes: ['schedule.write', 'plan.write'], patients: registry },
  'appointment-request.read': { roles: ['dermatologist', 'receptionist'], scopes: [], patients: registry },
  // Whoever accepts a request registers a patient and books an appointment.
  'appointment-request.decide': { roles: ['dermatologist', 'receptionist'], scopes: [], patients: registry },
  // A screen puts together what its reader may read part by part: whoever holds this permission holds those of all parts.
  'chart.read': { roles: ['dermatologist', 'technician'], scopes: [], patients: record },
  // Each kind of work also asks for the permission to do it.
  'work.read': { roles: ['admin', 'dermatologist', 'technician', 'receptionist'], scopes: [], patients: record },
  'result.acknowledge': { roles: ['dermatologist'], scopes: [], patients: record },
  'record.export': { roles: ['dermatologist'], scopes: [], patients: record },
  'photo.read': { roles: ['dermatologist', 'technician'], scopes: ['consultation.read'], patients: record },
  'photo.write': { roles: ['dermatologist', 'technician'], scopes: ['consultation.write'], patients: record },
  'consent.read': { roles: ['dermatologist', 'technician'], scopes: ['patient.read'], patients: record },
  'consent.write': { roles: ['dermatologist', 'technician'], scopes: ['patient.write'], patients: record },
  'consultation.read': { roles: ['dermatologist', 'technician'], scopes: ['consultation.read'], patients: record },
  'consultation.write': { roles: ['dermatologist'], scopes: ['consultation.write'], patients: record },
  'consultation.sign': { roles: ['dermatologist'], scopes: [], patients: record },
  'check.read': { roles: ['dermatologist', 'technician'], scopes: ['check.run'], patients: record },
  'check.run': { roles: ['dermatologist', 'technician'], scopes: ['check.run'], patients: record },
  'check.override': { roles: ['dermatologist'], scopes: [], patients: record },
  'plan.read': { roles: ['dermatologist', 'technician'], scopes: ['plan.read'], patients: record },
  'plan.write': { roles: ['dermatologist'], scopes: ['plan.write'], patients: record },
  'plan.propose': { roles: ['dermatologist'], scopes: [], patients: record },
  'plan.sign': { roles: ['dermatologist'], scopes: [], patients: record },
  'plan.decide': { roles: ['dermatologist'], scopes: [], patients: record },
  'plan.report': { roles: ['dermatologist'], scopes: [], patients: record },
  'session.write': { roles: ['dermatologist', 'technician'], scopes: ['plan.write'], patients: record },
  'price-list.read': { roles: ['admin', 'dermatologist', 'technician', 'receptionist'], scopes: ['plan.read'] },
  'price-list.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  'estimate.read': { roles: ['dermatologist', 'receptionist'], scopes: ['plan.read'], patients: record },
  'estimate.write': { roles: ['dermatologist', 'receptionist'], scopes: ['plan.write'], patients: record },
  'care-instructions.read': { roles: ['admin', 'dermatologist', 'technician'], scopes: ['plan.read'] },
  'care-instructions.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  'product.read': { roles: ['admin', 'dermatologist', 'technician'], scopes: ['plan.read'] },
  'product.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  'stock.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  // A recall reaches everybody who received the lot: it asks no condition.
  'lot.recall': { roles: ['dermatologist'], scopes: [] },
  'calendar.read': { roles: ['admin', 'dermatologist', 'technician', 'receptionist'], scopes: ['schedule.read'] },
  'calendar.write': { roles: ['admin'], scopes: [] },
  'figures.read': { roles: ['admin', 'dermatologist'], scopes: [], patients: registry },
  'audit.read': { roles: ['auditor'], scopes: ['audit.read'] },
} as const satisfies Readonly<Record<string, Holders>>;
export type Permission = keyof typeof holders;

export const permissions = declareEnumeration('Permission', Object.keys(holders) as Permission[]);

const getHolders = (permission: Permission): Holders => holders[permission];

/** Whether a client with any scope holds the permission. */
export const isGrantedByAnyScope = (permission: Permission): boolean => getHolders(permission).scopes === 'any';

/** The scopes that grant a permission to a client; empty where only people may, and where any will do. */
export const listScopesGranting = (permission: Permission): readonly Scope[] => {
  const granting = getHolders(permission).scopes;
  return granting === 'any' ? [] : granting;
};

export const listRolesGranting = (permission: Permission): readonly Role[] => getHolders(permission).roles;

/** What must be so of a patient for the permission to hold; empty where it holds of every patient of the clinic, or concerns none. */
export const listPatientConditions = (permission: Permission): readonly PatientCondition[] => getHolders(permission).patients ?? [];

const ofRole = new Map<Role, ReadonlySet<Permission>>(
  roles.map((role) => [role, new Set(permissions.filter((permission) => getHolders(permission).roles.includes(role)))]),
);

export const isRole = (text: unknown): text is Role => roles.includes(text as Role);
export const isScope = (text: unknown): text is Scope => scopes.includes(text as Scope);

export const listPermissionsOfRole = (role: Role): ReadonlySet<Permission> => ofRole.get(role)!;

export const listPermissionsOfScopes = (granted: readonly Scope[]): ReadonlySet<Permission> =>
  new Set(
    permissions.filter((permission) => {
      const granting = getHolders(permission).scopes;
      return granting === 'any' || granting.some((scope) => granted.includes(scope));
    }),
  );
