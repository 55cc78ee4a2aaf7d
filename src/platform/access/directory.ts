import { Injectable } from '@nestjs/common';
import { resolveTimeZone } from '../../kernel/time-zone.js';
import { Database } from '../database/database.js';
import { declareColumns } from '../database/columns.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import { AccessCache } from './access-cache.js';
import { AccessChanges } from './access-changes.js';
import type { PatientAccessRules, Principal, UsedClient } from './principal.js';
import { isRole, isScope, listPermissionsOfRole, listPermissionsOfScopes, WHOLE_ROLE, type Permission, type Role } from './policy.js';
import { listFhirPermissions, type FhirGrant } from './smart/fhir-policy.js';
import { parseSmartScopes, selectCoveredScopes } from './smart/smart-scopes.js';
import { listRevocableSubjects, type TokenClaims } from './token-claims.js';

const findStaff = declareStatement('access.staff', {
  parameters: { id: 'uuid', revocable: 'bytea[]', client: 'text?', grant: 'bytea?' },
  row: declareColumns<FoundStaff>({
    id: 'uuid',
    name: 'text',
    role: 'text',
    clinicId: 'uuid',
    timeZone: 'text',
    country: 'text',
    currency: 'text',
    usedClient: 'uuid?',
    allowedNetworks: 'text[]?',
    requestsPerMinute: 'integer?',
    secondFactorPolicy: 'jsonb?',
    accessRules: 'jsonb',
    scopes: 'text[]?',
    launchedPatient: 'uuid?',
  }),
  sql: `SELECT s.id, s.name, s.role, c.clinic_id AS "clinicId", c.time_zone AS "timeZone", c.country, c.currency,
          i.id AS "usedClient", i.allowed_networks AS "allowedNetworks", i.requests_per_minute AS "requestsPerMinute",
          second_factor_policy(c.clinic_id) AS "secondFactorPolicy", patient_access_rules(c.clinic_id) AS "accessRules", i.scopes,
          (SELECT g.patient_id FROM grant_contexts g WHERE g.clinic_id = current_clinic() AND g.grant_hash = :grant) AS "launchedPatient"
     FROM staff s JOIN clinics c ON c.clinic_id = s.clinic_id
     LEFT JOIN integration_clients i ON i.clinic_id = current_clinic() AND i.client_id = :client AND i.status = 'active'
    WHERE s.clinic_id = current_clinic() AND s.id = :id AND s.status = 'active' AND NOT EXISTS (SELECT FROM revoked_access r WHERE r.subject = ANY (:revocable))
      AND (:client::text IS NULL OR i.id IS NOT NULL)`,
});

const findClient = declareStatement('access.client', {
  parameters: { id: 'uuid', revocable: 'bytea[]', client: 'text?' },
  row: declareColumns<FoundClient>({
    id: 'uuid',
    name: 'text',
    scopes: 'text[]',
    clinicId: 'uuid',
    timeZone: 'text',
    country: 'text',
    currency: 'text',
    usedClient: 'uuid',
    allowedNetworks: 'text[]',
    requestsPerMinute: 'integer?',
    accessRules: 'jsonb',
  }),
  sql: `SELECT i.id, i.name, i.scopes, c.clinic_id AS "clinicId", c.time_zone AS "timeZone", c.country, c.currency,
          i.id AS "usedClient", i.allowed_networks AS "allowedNetworks", i.requests_per_minute AS "requestsPerMinute",
          patient_access_rules(c.clinic_id) AS "accessRules"
     FROM integration_clients i JOIN clinics c ON c.clinic_id = i.clinic_id
    WHERE i.clinic_id = current_clinic() AND i.id = :id AND i.status = 'active' AND NOT EXISTS (SELECT FROM revoked_access r WHERE r.subject = ANY (:revocable))
      AND (:client::text IS NULL OR i.client_id = :client)`,
});

interface Found {
  id: string;
  name: string;
  clinicId: string;
  timeZone: string;
  country: string;
  currency: string;
  /** The client that the person uses; null where there is none. */
  usedClient: string | null;
  allowedNetworks: string[] | null;
  requestsPerMinute: number | null;
  accessRules: PatientAccessRules;
}

interface FoundStaff extends Found {
  role: string;
  /** The scopes of the used client; null where there is none. */
  scopes: string[] | null;
  /** The patient with whom the application was launched; null where there is none. */
  launchedPatient: string | null;
  secondFactorPolicy: { requiredFor: readonly string[] } | null;
}

interface FoundClient extends Found {
  scopes: string[];
  usedClient: string;
  allowedNetworks: string[];
}

/** A person or a client. */
type FoundSubject = Found & Partial<Omit<FoundStaff, 'scopes'>> & Pick<FoundStaff, 'scopes'>;

const MAXIMUM_KNOWN = 10_000;

/** Finds the present role, scopes and clinic of a token's subject. The token itself names the subject only. */
@Injectable()
export class Directory {
  private readonly known: AccessCache<Principal>;

  constructor(
    private readonly database: Database,
    changes: AccessChanges,
  ) {
    this.known = new AccessCache(changes, MAXIMUM_KNOWN);
  }

  /** Null where there is no such active person or client, where the client that the person used is inactive, and where the access was revoked. */
  async find(claims: TokenClaims): Promise<Principal | null> {
    const { clinic, kind, sub, client, scope, jti, grant, login } = claims;
    // An operator's tokens of one subject are all alike. Every other token has a login, a client or a grant of its own.
    const key = [clinic, kind, sub, client, scope, client === undefined && grant === undefined && login === undefined ? '' : jti].join('/');
    const known = this.known.get(key);
    if (known) return known;
    const keep = this.known.startReading();
    const asked = { id: sub, revocable: listRevocableSubjects(claims), client: client ?? null };
    const launched = { ...asked, grant: grant === undefined ? null : Buffer.from(grant, 'base64url') };
    const [result] = await this.database.executeSeparately(
      clinic,
      [kind === 'staff' ? bindStatement(findStaff, launched) : bindStatement(findClient, asked)],
      'READ ONLY',
    );
    const principal = toPrincipal(claims, result?.rows[0] as FoundSubject | undefined);
    if (principal) keep(key, principal);
    return principal;
  }

  /** The person who has just logged in on a page of the server; null where there is no such active person. */
  findPerson(clinicId: string, staffId: string): Promise<Principal | null> {
    return this.find({ clinic: clinicId, kind: 'staff', sub: staffId, exp: 0, jti: '', isForFhir: false });
  }
}

/** The permissions that the token's scopes leave. An operator's token names no scope, and keeps all. */
const narrowPermissions = (permissions: ReadonlySet<Permission>, scope: string | undefined): ReadonlySet<Permission> => {
  const named = scope?.split(' ');
  if (!named || named.includes(WHOLE_ROLE)) return permissions;
  const granted = listPermissionsOfScopes(named.filter(isScope));
  return new Set([...permissions].filter((permission) => granted.has(permission)));
};

/** What the token's SMART scopes leave of the role. Those that the client has no more on record are left out. */
const createFhirGrant = ({ kind, scope = '' }: TokenClaims, { scopes, launchedPatient = null }: FoundSubject, role: Role | null): FhirGrant => ({
  kind,
  scopes: parseSmartScopes(selectCoveredScopes(scope.split(' '), scopes ?? [])),
  permissions: role ? listPermissionsOfRole(role) : new Set(),
  patientId: launchedPatient,
});

const findUsedClient = ({ usedClient, allowedNetworks, requestsPerMinute }: Found): UsedClient | null =>
  usedClient === null ? null : { id: usedClient, allowedNetworks: allowedNetworks ?? [], requestsPerMinute };

/** Whether the clinic requires a second factor of the role now, and the person has logged in without one. */
const isTooWeak = ({ login }: TokenClaims, { role, secondFactorPolicy }: FoundSubject): boolean =>
  login !== undefined && role !== undefined && Boolean(secondFactorPolicy?.requiredFor.includes(role)) && !login.amr.includes('mfa');

const toPrincipal = (claims: TokenClaims, found: FoundSubject | undefined): Principal | null => {
  const { kind, scope, login, grant } = claims;
  if (!found || isTooWeak(claims, found)) return null;
  const clinic = { id: found.clinicId, timeZone: resolveTimeZone(found.timeZone), country: found.country, currency: found.currency };
  const role = isRole(found.role) ? found.role : null;
  if (kind === 'staff' && role === null) return null;
  const permissions = role ? listPermissionsOfRole(role) : listPermissionsOfScopes((found.scopes ?? []).filter(isScope));
  const fhir = claims.isForFhir ? createFhirGrant(claims, found, role) : null;
  return {
    kind,
    id: found.id,
    name: found.name,
    role,
    permissions: fhir ? listFhirPermissions(fhir) : narrowPermissions(permissions, scope),
    clinic,
    client: findUsedClient(found),
    accessRules: found.accessRules,
    login: login ? { ...login, grant: grant === undefined ? null : Buffer.from(grant, 'base64url') } : null,
    fhir,
  };
};
