import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What changes of the row without changing what is said of the event. */
const besides = [
  'version',
  'updated_at',
  'changed_by',
  'patient_id',
  'held_plan',
  'awaiting_decision',
  'usual_end',
  'expected',
  'error_reason',
  'error_by',
  'error_at',
];

/**
 * Each version of an adverse event is read, with who and when, and is on the timeline.
 *
 * Locks: a short exclusive lock on adverse_events for a new column without a default; nothing is rewritten.
 */
export class AdverseEventVersions1763683200029 implements MigrationInterface {
  name = 'AdverseEventVersions1763683200029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who changed it last; NULL where nobody did, or where it was before that was kept.
      ALTER TABLE adverse_events ADD COLUMN changed_by uuid;

      CREATE VIEW adverse_event_versions WITH (security_invoker = true) AS
        SELECT e.clinic_id, e.patient_id, e.id, v.number, v.record, v.before, (v.record ->> 'updated_at')::timestamptz AS recorded_at,
               CASE WHEN v.number = 1 THEN e.recorded_by ELSE (v.record ->> 'changed_by')::uuid END AS recorded_by,
               v.record ->> 'error_reason' AS error_reason, e.error_reason AS wrong_by_now,
               v.record - '{${besides.join(',')}}'::text[] <> v.before - '{${besides.join(',')}}'::text[] AS says_otherwise,
               CASE WHEN v.before ->> 'patient_id' <> v.record ->> 'patient_id' THEN (v.before ->> 'patient_id')::uuid END AS moved_from,
               CASE WHEN v.before ->> 'patient_id' <> v.record ->> 'patient_id' THEN (v.record ->> 'patient_id')::uuid END AS moved_to
          FROM adverse_events e CROSS JOIN LATERAL (
            SELECT a.number, a.record, lag(a.record) OVER (ORDER BY a.number) AS before
              FROM (SELECT e.version AS number, to_jsonb(e) AS record
                    UNION ALL
                    SELECT h.version, h.record FROM record_history h
                     WHERE h.clinic_id = e.clinic_id AND h.table_name = 'adverse_events' AND h.row_id = e.id) a
          ) v;
      SELECT allow_application('adverse_event_versions', 'SELECT');

      DO $do$
      BEGIN
        EXECUTE 'CREATE OR REPLACE VIEW patient_events WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('patient_events'::regclass), E'; \\n') || $view$
          UNION ALL
          SELECT v.clinic_id, v.patient_id, v.recorded_at, CASE WHEN v.error_reason IS NULL THEN 'adverse-event-changed' ELSE 'adverse-event-entered-in-error' END,
                 'adverse-event', v.id, v.recorded_by,
                 jsonb_build_object('type', v.record ->> 'type', 'version', v.number, 'grade', v.record -> 'grade', 'reason', v.error_reason)
            FROM adverse_event_versions v
           WHERE v.moved_from IS NULL AND v.number > 1 AND (v.says_otherwise OR v.error_reason IS NOT NULL)
        $view$;
      END
      $do$;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Who changed an adverse event is part of the record: this migration is not undone. Restore a backup.'));
  }
}
