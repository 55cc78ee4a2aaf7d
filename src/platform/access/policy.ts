import { enumOf } from '../../kernel/enumeration.js';

/**
 * The authorisation table: which role may do what, and what a client's scope grants.
 * Every route names one permission; who holds it stands here and nowhere else.
 */
export const roles = enumOf('Role', ['admin', 'dermatologist', 'technician', 'receptionist', 'auditor']);
export type Role = (typeof roles)[number];

export const permissions = enumOf('Permission', [
  'me.read',
  'clinic.read',
  'clinic.write',
  'staff.read',
  'staff.write',
  'client.read',
  'client.write',
  'ruleset.read',
  'ruleset.write',
  'ruleset.publish',
  'formulary.read',
  'formulary.write',
  'formulary.confirm',
  'protocol.read',
  'protocol.write',
  'protocol.publish',
  'patient.read',
  'patient.write',
  'patient.merge',
  'record.export',
  'photo.read',
  'photo.write',
  'consent.read',
  'consent.write',
  'consultation.read',
  'consultation.write',
  'consultation.sign',
  'check.read',
  'check.run',
  'check.override',
  'plan.read',
  'plan.write',
  'plan.propose',
  'plan.sign',
  'plan.decide',
  'plan.report',
  'session.write',
  'price-list.read',
  'price-list.write',
  'estimate.read',
  'estimate.write',
  'care-instructions.read',
  'care-instructions.write',
  'product.read',
  'product.write',
  'stock.write',
  'lot.recall',
  'figures.read',
  'audit.read',
]);
export type Permission = (typeof permissions)[number];

export const scopes = enumOf('Scope', [
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

/** The scope of a token that may do all that the role of its person may; a client's own token never has it. */
export const WHOLE_ROLE = 'clinic';

const everybody: Permission[] = ['me.read', 'clinic.read'];

const ofRole: Record<Role, Permission[]> = {
  admin: [
    'clinic.write',
    'staff.read',
    'staff.write',
    'client.read',
    'client.write',
    'ruleset.read',
    'ruleset.write',
    'formulary.read',
    'formulary.write',
    'price-list.read',
    'price-list.write',
    'care-instructions.read',
    'care-instructions.write',
    'product.read',
    'product.write',
    'stock.write',
    'protocol.read',
    'protocol.write',
    'figures.read',
  ],
  dermatologist: [
    'staff.read',
    'ruleset.read',
    'ruleset.publish',
    'formulary.read',
    'formulary.write',
    'formulary.confirm',
    'protocol.read',
    'protocol.write',
    'protocol.publish',
    'patient.read',
    'patient.write',
    'patient.merge',
    'record.export',
    'photo.read',
    'photo.write',
    'consent.read',
    'consent.write',
    'consultation.read',
    'consultation.write',
    'consultation.sign',
    'check.read',
    'check.run',
    'check.override',
    'plan.read',
    'plan.write',
    'plan.propose',
    'plan.sign',
    'plan.decide',
    'plan.report',
    'session.write',
    'price-list.read',
    'price-list.write',
    'estimate.read',
    'estimate.write',
    'care-instructions.read',
    'care-instructions.write',
    'product.read',
    'product.write',
    'stock.write',
    'lot.recall',
    'figures.read',
  ],
  technician: [
    'staff.read',
    'formulary.read',
    'protocol.read',
    'patient.read',
    'photo.read',
    'photo.write',
    'consent.read',
    'consent.write',
    'consultation.read',
    'check.read',
    'check.run',
    'plan.read',
    'session.write',
    'price-list.read',
    'care-instructions.read',
    'product.read',
  ],
  receptionist: ['staff.read', 'patient.read', 'patient.write', 'price-list.read', 'estimate.read', 'estimate.write'],
  auditor: ['audit.read'],
};

/** What no client may do, whatever its scopes: signing, countersigning, deciding, overriding, proposing and publishing are a dermatologist's own. */
const ofScope: Record<Scope, Permission[]> = {
  'patient.read': ['patient.read', 'consent.read'],
  'patient.write': ['patient.write', 'consent.write'],
  'consultation.read': ['consultation.read', 'photo.read'],
  'consultation.write': ['consultation.write', 'photo.write'],
  'check.run': ['check.run', 'check.read'],
  'plan.read': ['plan.read', 'price-list.read', 'estimate.read', 'care-instructions.read', 'product.read', 'protocol.read'],
  'plan.write': ['plan.write', 'session.write', 'estimate.write'],
  'schedule.read': [],
  'schedule.write': [],
  'audit.read': ['audit.read'],
  'webhook.manage': [],
};

const roleSets = new Map<Role, ReadonlySet<Permission>>(roles.map((role) => [role, new Set([...everybody, ...ofRole[role]])]));

export const isRole = (text: unknown): text is Role => roles.includes(text as Role);
export const isScope = (text: unknown): text is Scope => scopes.includes(text as Scope);

export const permissionsOfRole = (role: Role): ReadonlySet<Permission> => roleSets.get(role)!;

export const permissionsOfScopes = (granted: readonly Scope[]): ReadonlySet<Permission> =>
  new Set([...everybody, ...granted.flatMap((scope) => ofScope[scope])]);

/** The scopes that grant a permission to a client; empty where only people may. */
export const scopesGranting = (permission: Permission): Scope[] => scopes.filter((scope) => ofScope[scope].includes(permission));

export const rolesGranting = (permission: Permission): Role[] => roles.filter((role) => roleSets.get(role)!.has(permission));
