import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The names that a clinic has taught: what is written down there for a medicine, a condition or a procedure, and what it stands for.
 *
 * An entry is never changed: it is confirmed once and revoked once, and another meaning is another entry. Whoever keeps the names in memory asks
 * for the stamp, which each change replaces, also one of a transaction that fails: two different contents never have one stamp.
 *
 * Locks nothing: every object is new.
 */
export class ClinicNames1763683200025 implements MigrationInterface {
  name = 'ClinicNames1763683200025';

  async up(runner: QueryRunner): Promise<void> {
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privileges WHERE object IN ('clinic_names', 'clinic_name_stamps');
      DROP TABLE clinic_names, clinic_name_stamps;
      DROP FUNCTION keep_clinic_name(), stamp_clinic_names();
    `);
  }
}
