import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import { IntegrationClient } from './integration-client.entity.js';

const columns = `clinic_id AS "clinicId", id, client_id AS "clientId", name, scopes, status, version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const find = statement('clients.find', `SELECT ${columns} FROM integration_clients WHERE clinic_id = current_clinic() AND id = $1`);
const lock = statement('clients.lock', `SELECT ${columns} FROM integration_clients WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`);
const list = statement(
  'clients.list',
  `SELECT ${columns} FROM integration_clients WHERE clinic_id = current_clinic() AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
);
const count = statement('clients.count', `SELECT count(*)::integer AS total FROM integration_clients WHERE clinic_id = current_clinic()`);

@Injectable()
export class IntegrationClientsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<IntegrationClient | null> {
    return this.database.maybe<IntegrationClient>(find, [id]);
  }

  lock(id: string): Promise<IntegrationClient | null> {
    return this.database.maybe<IntegrationClient>(lock, [id]);
  }

  list(after: string | null, limit: number): Promise<IntegrationClient[]> {
    return this.database.query<IntegrationClient>(list, [after, limit]);
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
}
