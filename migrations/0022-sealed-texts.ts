import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** The constraints that measure a text which is sealed from now on. */
const measuring = [
  'consents_error',
  'contraindication_dismissals_reason',
  'contraindication_overrides_reason',
  'contraindication_overrides_weighed',
  'emergency_accesses_reason',
  'estimates_note',
  'patient_access_restrictions_reason',
  'patient_allergies_error_reason',
  'patient_conditions_error_reason',
  'patient_medications_error_reason',
  'patient_merges_reason',
  'patient_procedures_error_reason',
  'photograph_publications_taken_down',
  'plan_ratings_note',
  'stock_movements_reason',
  'treatment_plan_transitions_parallel_reason',
  'treatment_sessions_interval_reason',
];

/** The triggers that hold a row to what it was. */
const keeping = [
  'keep_dismissal',
  'keep_ended_session',
  'keep_entered_in_error',
  'keep_entry_in_error',
  'keep_interval_reason',
  'keep_merge',
  'keep_observed',
  'keep_publication',
  'keep_replaced_version',
  'keep_signed_consultation',
  'keep_subject',
  'keep_what_was_signed',
  'refuse_change',
];

const toTextArray = (names: readonly string[]): string => `ARRAY[${names.map((name) => `'${name}'`).join(', ')}]`;

/**
 * Notes and the values of identifiers are sealed (decision 44): the data keys of the clinics, and what lets a row be sealed anew that is otherwise kept as it
 * was. The constraints are exchanged without reading their tables first; the check that follows reads them and locks out no one.
 */
export class SealedTexts1763683200022 extends Migration {
  name = 'SealedTexts1763683200022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The keys of a clinic, wrapped by a root key that the database never has. Of the data keys the last version seals, and all open.
      CREATE TABLE data_keys (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        purpose    text NOT NULL,
        version    integer NOT NULL,
        wrapped    bytea NOT NULL,
        root_key   text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT data_keys_pk PRIMARY KEY (clinic_id, purpose, version),
        CONSTRAINT data_keys_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT data_keys_version CHECK (CASE purpose WHEN 'data' THEN version > 0 WHEN 'index' THEN version = 1 ELSE false END)
      );
      SELECT protect('data_keys'), open_to_operator('data_keys'), allow_application('data_keys', 'SELECT, INSERT');
      CREATE TRIGGER data_keys_announced AFTER INSERT OR UPDATE ON data_keys FOR EACH STATEMENT EXECUTE FUNCTION announce_access();

      -- Any wrapped key, by which a start sees whether it has the root key of this database.
      CREATE FUNCTION any_data_key() RETURNS TABLE (clinic_id uuid, purpose text, version integer, wrapped bytea)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$ SELECT k.clinic_id, k.purpose, k.version, k.wrapped FROM data_keys k ORDER BY k.created_at DESC LIMIT 1 $$;

      CREATE FUNCTION is_sealed(given text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN left(given, 1) = chr(2);

      -- By what a sealed text is found and compared: the same for the same text of a row, whatever the version of the key. A plain text stands for itself.
      CREATE FUNCTION seal_index(given text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE WHEN is_sealed(given) THEN substr(given, strpos(given, ':') + 1, 16) ELSE given END;

      -- The length of a text; NULL, which passes a constraint, of a sealed one, which was measured before it was sealed.
      CREATE FUNCTION plain_length(given text) RETURNS integer
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE WHEN NOT is_sealed(given) THEN length(given) END;

      -- Whether two values are the same but for the keys that seal their texts. A plain text that is being sealed counts as the same.
      CREATE FUNCTION says_same(before jsonb, after jsonb) RETURNS boolean
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
        AS $$
        BEGIN
          IF before IS NOT DISTINCT FROM after THEN RETURN true; END IF;
          IF before IS NULL OR after IS NULL THEN RETURN false; END IF;
          IF jsonb_typeof(after) = 'string' AND is_sealed(after #>> '{}') THEN
            RETURN before <> 'null' AND (jsonb_typeof(before) <> 'string' OR NOT is_sealed(before #>> '{}') OR seal_index(before #>> '{}') = seal_index(after #>> '{}'));
          END IF;
          IF jsonb_typeof(before) <> jsonb_typeof(after) THEN RETURN false; END IF;
          IF jsonb_typeof(after) = 'object' THEN
            RETURN NOT EXISTS (SELECT FROM jsonb_each(before) b FULL JOIN jsonb_each(after) a ON a.key = b.key WHERE a.key IS NULL OR b.key IS NULL OR NOT says_same(b.value, a.value));
          END IF;
          IF jsonb_typeof(after) = 'array' THEN
            RETURN jsonb_array_length(before) = jsonb_array_length(after) AND NOT EXISTS (SELECT FROM jsonb_array_elements(before) WITH ORDINALITY b (value, number)
              JOIN jsonb_array_elements(after) WITH ORDINALITY a (value, number) ON a.number = b.number WHERE NOT says_same(b.value, a.value));
          END IF;
          RETURN false;
        END
        $$;
    `);

    await runner.query(`
      -- Whoever seals rows anew says so, and may change nothing else. What was kept as it was is compared without regard to the keys.
      DO $do$
      DECLARE
        kept record;
        made text;
      BEGIN
        FOR kept IN SELECT p.oid, pg_get_functiondef(p.oid) AS definition FROM pg_proc p
                     WHERE p.pronamespace = 'public'::regnamespace AND p.proname = ANY (${toTextArray(keeping)}) ORDER BY p.proname LOOP
          made := regexp_replace(kept.definition, '(\\n *)BEGIN\\n',
            '\\1BEGIN\\1  IF TG_OP = ''UPDATE'' AND current_setting(''app.resealing'', true) = ''on'' THEN\\1    IF says_same(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;\\1  END IF;' || chr(10));
          IF made = kept.definition THEN RAISE EXCEPTION '% was not changed', kept.oid::regprocedure; END IF;
          made := regexp_replace(made, 'to_jsonb\\(OLD\\) - (\\w+) = to_jsonb\\(NEW\\) - \\1', 'says_same(to_jsonb(OLD) - \\1, to_jsonb(NEW) - \\1)', 'g');
          made := regexp_replace(made, 'to_jsonb\\(NEW\\) - (\\w+) = to_jsonb\\(OLD\\) - \\1', 'says_same(to_jsonb(OLD) - \\1, to_jsonb(NEW) - \\1)', 'g');
          made := replace(made, 'ROW(NEW.withdrawn_at, NEW.withdrawal_reason) IS DISTINCT FROM ROW(OLD.withdrawn_at, OLD.withdrawal_reason)',
            'NOT says_same(jsonb_build_array(OLD.withdrawn_at, OLD.withdrawal_reason), jsonb_build_array(NEW.withdrawn_at, NEW.withdrawal_reason))');
          made := replace(made, 'NEW.interval_reason IS DISTINCT FROM OLD.interval_reason', 'NOT says_same(to_jsonb(OLD.interval_reason), to_jsonb(NEW.interval_reason))');
          made := regexp_replace(made, 'ROW\\(NEW.status, NEW.error_reason, NEW.error_by, NEW.error_at\\)\\s+IS DISTINCT FROM ROW\\(OLD.status, OLD.error_reason, OLD.error_by, OLD.error_at\\)',
            'NOT says_same(jsonb_build_array(OLD.status, OLD.error_reason, OLD.error_by, OLD.error_at), jsonb_build_array(NEW.status, NEW.error_reason, NEW.error_by, NEW.error_at))');
          EXECUTE made;
        END LOOP;
      END
      $do$;

      DO $do$
      DECLARE
        measured record;
      BEGIN
        FOR measured IN SELECT c.conrelid::regclass AS of_table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
                          FROM pg_constraint c WHERE c.conname = ANY (${toTextArray(measuring)}) ORDER BY c.conname LOOP
          EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', measured.of_table, measured.name);
          EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s NOT VALID', measured.of_table, measured.name,
            regexp_replace(measured.definition, '\\mlength\\(', 'plain_length(', 'g'));
          EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', measured.of_table, measured.name);
        END LOOP;
      END
      $do$;
    `);

    await runner.query(`
      -- The columns of a table's key, beside the clinic.
      CREATE FUNCTION key_columns(of_table regclass) RETURNS text[]
        LANGUAGE sql STABLE
        RETURN (SELECT array_agg(a.attname::text ORDER BY k.number) FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k (attribute, number)
                  JOIN pg_attribute a ON a.attnum = k.attribute
                 WHERE i.indrelid = of_table AND i.indisprimary AND a.attrelid = of_table AND a.attname <> 'clinic_id');

      -- The next rows of a table after a key, in the order of their keys, locked: the key and the named columns of each.
      CREATE FUNCTION rows_to_reseal(of_table text, named text[], after jsonb, most integer) RETURNS TABLE (record jsonb)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE
          keys CONSTANT text[] := key_columns(of_table::regclass);
          key_list CONSTANT text := (SELECT string_agg(format('t.%I', k), ', ') FROM unnest(keys) k);
          columns CONSTANT text := (SELECT string_agg(format('%L, t.%I', c, c), ', ') FROM unnest(keys || named) c);
        BEGIN
          -- Whoever calls sees no table that it may not read.
          IF NOT has_table_privilege(session_user, of_table::regclass, 'SELECT') THEN
            RAISE EXCEPTION 'permission denied for table %', of_table USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN QUERY EXECUTE format('SELECT jsonb_build_object(%s) FROM %I t WHERE t.clinic_id = current_clinic()
              AND ($1::jsonb IS NULL OR ROW(%s) > (SELECT %s FROM jsonb_populate_record(NULL::%I, $1) t)) ORDER BY %s LIMIT $2 FOR UPDATE OF t',
            columns, of_table, key_list, key_list, of_table, key_list) USING after, most;
        END
        $$;

      -- Writes rows that were sealed anew: nothing but the seals may differ. It makes no version and no history.
      CREATE FUNCTION reseal_rows(of_table text, named text[], records jsonb) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE
          keys CONSTANT text[] := key_columns(of_table::regclass);
          same_key CONSTANT text := (SELECT string_agg(format('t.%1$I = n.%1$I', k), ' AND ') FROM unnest(keys) k);
          assigned CONSTANT text := (SELECT string_agg(format('%1$I = n.%1$I', c), ', ') FROM unnest(named) c);
          unchanged CONSTANT text := (SELECT string_agg(format('says_same(to_jsonb(t.%1$I), to_jsonb(n.%1$I))', c), ' AND ') FROM unnest(named) c);
          changed integer;
        BEGIN
          PERFORM set_config('app.resealing', 'on', true);
          EXECUTE format('UPDATE %1$I t SET %2$s FROM jsonb_populate_recordset(NULL::%1$I, $1) n WHERE t.clinic_id = current_clinic() AND %3$s AND %4$s',
            of_table, assigned, same_key, unchanged) USING records;
          GET DIAGNOSTICS changed = ROW_COUNT;
          PERFORM set_config('app.resealing', '', true);
          IF changed <> jsonb_array_length(records) THEN
            RAISE EXCEPTION 'a row would say something else' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reseal_rows_same';
          END IF;
          RETURN changed;
        END
        $$;

      CREATE FUNCTION count_to_reseal(of_table text) RETURNS bigint
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE
          counted bigint;
        BEGIN
          EXECUTE format('SELECT count(*) FROM %I t WHERE t.clinic_id = current_clinic()', of_table) INTO counted;
          RETURN counted;
        END
        $$;

      -- An identifier is found by its index. What stands there in plain text becomes one with the row that has it.
      SELECT allow_application('patient_identifiers', 'SELECT, INSERT, DELETE, UPDATE (value)');
    `);

    await runner.query(`
      DO $do$
      DECLARE
        definition text := pg_get_functiondef('move_back(uuid)'::regprocedure);
      BEGIN
        EXECUTE replace(definition, 'own ->> ''value'' = t.value', 'seal_index(own ->> ''value'') = t.value');
      END
      $do$;

      -- What stands in plain text is sealed in the background.
      INSERT INTO background_jobs (clinic_id, id, kind, input, permission, run_after, created_at)
        SELECT c.clinic_id, gen_random_uuid(), 'seal-texts', '{}', 'clinic.write', now(), now() FROM clinics c;
    `);
  }
}
