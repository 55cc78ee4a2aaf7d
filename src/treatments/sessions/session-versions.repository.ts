import { Injectable } from '@nestjs/common';
import type { Difference } from '../../kernel/difference.js';
import { Database, statement } from '../../platform/database/index.js';

/** One version of a session's record. */
export interface SessionVersionRecord {
  sessionId: string;
  number: number;
  content: Record<string, unknown>;
  contentHash: string;
  recordedBy: string;
  recordedAt: Date;
  reason: string | null;
  difference: Difference[] | null;
  takenOverFrom: string | null;
  takeOverReason: string | null;
}

const insert = statement(
  'session-versions.insert',
  `INSERT INTO treatment_session_versions (session_id, number, content, content_hash, recorded_by, recorded_at, reason, difference, taken_over_from,
     take_over_reason)
   VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7, $8::jsonb, $9, $10)`,
);
const list = statement(
  'session-versions.list',
  `SELECT v.session_id AS "sessionId", v.number, v.content, v.content_hash AS "contentHash", v.recorded_by AS "recordedBy", v.recorded_at AS "recordedAt",
          v.reason, v.difference, v.taken_over_from AS "takenOverFrom", v.take_over_reason AS "takeOverReason"
     FROM treatment_session_versions v
    WHERE v.clinic_id = current_clinic() AND v.session_id = $1 AND v.number > $2 ORDER BY v.number LIMIT $3`,
);

@Injectable()
export class SessionVersionsRepository {
  constructor(private readonly database: Database) {}

  async insert(one: SessionVersionRecord): Promise<void> {
    await this.database.execute(insert, [
      one.sessionId,
      one.number,
      JSON.stringify(one.content),
      one.contentHash,
      one.recordedBy,
      one.recordedAt,
      one.reason,
      one.difference && JSON.stringify(one.difference),
      one.takenOverFrom,
      one.takeOverReason,
    ]);
  }

  list(sessionId: string, after: number, limit: number): Promise<SessionVersionRecord[]> {
    return this.database.query<SessionVersionRecord>(list, [sessionId, after, limit]);
  }
}
