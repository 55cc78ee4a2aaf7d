import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * The full lists of codes that a clinic has loaded from its own licensed files, and the names that it has taught: what is written down there for a medicine,
 * a condition or a procedure, and what it stands for.
 *
 * Under row-level security an index is used for leakproof operators only: a search by trigrams or text vectors would read
 * the whole list. Comparisons of text are leakproof, and by bytes ("C") they find the beginnings of words and of codes.
 *
 * A name is never changed: it is confirmed once and revoked once, and another meaning is another entry. Whoever keeps the names in memory asks
 * for the stamp, which each change replaces, also one of a transaction that fails: two different contents never have one stamp.
 */
export class CodesAndNames1763683200008 extends Migration {
  name = 'CodesAndNames1763683200008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which lists a clinic has loaded; a load replaces the whole list.
      CREATE TABLE clinic_code_lists (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        system    text NOT NULL COLLATE "C",
        codes     integer NOT NULL,
        loaded_at timestamptz NOT NULL,
        CONSTRAINT clinic_code_lists_pk PRIMARY KEY (clinic_id, system),
        CONSTRAINT clinic_code_lists_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT clinic_code_lists_system CHECK (system IN ('icd-10', 'atc', 'loinc')),
        CONSTRAINT clinic_code_lists_codes CHECK (codes >= 0)
      );
      SELECT protect('clinic_code_lists'), allow_application('clinic_code_lists', 'SELECT');

      CREATE TABLE clinic_codes (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        system    text NOT NULL COLLATE "C",
        code      text NOT NULL COLLATE "C",
        -- Where the code stands among the list's: short, general ones first. Answers are in this order.
        number    integer NOT NULL,
        -- The code without dots and hyphens.
        bare      text NOT NULL COLLATE "C",
        display   text NOT NULL,
        synonyms  text[] NOT NULL DEFAULT '{}',
        CONSTRAINT clinic_codes_pk PRIMARY KEY (clinic_id, system, code),
        CONSTRAINT clinic_codes_number_unique UNIQUE (clinic_id, system, number),
        CONSTRAINT clinic_codes_list_fk FOREIGN KEY (clinic_id, system) REFERENCES clinic_code_lists (clinic_id, system),
        CONSTRAINT clinic_codes_code CHECK (code ~ '^[0-9A-Z.-]{1,20}$'),
        CONSTRAINT clinic_codes_display CHECK (length(display) BETWEEN 1 AND 300)
      );
      CREATE INDEX clinic_codes_bare ON clinic_codes (clinic_id, system, bare, number);
      SELECT protect('clinic_codes'), allow_application('clinic_codes', 'SELECT');

      -- Each word of the list's titles and synonyms, with the numbers of the codes that have it: one row a word, not one a
      -- code, so that a word that half the list has is read in one piece.
      CREATE TABLE clinic_code_words (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        system    text NOT NULL COLLATE "C",
        word      text NOT NULL COLLATE "C",
        numbers   integer[] NOT NULL,
        CONSTRAINT clinic_code_words_pk PRIMARY KEY (clinic_id, system, word),
        CONSTRAINT clinic_code_words_list_fk FOREIGN KEY (clinic_id, system) REFERENCES clinic_code_lists (clinic_id, system),
        CONSTRAINT clinic_code_words_word CHECK (length(word) BETWEEN 1 AND 40),
        CONSTRAINT clinic_code_words_numbers CHECK (cardinality(numbers) > 0)
      );
      SELECT protect('clinic_code_words'), allow_application('clinic_code_words', 'SELECT');
    `);

    await runner.query(`
      CREATE TABLE clinic_names (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        id             uuid NOT NULL,
        kind           text NOT NULL,
        name           text NOT NULL,
        -- The form in which names are compared: words and numbers in small letters.
        normalized     text NOT NULL COLLATE "C",
        codes          jsonb NOT NULL,
        harmless       boolean NOT NULL,
        reason         text,
        origin         text NOT NULL,
        -- The names of one file have it in common.
        import_id      uuid,
        -- Null where the operator of the server loaded it.
        recorded_by    uuid,
        recorded_at    timestamptz NOT NULL,
        -- The dermatologist without whom it does not count.
        confirmed_by   uuid,
        confirmed_at   timestamptz,
        revoked_by     uuid,
        revoked_at     timestamptz,
        revoked_reason text,
        CONSTRAINT clinic_names_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT clinic_names_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT clinic_names_recorder_fk FOREIGN KEY (clinic_id, recorded_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT clinic_names_confirmer_fk FOREIGN KEY (clinic_id, confirmed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT clinic_names_revoker_fk FOREIGN KEY (clinic_id, revoked_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT clinic_names_kind CHECK (kind IN ('substance', 'condition', 'procedure')),
        CONSTRAINT clinic_names_name CHECK (length(name) BETWEEN 1 AND 200 AND length(normalized) BETWEEN 1 AND 1000),
        CONSTRAINT clinic_names_codes CHECK (jsonb_typeof(codes) = 'array' AND (jsonb_array_length(codes) = 0) = harmless),
        CONSTRAINT clinic_names_reason CHECK (length(reason) BETWEEN 1 AND 2000 AND (reason IS NOT NULL OR NOT harmless)),
        CONSTRAINT clinic_names_origin CHECK (origin IN ('taught', 'imported', 'learned') AND (origin = 'imported') = (import_id IS NOT NULL)
          AND (origin = 'imported' OR recorded_by IS NOT NULL)),
        CONSTRAINT clinic_names_confirmed CHECK (num_nonnulls(confirmed_by, confirmed_at) IN (0, 2)),
        CONSTRAINT clinic_names_revoked CHECK (num_nonnulls(revoked_by, revoked_at, revoked_reason) IN (0, 3) AND length(revoked_reason) BETWEEN 1 AND 2000)
      );
      -- One meaning of a name at a time.
      CREATE UNIQUE INDEX clinic_names_standing ON clinic_names (clinic_id, kind, normalized) WHERE revoked_at IS NULL;
      CREATE INDEX clinic_names_name ON clinic_names (clinic_id, kind, normalized);
      CREATE INDEX clinic_names_import ON clinic_names (clinic_id, import_id) WHERE import_id IS NOT NULL;
      CREATE INDEX clinic_names_recorder ON clinic_names (clinic_id, recorded_by) WHERE recorded_by IS NOT NULL;
      CREATE INDEX clinic_names_confirmer ON clinic_names (clinic_id, confirmed_by) WHERE confirmed_by IS NOT NULL;
      CREATE INDEX clinic_names_revoker ON clinic_names (clinic_id, revoked_by) WHERE revoked_by IS NOT NULL;
      SELECT protect('clinic_names'), allow_application('clinic_names', 'SELECT, INSERT, UPDATE');

      CREATE FUNCTION keep_clinic_name() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL
              OR (OLD.confirmed_at IS NOT NULL AND (NEW.confirmed_at, NEW.confirmed_by) IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by))
              OR to_jsonb(NEW) - '{confirmed_by,confirmed_at,revoked_by,revoked_at,revoked_reason}'::text[]
                <> to_jsonb(OLD) - '{confirmed_by,confirmed_at,revoked_by,revoked_at,revoked_reason}'::text[] THEN
            RAISE EXCEPTION 'a name is kept as it was recorded' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'clinic_names_kept';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER clinic_names_kept BEFORE UPDATE OR DELETE ON clinic_names FOR EACH ROW EXECUTE FUNCTION keep_clinic_name();

      CREATE TABLE clinic_name_stamps (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        stamp     uuid NOT NULL,
        CONSTRAINT clinic_name_stamps_pk PRIMARY KEY (clinic_id),
        CONSTRAINT clinic_name_stamps_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id)
      );
      SELECT protect('clinic_name_stamps'), allow_application('clinic_name_stamps', 'SELECT');

      CREATE FUNCTION stamp_clinic_names() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        BEGIN
          IF EXISTS (SELECT FROM changed) THEN
            INSERT INTO clinic_name_stamps (stamp) VALUES (gen_random_uuid())
            ON CONFLICT ON CONSTRAINT clinic_name_stamps_pk DO UPDATE SET stamp = excluded.stamp;
          END IF;
          RETURN NULL;
        END
        $$;
      CREATE TRIGGER clinic_names_added AFTER INSERT ON clinic_names REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION stamp_clinic_names();
      CREATE TRIGGER clinic_names_changed AFTER UPDATE ON clinic_names REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION stamp_clinic_names();
    `);
  }
}
