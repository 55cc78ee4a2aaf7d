import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import type { Treatment } from '../../kernel/treatment.js';
import type { DismissedFact, UnreadItem } from '../engine/index.js';

/** A decision that an unread item does not matter for a treatment. */
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

const dismissalRow = declareColumns<StoredDismissal>(
  {
    id: 'uuid',
    patientId: 'uuid',
    checkId: 'uuid',
    treatment: 'text',
    item: 'jsonb',
    reason: 'text',
    dismissedBy: 'uuid',
    dismissedAt: 'timestamptz',
    revokedBy: 'uuid?',
    revokedAt: 'timestamptz?',
    revokedReason: 'text?',
  },
  'd',
);

const sealed = declareSealedColumns('contraindication_dismissals', { item: 'sealed-quotes', reason: 'sealed-text', revokedReason: 'sealed-text?' });

const insert = declareStatement('dismissals.insert', {
  parameters: {
    id: 'uuid',
    patientId: 'uuid',
    checkId: 'uuid',
    treatment: 'text',
    itemId: 'text',
    item: sealed.item,
    reason: sealed.reason,
    dismissedBy: 'uuid',
    dismissedAt: 'timestamptz',
  },
  sql: `INSERT INTO contraindication_dismissals (id, patient_id, check_id, treatment, item_id, item, reason, dismissed_by, dismissed_at)
   VALUES (:id, :patientId, :checkId, :treatment, :itemId, :item::jsonb, :reason, :dismissedBy, :dismissedAt)`,
});
const standing = declareStatement('dismissals.standing', {
  parameters: { patientIds: 'uuid[]' },
  row: declareColumns<DismissalOfPatient>({ patientId: 'uuid', treatment: 'text', itemId: 'text', reason: 'text', dismissedBy: 'uuid', dismissedAt: 'text' }),
  sql: `SELECT d.patient_id AS "patientId", d.treatment, d.item_id AS "itemId", d.reason, d.dismissed_by AS "dismissedBy",
          to_char(d.dismissed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "dismissedAt"
     FROM contraindication_dismissals d
    WHERE d.clinic_id = current_clinic() AND d.patient_id = ANY (:patientIds::uuid[]) AND d.revoked_at IS NULL
    ORDER BY d.id`,
});
const lock = declareStatement('dismissals.lock', {
  parameters: { id: 'uuid' },
  row: dismissalRow,
  sql: `SELECT ${dismissalRow.list} FROM contraindication_dismissals d WHERE d.clinic_id = current_clinic() AND d.id = :id FOR UPDATE`,
});
const list = declareStatement('dismissals.list', {
  parameters: { patientId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row: dismissalRow,
  sql: `SELECT ${dismissalRow.list} FROM contraindication_dismissals d
    WHERE d.clinic_id = current_clinic() AND d.patient_id = :patientId AND (:after::uuid IS NULL OR d.id < :after) ORDER BY d.id DESC LIMIT :limit`,
});
const count = declareStatement('dismissals.count', {
  parameters: { patientId: 'uuid' },
  row: total,
  sql: 'SELECT count(*)::integer AS total FROM contraindication_dismissals d WHERE d.clinic_id = current_clinic() AND d.patient_id = :patientId',
});
const revoke = declareStatement('dismissals.revoke', {
  parameters: { patientId: 'uuid', by: 'uuid', at: 'timestamptz', reason: sealed.revokedReason, treatment: 'text', id: 'text' },
  row: dismissalRow,
  sql: `UPDATE contraindication_dismissals d SET revoked_by = :by, revoked_at = :at, revoked_reason = :reason
    WHERE d.clinic_id = current_clinic() AND d.patient_id = :patientId AND d.treatment = :treatment AND d.item_id = :id AND d.revoked_at IS NULL RETURNING ${dismissalRow.list}`,
});

@Injectable()
export class DismissalsRepository {
  constructor(private readonly database: Database) {}

  async insert({ id, patientId, checkId, treatment, item, reason, dismissedBy, dismissedAt }: StoredDismissal): Promise<void> {
    await this.database.execute(insert, { id, patientId, checkId, treatment, itemId: item.id, item, reason, dismissedBy, dismissedAt });
  }

  /** Reads the dismissals of many patients that nobody has revoked. */
  listInForce(patientIds: readonly string[]): Promise<DismissalOfPatient[]> {
    return this.database.query(standing, { patientIds });
  }

  lock(id: string): Promise<StoredDismissal | null> {
    return this.database.findRow(lock, { id });
  }

  list(patientId: string, after: string | null, limit: number): Promise<StoredDismissal[]> {
    return this.database.query(list, { patientId, after, limit });
  }

  async count(patientId: string): Promise<number> {
    return (await this.database.getRow(count, { patientId })).total;
  }

  /** Revokes every dismissal in force of the same item of the patient, for the same treatment. */
  revoke({ patientId, treatment, item }: StoredDismissal, by: string, at: Date, reason: string): Promise<StoredDismissal[]> {
    return this.database.query(revoke, { patientId, by, at, reason, treatment, id: item.id });
  }
}
