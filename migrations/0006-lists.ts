import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** The members of an entry that say what it is about. */
const subjects = { conditions: ['code', 'text'], allergies: ['substance'], medications: ['code', 'name'], procedures: ['code', 'text'] } as const;
type List = keyof typeof subjects;
const lists = Object.keys(subjects) as List[];

/** The same four columns of meaning for each list: what is said, where it comes from, whether it was an error. */
const listTable = (list: List): string => `
  CREATE TABLE patient_${list} (
    clinic_id       uuid NOT NULL DEFAULT current_clinic(),
    id              uuid NOT NULL,
    patient_id      uuid NOT NULL,
    entry           jsonb NOT NULL,
    consultation_id uuid,
    recorded_by     uuid NOT NULL,
    error_reason    text,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT patient_${list}_pk PRIMARY KEY (clinic_id, id),
    CONSTRAINT patient_${list}_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
    CONSTRAINT patient_${list}_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
    CONSTRAINT patient_${list}_entry CHECK (jsonb_typeof(entry) = 'object' AND entry <> '{}'),
    CONSTRAINT patient_${list}_error_reason CHECK (length(error_reason) BETWEEN 1 AND 2000)
  );
  CREATE INDEX patient_${list}_patient ON patient_${list} (clinic_id, patient_id, id);
  CREATE INDEX patient_${list}_consultation ON patient_${list} (clinic_id, consultation_id) WHERE consultation_id IS NOT NULL;
  SELECT protect('patient_${list}'), keep_history('patient_${list}'), allow_application('patient_${list}', 'SELECT, INSERT, UPDATE');
  CREATE TRIGGER patient_${list}_error_is_final BEFORE UPDATE OR DELETE ON patient_${list} FOR EACH ROW EXECUTE FUNCTION keep_entry_in_error();
  CREATE TRIGGER patient_${list}_subject_kept BEFORE UPDATE OF entry ON patient_${list}
    FOR EACH ROW EXECUTE FUNCTION keep_subject(${subjects[list].map((member) => `'${member}'`).join(', ')});
`;

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

/**
 * The longitudinal lists of a patient: conditions, allergies, medications, procedures. What an entry is about stays as it was recorded; each of its versions
 * is read, with who and when. That no allergy is known is no allergy: it stands beside none, also where two records of one person become one.
 */
export class Lists1763683200006 extends Migration {
  name = 'Lists1763683200006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was marked as an error stays marked, and as it was. Whose entry it is never changes.
      CREATE FUNCTION keep_entry_in_error() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            IF OLD.error_reason IS NULL AND ROW(NEW.patient_id, NEW.created_at) = ROW(OLD.patient_id, OLD.created_at) THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'an entry is not deleted, and one in error does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_error_is_final';
        END
        $$;

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
      ${lists.map(listTable).join('')}
    `);

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

      -- A merge is undone: an absence of allergies that it ended is stated again, as it was, for it was ended for an allergy of the other record alone.
      -- One that was changed since, or beside which an allergy has been recorded meanwhile, stays ended.
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

      -- Two records of one person become one, or two again: whose allergies moved, of them no absence is stated beside one.
      CREATE FUNCTION settle_moved_allergies() RETURNS trigger
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
    `);

    await runner.query(`
      -- Each version of each entry. One by which it did nothing but move to another record of the same person says from which and to which.
      CREATE VIEW patient_entry_versions WITH (security_invoker = true) AS ${lists.map(versionsOf).join('\n  UNION ALL')};
      SELECT allow_application('patient_entry_versions', 'SELECT');
    `);
  }
}
