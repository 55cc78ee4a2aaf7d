import { Injectable } from '@nestjs/common';
import { createId } from '../../kernel/id.js';
import type { InstallationProvider } from '../../platform/access/installation-provider.js';
import { bindStatement, Database, declareColumns, declareStatement } from '../../platform/database/index.js';

const idRow = declareColumns<{ id: string }>({ id: 'uuid' });

const find = declareStatement('installation-provider.find', {
  parameters: { issuer: 'text' },
  row: idRow,
  sql: `SELECT id FROM identity_providers WHERE clinic_id = current_clinic() AND of_installation AND issuer = :issuer`,
});
const insert = declareStatement('installation-provider.insert', {
  parameters: {
    id: 'uuid',
    name: 'text',
    issuer: 'text',
    clientId: 'text',
    scopes: 'text[]',
    audience: 'text',
    clinicClaim: 'text',
    clinicValue: 'text',
    roleClaim: 'text',
    emailClaim: 'text',
    roles: 'jsonb',
    linksByEmail: 'boolean',
    createsPeople: 'boolean',
    trustsSecondFactor: 'boolean',
    now: 'timestamptz',
  },
  sql: `INSERT INTO identity_providers (id, name, issuer, client_id, client_authentication, scopes, access_token_audience, clinic_claim, clinic_value, role_claim,
      email_claim, roles, links_by_email, creates_people, trusts_second_factor, allows_local_log_in, of_installation, created_at, updated_at)
    SELECT :id::uuid, :name::text, :issuer::text, :clientId::text, 'private_key_jwt', :scopes::text[], :audience::text, :clinicClaim::text, :clinicValue::text,
      :roleClaim::text, :emailClaim::text, :roles::jsonb, :linksByEmail::boolean, :createsPeople::boolean, :trustsSecondFactor::boolean, true, true,
      :now::timestamptz, :now::timestamptz
      FROM clinics c WHERE c.clinic_id = current_clinic()
    ON CONFLICT (clinic_id, issuer) WHERE of_installation DO NOTHING`,
});
const listOfIssuer = declareStatement('installation-provider.list', {
  parameters: { issuer: 'text' },
  row: declareColumns<{ clinicId: string; id: string }>({ clinicId: 'uuid', id: 'uuid' }),
  sql: `SELECT p.clinic_id AS "clinicId", p.id FROM installation_identity_providers(:issuer) p`,
});
const findClient = declareStatement('installation-provider.client', {
  parameters: { clientId: 'text' },
  row: idRow,
  sql: `SELECT id FROM integration_clients WHERE clinic_id = current_clinic() AND client_id = :clientId AND kind = 'confidential' AND status = 'active'`,
});

/** The rows to which people and logouts of the installation's provider refer, one in each clinic. */
@Injectable()
export class InstallationProviderRepository {
  constructor(private readonly database: Database) {}

  /** The id of the clinic's row, which is made where there is none; null where there is no such clinic. */
  async findOrInsert(clinicId: string, clinicValue: string, provider: InstallationProvider, now: Date): Promise<string | null> {
    const findAgain = bindStatement(find, { issuer: provider.issuer });
    const [found] = await this.database.executeSeparately(clinicId, [findAgain], 'READ ONLY');
    const known = found!.rows[0] as { id: string } | undefined;
    if (known) return known.id;
    const { name, issuer, clientIds, audience, clinicClaim, roleClaim, emailClaim, linksByEmail, createsPeople, trustsSecondFactor } = provider;
    const [scopes, roles] = [[...provider.scopes], [...provider.roles]];
    const written = { name, issuer, scopes, audience, clinicClaim, clinicValue, roleClaim, emailClaim, roles, linksByEmail, createsPeople, trustsSecondFactor };
    const inserted = bindStatement(insert, { ...written, id: createId(), clientId: clientIds[0]!, now });
    const [, made] = await this.database.executeSeparately(clinicId, [inserted, findAgain], 'READ WRITE');
    return (made!.rows[0] as { id: string } | undefined)?.id ?? null;
  }

  async list(issuer: string): Promise<{ clinicId: string; id: string }[]> {
    const [found] = await this.database.executeSeparately(null, [bindStatement(listOfIssuer, { issuer })], 'READ ONLY');
    return found!.rows as { clinicId: string; id: string }[];
  }

  /** The id of the clinic's active integration client with the client id; null where there is none, or only one that runs in browsers. */
  async findClient(clinicId: string, clientId: string): Promise<string | null> {
    const [found] = await this.database.executeSeparately(clinicId, [bindStatement(findClient, { clientId })], 'READ ONLY');
    return (found!.rows[0] as { id: string } | undefined)?.id ?? null;
  }
}
