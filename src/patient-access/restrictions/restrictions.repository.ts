import { Injectable } from '@nestjs/common';
import { createId } from '../../kernel/id.js';
import { Database, declareColumns, declareSealedColumns, declareStatement, total } from '../../platform/database/index.js';
import type { RestrictionKind } from './restriction-kinds.js';

export interface RestrictionRecord {
  id: string;
  patientId: string;
  kind: RestrictionKind;
  staffId: string | null;
  reason: string;
  setBy: string;
  setAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
  endReason: string | null;
}

const restrictionRow = declareColumns<RestrictionRecord>({
  id: 'uuid',
  patientId: 'uuid',
  kind: 'text',
  staffId: 'uuid?',
  reason: 'text',
  setBy: 'uuid',
  setAt: 'timestamptz',
  endedBy: 'uuid?',
  endedAt: 'timestamptz?',
  endReason: 'text?',
});
const sealed = declareSealedColumns('patient_access_restrictions', { reason: 'sealed-text', endReason: 'sealed-text?' });
const ofPatient = `clinic_id = current_clinic() AND patient_id = :patientId`;

const findLatest = declareStatement('restrictions.latest', {
  parameters: { patientId: 'uuid' },
  row: restrictionRow,
  // One that is in force comes before one that has ended, whatever a merge has put beside it.
  sql: `SELECT ${restrictionRow.list} FROM patient_access_restrictions WHERE ${ofPatient} ORDER BY ended_at IS NOT NULL, ended_at DESC, id DESC LIMIT 1`,
});
const countChanges = declareStatement('restrictions.count-changes', {
  parameters: { patientId: 'uuid' },
  row: declareColumns<{ changes: number }>({ changes: 'integer' }),
  sql: `SELECT (count(*) + count(ended_at))::integer AS changes FROM patient_access_restrictions WHERE ${ofPatient}`,
});
const list = declareStatement('restrictions.list', {
  parameters: { patientId: 'uuid', before: 'uuid?', limit: 'bigint' },
  row: restrictionRow,
  sql: `SELECT ${restrictionRow.list} FROM patient_access_restrictions WHERE ${ofPatient} AND (:before::uuid IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit`,
});
const count = declareStatement('restrictions.count', {
  parameters: { patientId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM patient_access_restrictions WHERE ${ofPatient}`,
});
const end = declareStatement('restrictions.end', {
  parameters: { patientId: 'uuid', at: 'timestamptz', by: 'uuid', reason: sealed.endReason },
  sql: `UPDATE patient_access_restrictions SET ended_at = :at, ended_by = :by, end_reason = :reason WHERE ${ofPatient} AND ended_at IS NULL`,
});
const insert = declareStatement('restrictions.insert', {
  parameters: { id: 'uuid', patientId: 'uuid', kind: 'text', staffId: 'uuid?', reason: sealed.reason, setBy: 'uuid', setAt: 'timestamptz' },
  sql: `INSERT INTO patient_access_restrictions (id, patient_id, kind, staff_id, reason, set_by, set_at)
    VALUES (:id, :patientId, :kind, :staffId, :reason, :setBy, :setAt)`,
});

@Injectable()
export class RestrictionsRepository {
  constructor(private readonly database: Database) {}

  /** Finds the restriction in force, else the one that ended last. */
  findLatest(patientId: string): Promise<RestrictionRecord | null> {
    return this.database.findRow(findLatest, { patientId });
  }

  async countChanges(patientId: string): Promise<number> {
    return (await this.database.getRow(countChanges, { patientId })).changes;
  }

  list(patientId: string, before: string | null, limit: number): Promise<RestrictionRecord[]> {
    return this.database.query(list, { patientId, before, limit });
  }

  async count(patientId: string): Promise<number> {
    return (await this.database.getRow(count, { patientId })).total;
  }

  async end(patientId: string, by: string, at: Date, reason: string | null): Promise<void> {
    await this.database.execute(end, { patientId, at, by, reason });
  }

  async insert(restriction: Pick<RestrictionRecord, 'patientId' | 'kind' | 'staffId' | 'reason' | 'setBy' | 'setAt'>): Promise<void> {
    await this.database.execute(insert, { id: createId(), ...restriction });
  }
}
