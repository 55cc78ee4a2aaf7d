import { Injectable } from '@nestjs/common';
import type { Difference } from '../../kernel/difference.js';
import { Database, declareColumns, declareStatement, declareSealedColumns } from '../../platform/database/index.js';

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

/** The content is sealed where it says notes, and hashed before: its hash stays that of what was recorded. */
const sealed = declareSealedColumns('treatment_session_versions', {
  content: 'sealed-notes',
  reason: 'sealed-text?',
  difference: 'sealed-json?',
  takeOverReason: 'sealed-text?',
});

const insert = declareStatement('session-versions.insert', {
  parameters: {
    sessionId: 'uuid',
    number: 'integer',
    content: sealed.content,
    contentHash: 'text',
    recordedBy: 'uuid',
    recordedAt: 'timestamptz',
    reason: sealed.reason,
    difference: sealed.difference,
    takenOverFrom: 'uuid?',
    takeOverReason: sealed.takeOverReason,
  },
  sql: `INSERT INTO treatment_session_versions (session_id, number, content, content_hash, recorded_by, recorded_at, reason, difference, taken_over_from,
     take_over_reason)
   VALUES (:sessionId, :number, :content::jsonb, :contentHash, :recordedBy, :recordedAt, :reason, :difference::jsonb, :takenOverFrom, :takeOverReason)`,
});
const list = declareStatement('session-versions.list', {
  parameters: { sessionId: 'uuid', after: 'integer', limit: 'bigint' },
  row: declareColumns<SessionVersionRecord>({
    sessionId: 'uuid',
    number: 'integer',
    content: 'jsonb',
    contentHash: 'text',
    recordedBy: 'uuid',
    recordedAt: 'timestamptz',
    reason: 'text?',
    difference: 'jsonb?',
    takenOverFrom: 'uuid?',
    takeOverReason: 'text?',
  }),
  sql: `SELECT v.session_id AS "sessionId", v.number, v.content, v.content_hash AS "contentHash", v.recorded_by AS "recordedBy", v.recorded_at AS "recordedAt",
          v.reason, v.difference, v.taken_over_from AS "takenOverFrom", v.take_over_reason AS "takeOverReason"
     FROM treatment_session_versions v
    WHERE v.clinic_id = current_clinic() AND v.session_id = :sessionId AND v.number > :after ORDER BY v.number LIMIT :limit`,
});

@Injectable()
export class SessionVersionsRepository {
  constructor(private readonly database: Database) {}

  async insert(sessionVersion: SessionVersionRecord): Promise<void> {
    await this.database.execute(insert, sessionVersion);
  }

  list(sessionId: string, after: number, limit: number): Promise<SessionVersionRecord[]> {
    return this.database.query(list, { sessionId, after, limit });
  }
}
