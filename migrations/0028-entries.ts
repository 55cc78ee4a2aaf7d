import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The members of an entry that say what it is about. */
const subjects = { conditions: ['code', 'text'], allergies: ['substance'], medications: ['code', 'name'], procedures: ['code', 'text'] } as const;
type List = keyof typeof subjects;

const kinds: Record<List, string> = { conditions: 'condition', allergies: 'allergy', medications: 'medication', procedures: 'procedure' };
const lists = Object.keys(subjects) as List[];

const versionsOf = (list: List): string => `
  SELECT '${list}'::text AS list, t.clinic_id, t.patient_id, t.id, v.number, v.entry, v.consultation_id, v.recorded_by, v.recorded_at, v.error_reason,
         v.moved_from, v.moved_to, t.error_reason AS wrong_by_now
    FROM patient_${list} t CROSS JOIN LATERAL (
      SELECT a.*, nullif(lag(a.patient_id) OVER each, a.patient_id) AS moved_from,
             CASE WHEN lag(a.patient_id) OVER each <> a.patient_id THEN a.patient_id END AS moved_to
        FROM (
          SELECT t.version AS number, t.entry, t.consultation_id, t.recorded_by, t.updated_at AS recorded_at, t.error_reason, t.patient_id
          UNION ALL
          SELECT h.version, h.record -> 'entry', (h.record ->> 'consultation_id')::uuid, (h.record ->> 'recorded_by')::uuid,
                 (h.record ->> 'updated_at')::timestamptz, h.record ->> 'error_reason', (h.record ->> 'patient_id')::uuid
            FROM record_history h WHERE h.clinic_id = t.clinic_id AND h.table_name = 'patient_${list}' AND h.row_id = t.id
        ) a
      WINDOW each AS (ORDER BY a.number)
    ) v`;

const eventsOf = (list: List): string => {
  const kind = kinds[list];
  const happened = `CASE WHEN v.number = 1 THEN '${kind}-recorded' WHEN v.error_reason IS NOT NULL THEN '${kind}-entered-in-error' ELSE '${kind}-changed' END`;
  const absence = `CASE WHEN entry_holds(v.entry, v.error_reason) THEN 'no-known-allergies-stated' ELSE 'no-known-allergies-ended' END`;
  return `
  SELECT v.clinic_id, v.patient_id, v.recorded_at, ${list === 'allergies' ? `CASE WHEN states_no_allergy(v.entry) THEN ${absence} ELSE ${happened} END` : happened},
         '${kind}', v.id, v.recorded_by,
         jsonb_build_object('consultationId', v.consultation_id, 'version', v.number, 'reason', v.error_reason,
           'enteredInError', CASE WHEN v.number = 1 THEN v.wrong_by_now END)
    FROM patient_entry_versions v WHERE v.list = '${list}' AND v.moved_from IS NULL`;
};

/**
 * What an entry of the longitudinal lists is about stays as it was recorded; each of its versions is read, with who and when. That no allergy is
 * known is no allergy: it stands beside none, also where two records of one person become one.
 *
 * Locks: a short exclusive lock on each of the four tables of entries for its new triggers. Entries that say in common words that there is no
 * allergy are given the code that says so, and a stated absence beside an allergy is ended: of each a version is kept.
 */
export class Entries1763683200028 implements MigrationInterface {
  name = 'Entries1763683200028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether an entry of the allergies states that there is none.
      CREATE FUNCTION states_no_allergy(entry jsonb) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN coalesce(entry #>> '{substance,code,system}' = 'hairline' AND entry #>> '{substance,code,code}' = 'no-known-allergies', false);

      -- Whether an entry says of today that it is so.
      CREATE FUNCTION entry_holds(entry jsonb, error_reason text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN error_reason IS NULL
          AND coalesce(entry ->> 'clinicalStatus', entry ->> 'status', 'active')
            NOT IN ('inactive', 'remission', 'resolved', 'stopped', 'completed', 'not-taken', 'entered-in-error')
          AND coalesce(entry ->> 'verificationStatus', '') NOT IN ('refuted', 'entered-in-error');

      -- Ends each stated absence that stands beside an allergy of the same patient.
      CREATE FUNCTION end_absence_beside_allergy(patient uuid, by_whom uuid, at timestamptz) RETURNS void
        LANGUAGE sql
        AS $$
          UPDATE patient_allergies t
             SET entry = t.entry || '{"clinicalStatus":"inactive"}', consultation_id = CASE WHEN by_whom IS NULL THEN t.consultation_id END,
                 recorded_by = coalesce(by_whom, t.recorded_by), updated_at = coalesce(at, t.updated_at), version = t.version + 1
           WHERE t.clinic_id = current_clinic() AND t.patient_id = coalesce(patient, t.patient_id)
             AND states_no_allergy(t.entry) AND entry_holds(t.entry, t.error_reason)
             AND EXISTS (SELECT FROM patient_allergies a WHERE a.clinic_id = t.clinic_id AND a.patient_id = t.patient_id
                   AND NOT states_no_allergy(a.entry) AND entry_holds(a.entry, a.error_reason))
        $$;
    `);

    // What was recorded before: clinic by clinic, for row-level security holds the owner, too.
    await runner.query(`
      DO $do$
      DECLARE clinic uuid;
      BEGIN
        FOR clinic IN SELECT clinic_id FROM clinics LOOP
          PERFORM set_config('app.clinic_id', clinic::text, true);
          UPDATE patient_allergies
             SET entry = jsonb_set(entry, '{substance,code}', '{"system":"hairline","code":"no-known-allergies","display":"No known allergies"}'),
                 version = version + 1
           WHERE clinic_id = clinic AND error_reason IS NULL AND jsonb_typeof(entry #> '{substance,code}') IS DISTINCT FROM 'object'
             AND coalesce(entry ->> 'reaction', '') = ''
             AND lower(trim(both ' .' from entry #>> '{substance,text}')) ~ '^(nka|nkda|n\\.k\\.d?\\.?a|nil|none|no|nil known|none known|no known( drug)? allerg(y|ies)|no( drug)? allerg(y|ies)|कोई एलर्जी नहीं( है)?|koi allergy nahi)$';
          PERFORM end_absence_beside_allergy(NULL, NULL, NULL);
        END LOOP;
        PERFORM set_config('app.clinic_id', '', true);
      END
      $do$;
    `);

    await runner.query(`
      -- What was said of what an entry is about stays word for word; what was not said yet may be added.
      CREATE FUNCTION keep_subject() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          member text;
          before jsonb;
          after jsonb;
        BEGIN
          FOREACH member IN ARRAY TG_ARGV LOOP
            before := coalesce(nullif(OLD.entry -> member, 'null'), '{}');
            after := coalesce(nullif(NEW.entry -> member, 'null'), '{}');
            IF before <> '{}' AND after <> before AND NOT (member = 'substance' AND after @> before) THEN
              RAISE EXCEPTION 'what an entry is about stays as it was recorded' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_subject_kept';
            END IF;
          END LOOP;
          RETURN NEW;
        END
        $$;
      ${lists
        .map((list) => {
          const members = subjects[list].map((member) => `'${member}'`).join(', ');
          return `CREATE TRIGGER patient_${list}_subject_kept BEFORE UPDATE OF entry ON patient_${list} FOR EACH ROW EXECUTE FUNCTION keep_subject(${members});`;
        })
        .join('\n      ')}

      -- Two records of one person become one, or two again: whose allergies moved, of them no absence is stated beside one.
      CREATE FUNCTION settle_moved_allergies() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          PERFORM end_absence_beside_allergy(m.into_id, m.merged_by, m.merged_at)
             FROM patient_merges m WHERE m.clinic_id = current_clinic() AND m.merged_in = pg_current_xact_id()
              AND EXISTS (SELECT FROM after a JOIN before b ON b.clinic_id = a.clinic_id AND b.id = a.id AND b.patient_id <> a.patient_id WHERE a.patient_id = m.into_id);
          RETURN NULL;
        END
        $$;
      CREATE TRIGGER patient_allergies_settled AFTER UPDATE ON patient_allergies
        REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION settle_moved_allergies();

      -- Looked at when the transaction ends: an allergy may come before the absence that it ends.
      CREATE FUNCTION refuse_absence_beside_allergy() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF EXISTS (SELECT FROM patient_allergies t WHERE t.clinic_id = NEW.clinic_id AND t.patient_id = NEW.patient_id AND states_no_allergy(t.entry)
                AND entry_holds(t.entry, t.error_reason))
            AND EXISTS (SELECT FROM patient_allergies t WHERE t.clinic_id = NEW.clinic_id AND t.patient_id = NEW.patient_id AND NOT states_no_allergy(t.entry)
                AND entry_holds(t.entry, t.error_reason)) THEN
            RAISE EXCEPTION 'no absence of allergies stands beside an allergy' USING ERRCODE = 'check_violation', CONSTRAINT = 'patient_allergies_absence_alone';
          END IF;
          RETURN NULL;
        END
        $$;
      CREATE CONSTRAINT TRIGGER patient_allergies_absence_alone AFTER INSERT OR UPDATE ON patient_allergies
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_absence_beside_allergy();

      -- Each version of each entry. One by which it did nothing but move to another record of the same person says from which and to which.
      CREATE VIEW patient_entry_versions WITH (security_invoker = true) AS ${lists.map(versionsOf).join('\n  UNION ALL')};
      SELECT allow_application('patient_entry_versions', 'SELECT');
    `);

    // The timeline as it stands, and of the entries not only the first version, which had the name of whoever changed it last.
    await runner.query(`
      DO $do$
      BEGIN
        EXECUTE 'CREATE OR REPLACE VIEW patient_events WITH (security_invoker = true) AS SELECT * FROM ('
          || rtrim(pg_get_viewdef('patient_events'::regclass), E'; \\n') || $view$
          ) earlier WHERE earlier.kind <> ALL (ARRAY[${lists.map((list) => `'${kinds[list]}-recorded'`).join(', ')}])
          ${lists.map((list) => `UNION ALL ${eventsOf(list)}`).join('\n')}
        $view$;
      END
      $do$;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('What an entry is about and how it came to be is part of the record: this migration is not undone. Restore a backup.'));
  }
}
