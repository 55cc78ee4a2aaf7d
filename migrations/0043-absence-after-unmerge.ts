import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When a merge is undone, a stated absence of allergies that it ended is stated again, as it was: it was ended for an allergy of the other record alone. One
 * that was changed since, or beside which an allergy has been recorded meanwhile, stays ended.
 *
 * Locks: none; a function is replaced.
 */
export class AbsenceAfterUnmerge1763683200043 implements MigrationInterface {
  name = 'AbsenceAfterUnmerge1763683200043';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- States again what a merge ended that is being undone.
      CREATE FUNCTION restate_absence_after_unmerge(undone patient_merges) RETURNS void
        LANGUAGE sql
        AS $$
          UPDATE patient_allergies t
             SET entry = before.record -> 'entry', consultation_id = NULL, recorded_by = undone.undone_by, updated_at = undone.undone_at, version = t.version + 1
            FROM patient_allergies ended,
                 LATERAL (SELECT h.record FROM record_history h
                   WHERE h.clinic_id = ended.clinic_id AND h.table_name = 'patient_allergies' AND h.row_id = ended.id
                     AND entry_holds(h.record -> 'entry', h.record ->> 'error_reason')
                   ORDER BY h.version DESC LIMIT 1) before
           WHERE t.clinic_id = current_clinic() AND ended.clinic_id = t.clinic_id AND ended.id = t.id
             AND t.patient_id IN (undone.patient_id, undone.into_id) AND t.error_reason IS NULL
             AND states_no_allergy(t.entry) AND NOT entry_holds(t.entry, t.error_reason)
             -- Ended by the merge, and by nobody since.
             AND t.updated_at = undone.merged_at AND t.recorded_by = undone.merged_by
             AND NOT EXISTS (SELECT FROM patient_allergies a WHERE a.clinic_id = t.clinic_id AND a.patient_id = t.patient_id
                   AND NOT states_no_allergy(a.entry) AND entry_holds(a.entry, a.error_reason))
        $$;

      CREATE OR REPLACE FUNCTION settle_moved_allergies() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          PERFORM end_absence_beside_allergy(m.into_id, m.merged_by, m.merged_at)
             FROM patient_merges m WHERE m.clinic_id = current_clinic() AND m.merged_in = pg_current_xact_id()
              AND EXISTS (SELECT FROM after a JOIN before b ON b.clinic_id = a.clinic_id AND b.id = a.id AND b.patient_id <> a.patient_id WHERE a.patient_id = m.into_id);
          PERFORM restate_absence_after_unmerge(m)
             FROM patient_merges m WHERE m.clinic_id = current_clinic() AND m.undone_in = pg_current_xact_id()
              AND EXISTS (SELECT FROM after a JOIN before b ON b.clinic_id = a.clinic_id AND b.id = a.id AND b.patient_id <> a.patient_id WHERE a.patient_id = m.patient_id);
          RETURN NULL;
        END
        $$;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('What was stated again is part of the record: this migration is not undone. Restore a backup.'));
  }
}
