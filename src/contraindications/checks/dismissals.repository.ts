import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { Treatment } from '../../kernel/treatment.js';
import type { DismissedFact, UnreadItem } from '../engine/index.js';

/** A decision that something unread does not matter for a treatment. */
export interface StoredDismissal {
  id: string;
  patientId: string;
  checkId: string;
  treatment: Treatment;
  item: UnreadItem;
  reason: string;
  dismissedBy: string;
  dismissedAt: Date;
  revokedBy: string | null;
  revokedAt: Date | null;
  revokedReason: string | null;
}

export interface DismissalOfPatient extends DismissedFact {
  patientId: string;
}

const columns = `d.id, d.patient_id AS "patientId", d.check_id AS "checkId", d.treatment, d.item, d.reason, d.dismissed_by AS "dismissedBy",
  d.dismissed_at AS "dismissedAt", d.revoked_by AS "revokedBy", d.revoked_at AS "revokedAt", d.revoked_reason AS "revokedReason"`;

const insert = statement(
  'dismissals.insert',
  `INSERT INTO contraindication_dismissals (id, patient_id, check_id, treatment, item_id, item, reason, dismissed_by, dismissed_at)
   VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)`,
);
const standing = statement(
  'dismissals.standing',
  `SELECT d.patient_id AS "patientId", d.treatment, d.item_id AS "itemId", d.reason, d.dismissed_by AS "dismissedBy",
          to_char(d.dismissed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "dismissedAt"
     FROM contraindication_dismissals d
    WHERE d.clinic_id = current_clinic() AND d.patient_id = ANY ($1::uuid[]) AND d.revoked_at IS NULL
    ORDER BY d.id`,
);
const lock = statement('dismissals.lock', `SELECT ${columns} FROM contraindication_dismissals d WHERE d.clinic_id = current_clinic() AND d.id = $1 FOR UPDATE`);
const list = statement(
  'dismissals.list',
  `SELECT ${columns} FROM contraindication_dismissals d
    WHERE d.clinic_id = current_clinic() AND d.patient_id = $1 AND ($2::uuid IS NULL OR d.id < $2) ORDER BY d.id DESC LIMIT $3`,
);
const count = statement(
  'dismissals.count',
  'SELECT count(*)::integer AS total FROM contraindication_dismissals d WHERE d.clinic_id = current_clinic() AND d.patient_id = $1',
);
const revoke = statement(
  'dismissals.revoke',
  `UPDATE contraindication_dismissals d SET revoked_by = $2, revoked_at = $3, revoked_reason = $4
    WHERE d.clinic_id = current_clinic() AND d.patient_id = $1 AND d.treatment = $5 AND d.item_id = $6 AND d.revoked_at IS NULL RETURNING ${columns}`,
);

@Injectable()
export class DismissalsRepository {
  constructor(private readonly database: Database) {}

  async insert({ id, patientId, checkId, treatment, item, reason, dismissedBy, dismissedAt }: StoredDismissal): Promise<void> {
    await this.database.execute(insert, [id, patientId, checkId, treatment, item.id, JSON.stringify(item), reason, dismissedBy, dismissedAt]);
  }

  /** Those that nobody has taken back, of many patients. */
  standing(patientIds: readonly string[]): Promise<DismissalOfPatient[]> {
    return this.database.query<DismissalOfPatient>(standing, [patientIds]);
  }

  lock(id: string): Promise<StoredDismissal | null> {
    return this.database.maybe<StoredDismissal>(lock, [id]);
  }

  list(patientId: string, after: string | null, limit: number): Promise<StoredDismissal[]> {
    return this.database.query<StoredDismissal>(list, [patientId, after, limit]);
  }

  async count(patientId: string): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [patientId])).total;
  }

  /** Takes back every standing decision about the same item of the patient, for the same treatment. */
  revoke({ patientId, treatment, item }: StoredDismissal, by: string, at: Date, reason: string): Promise<StoredDismissal[]> {
    return this.database.query<StoredDismissal>(revoke, [patientId, by, at, reason, treatment, item.id]);
  }
}
