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
]);
export type Scope = (typeof scopes)[number];

/** The scope of a token with all permissions of its person's role. A client's own token never has it. */
export const WHOLE_ROLE = 'clinic';

/** The holders of a permission: the people of these roles, and the clients with one of these scopes. */
interface Holders {
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[] | 'any';
}

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
  'patient.read': { roles: ['dermatologist', 'technician', 'receptionist'], scopes: ['patient.read'] },
  'patient.write': { roles: ['dermatologist', 'receptionist'], scopes: ['patient.write'] },
  'patient.merge': { roles: ['dermatologist'], scopes: [] },
  'record.export': { roles: ['dermatologist'], scopes: [] },
  'photo.read': { roles: ['dermatologist', 'technician'], scopes: ['consultation.read'] },
  'photo.write': { roles: ['dermatologist', 'technician'], scopes: ['consultation.write'] },
  'consent.read': { roles: ['dermatologist', 'technician'], scopes: ['patient.read'] },
  'consent.write': { roles: ['dermatologist', 'technician'], scopes: ['patient.write'] },
  'consultation.read': { roles: ['dermatologist', 'technician'], scopes: ['consultation.read'] },
  'consultation.write': { roles: ['dermatologist'], scopes: ['consultation.write'] },
  'consultation.sign': { roles: ['dermatologist'], scopes: [] },
  'check.read': { roles: ['dermatologist', 'technician'], scopes: ['check.run'] },
  'check.run': { roles: ['dermatologist', 'technician'], scopes: ['check.run'] },
  'check.override': { roles: ['dermatologist'], scopes: [] },
  'plan.read': { roles: ['dermatologist', 'technician'], scopes: ['plan.read'] },
  'plan.write': { roles: ['dermatologist'], scopes: ['plan.write'] },
  'plan.propose': { roles: ['dermatologist'], scopes: [] },
  'plan.sign': { roles: ['dermatologist'], scopes: [] },
  'plan.decide': { roles: ['dermatologist'], scopes: [] },
  'plan.report': { roles: ['dermatologist'], scopes: [] },
  'session.write': { roles: ['dermatologist', 'technician'], scopes: ['plan.write'] },
  'price-list.read': { roles: ['admin', 'dermatologist', 'technician', 'receptionist'], scopes: ['plan.read'] },
  'price-list.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  'estimate.read': { roles: ['dermatologist', 'receptionist'], scopes: ['plan.read'] },
  'estimate.write': { roles: ['dermatologist', 'receptionist'], scopes: ['plan.write'] },
  'care-instructions.read': { roles: ['admin', 'dermatologist', 'technician'], scopes: ['plan.read'] },
  'care-instructions.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  'product.read': { roles: ['admin', 'dermatologist', 'technician'], scopes: ['plan.read'] },
  'product.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  'stock.write': { roles: ['admin', 'dermatologist'], scopes: [] },
  'lot.recall': { roles: ['dermatologist'], scopes: [] },
  'schedule.read': { roles: ['admin', 'dermatologist', 'technician', 'receptionist'], scopes: ['schedule.read'] },
  'schedule.manage': { roles: ['admin'], scopes: [] },
  'figures.read': { roles: ['admin', 'dermatologist'], scopes: [] },
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
