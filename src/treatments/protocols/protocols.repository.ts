import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import type { Protocol, ProtocolContent } from './domain/protocol.js';
import type { ProtocolStatus } from './domain/protocol-status.js';
import type { Treatment } from '../../kernel/treatment.js';

/** A protocol of the clinic, with its content. */
export interface StoredProtocol extends Protocol {
  id: string;
  status: ProtocolStatus;
  createdBy: string | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  publishReason: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface ProtocolFilter {
  treatment: readonly Treatment[] | null;
  status: readonly ProtocolStatus[] | null;
}

const protocolRow = declareColumns<StoredProtocol>({
  id: 'uuid',
  treatment: 'text',
  protocolVersion: 'integer',
  status: 'text',
  content: 'jsonb',
  createdBy: 'uuid?',
  publishedBy: 'uuid?',
  publishedAt: 'timestamptz?',
  publishReason: 'text?',
  version: 'integer',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
});
const own = 'clinic_id = current_clinic()';
const filtered = `${own} AND (:treatment::text[] IS NULL OR treatment = ANY (:treatment)) AND (:status::text[] IS NULL OR status = ANY (:status))`;

const find = declareStatement('protocols.find', {
  parameters: { id: 'uuid' },
  row: protocolRow,
  sql: `SELECT ${protocolRow.list} FROM treatment_protocols WHERE ${own} AND id = :id`,
});
const lock = declareStatement('protocols.lock', {
  parameters: { id: 'uuid' },
  row: protocolRow,
  sql: `SELECT ${protocolRow.list} FROM treatment_protocols WHERE ${own} AND id = :id FOR UPDATE`,
});
const findPublished = declareStatement('protocols.find-published', {
  parameters: { treatment: 'text' },
  row: protocolRow,
  sql: `SELECT ${protocolRow.list} FROM treatment_protocols WHERE ${own} AND treatment = :treatment AND status = 'published'`,
});
const findVersion = declareStatement('protocols.find-version', {
  parameters: { treatment: 'text', protocolVersion: 'integer' },
  row: protocolRow,
  sql: `SELECT ${protocolRow.list} FROM treatment_protocols WHERE ${own} AND treatment = :treatment AND protocol_version = :protocolVersion`,
});
/** Locks the protocols of a treatment, so that drafts and publications follow one another. */
const lockTreatment = declareStatement('protocols.lock-treatment', {
  parameters: { treatment: 'text' },
  row: declareColumns<{ protocolVersion: number }>({ protocolVersion: 'integer' }),
  sql: `SELECT protocol_version AS "protocolVersion" FROM treatment_protocols WHERE ${own} AND treatment = :treatment ORDER BY protocol_version FOR UPDATE`,
});
const list = declareStatement('protocols.list', {
  parameters: { treatment: 'text[]?', status: 'text[]?', after: 'uuid?', limit: 'bigint' },
  row: protocolRow,
  sql: `SELECT ${protocolRow.list} FROM treatment_protocols WHERE ${filtered} AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit`,
});
const count = declareStatement('protocols.count', {
  parameters: { treatment: 'text[]?', status: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM treatment_protocols WHERE ${filtered}`,
});
const install = declareStatement('protocols.install', {
  parameters: { shipped: 'jsonb', at: 'timestamptz' },
  sql: `INSERT INTO treatment_protocols (id, treatment, protocol_version, status, content, published_at, created_at, updated_at)
   SELECT s.id, s.treatment, 1, 'published', s.content, :at, :at, :at
     FROM jsonb_to_recordset(:shipped::jsonb) AS s(id uuid, treatment text, content jsonb)
    WHERE NOT EXISTS (SELECT FROM treatment_protocols p WHERE p.clinic_id = current_clinic() AND p.treatment = s.treatment)
   ON CONFLICT DO NOTHING`,
});
const insert = declareStatement('protocols.insert', {
  parameters: { id: 'uuid', treatment: 'text', protocolVersion: 'integer', content: 'jsonb', createdBy: 'uuid?', createdAt: 'timestamptz' },
  sql: `INSERT INTO treatment_protocols (id, treatment, protocol_version, status, content, created_by, created_at, updated_at)
   VALUES (:id, :treatment, :protocolVersion, 'draft', :content::jsonb, :createdBy, :createdAt, :createdAt)`,
});
const change = declareStatement('protocols.change', {
  parameters: { id: 'uuid', content: 'jsonb', updatedAt: 'timestamptz' },
  sql: `UPDATE treatment_protocols SET content = :content::jsonb, updated_at = :updatedAt, version = version + 1 WHERE ${own} AND id = :id`,
});
const retire = declareStatement('protocols.retire', {
  parameters: { treatment: 'text', publishedAt: 'timestamptz?' },
  sql: `UPDATE treatment_protocols SET status = 'retired', updated_at = :publishedAt, version = version + 1 WHERE ${own} AND treatment = :treatment AND status = 'published'`,
});
const publish = declareStatement('protocols.publish', {
  parameters: { id: 'uuid', publishedBy: 'uuid?', publishedAt: 'timestamptz?', publishReason: 'text?' },
  sql: `UPDATE treatment_protocols SET status = 'published', published_by = :publishedBy, published_at = :publishedAt, publish_reason = :publishReason, updated_at = :publishedAt, version = version + 1
    WHERE ${own} AND id = :id`,
});

@Injectable()
export class ProtocolsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredProtocol | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<StoredProtocol | null> {
    return this.database.findRow(lock, { id });
  }

  findPublished(treatment: Treatment): Promise<StoredProtocol | null> {
    return this.database.findRow(findPublished, { treatment });
  }

  findVersion(treatment: Treatment, protocolVersion: number): Promise<StoredProtocol | null> {
    return this.database.findRow(findVersion, { treatment, protocolVersion });
  }

  /** Finds the highest version of the treatment, and locks the treatment's protocols until the transaction ends. */
  async lockTreatment(treatment: Treatment): Promise<number> {
    const rows = await this.database.query(lockTreatment, { treatment });
    return rows.at(-1)?.protocolVersion ?? 0;
  }

  list({ treatment, status }: ProtocolFilter, after: string | null, limit: number): Promise<StoredProtocol[]> {
    return this.database.query(list, { treatment, status, after, limit });
  }

  async count({ treatment, status }: ProtocolFilter): Promise<number> {
    return (await this.database.getRow(count, { treatment, status })).total;
  }

  /** Stores the shipped protocols of those treatments for which the clinic has none, in a transaction of its own. */
  async install(clinicId: string, shipped: readonly { id: string; treatment: Treatment; content: ProtocolContent }[], at: Date): Promise<void> {
    await this.database.runInClinic(clinicId, () => this.database.execute(install, { shipped, at }));
  }

  async insert({ id, treatment, protocolVersion, content, createdBy, createdAt }: StoredProtocol): Promise<void> {
    await this.database.execute(insert, { id, treatment, protocolVersion, content, createdBy, createdAt });
  }

  async change({ id, content, updatedAt }: StoredProtocol): Promise<void> {
    await this.database.execute(change, { id, content, updatedAt });
  }

  /** Retires the protocol in force and puts this one into force. */
  async publish({ id, treatment, publishedBy, publishedAt, publishReason }: StoredProtocol): Promise<void> {
    await this.database.execute(retire, { treatment, publishedAt });
    await this.database.execute(publish, { id, publishedBy, publishedAt, publishReason });
  }
}
