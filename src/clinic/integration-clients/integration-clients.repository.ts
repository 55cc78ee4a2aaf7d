import { Injectable } from '@nestjs/common';
import { Database, columns, total, statement } from '../../platform/database/index.js';
import { IntegrationClient } from './integration-client.entity.js';

const integrationClientRow = columns<IntegrationClient>({
  clinicId: 'uuid',
  id: 'uuid',
  clientId: 'text',
  name: 'text',
  scopes: 'text[]',
  status: 'text',
  version: 'integer',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
});

const find = statement('clients.find', {
  parameters: { id: 'uuid' },
  row: integrationClientRow,
  sql: `SELECT ${integrationClientRow.list} FROM integration_clients WHERE clinic_id = current_clinic() AND id = :id`,
});
const lock = statement('clients.lock', {
  parameters: { id: 'uuid' },
  row: integrationClientRow,
  sql: `SELECT ${integrationClientRow.list} FROM integration_clients WHERE clinic_id = current_clinic() AND id = :id FOR UPDATE`,
});
const list = statement('clients.list', {
  parameters: { after: 'uuid?', limit: 'bigint' },
  row: integrationClientRow,
  sql: `SELECT ${integrationClientRow.list} FROM integration_clients WHERE clinic_id = current_clinic() AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit`,
});
const count = statement('clients.count', { row: total, sql: `SELECT count(*)::integer AS total FROM integration_clients WHERE clinic_id = current_clinic()` });

@Injectable()
export class IntegrationClientsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<IntegrationClient | null> {
    return this.database.maybe(find, { id });
  }

  lock(id: string): Promise<IntegrationClient | null> {
    return this.database.maybe(lock, { id });
  }

  list(after: string | null, limit: number): Promise<IntegrationClient[]> {
    return this.database.query(list, { after, limit });
  }

  async count(): Promise<number> {
    return (await this.database.one(count)).total;
  }

  async insert(client: IntegrationClient): Promise<void> {
    await (await this.database.repository(IntegrationClient)).insert(client);
  }

  async update({ clinicId, id, ...changed }: IntegrationClient): Promise<void> {
    await (await this.database.repository(IntegrationClient)).update({ clinicId, id }, changed);
  }
}
