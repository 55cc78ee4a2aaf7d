import type { MigrationInterface, QueryRunner } from 'typeorm';

const lists = ['conditions', 'allergies', 'medications', 'procedures'] as const;

/** The same four columns of meaning for each list: what is said, where it comes from, whether it was an error. */
const listTable = (list: (typeof lists)[number]): string => `
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
`;

/**
 * The longitudinal lists of a patient, the signed versions of consultations, reports that were recorded twice or in
 * error, and records of one person that were merged.
 *
 * Locks: short exclusive locks on consultations, blood_tests, blood_test_results and trichoanalyses for new columns
 * without defaults; nothing is rewritten. A consultation that was signed before has its first version kept when it is amended.
 */
export class Record1763683200006 implements MigrationInterface {
  name = 'Record1763683200006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE patient_merges (
        clinic_id   uuid NOT NULL DEFAULT current_clinic(),
        id          uuid NOT NULL,
        -- The record that was merged, and the one that survives.
        patient_id  uuid NOT NULL,
        into_id     uuid NOT NULL,
        reason      text NOT NULL,
        -- What the survivor gained: undoing takes exactly that away.
        gained      jsonb NOT NULL,
        -- The status that the merged record had.
        status      text NOT NULL,
        merged_by   uuid NOT NULL,
        merged_at   timestamptz NOT NULL,
        merged_in   xid8 NOT NULL DEFAULT pg_current_xact_id(),
        undo_reason text,
        undone_by   uuid,
        undone_at   timestamptz,
        undone_in   xid8,
        CONSTRAINT patient_merges_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT patient_merges_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT patient_merges_into_fk FOREIGN KEY (clinic_id, into_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT patient_merges_two CHECK (patient_id <> into_id),
        CONSTRAINT patient_merges_reason CHECK (length(reason) BETWEEN 1 AND 2000),
        CONSTRAINT patient_merges_undone CHECK (num_nonnulls(undo_reason, undone_by, undone_at, undone_in) IN (0, 4))
      );
      CREATE UNIQUE INDEX patient_merges_one_standing ON patient_merges (clinic_id, patient_id) WHERE undone_at IS NULL;
      CREATE INDEX patient_merges_into ON patient_merges (clinic_id, into_id);
      SELECT protect('patient_merges'),
             allow_application('patient_merges', 'SELECT, INSERT, UPDATE (undo_reason, undone_by, undone_at, undone_in)');

      -- A merge is of its own transaction, stands when it is made, is undone once, and is never forgotten.
      CREATE FUNCTION keep_merge() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          about_undoing CONSTANT text[] := ARRAY['undo_reason', 'undone_by', 'undone_at', 'undone_in'];
        BEGIN
          IF TG_OP = 'INSERT' THEN
            IF NEW.merged_in = pg_current_xact_id() AND NEW.undone_at IS NULL THEN RETURN NEW; END IF;
          ELSIF TG_OP = 'UPDATE' THEN
            IF OLD.undone_at IS NULL AND NEW.undone_in = pg_current_xact_id() AND to_jsonb(OLD) - about_undoing = to_jsonb(NEW) - about_undoing THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'a merge stands until it is undone, once' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'patient_merges_final';
        END
        $$;
      CREATE TRIGGER patient_merges_final BEFORE INSERT OR UPDATE OR DELETE ON patient_merges FOR EACH ROW EXECUTE FUNCTION keep_merge();

      CREATE TABLE patient_merge_rows (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        merge_id   uuid NOT NULL,
        table_name text NOT NULL,
        row_id     uuid NOT NULL,
        CONSTRAINT patient_merge_rows_pk PRIMARY KEY (clinic_id, merge_id, table_name, row_id),
        CONSTRAINT patient_merge_rows_merge_fk FOREIGN KEY (clinic_id, merge_id) REFERENCES patient_merges (clinic_id, id)
      );
      SELECT protect('patient_merge_rows'), append_only('patient_merge_rows'), allow_application('patient_merge_rows', 'SELECT');

      -- Whether this transaction merges the one patient into the other, or undoes that.
      CREATE FUNCTION merges_patients(from_patient uuid, to_patient uuid) RETURNS boolean
        LANGUAGE sql STABLE
        RETURN EXISTS (SELECT FROM patient_merges m WHERE m.clinic_id = current_clinic()
          AND ((m.patient_id = from_patient AND m.into_id = to_patient AND m.merged_in = pg_current_xact_id())
            OR (m.into_id = from_patient AND m.patient_id = to_patient AND m.undone_in = pg_current_xact_id())));

      -- The only change that what is final still takes: it belongs to another record of the same person.
      CREATE FUNCTION only_moves(old_row jsonb, new_row jsonb) RETURNS boolean
        LANGUAGE sql STABLE
        RETURN old_row ? 'patient_id' AND old_row - 'patient_id' - 'version' = new_row - 'patient_id' - 'version'
          AND merges_patients((old_row ->> 'patient_id')::uuid, (new_row ->> 'patient_id')::uuid);

      CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
          END IF;
          RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
        END
        $$;

      CREATE OR REPLACE FUNCTION keep_ended_session() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF OLD.status IN ('completed', 'cancelled', 'no-show') THEN
            IF TG_OP = 'UPDATE' THEN
              IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            END IF;
            RAISE EXCEPTION 'a session that has ended does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treatment_sessions_ended_is_final';
          END IF;
          RETURN NEW;
        END
        $$;

      -- The tables whose rows belong to a patient and have an id of their own.
      CREATE FUNCTION tables_of_patient() RETURNS SETOF regclass
        LANGUAGE sql STABLE
        BEGIN ATOMIC
          SELECT k.conrelid::regclass FROM pg_constraint k
           WHERE k.contype = 'f' AND k.confrelid = 'patients'::regclass AND k.conrelid NOT IN ('patients'::regclass, 'patient_merges'::regclass)
             AND (SELECT attname FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = k.conkey[2]) = 'patient_id'
             AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = k.conrelid AND attname = 'id')
           ORDER BY k.conrelid::regclass::text;
        END;

      CREATE FUNCTION has_column(of_table regclass, named text) RETURNS boolean
        LANGUAGE sql STABLE
        RETURN EXISTS (SELECT FROM pg_attribute WHERE attrelid = of_table AND attname = named AND NOT attisdropped);
    `);

    await runner.query(`
      -- Moves all that belongs to the merged patient to the survivor, and notes each row. As owner: the application's
      -- role may change none of it. The merge must be one of this transaction; row-level security holds the clinic.
      CREATE FUNCTION move_to_survivor(merge uuid) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE
          merged patient_merges;
          owned regclass;
        BEGIN
          SELECT * INTO STRICT merged FROM patient_merges m
           WHERE m.clinic_id = current_clinic() AND m.id = merge AND m.merged_in = pg_current_xact_id();
          FOR owned IN SELECT tables_of_patient() LOOP
            EXECUTE format('INSERT INTO patient_merge_rows (merge_id, table_name, row_id)
              SELECT $1, %L, id FROM %s WHERE clinic_id = current_clinic() AND patient_id = $2', owned::text, owned) USING merge, merged.patient_id;
            EXECUTE format('UPDATE %s SET patient_id = $1 %s WHERE clinic_id = current_clinic() AND patient_id = $2', owned,
              CASE WHEN has_column(owned, 'version') THEN ', version = version + 1' ELSE '' END) USING merged.into_id, merged.patient_id;
          END LOOP;
          UPDATE blood_test_results SET patient_id = merged.into_id WHERE clinic_id = current_clinic() AND patient_id = merged.patient_id;
          UPDATE patient_identifiers SET patient_id = merged.into_id WHERE clinic_id = current_clinic() AND patient_id = merged.patient_id;
        END
        $$;

      -- Every tie between a row that came with the merge and one of the survivor's own: what the merge cannot be undone for.
      CREATE FUNCTION ties_of_merge(merge uuid) RETURNS TABLE (of_table text, to_table text)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE
          tie record;
          found boolean;
        BEGIN
          FOR tie IN
            SELECT k.conrelid::regclass AS child, k.confrelid::regclass AS parent,
                   (SELECT attname FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = k.conkey[2]) AS reference
              FROM pg_constraint k
             WHERE k.contype = 'f' AND k.conrelid IN (SELECT tables_of_patient()) AND k.confrelid IN (SELECT tables_of_patient())
               AND cardinality(k.conkey) = 2
             ORDER BY 1, 2
          LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %1$s c
                JOIN patient_merges m ON m.clinic_id = c.clinic_id AND m.id = $1 AND c.patient_id = m.into_id
               WHERE c.clinic_id = current_clinic() AND c.%3$I IS NOT NULL
                 AND EXISTS (SELECT FROM patient_merge_rows r WHERE r.clinic_id = c.clinic_id AND r.merge_id = $1 AND r.table_name = %1$L AND r.row_id = c.id)
                  <> EXISTS (SELECT FROM patient_merge_rows r WHERE r.clinic_id = c.clinic_id AND r.merge_id = $1 AND r.table_name = %2$L AND r.row_id = c.%3$I))',
              tie.child, tie.parent, tie.reference) INTO found USING merge;
            IF found THEN
              of_table := tie.child::text;
              to_table := tie.parent::text;
              RETURN NEXT;
            END IF;
          END LOOP;

          -- Tables that do nothing but link two rows of a patient.
          FOR tie IN
            SELECT a.conrelid::regclass AS link, a.confrelid::regclass AS child, b.confrelid::regclass AS parent,
                   (SELECT attname FROM pg_attribute WHERE attrelid = a.conrelid AND attnum = a.conkey[2]) AS to_child,
                   (SELECT attname FROM pg_attribute WHERE attrelid = b.conrelid AND attnum = b.conkey[2]) AS to_parent
              FROM pg_constraint a JOIN pg_constraint b ON b.conrelid = a.conrelid AND b.contype = 'f' AND b.conkey[2] > a.conkey[2]
             WHERE a.contype = 'f' AND cardinality(a.conkey) = 2 AND cardinality(b.conkey) = 2 AND a.conrelid NOT IN (SELECT tables_of_patient())
               AND a.confrelid IN (SELECT tables_of_patient()) AND b.confrelid IN (SELECT tables_of_patient())
             ORDER BY 2, 3
          LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM patient_merge_rows r JOIN %1$s l ON l.clinic_id = r.clinic_id
                  AND ((r.table_name = %2$L AND l.%4$I = r.row_id AND NOT EXISTS (SELECT FROM patient_merge_rows o
                          WHERE o.clinic_id = r.clinic_id AND o.merge_id = $1 AND o.table_name = %3$L AND o.row_id = l.%5$I))
                    OR (r.table_name = %3$L AND l.%5$I = r.row_id AND NOT EXISTS (SELECT FROM patient_merge_rows o
                          WHERE o.clinic_id = r.clinic_id AND o.merge_id = $1 AND o.table_name = %2$L AND o.row_id = l.%4$I)))
               WHERE r.clinic_id = current_clinic() AND r.merge_id = $1)',
              tie.link, tie.child, tie.parent, tie.to_child, tie.to_parent) INTO found USING merge;
            IF found THEN
              of_table := tie.child::text;
              to_table := tie.parent::text;
              RETURN NEXT;
            END IF;
          END LOOP;
        END
        $$;

      CREATE FUNCTION move_back(merge uuid) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE
          undone patient_merges;
          owned regclass;
        BEGIN
          SELECT * INTO STRICT undone FROM patient_merges m
           WHERE m.clinic_id = current_clinic() AND m.id = merge AND m.undone_in = pg_current_xact_id();
          FOR owned IN SELECT tables_of_patient() LOOP
            EXECUTE format('UPDATE %1$s t SET patient_id = $1 %2$s FROM patient_merge_rows r
               WHERE t.clinic_id = current_clinic() AND r.clinic_id = t.clinic_id AND r.merge_id = $2 AND r.table_name = %1$L AND r.row_id = t.id', owned,
              CASE WHEN has_column(owned, 'version') THEN ', version = version + 1' ELSE '' END) USING undone.patient_id, merge;
          END LOOP;
          UPDATE blood_test_results t SET patient_id = undone.patient_id FROM patient_merge_rows r
           WHERE t.clinic_id = current_clinic() AND r.clinic_id = t.clinic_id AND r.merge_id = merge AND r.table_name = 'blood_tests' AND r.row_id = t.blood_test_id;
          UPDATE patient_identifiers t SET patient_id = undone.patient_id FROM patients p, jsonb_array_elements(p.identifiers) AS own
           WHERE t.clinic_id = current_clinic() AND p.clinic_id = t.clinic_id AND p.id = undone.patient_id AND t.patient_id = undone.into_id
             AND own ->> 'system' = t.system AND own ->> 'value' = t.value;
        END
        $$;

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
      ${lists.map(listTable).join('')}
    `);

    await runner.query(`
      ALTER TABLE consultations
        ADD COLUMN responsible_id     uuid,
        ADD COLUMN history_to_confirm jsonb,
        ADD COLUMN version_number     integer,
        ADD COLUMN list_changes       jsonb,
        ADD COLUMN error_reason       text,
        ADD COLUMN error_by           uuid,
        ADD COLUMN error_at           timestamptz,
        ADD CONSTRAINT consultations_responsible_fk FOREIGN KEY (clinic_id, responsible_id) REFERENCES staff (clinic_id, id),
        ADD CONSTRAINT consultations_error_reason CHECK (num_nonnulls(error_reason, error_by, error_at) = CASE status WHEN 'entered-in-error' THEN 3 ELSE 0 END);
      CREATE INDEX consultations_responsible ON consultations (clinic_id, responsible_id) WHERE responsible_id IS NOT NULL;

      CREATE TABLE consultation_versions (
        clinic_id        uuid NOT NULL DEFAULT current_clinic(),
        consultation_id  uuid NOT NULL,
        number           integer NOT NULL,
        -- What the signature covers, word for word; its RFC 8785 form is what was hashed.
        content          jsonb NOT NULL,
        content_hash     text NOT NULL,
        signed_by        uuid NOT NULL,
        signed_at        timestamptz NOT NULL,
        reason           text,
        difference       jsonb,
        taken_over_from  uuid,
        take_over_reason text,
        recorded_in      xid8 NOT NULL DEFAULT pg_current_xact_id(),
        CONSTRAINT consultation_versions_pk PRIMARY KEY (clinic_id, consultation_id, number),
        CONSTRAINT consultation_versions_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT consultation_versions_signed_by_fk FOREIGN KEY (clinic_id, signed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT consultation_versions_taken_over_fk FOREIGN KEY (clinic_id, taken_over_from) REFERENCES staff (clinic_id, id),
        CONSTRAINT consultation_versions_number CHECK (number > 0),
        CONSTRAINT consultation_versions_hash CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT consultation_versions_amendment CHECK ((number > 1) = (reason IS NOT NULL)),
        CONSTRAINT consultation_versions_take_over CHECK ((taken_over_from IS NULL) = (take_over_reason IS NULL))
      );
      CREATE INDEX consultation_versions_signed_by ON consultation_versions (clinic_id, signed_by);
      SELECT protect('consultation_versions'), append_only('consultation_versions'), allow_application('consultation_versions', 'SELECT, INSERT');

      -- A version is recorded by the transaction that signs it, and by no other: what follows from that is allowed to no other.
      CREATE FUNCTION date_consultation_version() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          NEW.recorded_in := pg_current_xact_id();
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER consultation_versions_recorded_in BEFORE INSERT ON consultation_versions FOR EACH ROW EXECUTE FUNCTION date_consultation_version();

      -- Signed is final. What may still happen: a new signed version, recorded in the same transaction, takes its place;
      -- it is marked as entered in error, with its content untouched; it moves to another record of the same person.
      CREATE OR REPLACE FUNCTION keep_signed_consultation() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          about_error CONSTANT text[] := ARRAY['status', 'error_reason', 'error_by', 'error_at', 'version', 'updated_at'];
        BEGIN
          IF OLD.status = 'draft' AND TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            IF OLD.status <> 'entered-in-error' AND NEW.status = 'entered-in-error'
              AND to_jsonb(OLD) - about_error = to_jsonb(NEW) - about_error THEN
              RETURN NEW;
            END IF;
            IF OLD.status IN ('signed', 'amended') AND NEW.status = 'amended' AND NEW.patient_id = OLD.patient_id AND EXISTS (
                SELECT FROM consultation_versions v WHERE v.clinic_id = NEW.clinic_id AND v.consultation_id = NEW.id AND v.number = NEW.version_number
                  AND v.number = coalesce(OLD.version_number, 1) + 1 AND v.content_hash = NEW.content_hash AND v.recorded_in = pg_current_xact_id()) THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'a signed consultation does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consultations_signed_is_final';
        END
        $$;

      ALTER TABLE blood_tests
        ADD COLUMN report_number text,
        ADD COLUMN fingerprint   text,
        ADD COLUMN duplicate_of  uuid,
        ADD COLUMN error_reason  text,
        ADD COLUMN error_by      uuid,
        ADD COLUMN error_at      timestamptz,
        ADD CONSTRAINT blood_tests_duplicate_of_fk FOREIGN KEY (clinic_id, duplicate_of) REFERENCES blood_tests (clinic_id, id),
        ADD CONSTRAINT blood_tests_error CHECK (num_nonnulls(error_reason, error_by, error_at) IN (0, 3));
      CREATE INDEX blood_tests_fingerprint ON blood_tests (clinic_id, patient_id, fingerprint) WHERE fingerprint IS NOT NULL;
      CREATE INDEX blood_tests_duplicate_of ON blood_tests (clinic_id, duplicate_of) WHERE duplicate_of IS NOT NULL;
      ALTER TABLE trichoanalyses
        ADD COLUMN error_reason text,
        ADD COLUMN error_by     uuid,
        ADD COLUMN error_at     timestamptz,
        ADD CONSTRAINT trichoanalyses_error CHECK (num_nonnulls(error_reason, error_by, error_at) IN (0, 3));
      ALTER TABLE blood_test_results
        DROP CONSTRAINT blood_test_results_range_source,
        ADD CONSTRAINT blood_test_results_range_source CHECK (range_source IN ('laboratory', 'pregnancy', 'age', 'sex', 'either-sex', 'adult'));

      -- What was observed is kept; it may be marked once as entered in error, and be moved with its patient.
      CREATE FUNCTION keep_observed() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          about_error CONSTANT text[] := ARRAY['error_reason', 'error_by', 'error_at', 'version', 'updated_at'];
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            IF OLD.error_at IS NULL AND NEW.error_at IS NOT NULL AND to_jsonb(NEW) - about_error = to_jsonb(OLD) - about_error THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
        END
        $$;
      DROP TRIGGER blood_tests_append_only ON blood_tests;
      DROP TRIGGER trichoanalyses_append_only ON trichoanalyses;
      CREATE TRIGGER blood_tests_append_only BEFORE UPDATE OR DELETE ON blood_tests FOR EACH ROW EXECUTE FUNCTION keep_observed();
      CREATE TRIGGER trichoanalyses_append_only BEFORE UPDATE OR DELETE ON trichoanalyses FOR EACH ROW EXECUTE FUNCTION keep_observed();
      SELECT allow_application('blood_tests', 'SELECT, INSERT, UPDATE (error_reason, error_by, error_at)'),
             allow_application('trichoanalyses', 'SELECT, INSERT, UPDATE (error_reason, error_by, error_at)');

      -- Nothing is taken out of what is signed, unless the transaction amends it or takes all of it back.
      CREATE FUNCTION refuse_removal_from_signed() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF EXISTS (SELECT FROM after a JOIN before b ON b.clinic_id = a.clinic_id AND b.id = a.id AND b.error_at IS DISTINCT FROM a.error_at
              JOIN consultations c ON c.clinic_id = a.clinic_id AND c.id = a.consultation_id
              WHERE c.status IN ('signed', 'amended') AND NOT EXISTS (SELECT FROM consultation_versions v
                WHERE v.clinic_id = c.clinic_id AND v.consultation_id = c.id AND v.recorded_in = pg_current_xact_id())) THEN
            RAISE EXCEPTION 'nothing is taken out of a signed consultation' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consultations_signed_is_final';
          END IF;
          RETURN NULL;
        END
        $$;
      CREATE TRIGGER blood_tests_of_signed AFTER UPDATE ON blood_tests
        REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal_from_signed();
      CREATE TRIGGER trichoanalyses_of_signed AFTER UPDATE ON trichoanalyses
        REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal_from_signed();

      -- Nothing is added to what is signed, unless the transaction amends it; nor anything of one patient to a consultation of another.
      CREATE OR REPLACE FUNCTION refuse_addition_to_signed() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF EXISTS (SELECT FROM added a JOIN consultations c ON c.clinic_id = a.clinic_id AND c.id = a.consultation_id WHERE c.patient_id <> a.patient_id) THEN
            RAISE EXCEPTION 'the consultation is another patient''s' USING ERRCODE = 'check_violation', CONSTRAINT = 'consultations_of_patient';
          END IF;
          IF EXISTS (SELECT FROM added a JOIN consultations c ON c.clinic_id = a.clinic_id AND c.id = a.consultation_id
              WHERE c.status <> 'draft' AND NOT EXISTS (SELECT FROM consultation_versions v
                WHERE v.clinic_id = c.clinic_id AND v.consultation_id = c.id AND v.recorded_in = pg_current_xact_id())) THEN
            RAISE EXCEPTION 'nothing is added to a signed consultation' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consultations_signed_is_final';
          END IF;
          RETURN NULL;
        END
        $$;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Signed versions and merges are part of the record: this migration is not undone. Restore a backup.'));
  }
}
