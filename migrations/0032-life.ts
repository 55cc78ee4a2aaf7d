import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The dates of the entries of the patient's lists, and whether one may lie after a death: what was prescribed, or expected, need not have come. */
const datesOfEntries = `(VALUES ('onset', false), ('startedOn', false), ('lastTakenOn', false), ('endsOn', true), ('performedOn', false))
          AS f (field, may_follow_death)`;
/** What was only intended has no date at which it happened. */
const happened = (entry: string): string =>
  `${entry} ->> f.field IS NOT NULL AND (f.field <> 'startedOn' OR coalesce(${entry} ->> 'status', 'active') NOT IN ('intended', 'not-taken'))`;

const dated = ({ type, table, column, standing, place }: { type: string; table: string; column: string; standing: string; place: string }): string => `
        UNION ALL
        SELECT clinic_id, patient_id, '${type}', id, '${place}', ${column}, NULL, false FROM ${table} WHERE ${column} IS NOT NULL AND ${standing}`;

/**
 * When a patient died; every date of a patient's record as one list, so that a birth date or a day of death that is corrected can be held against it;
 * a clinic's time zone has a place.
 *
 * Locks: short exclusive locks on patients and clinics for a new column without a default and new constraints. That of the time zone holds for what is
 * written from now on: a zone that is wrong already stays until somebody corrects it, and stops nothing (a lot is judged in UTC then).
 */
export class Life1763683200032 implements MigrationInterface {
  name = 'Life1763683200032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE patients
        -- To the year, the month or the day; NULL where nobody knows, and for whom is alive. A merged record keeps what it said.
        ADD COLUMN deceased_on text COLLATE "C",
        ADD CONSTRAINT patients_deceased_on CHECK (deceased_on IS NULL OR (deceased_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$' AND status IN ('deceased', 'merged')));

      ALTER TABLE clinics
        ADD CONSTRAINT clinics_time_zone CHECK (
          time_zone ~ '^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(/[A-Z][A-Za-z_-]*){1,2}$') NOT VALID;

      -- The clinic's day of an instant. A zone that PostgreSQL does not know never stops anything: it counts as UTC.
      CREATE FUNCTION clinic_day(at timestamptz) RETURNS date
        LANGUAGE plpgsql STABLE
        AS $$
        DECLARE zone text;
        BEGIN
          SELECT c.time_zone INTO zone FROM clinics c WHERE c.clinic_id = current_clinic();
          RETURN (at AT TIME ZONE zone)::date;
        EXCEPTION WHEN invalid_parameter_value THEN
          RETURN (at AT TIME ZONE 'UTC')::date;
        END
        $$;

      CREATE OR REPLACE FUNCTION require_usable_lot(used_lot uuid, used_at timestamptz) RETURNS void
        LANGUAGE plpgsql
        AS $$
        DECLARE lot product_lots;
        BEGIN
          SELECT * INTO lot FROM product_lots l WHERE l.clinic_id = current_clinic() AND l.id = used_lot FOR SHARE;
          IF lot.expires_on < clinic_day(used_at) OR (lot.recalled_at <= used_at AND lot.withdrawn_at IS NULL) THEN
            RAISE EXCEPTION 'the lot has expired or was recalled' USING ERRCODE = 'check_violation', CONSTRAINT = 'product_lots_usable';
          END IF;
        END
        $$;
    `);

    await runner.query(`
      -- Each date of a record that stands: an instant, or a date known to the year, the month or the day.
      CREATE VIEW patient_dates WITH (security_invoker = true) AS
        SELECT clinic_id, patient_id, 'consultation' AS resource_type, id AS resource_id, '/startedAt' AS place, started_at AS at, NULL::text AS on_date,
               false AS may_follow_death FROM consultations WHERE status <> 'entered-in-error'
        UNION ALL
        SELECT clinic_id, patient_id, 'consultation', id, '/vitalSigns/measuredAt', (vital_signs ->> 'measuredAt')::timestamptz, NULL, false
          FROM consultations WHERE status <> 'entered-in-error' AND vital_signs ->> 'measuredAt' IS NOT NULL
        UNION ALL
        SELECT c.clinic_id, c.patient_id, 'consultation', c.id, '/medicalHistory/pregnancy/' || f.field, NULL, c.medical_history #>> ARRAY['pregnancy', f.field], f.may_follow_death
          FROM consultations c, (VALUES ('assessedOn', false), ('dueOn', true)) AS f (field, may_follow_death)
         WHERE c.status <> 'entered-in-error' AND c.medical_history #>> ARRAY['pregnancy', f.field] IS NOT NULL
        UNION ALL
        SELECT c.clinic_id, c.patient_id, 'consultation', c.id, '/medicalHistory/' || l.list || '/' || (e.number - 1) || '/' || f.field, NULL, e.entry ->> f.field, f.may_follow_death
          FROM consultations c, (VALUES ('conditions'), ('medications'), ('procedures')) AS l (list),
               jsonb_array_elements(CASE jsonb_typeof(c.medical_history -> l.list) WHEN 'array' THEN c.medical_history -> l.list ELSE '[]' END) WITH ORDINALITY AS e (entry, number),
               ${datesOfEntries}
         WHERE c.status <> 'entered-in-error' AND ${happened('e.entry')}
        UNION ALL
        SELECT c.clinic_id, c.patient_id, 'consultation', c.id, '/assessment/diagnoses/' || (e.number - 1) || '/onset', NULL, e.entry ->> 'onset', false
          FROM consultations c,
               jsonb_array_elements(CASE jsonb_typeof(c.assessment -> 'diagnoses') WHEN 'array' THEN c.assessment -> 'diagnoses' ELSE '[]' END) WITH ORDINALITY AS e (entry, number)
         WHERE c.status <> 'entered-in-error' AND e.entry ->> 'onset' IS NOT NULL
        ${['condition', 'medication', 'procedure']
          .map(
            (type) => `UNION ALL
        SELECT t.clinic_id, t.patient_id, '${type}', t.id, '/' || f.field, NULL, t.entry ->> f.field, f.may_follow_death
          FROM patient_${type}s t, ${datesOfEntries}
         WHERE t.error_reason IS NULL AND ${happened('t.entry')}`,
          )
          .join('\n        ')}
        ${[
          { type: 'blood-test', table: 'blood_tests', column: 'collected_at', standing: 'error_reason IS NULL', place: '/collectedAt' },
          { type: 'trichoanalysis', table: 'trichoanalyses', column: 'performed_at', standing: 'error_reason IS NULL', place: '/performedAt' },
          { type: 'scale', table: 'scales', column: 'assessed_at', standing: 'error_reason IS NULL', place: '/assessedAt' },
          { type: 'photograph', table: 'photographs', column: 'taken_at', standing: `status = 'current'`, place: '/takenAt' },
          { type: 'consent', table: 'consents', column: 'signed_at', standing: 'true', place: '/signedAt' },
          {
            type: 'treatment-session',
            table: 'treatment_sessions',
            column: 'started_at',
            standing: `status IN ('in-progress', 'completed')`,
            place: '/startedAt',
          },
          { type: 'treatment-session', table: 'treatment_sessions', column: 'ended_at', standing: `status = 'completed'`, place: '/endedAt' },
          { type: 'adverse-event', table: 'adverse_events', column: 'onset_at', standing: 'error_reason IS NULL', place: '/onsetAt' },
          { type: 'adverse-event', table: 'adverse_events', column: 'resolved_at', standing: 'error_reason IS NULL', place: '/resolvedAt' },
          { type: 'rating', table: 'plan_ratings', column: 'rated_at', standing: 'error_reason IS NULL', place: '/ratedAt' },
        ]
          .map(dated)
          .join('')}
        UNION ALL
        SELECT clinic_id, patient_id, 'scale', id, '/baselineOn', NULL, baseline_on::text, false FROM scales WHERE error_reason IS NULL AND baseline_on IS NOT NULL;
      SELECT allow_application('patient_dates', 'SELECT');
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('When somebody died is part of the record: this migration is not undone. Restore a backup.'));
  }
}
