import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { usableTimeZone } from '../../kernel/time-zone.js';
import { Database } from '../database/database.js';
import { columns } from '../database/columns.js';
import { bind, statement } from '../database/statement.js';
import type { Principal } from './principal.js';
import { isRole, isScope, permissionsOfRole, permissionsOfScopes } from './policy.js';
import type { TokenClaims } from './token.strategy.js';

const findStaff = statement('access.staff', {
  parameters: { id: 'uuid' },
  row: columns<FoundStaff>({
    id: 'uuid',
    name: 'text',
    role: 'text',
    clinicId: 'uuid',
    timeZone: 'text',
    country: 'text',
    currency: 'text',
  }),
  sql: `SELECT s.id, s.name, s.role, c.clinic_id AS "clinicId", c.time_zone AS "timeZone", c.country, c.currency
     FROM staff s JOIN clinics c ON c.clinic_id = s.clinic_id
    WHERE s.clinic_id = current_clinic() AND s.id = :id AND s.status = 'active'`,
});

const findClient = statement('access.client', {
  parameters: { id: 'uuid' },
  row: columns<FoundClient>({
    id: 'uuid',
    name: 'text',
    scopes: 'text[]',
    clinicId: 'uuid',
    timeZone: 'text',
    country: 'text',
    currency: 'text',
  }),
  sql: `SELECT i.id, i.name, i.scopes, c.clinic_id AS "clinicId", c.time_zone AS "timeZone", c.country, c.currency
     FROM integration_clients i JOIN clinics c ON c.clinic_id = i.clinic_id
    WHERE i.clinic_id = current_clinic() AND i.id = :id AND i.status = 'active'`,
});

interface Found {
  id: string;
  name: string;
  clinicId: string;
  timeZone: string;
  country: string;
  currency: string;
}

interface FoundStaff extends Found {
  role: string;
}

interface FoundClient extends Found {
  scopes: string[];
}

/** Either of them. */
type FoundSubject = Found & Partial<FoundStaff & FoundClient>;

/** How long a person who was deactivated, or whose role changed, may still be taken for what they were. */
const FRESH_MILLISECONDS = 5_000;
const MAXIMUM_KNOWN = 10_000;

/** Who the subject of a token is now: its role, its scopes, its clinic. The token itself says only who asks. */
@Injectable()
export class Directory {
  private readonly known = new LRUCache<string, Principal>({ max: MAXIMUM_KNOWN, ttl: FRESH_MILLISECONDS });

  constructor(private readonly database: Database) {}

  /** Null when there is no such active person or client. */
  async find(claims: TokenClaims): Promise<Principal | null> {
    const key = `${claims.clinic}/${claims.kind}/${claims.sub}`;
    const known = this.known.get(key);
    if (known) return known;
    const [result] = await this.database.apart(
      claims.clinic,
      [claims.kind === 'staff' ? bind(findStaff, { id: claims.sub }) : bind(findClient, { id: claims.sub })],
      'READ ONLY',
    );
    const principal = toPrincipal(claims.kind, result?.rows[0] as FoundSubject | undefined);
    if (principal) this.known.set(key, principal);
    return principal;
  }
}

const toPrincipal = (kind: TokenClaims['kind'], found: FoundSubject | undefined): Principal | null => {
  if (!found) return null;
  const clinic = { id: found.clinicId, timeZone: usableTimeZone(found.timeZone), country: found.country, currency: found.currency };
  const role = isRole(found.role) ? found.role : null;
  if (kind === 'staff' && role === null) return null;
  const permissions = role ? permissionsOfRole(role) : permissionsOfScopes((found.scopes ?? []).filter(isScope));
  return { kind, id: found.id, name: found.name, role, permissions, clinic };
};
