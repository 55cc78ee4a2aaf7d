import { Injectable } from '@nestjs/common';
import type { Role } from '../../platform/access/policy.js';
import { bindStatement, Database, declareColumns, declareStatement, total } from '../../platform/database/index.js';
import type { ClaimMapping } from './domain/identity.js';
import type { ClientAuthentication } from './domain/client-authentication.js';

/** An identity provider, as stored. */
export interface IdentityProvider {
  clinicId: string;
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  clientAuthentication: ClientAuthentication;
  /** The encrypted secret; null with `private_key_jwt`. */
  clientSecret: Buffer | null;
  scopes: string[];
  accessTokenAudience: string | null;
  clinicClaim: string;
  clinicValue: string;
  roleClaim: string;
  emailClaim: string;
  roles: { value: string; role: Role }[];
  linksByEmail: boolean;
  createsPeople: boolean;
  trustsSecondFactor: boolean;
  allowsLocalLogIn: boolean;
  status: 'active' | 'inactive';
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A provider as its tokens are verified: before the clinic is known. */
export type TokenIssuer = Pick<IdentityProvider, 'id' | 'issuer'>;

/** A provider as a clinic finds its people with it. */
export type ProviderOfPeople = ClaimMapping & Pick<IdentityProvider, 'clinicId' | 'id' | 'linksByEmail' | 'createsPeople'>;

const settings = {
  name: 'text',
  issuer: 'text',
  clientId: 'text',
  clientAuthentication: 'text',
  clientSecret: 'bytea?',
  scopes: 'text[]',
  accessTokenAudience: 'text?',
  clinicClaim: 'text',
  clinicValue: 'text',
  roleClaim: 'text',
  emailClaim: 'text',
  roles: 'jsonb',
  linksByEmail: 'boolean',
  createsPeople: 'boolean',
  trustsSecondFactor: 'boolean',
  allowsLocalLogIn: 'boolean',
  status: 'text',
} as const;

const written = { id: 'uuid', ...settings, now: 'timestamptz' } as const;

const providerRow = declareColumns<IdentityProvider>({
  clinicId: 'uuid',
  id: 'uuid',
  ...settings,
  version: 'integer',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
});

const insert = declareStatement('identity-providers.insert', {
  parameters: written,
  row: providerRow,
  sql: `INSERT INTO identity_providers (id, name, issuer, client_id, client_authentication, client_secret, scopes, access_token_audience, clinic_claim,
      clinic_value, role_claim, email_claim, roles, links_by_email, creates_people, trusts_second_factor, allows_local_log_in, status, created_at, updated_at)
    VALUES (:id, :name, :issuer, :clientId, :clientAuthentication, :clientSecret, :scopes, :accessTokenAudience, :clinicClaim, :clinicValue, :roleClaim,
      :emailClaim, :roles::jsonb, :linksByEmail, :createsPeople, :trustsSecondFactor, :allowsLocalLogIn, :status, :now::timestamptz, :now)
    RETURNING ${providerRow.list}`,
});
const update = declareStatement('identity-providers.update', {
  parameters: written,
  row: providerRow,
  sql: `UPDATE identity_providers SET name = :name, issuer = :issuer, client_id = :clientId, client_authentication = :clientAuthentication,
      client_secret = :clientSecret, scopes = :scopes, access_token_audience = :accessTokenAudience, clinic_claim = :clinicClaim, clinic_value = :clinicValue,
      role_claim = :roleClaim, email_claim = :emailClaim, roles = :roles::jsonb, links_by_email = :linksByEmail, creates_people = :createsPeople,
      trusts_second_factor = :trustsSecondFactor, allows_local_log_in = :allowsLocalLogIn, status = :status, version = version + 1, updated_at = :now
    WHERE clinic_id = current_clinic() AND id = :id RETURNING ${providerRow.list}`,
});
const remove = declareStatement('identity-providers.remove', {
  parameters: { id: 'uuid', now: 'timestamptz' },
  sql: `UPDATE identity_providers SET status = 'removed', version = version + 1, updated_at = :now WHERE clinic_id = current_clinic() AND id = :id`,
});
const present = `clinic_id = current_clinic() AND status <> 'removed' AND NOT of_installation`;
const find = declareStatement('identity-providers.find', {
  parameters: { id: 'uuid' },
  row: providerRow,
  sql: `SELECT ${providerRow.list} FROM identity_providers WHERE ${present} AND id = :id`,
});
const lock = declareStatement('identity-providers.lock', {
  parameters: { id: 'uuid' },
  row: providerRow,
  sql: `SELECT ${providerRow.list} FROM identity_providers WHERE ${present} AND id = :id FOR UPDATE`,
});
const list = declareStatement('identity-providers.list', {
  parameters: { after: 'uuid?', limit: 'bigint' },
  row: providerRow,
  sql: `SELECT ${providerRow.list} FROM identity_providers WHERE ${present} AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit`,
});
const count = declareStatement('identity-providers.count', {
  row: total,
  sql: `SELECT count(*)::integer AS total FROM identity_providers WHERE ${present}`,
});
const listActive = declareStatement('identity-providers.active', {
  parameters: { id: 'uuid?', issuer: 'text?' },
  row: providerRow,
  sql: `SELECT ${providerRow.list} FROM active_identity_providers(:id, :issuer)`,
});

export type WrittenProvider = Omit<IdentityProvider, 'clinicId' | 'version' | 'createdAt' | 'updatedAt'> & { now: Date };

@Injectable()
export class IdentityProvidersRepository {
  constructor(private readonly database: Database) {}

  insert(provider: WrittenProvider): Promise<IdentityProvider> {
    return this.database.getRow(insert, provider);
  }

  update(provider: WrittenProvider): Promise<IdentityProvider> {
    return this.database.getRow(update, provider);
  }

  /** Removes a provider from the clinic. Its row stays, because people and logouts refer to it. */
  async remove(id: string, now: Date): Promise<void> {
    await this.database.execute(remove, { id, now });
  }

  find(id: string): Promise<IdentityProvider | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<IdentityProvider | null> {
    return this.database.findRow(lock, { id });
  }

  list(after: string | null, limit: number): Promise<IdentityProvider[]> {
    return this.database.query(list, { after, limit });
  }

  async count(): Promise<number> {
    return (await this.database.getRow(count)).total;
  }

  /** The active providers of a clinic. */
  async listOfClinic(clinicId: string): Promise<IdentityProvider[]> {
    const [found] = await this.database.executeSeparately(clinicId, [bindStatement(list, { after: null, limit: 100 })], 'READ ONLY');
    return (found!.rows as IdentityProvider[]).filter(({ status }) => status === 'active');
  }

  /** The active providers of any clinic with this id or issuer. */
  async listActive(by: { id: string } | { issuer: string }): Promise<IdentityProvider[]> {
    const [found] = await this.database.executeSeparately(null, [bindStatement(listActive, { id: null, issuer: null, ...by })], 'READ ONLY');
    return found!.rows as IdentityProvider[];
  }
}
