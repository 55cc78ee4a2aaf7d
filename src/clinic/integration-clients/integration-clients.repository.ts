import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import { IntegrationClient } from './integration-client.entity.js';

/** A client with the time at which it last got a token, which another table has. */
export type FoundClient = IntegrationClient & { lastUsedAt: Date | null };

export interface KeptSecret {
  id: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

const clientRow = declareColumns<FoundClient>({
  clinicId: 'uuid',
  id: 'uuid',
  clientId: 'text',
  name: 'text',
  scopes: 'text[]',
  kind: 'text',
  redirectUris: 'text[]',
  origins: 'text[]',
  launchUrl: 'text?',
  publicKeys: 'jsonb?',
  publicKeysUri: 'text?',
  allowedNetworks: 'text[]',
  requestsPerMinute: 'integer?',
  registrationTokenId: 'uuid?',
  status: 'text',
  version: 'integer',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
  lastUsedAt: [
    'timestamptz?',
    '(SELECT u.last_used_at FROM integration_client_uses u WHERE u.clinic_id = integration_clients.clinic_id AND u.integration_client_id = integration_clients.id)',
  ],
});
const secretRow = declareColumns<KeptSecret>({ id: 'uuid', createdAt: 'timestamptz', expiresAt: 'timestamptz?', lastUsedAt: 'timestamptz?' });

const find = declareStatement('clients.find', {
  parameters: { id: 'uuid' },
  row: clientRow,
  sql: `SELECT ${clientRow.list} FROM integration_clients WHERE clinic_id = current_clinic() AND id = :id`,
});
const lock = declareStatement('clients.lock', {
  parameters: { id: 'uuid' },
  row: clientRow,
  sql: `SELECT ${clientRow.list} FROM integration_clients WHERE clinic_id = current_clinic() AND id = :id FOR UPDATE`,
});
const list = declareStatement('clients.list', {
  parameters: { after: 'uuid?', limit: 'bigint' },
  row: clientRow,
  sql: `SELECT ${clientRow.list} FROM integration_clients WHERE clinic_id = current_clinic() AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit`,
});
const count = declareStatement('clients.count', {
  row: total,
  sql: `SELECT count(*)::integer AS total FROM integration_clients WHERE clinic_id = current_clinic()`,
});

const addSecret = declareStatement('clients.add-secret', {
  parameters: { id: 'uuid', clientId: 'uuid', hash: 'bytea', createdAt: 'timestamptz' },
  sql: 'INSERT INTO integration_client_secrets (id, integration_client_id, secret_hash, created_at) VALUES (:id, :clientId, :hash, :createdAt)',
});
const endSecrets = declareStatement('clients.end-secrets', {
  parameters: { clientId: 'uuid', at: 'timestamptz' },
  sql: `UPDATE integration_client_secrets SET expires_at = :at WHERE clinic_id = current_clinic() AND integration_client_id = :clientId
      AND (expires_at IS NULL OR expires_at > :at)`,
});
const listSecrets = declareStatement('clients.list-secrets', {
  parameters: { clientId: 'uuid', now: 'timestamptz' },
  row: secretRow,
  sql: `SELECT ${secretRow.list} FROM integration_client_secrets
    WHERE clinic_id = current_clinic() AND integration_client_id = :clientId AND (expires_at IS NULL OR expires_at > :now) ORDER BY created_at DESC, id DESC`,
});

@Injectable()
export class IntegrationClientsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<FoundClient | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<FoundClient | null> {
    return this.database.findRow(lock, { id });
  }

  list(after: string | null, limit: number): Promise<FoundClient[]> {
    return this.database.query(list, { after, limit });
  }

  async count(): Promise<number> {
    return (await this.database.getRow(count)).total;
  }

  async insert(client: IntegrationClient): Promise<void> {
    await (await this.database.getRepository(IntegrationClient)).insert(client);
  }

  async update({ clinicId, id, ...changed }: IntegrationClient): Promise<void> {
    await (await this.database.getRepository(IntegrationClient)).update({ clinicId, id }, changed);
  }

  async addSecret(clientId: string, secret: { id: string; hash: Buffer; createdAt: Date }): Promise<void> {
    await this.database.execute(addSecret, { clientId, ...secret });
  }

  /** Ends, at this time, the secrets of the client that would be valid longer. */
  async endSecrets(clientId: string, at: Date): Promise<void> {
    await this.database.execute(endSecrets, { clientId, at });
  }

  listSecrets(clientId: string, now: Date): Promise<KeptSecret[]> {
    return this.database.query(listSecrets, { clientId, now });
  }
}
