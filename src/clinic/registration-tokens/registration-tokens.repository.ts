import { Injectable } from '@nestjs/common';
import { declareColumns, Database, declareStatement, total } from '../../platform/database/index.js';

export interface RegistrationToken {
  id: string;
  name: string;
  scopes: string[];
  maxRegistrations: number;
  registrations: number;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
}

const tokenRow = declareColumns<RegistrationToken>({
  id: 'uuid',
  name: 'text',
  scopes: 'text[]',
  maxRegistrations: ['integer', 'most_uses'],
  registrations: ['integer', 'uses'],
  createdBy: 'uuid',
  createdAt: 'timestamptz',
  expiresAt: 'timestamptz',
  endedAt: 'timestamptz?',
});

const insert = declareStatement('registration-tokens.insert', {
  parameters: {
    id: 'uuid',
    name: 'text',
    hash: 'bytea',
    scopes: 'text[]',
    maxRegistrations: 'integer',
    createdBy: 'uuid',
    createdAt: 'timestamptz',
    expiresAt: 'timestamptz',
  },
  row: tokenRow,
  sql: `INSERT INTO client_registration_tokens (id, name, token_hash, scopes, most_uses, created_by, created_at, expires_at)
    VALUES (:id, :name, :hash, :scopes, :maxRegistrations, :createdBy, :createdAt, :expiresAt) RETURNING ${tokenRow.list}`,
});
const find = declareStatement('registration-tokens.find', {
  parameters: { id: 'uuid' },
  row: tokenRow,
  sql: `SELECT ${tokenRow.list} FROM client_registration_tokens WHERE clinic_id = current_clinic() AND id = :id`,
});
const list = declareStatement('registration-tokens.list', {
  parameters: { before: 'uuid?', limit: 'bigint' },
  row: tokenRow,
  sql: `SELECT ${tokenRow.list} FROM client_registration_tokens
    WHERE clinic_id = current_clinic() AND (:before::uuid IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit`,
});
const count = declareStatement('registration-tokens.count', {
  row: total,
  sql: 'SELECT count(*)::integer AS total FROM client_registration_tokens WHERE clinic_id = current_clinic()',
});
const end = declareStatement('registration-tokens.end', {
  parameters: { id: 'uuid', at: 'timestamptz' },
  sql: 'UPDATE client_registration_tokens SET ended_at = :at WHERE clinic_id = current_clinic() AND id = :id AND ended_at IS NULL',
});

@Injectable()
export class RegistrationTokensRepository {
  constructor(private readonly database: Database) {}

  insert(token: Omit<RegistrationToken, 'registrations' | 'endedAt'> & { hash: Buffer }): Promise<RegistrationToken> {
    return this.database.getRow(insert, token);
  }

  find(id: string): Promise<RegistrationToken | null> {
    return this.database.findRow(find, { id });
  }

  /** Lists the tokens, newest first. */
  list(before: string | null, limit: number): Promise<RegistrationToken[]> {
    return this.database.query(list, { before, limit });
  }

  async count(): Promise<number> {
    return (await this.database.getRow(count)).total;
  }

  async end(id: string, at: Date): Promise<void> {
    await this.database.execute(end, { id, at });
  }
}
