import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
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

const columns = `v.consultation_id AS "consultationId", v.number, v.content, v.content_hash AS "contentHash", v.signed_by AS "signedBy", v.signed_at AS "signedAt",
  v.reason, v.difference, v.taken_over_from AS "takenOverFrom", v.take_over_reason AS "takeOverReason"`;

const insert = statement(
  'consultation-versions.insert',
  `INSERT INTO consultation_versions (consultation_id, number, content, content_hash, signed_by, signed_at, reason, difference, taken_over_from, take_over_reason)
   VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7, $8::jsonb, $9, $10)`,
);
const list = statement(
  'consultation-versions.list',
  `SELECT ${columns} FROM consultation_versions v
    WHERE v.clinic_id = current_clinic() AND v.consultation_id = $1 AND v.number > $2 ORDER BY v.number LIMIT $3`,
);
const find = statement(
  'consultation-versions.find',
  `SELECT ${columns} FROM consultation_versions v WHERE v.clinic_id = current_clinic() AND v.consultation_id = $1 AND v.number = $2`,
);

type Row = Omit<VersionRecord, 'signedAt'> & { signedAt: Date };

const toRecord = ({ signedAt, ...row }: Row): VersionRecord => ({ ...row, signedAt: signedAt.toISOString() });

@Injectable()
export class VersionsRepository {
  constructor(private readonly database: Database) {}

  async insert(one: VersionRecord): Promise<void> {
    await this.database.execute(insert, [
      one.consultationId,
      one.number,
      JSON.stringify(one.content),
      one.contentHash,
      one.signedBy,
      one.signedAt,
      one.reason,
      one.difference && JSON.stringify(one.difference),
      one.takenOverFrom,
      one.takeOverReason,
    ]);
  }

  async list(consultationId: string, after: number, limit: number): Promise<VersionRecord[]> {
    return (await this.database.query<Row>(list, [consultationId, after, limit])).map(toRecord);
  }

  async find(consultationId: string, number: number): Promise<VersionRecord | null> {
    const row = await this.database.maybe<Row>(find, [consultationId, number]);
    return row && toRecord(row);
  }
}
