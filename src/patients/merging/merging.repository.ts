import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { Gained } from '../domain/merge.js';
import type { PatientStatus } from '../patient.dto.js';

/** A merge that stands. */
export interface MergeRecord {
  id: string;
  patientId: string;
  intoId: string;
  gained: Gained;
  status: PatientStatus;
}

const insert = statement(
  'merges.insert',
  `INSERT INTO patient_merges (id, patient_id, into_id, reason, gained, status, merged_by, merged_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)`,
);
const move = statement('merges.move', `SELECT move_to_survivor($1)`);
const standing = statement(
  'merges.standing',
  `SELECT id, patient_id AS "patientId", into_id AS "intoId", gained, status FROM patient_merges
    WHERE clinic_id = current_clinic() AND patient_id = $1 AND undone_at IS NULL FOR UPDATE`,
);
const ties = statement('merges.ties', `SELECT of_table AS "ofTable", to_table AS "toTable" FROM ties_of_merge($1)`);
const undo = statement(
  'merges.undo',
  `UPDATE patient_merges SET undo_reason = $2, undone_by = $3, undone_at = $4, undone_in = pg_current_xact_id() WHERE clinic_id = current_clinic() AND id = $1`,
);
const moveBack = statement('merges.move-back', `SELECT move_back($1)`);

@Injectable()
export class MergingRepository {
  constructor(private readonly database: Database) {}

  /** Notes the merge and moves everything but the two records themselves. */
  async merge({ id, patientId, intoId, gained, status }: MergeRecord, reason: string, by: string, at: Date): Promise<void> {
    await this.database.execute(insert, [id, patientId, intoId, reason, JSON.stringify(gained), status, by, at]);
    await this.database.query(move, [id]);
  }

  standing(patientId: string): Promise<MergeRecord | null> {
    return this.database.maybe<MergeRecord>(standing, [patientId]);
  }

  /** Rows of the one record that rest on rows of the other. */
  ties(mergeId: string): Promise<{ ofTable: string; toTable: string }[]> {
    return this.database.query<{ ofTable: string; toTable: string }>(ties, [mergeId]);
  }

  async undo(mergeId: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.execute(undo, [mergeId, reason, by, at]);
    await this.database.query(moveBack, [mergeId]);
  }
}
