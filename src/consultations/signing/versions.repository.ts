import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import type { Difference } from '../../kernel/difference.js';

/** One signed version. */
export interface VersionRecord {
  consultationId: string;
  number: number;
  content: Record<string, unknown>;
  contentHash: string;
  signedBy: string;
  signedAt: string;
  reason: string | null;
  difference: Difference[] | null;
  takenOverFrom: string | null;
  takeOverReason: string | null;
}

const rows = declareColumns<Row>(
  {
    consultationId: 'uuid',
    number: 'integer',
    content: 'jsonb',
    contentHash: 'text',
    signedBy: 'uuid',
    signedAt: 'timestamptz',
    reason: 'text?',
    difference: 'jsonb?',
    takenOverFrom: 'uuid?',
    takeOverReason: 'text?',
  },
  'v',
);

/** The content is sealed where it says notes, and hashed before: its hash stays that of what was signed. */
const sealed = declareSealedColumns('consultation_versions', {
  content: 'sealed-notes',
  reason: 'sealed-text?',
  difference: 'sealed-json?',
  takeOverReason: 'sealed-text?',
});

const insert = declareStatement('consultation-versions.insert', {
  parameters: {
    consultationId: 'uuid',
    number: 'integer',
    content: sealed.content,
    contentHash: 'text',
    signedBy: 'uuid',
    signedAt: 'timestamptz',
    reason: sealed.reason,
    difference: sealed.difference,
    takenOverFrom: 'uuid?',
    takeOverReason: sealed.takeOverReason,
  },
  sql: `INSERT INTO consultation_versions (consultation_id, number, content, content_hash, signed_by, signed_at, reason, difference, taken_over_from, take_over_reason)
   VALUES (:consultationId, :number, :content::jsonb, :contentHash, :signedBy, :signedAt, :reason, :difference::jsonb, :takenOverFrom, :takeOverReason)`,
});
const list = declareStatement('consultation-versions.list', {
  parameters: { consultationId: 'uuid', after: 'integer', limit: 'bigint' },
  row: rows,
  sql: `SELECT ${rows.list} FROM consultation_versions v
    WHERE v.clinic_id = current_clinic() AND v.consultation_id = :consultationId AND v.number > :after ORDER BY v.number LIMIT :limit`,
});
const find = declareStatement('consultation-versions.find', {
  parameters: { consultationId: 'uuid', number: 'integer' },
  row: rows,
  sql: `SELECT ${rows.list} FROM consultation_versions v WHERE v.clinic_id = current_clinic() AND v.consultation_id = :consultationId AND v.number = :number`,
});

type Row = Omit<VersionRecord, 'signedAt'> & { signedAt: Date };

const toRecord = ({ signedAt, ...row }: Row): VersionRecord => ({ ...row, signedAt: signedAt.toISOString() });

@Injectable()
export class VersionsRepository {
  constructor(private readonly database: Database) {}

  async insert(version: VersionRecord): Promise<void> {
    await this.database.execute(insert, version);
  }

  async list(consultationId: string, after: number, limit: number): Promise<VersionRecord[]> {
    return (await this.database.query(list, { consultationId, after, limit })).map(toRecord);
  }

  async find(consultationId: string, number: number): Promise<VersionRecord | null> {
    const row = await this.database.findRow(find, { consultationId, number });
    return row && toRecord(row);
  }
}
