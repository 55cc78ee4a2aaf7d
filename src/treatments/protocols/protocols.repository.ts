import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
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
  treatment: Treatment | null;
  status: ProtocolStatus | null;
}

const columns = `id, treatment, protocol_version AS "protocolVersion", status, content, created_by AS "createdBy", published_by AS "publishedBy",
  published_at AS "publishedAt", publish_reason AS "publishReason", version, created_at AS "createdAt", updated_at AS "updatedAt"`;
const own = 'clinic_id = current_clinic()';
const filtered = `${own} AND ($1::text IS NULL OR treatment = $1) AND ($2::text IS NULL OR status = $2)`;

const find = statement('protocols.find', `SELECT ${columns} FROM treatment_protocols WHERE ${own} AND id = $1`);
const lock = statement('protocols.lock', `SELECT ${columns} FROM treatment_protocols WHERE ${own} AND id = $1 FOR UPDATE`);
const findPublished = statement(
  'protocols.find-published',
  `SELECT ${columns} FROM treatment_protocols WHERE ${own} AND treatment = $1 AND status = 'published'`,
);
const findVersion = statement('protocols.find-version', `SELECT ${columns} FROM treatment_protocols WHERE ${own} AND treatment = $1 AND protocol_version = $2`);
/** Whoever drafts or publishes a protocol of a treatment waits for whoever does so already. */
const lockTreatment = statement(
  'protocols.lock-treatment',
  `SELECT protocol_version AS "protocolVersion" FROM treatment_protocols WHERE ${own} AND treatment = $1 ORDER BY protocol_version FOR UPDATE`,
);
const list = statement('protocols.list', `SELECT ${columns} FROM treatment_protocols WHERE ${filtered} AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`);
const count = statement('protocols.count', `SELECT count(*)::integer AS total FROM treatment_protocols WHERE ${filtered}`);
const install = statement(
  'protocols.install',
  `INSERT INTO treatment_protocols (id, treatment, protocol_version, status, content, published_at, created_at, updated_at)
   SELECT s.id, s.treatment, 1, 'published', s.content, $2, $2, $2
     FROM jsonb_to_recordset($1::jsonb) AS s(id uuid, treatment text, content jsonb)
    WHERE NOT EXISTS (SELECT FROM treatment_protocols p WHERE p.clinic_id = current_clinic() AND p.treatment = s.treatment)
   ON CONFLICT DO NOTHING`,
);
const insert = statement(
  'protocols.insert',
  `INSERT INTO treatment_protocols (id, treatment, protocol_version, status, content, created_by, created_at, updated_at)
   VALUES ($1, $2, $3, 'draft', $4::jsonb, $5, $6, $6)`,
);
const change = statement(
  'protocols.change',
  `UPDATE treatment_protocols SET content = $2::jsonb, updated_at = $3, version = version + 1 WHERE ${own} AND id = $1`,
);
const retire = statement(
  'protocols.retire',
  `UPDATE treatment_protocols SET status = 'retired', updated_at = $2, version = version + 1 WHERE ${own} AND treatment = $1 AND status = 'published'`,
);
const publish = statement(
  'protocols.publish',
  `UPDATE treatment_protocols SET status = 'published', published_by = $2, published_at = $3, publish_reason = $4, updated_at = $3, version = version + 1
    WHERE ${own} AND id = $1`,
);

@Injectable()
export class ProtocolsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredProtocol | null> {
    return this.database.maybe<StoredProtocol>(find, [id]);
  }

  lock(id: string): Promise<StoredProtocol | null> {
    return this.database.maybe<StoredProtocol>(lock, [id]);
  }

  findPublished(treatment: Treatment): Promise<StoredProtocol | null> {
    return this.database.maybe<StoredProtocol>(findPublished, [treatment]);
  }

  findVersion(treatment: Treatment, protocolVersion: number): Promise<StoredProtocol | null> {
    return this.database.maybe<StoredProtocol>(findVersion, [treatment, protocolVersion]);
  }

  /** The highest version of the treatment, held until the change is committed. */
  async lockTreatment(treatment: Treatment): Promise<number> {
    const rows = await this.database.query<{ protocolVersion: number }>(lockTreatment, [treatment]);
    return rows.at(-1)?.protocolVersion ?? 0;
  }

  list({ treatment, status }: ProtocolFilter, after: string | null, limit: number): Promise<StoredProtocol[]> {
    return this.database.query<StoredProtocol>(list, [treatment, status, after, limit]);
  }

  async count({ treatment, status }: ProtocolFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [treatment, status])).total;
  }

  /** Stores the shipped protocols of treatments for which the clinic has none, in a transaction of its own. */
  async install(clinicId: string, shipped: readonly { id: string; treatment: Treatment; content: ProtocolContent }[], at: Date): Promise<void> {
    await this.database.inClinic(clinicId, () => this.database.execute(install, [JSON.stringify(shipped), at]));
  }

  async insert({ id, treatment, protocolVersion, content, createdBy, createdAt }: StoredProtocol): Promise<void> {
    await this.database.execute(insert, [id, treatment, protocolVersion, JSON.stringify(content), createdBy, createdAt]);
  }

  async change({ id, content, updatedAt }: StoredProtocol): Promise<void> {
    await this.database.execute(change, [id, JSON.stringify(content), updatedAt]);
  }

  /** Retires the one in force and puts this one in its place. */
  async publish({ id, treatment, publishedBy, publishedAt, publishReason }: StoredProtocol): Promise<void> {
    await this.database.execute(retire, [treatment, publishedAt]);
    await this.database.execute(publish, [id, publishedBy, publishedAt, publishReason]);
  }
}
