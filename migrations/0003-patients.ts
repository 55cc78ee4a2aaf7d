import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Patients, what they are found by, and records of one person that are merged into one.
 *
 * `patient_search_keys` holds nothing but hashed words (see patients/domain/search-keys.ts), each bound to its clinic.
 * Row-level security would keep its index from being used: the operator `&&` is not leakproof, so PostgreSQL evaluates
 * it only on rows that already passed the policy, which is to read them all. `patients_with_keys` therefore reads the
 * table as its owner, asks for the clinic itself, and gives out ids alone; the patients behind them stay protected.
 */
export class Patients1763683200003 extends Migration {
  name = 'Patients1763683200003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The last record number of each clinic. The row is locked from the registration's INSERT to its COMMIT only.
      CREATE TABLE medical_record_counters (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        last      bigint NOT NULL,
        CONSTRAINT medical_record_counters_pk PRIMARY KEY (clinic_id),
        CONSTRAINT medical_record_counters_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id)
      );
      SELECT protect('medical_record_counters'), allow_application('medical_record_counters', 'SELECT, INSERT, UPDATE');

      CREATE TABLE patients (
        clinic_id                 uuid NOT NULL DEFAULT current_clinic(),
        id                        uuid NOT NULL,
        medical_record_number     text NOT NULL,
        names                     jsonb NOT NULL,
        sex_at_birth              text NOT NULL,
        birth_date                text COLLATE "C",
        -- To the year, the month or the day; NULL where nobody knows, and for whom is alive. A merged record keeps what it said.
        deceased_on               text COLLATE "C",
        gender                    text,
        -- What the person does for a living, in free text.
        occupation                text,
        phones                    jsonb NOT NULL,
        emails                    jsonb NOT NULL,
        addresses                 jsonb NOT NULL,
        identifiers               jsonb NOT NULL,
        skin_type                 text,
        preferred_language        text,
        emergency_contact         jsonb,
        communication_preferences jsonb,
        status                    text NOT NULL DEFAULT 'active',
        merged_into               uuid,
        -- The records that were merged into this one, however many merges ago: each with its number, names and identifiers as they were then.
        merged_records            jsonb NOT NULL DEFAULT '[]',
        version                   integer NOT NULL DEFAULT 1,
        created_at                timestamptz NOT NULL,
        updated_at                timestamptz NOT NULL,
        CONSTRAINT patients_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT patients_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT patients_merged_into_fk FOREIGN KEY (clinic_id, merged_into) REFERENCES patients (clinic_id, id),
        CONSTRAINT patients_medical_record_number_unique UNIQUE (clinic_id, medical_record_number),
        CONSTRAINT patients_names CHECK (jsonb_typeof(names) = 'array' AND jsonb_array_length(names) BETWEEN 1 AND 20),
        CONSTRAINT patients_sex_at_birth CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown')),
        CONSTRAINT patients_birth_date CHECK (birth_date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
        CONSTRAINT patients_deceased_on CHECK (deceased_on IS NULL OR (deceased_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$' AND status IN ('deceased', 'merged'))),
        CONSTRAINT patients_occupation CHECK (length(occupation) BETWEEN 1 AND 100),
        CONSTRAINT patients_skin_type CHECK (skin_type IN ('I', 'II', 'III', 'IV', 'V', 'VI')),
        CONSTRAINT patients_status CHECK (status IN ('active', 'inactive', 'deceased', 'merged')),
        CONSTRAINT patients_merged CHECK ((status = 'merged') = (merged_into IS NOT NULL)),
        CONSTRAINT patients_merged_records CHECK (jsonb_typeof(merged_records) = 'array')
      );
      CREATE INDEX patients_birth_date_index ON patients (clinic_id, birth_date, id);
      CREATE INDEX patients_updated_at ON patients (clinic_id, updated_at, id);
      CREATE INDEX patients_merged_into ON patients (clinic_id, merged_into) WHERE merged_into IS NOT NULL;
      CREATE INDEX patients_with_merged_records ON patients (clinic_id) WHERE merged_records <> '[]';
      SELECT protect('patients'), keep_history('patients'), allow_application('patients', 'SELECT, INSERT, UPDATE');

      CREATE TABLE patient_search_keys (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        patient_id uuid NOT NULL,
        keys       integer[] NOT NULL,
        -- The way in which they were made (KEYS_VERSION of search-keys.ts).
        version    smallint NOT NULL DEFAULT 1,
        CONSTRAINT patient_search_keys_pk PRIMARY KEY (clinic_id, patient_id),
        CONSTRAINT patient_search_keys_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT patient_search_keys_version CHECK (version > 0)
      );
      -- A short pending list: a search reads all of it, and answers in milliseconds also after many registrations.
      CREATE INDEX patient_search_keys_index ON patient_search_keys USING gin (keys) WITH (gin_pending_list_limit = 256);
      CREATE INDEX patient_search_keys_by_version ON patient_search_keys (clinic_id, version, patient_id);
      SELECT protect('patient_search_keys'), open_to_operator('patient_search_keys'),
             allow_application('patient_search_keys', 'SELECT, INSERT, UPDATE');

      -- The clinic's patients that have, for every word, one of its keys. A word is the text form of an array of keys.
      CREATE FUNCTION patients_with_keys(words text[], most integer) RETURNS SETOF uuid
        LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
        SET search_path = pg_catalog, public SET enable_seqscan = off SET enable_indexscan = off
        AS $$
        DECLARE conditions text;
        BEGIN
          SELECT string_agg(format('keys && %L::integer[]', word::integer[]), ' AND ') INTO STRICT conditions FROM unnest(words) AS word;
          RETURN QUERY EXECUTE 'SELECT patient_id FROM patient_search_keys WHERE clinic_id = current_clinic() AND ' || conditions || ' LIMIT $1' USING most;
        END
        $$;

      -- Which patient has which identifier; the patient's own list is the record, this makes it unique in the clinic.
      CREATE TABLE patient_identifiers (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        system     text NOT NULL,
        value      text NOT NULL,
        patient_id uuid NOT NULL,
        CONSTRAINT patient_identifiers_pk PRIMARY KEY (clinic_id, system, value),
        CONSTRAINT patient_identifiers_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id)
      );
      CREATE INDEX patient_identifiers_patient ON patient_identifiers (clinic_id, patient_id);
      SELECT protect('patient_identifiers'), allow_application('patient_identifiers', 'SELECT, INSERT, DELETE');
    `);

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

      -- Each row that came to the survivor with a merge.
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
    `);

    await runner.query(`
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

      -- Moves back what came with a merge that is being undone.
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
    `);
  }
}
