import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareSealedColumns, declareStatement, total } from '../../platform/database/index.js';
import type { EmergencyOutcome } from './emergency-outcomes.js';

export interface EmergencyAccessRecord {
  id: string;
  patientId: string;
  openedBy: string;
  reason: string;
  openedAt: Date;
  expiresAt: Date;
  outcome: EmergencyOutcome | null;
  reviewComment: string | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  version: number;
}

/** Somebody who is told of an emergency access. */
export interface AlertedPerson {
  name: string | null;
  email: string;
  language: string | null;
}

const accessRow = declareColumns<EmergencyAccessRecord>({
  id: 'uuid',
  patientId: 'uuid',
  openedBy: 'uuid',
  reason: 'text',
  openedAt: 'timestamptz',
  expiresAt: 'timestamptz',
  outcome: 'text?',
  reviewComment: 'text?',
  reviewedBy: 'uuid?',
  reviewedAt: 'timestamptz?',
  version: 'integer',
});

const sealed = declareSealedColumns('emergency_accesses', { reason: 'sealed-text', reviewComment: 'sealed-text?' });

const isOwnRecord = declareStatement('emergency-accesses.is-own-record', {
  parameters: { patientId: 'uuid', staffId: 'uuid' },
  row: declareColumns<{ own: boolean }>({ own: 'boolean!' }),
  sql: `SELECT EXISTS (SELECT FROM patient_access_restrictions
      WHERE clinic_id = current_clinic() AND patient_id = :patientId AND staff_id = :staffId AND ended_at IS NULL) AS own`,
});
const insert = declareStatement('emergency-accesses.insert', {
  parameters: { id: 'uuid', patientId: 'uuid', openedBy: 'uuid', reason: sealed.reason, openedAt: 'timestamptz', expiresAt: 'timestamptz' },
  row: accessRow,
  sql: `INSERT INTO emergency_accesses (id, patient_id, opened_by, reason, opened_at, expires_at)
    VALUES (:id, :patientId, :openedBy, :reason, :openedAt, :expiresAt) RETURNING ${accessRow.list}`,
});
const find = declareStatement('emergency-accesses.find', {
  parameters: { id: 'uuid' },
  row: accessRow,
  sql: `SELECT ${accessRow.list} FROM emergency_accesses WHERE clinic_id = current_clinic() AND id = :id`,
});
const lock = declareStatement('emergency-accesses.lock', {
  parameters: { id: 'uuid' },
  row: accessRow,
  sql: `SELECT ${accessRow.list} FROM emergency_accesses WHERE clinic_id = current_clinic() AND id = :id FOR UPDATE`,
});
const review = declareStatement('emergency-accesses.review', {
  parameters: { id: 'uuid', outcome: 'text', comment: sealed.reviewComment, by: 'uuid', at: 'timestamptz' },
  row: accessRow,
  sql: `UPDATE emergency_accesses SET outcome = :outcome, review_comment = :comment, reviewed_by = :by, reviewed_at = :at, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id RETURNING ${accessRow.list}`,
});
const filter = `clinic_id = current_clinic() AND (:reviewed::boolean IS NULL OR (reviewed_at IS NOT NULL) = :reviewed)`;
const list = declareStatement('emergency-accesses.list', {
  parameters: { reviewed: 'boolean?', before: 'uuid?', limit: 'bigint' },
  row: accessRow,
  sql: `SELECT ${accessRow.list} FROM emergency_accesses WHERE ${filter} AND (:before::uuid IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit`,
});
const count = declareStatement('emergency-accesses.count', {
  parameters: { reviewed: 'boolean?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM emergency_accesses WHERE ${filter}`,
});
const listAdmins = declareStatement('emergency-accesses.admins', {
  row: declareColumns<AlertedPerson & { name: string }>({ name: 'text', email: 'text', language: 'text?' }),
  sql: `SELECT s.name, s.email, a.language FROM staff s LEFT JOIN login_accounts a ON a.clinic_id = s.clinic_id AND a.staff_id = s.id
    WHERE s.clinic_id = current_clinic() AND s.role = 'admin' AND s.status = 'active' ORDER BY s.id`,
});

@Injectable()
export class EmergencyAccessesRepository {
  constructor(private readonly database: Database) {}

  /** Whether it is the restricted record of this person. */
  async isOwnRecord(patientId: string, staffId: string): Promise<boolean> {
    return (await this.database.getRow(isOwnRecord, { patientId, staffId })).own;
  }

  insert(access: Pick<EmergencyAccessRecord, 'id' | 'patientId' | 'openedBy' | 'reason' | 'openedAt' | 'expiresAt'>): Promise<EmergencyAccessRecord> {
    return this.database.getRow(insert, access);
  }

  find(id: string): Promise<EmergencyAccessRecord | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<EmergencyAccessRecord | null> {
    return this.database.findRow(lock, { id });
  }

  review(id: string, outcome: EmergencyOutcome, comment: string | null, by: string, at: Date): Promise<EmergencyAccessRecord> {
    return this.database.getRow(review, { id, outcome, comment, by, at });
  }

  /** Lists emergency accesses, the newest first. */
  list(reviewed: boolean | null, before: string | null, limit: number): Promise<EmergencyAccessRecord[]> {
    return this.database.query(list, { reviewed, before, limit });
  }

  async count(reviewed: boolean | null): Promise<number> {
    return (await this.database.getRow(count, { reviewed })).total;
  }

  /** Lists the active admins of the clinic. */
  listAdmins(): Promise<AlertedPerson[]> {
    return this.database.query(listAdmins);
  }
}
