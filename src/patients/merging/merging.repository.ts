import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import type { Gained } from '../domain/merge.js';
import type { PatientStatus } from '../domain/patient-content.js';

/** A merge that was not undone. */
export interface MergeRecord {
  id: string;
  patientId: string;
  intoId: string;
  gained: Gained;
  status: PatientStatus;
}

/** A merge in the history, undone or not. */
export interface PastMerge {
  id: string;
  /** The id of the record that was merged. */
  patientId: string;
  /** The id of the record that survived. */
  intoId: string;
  reason: string;
  mergedBy: string;
  mergedAt: Date;
  undoReason: string | null;
  undoneBy: string | null;
  undoneAt: Date | null;
}

const sealed = declareSealedColumns('patient_merges', { reason: 'sealed-text', gained: 'sealed-identifiers', undoReason: 'sealed-text' });

const insert = declareStatement('merges.insert', {
  parameters: { id: 'uuid', patientId: 'uuid', intoId: 'uuid', reason: sealed.reason, gained: sealed.gained, status: 'text', by: 'uuid', at: 'timestamptz' },
  sql: `INSERT INTO patient_merges (id, patient_id, into_id, reason, gained, status, merged_by, merged_at) VALUES (:id, :patientId, :intoId, :reason, :gained::jsonb, :status, :by, :at)`,
});
/**
 * Both records were open to the caller, who has locked them. From here on the transaction sees every row of them: who treats the person moves with the rest, and
 * for a moment the caller may be in the care team of one of them alone.
 */
const liftLimits = declareStatement('merges.lift-limits', {
  row: declareColumns<{ set: string }>({ set: 'text' }),
  sql: `SELECT set_config('app.limited_caller', '', true) AS set`,
});
const move = declareStatement('merges.move', { parameters: { id: 'uuid' }, sql: `SELECT move_to_survivor(:id)` });
const standing = declareStatement('merges.standing', {
  parameters: { patientId: 'uuid' },
  row: declareColumns<MergeRecord>({ id: 'uuid', patientId: 'uuid', intoId: 'uuid', gained: 'jsonb', status: 'text' }),
  sql: `SELECT id, patient_id AS "patientId", into_id AS "intoId", gained, status FROM patient_merges
    WHERE clinic_id = current_clinic() AND patient_id = :patientId AND undone_at IS NULL FOR UPDATE`,
});
/** The merges of the record, and of every record that was merged into it directly or through others. */
const ofPerson = declareStatement('merges.of-person', {
  parameters: { patientId: 'uuid' },
  row: declareColumns<PastMerge>({
    id: 'uuid',
    patientId: 'uuid',
    intoId: 'uuid',
    reason: 'text',
    mergedBy: 'uuid',
    mergedAt: 'timestamptz',
    undoReason: 'text?',
    undoneBy: 'uuid?',
    undoneAt: 'timestamptz?',
  }),
  sql: `WITH RECURSIVE records (id) AS (
     SELECT :patientId::uuid UNION SELECT m.patient_id FROM patient_merges m JOIN records r ON m.into_id = r.id WHERE m.clinic_id = current_clinic() AND m.undone_at IS NULL
   )
   SELECT m.id, m.patient_id AS "patientId", m.into_id AS "intoId", m.reason, m.merged_by AS "mergedBy", m.merged_at AS "mergedAt",
          m.undo_reason AS "undoReason", m.undone_by AS "undoneBy", m.undone_at AS "undoneAt"
     FROM patient_merges m WHERE m.clinic_id = current_clinic() AND (m.patient_id = :patientId OR m.into_id IN (SELECT id FROM records)) ORDER BY m.merged_at, m.id`,
});
const ties = declareStatement('merges.ties', {
  parameters: { mergeId: 'uuid' },
  row: declareColumns<{ ofTable: string; toTable: string }>({ ofTable: 'text', toTable: 'text' }),
  sql: `SELECT of_table AS "ofTable", to_table AS "toTable" FROM ties_of_merge(:mergeId)`,
});
const undo = declareStatement('merges.undo', {
  parameters: { id: 'uuid', reason: sealed.undoReason, by: 'uuid', at: 'timestamptz' },
  sql: `UPDATE patient_merges SET undo_reason = :reason, undone_by = :by, undone_at = :at, undone_in = pg_current_xact_id() WHERE clinic_id = current_clinic() AND id = :id`,
});
const moveBack = declareStatement('merges.move-back', { parameters: { mergeId: 'uuid' }, sql: `SELECT move_back(:mergeId)` });

@Injectable()
export class MergingRepository {
  constructor(private readonly database: Database) {}

  /** Stores the merge, and moves everything except the two records themselves. */
  async merge({ id, patientId, intoId, gained, status }: MergeRecord, reason: string, by: string, at: Date): Promise<void> {
    await this.database.getRow(liftLimits);
    await this.database.execute(insert, { id, patientId, intoId, reason, gained, status, by, at });
    await this.database.execute(move, { id });
  }

  findCurrent(patientId: string): Promise<MergeRecord | null> {
    return this.database.findRow(standing, { patientId });
  }

  /** Lists the merges, oldest first. */
  listByPerson(patientId: string): Promise<PastMerge[]> {
    return this.database.query(ofPerson, { patientId });
  }

  /** Lists the tables in which rows of one record depend on rows of the other. */
  listTies(mergeId: string): Promise<{ ofTable: string; toTable: string }[]> {
    return this.database.query(ties, { mergeId });
  }

  async undo(mergeId: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.getRow(liftLimits);
    await this.database.execute(undo, { id: mergeId, reason, by, at });
    await this.database.execute(moveBack, { mergeId });
  }
}
