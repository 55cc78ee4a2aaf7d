import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import { IntegrationClient } from './integration-client.entity.js';

const columns = `clinic_id AS "clinicId", id, client_id AS "clientId", name, scopes, kind, redirect_uris AS "redirectUris", origins,
  public_keys AS "publicKeys", status, version, created_at AS "createdAt", updated_at AS "updatedAt",
  (SELECT u.last_used_at FROM integration_client_uses u WHERE u.clinic_id = integration_clients.clinic_id AND u.integration_client_id = integration_clients.id)
    AS "lastUsedAt"`;

const find = statement('clients.find', `SELECT ${columns} FROM integration_clients WHERE clinic_id = current_clinic() AND id = $1`);
const lock = statement('clients.lock', `SELECT ${columns} FROM integration_clients WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`);
const list = statement(
  'clients.list',
  `SELECT ${columns} FROM integration_clients WHERE clinic_id = current_clinic() AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
);
const count = statement('clients.count', `SELECT count(*)::integer AS total FROM integration_clients WHERE clinic_id = current_clinic()`);

const addSecret = statement(
  'clients.add-secret',
  'INSERT INTO integration_client_secrets (id, integration_client_id, secret_hash, created_at) VALUES ($1, $2, $3, $4)',
);
const endSecrets = statement(
  'clients.end-secrets',
  `UPDATE integration_client_secrets SET expires_at = $2 WHERE clinic_id = current_clinic() AND integration_client_id = $1
      AND (expires_at IS NULL OR expires_at > $2)`,
);
const listSecrets = statement(
  'clients.list-secrets',
  `SELECT id, created_at AS "createdAt", expires_at AS "expiresAt" FROM integration_client_secrets
    WHERE clinic_id = current_clinic() AND integration_client_id = $1 AND (expires_at IS NULL OR expires_at > $2) ORDER BY created_at DESC, id DESC`,
);

/** A client as it is read, with what is counted elsewhere. */
export type FoundClient = IntegrationClient & { lastUsedAt: Date | null };

export interface KeptSecret {
  id: string;
  createdAt: Date;
  expiresAt: Date | null;
}

@Injectable()
export class IntegrationClientsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<FoundClient | null> {
    return this.database.maybe<FoundClient>(find, [id]);
  }

  lock(id: string): Promise<FoundClient | null> {
    return this.database.maybe<FoundClient>(lock, [id]);
  }

  list(after: string | null, limit: number): Promise<FoundClient[]> {
    return this.database.query<FoundClient>(list, [after, limit]);
  }

  async count(): Promise<number> {
    return (await this.database.one<{ total: number }>(count)).total;
  }

  async insert(client: IntegrationClient): Promise<void> {
    await (await this.database.repository(IntegrationClient)).insert(client);
  }

  async update({ clinicId, id, ...changed }: IntegrationClient): Promise<void> {
    await (await this.database.repository(IntegrationClient)).update({ clinicId, id }, changed);
  }

  async addSecret(clientId: string, secret: { id: string; hash: Buffer; createdAt: Date }): Promise<void> {
    await this.database.execute(addSecret, [secret.id, clientId, secret.hash, secret.createdAt]);
  }

  /** The secrets of the client that would be good longer end then. */
  async endSecrets(clientId: string, at: Date): Promise<void> {
    await this.database.execute(endSecrets, [clientId, at]);
  }

  listSecrets(clientId: string, now: Date): Promise<KeptSecret[]> {
    return this.database.query<KeptSecret>(listSecrets, [clientId, now]);
  }
}
