import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * What every later table rests on: the clinic of a transaction, row-level security, the privileges of the application's role, history; and the
 * clinic itself with its settings, what was asked of the API, and who did what.
 */
export class Foundation1763683200001 extends Migration {
  name = 'Foundation1763683200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The clinic that the transaction is bound to; NULL binds it to none.
      CREATE FUNCTION current_clinic() RETURNS uuid
        LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('app.clinic_id', true), '')::uuid;

      -- What the application's role may do with each table: declared here, granted after each migration.
      CREATE TABLE application_privileges (
        object     text NOT NULL,
        privileges text NOT NULL,
        CONSTRAINT application_privileges_pk PRIMARY KEY (object)
      );

      CREATE FUNCTION allow_application(object text, privileges text) RETURNS void
        LANGUAGE sql
        AS $$
          INSERT INTO application_privileges VALUES ($1, $2)
          ON CONFLICT ON CONSTRAINT application_privileges_pk DO UPDATE SET privileges = excluded.privileges
        $$;

      CREATE FUNCTION grant_application(role_name text) RETURNS void
        LANGUAGE plpgsql
        AS $$
        DECLARE declared record;
        BEGIN
          EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
          FOR declared IN SELECT * FROM application_privileges LOOP
            EXECUTE format('REVOKE ALL ON %I FROM %I', declared.object, role_name);
            EXECUTE format('GRANT %s ON %I TO %I', declared.privileges, declared.object, role_name);
          END LOOP;
          EXECUTE format('GRANT SELECT ON schema_migrations TO %I', role_name);
        END
        $$;

      -- A clinic-owned table: its rows are seen and written only by transactions of their clinic, the owner's too.
      CREATE FUNCTION protect(table_name text) RETURNS void
        LANGUAGE plpgsql
        AS $$
        BEGIN
          EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
          EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
          EXECUTE format('CREATE POLICY clinic_isolation ON %I USING (clinic_id = current_clinic()) WITH CHECK (clinic_id = current_clinic())', table_name);
        END
        $$;

      -- For the few tables that an operator's command must find before it knows the clinic: whoever migrates sees all clinics there.
      CREATE FUNCTION open_to_operator(table_name text) RETURNS void
        LANGUAGE plpgsql
        AS $$
        BEGIN
          EXECUTE format('CREATE POLICY operator ON %I TO %I USING (true) WITH CHECK (true)', table_name, current_user);
        END
        $$;

      -- The one change that what is append-only still takes: a merge moves it to another record of the same person (only_moves).
      CREATE FUNCTION refuse_change() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
          END IF;
          RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
        END
        $$;

      CREATE FUNCTION append_only(table_name text) RETURNS void
        LANGUAGE plpgsql
        AS $$
        BEGIN
          EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', table_name || '_append_only', table_name);
          EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', table_name || '_no_truncate', table_name);
        END
        $$;

      CREATE TABLE record_history (
        clinic_id   uuid NOT NULL DEFAULT current_clinic(),
        table_name  text NOT NULL,
        row_id      uuid NOT NULL,
        version     integer NOT NULL,
        record      jsonb NOT NULL,
        replaced_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT record_history_pk PRIMARY KEY (clinic_id, table_name, row_id, version)
      );
      SELECT protect('record_history'), append_only('record_history'), allow_application('record_history', 'SELECT, INSERT');

      -- Keeps what an UPDATE replaces, and holds the version to exactly one more than before.
      CREATE FUNCTION keep_replaced_version() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF NEW.version <> OLD.version + 1 THEN
            RAISE EXCEPTION 'version % must follow %', NEW.version, OLD.version USING ERRCODE = 'serialization_failure';
          END IF;
          INSERT INTO record_history (clinic_id, table_name, row_id, version, record)
          VALUES (OLD.clinic_id, TG_TABLE_NAME, OLD.id, OLD.version, to_jsonb(OLD));
          RETURN NEW;
        END
        $$;

      CREATE FUNCTION keep_history(table_name text) RETURNS void
        LANGUAGE plpgsql
        AS $$
        BEGIN
          EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION keep_replaced_version()', table_name || '_history', table_name);
        END
        $$;
    `);

    await runner.query(`
      CREATE TABLE clinics (
        clinic_id       uuid NOT NULL,
        name            text NOT NULL,
        time_zone       text NOT NULL,
        country         text NOT NULL,
        currency        text NOT NULL,
        phone           text,
        email           text,
        address         jsonb,
        emergency_phone text,
        opening_hours   jsonb NOT NULL,
        policies        jsonb NOT NULL,
        version         integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL,
        updated_at      timestamptz NOT NULL,
        CONSTRAINT clinics_pk PRIMARY KEY (clinic_id),
        CONSTRAINT clinics_name CHECK (length(name) BETWEEN 1 AND 200),
        CONSTRAINT clinics_time_zone CHECK (
          time_zone ~ '^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(/[A-Z][A-Za-z_-]*){1,2}$'),
        CONSTRAINT clinics_country CHECK (country ~ '^[A-Z]{2}$'),
        CONSTRAINT clinics_currency CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT clinics_phone CHECK (phone ~ '^[+][1-9][0-9]{3,14}$'),
        CONSTRAINT clinics_email CHECK (length(email) BETWEEN 3 AND 254),
        CONSTRAINT clinics_address CHECK (jsonb_typeof(address) = 'object'),
        CONSTRAINT clinics_emergency_phone CHECK (emergency_phone ~ '^([+][1-9][0-9]{3,14}|[0-9]{3,6})$')
      );
      SELECT protect('clinics'), open_to_operator('clinics'), allow_application('clinics', 'SELECT, UPDATE');

      -- A clinic keeps its earlier versions, as other records do; its key is the clinic itself.
      CREATE FUNCTION keep_replaced_clinic() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF NEW.version <> OLD.version + 1 THEN
            RAISE EXCEPTION 'version % must follow %', NEW.version, OLD.version USING ERRCODE = 'serialization_failure';
          END IF;
          INSERT INTO record_history (clinic_id, table_name, row_id, version, record)
          VALUES (OLD.clinic_id, TG_TABLE_NAME, OLD.clinic_id, OLD.version, to_jsonb(OLD));
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER clinics_history BEFORE UPDATE ON clinics FOR EACH ROW EXECUTE FUNCTION keep_replaced_clinic();

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

      -- What a clinic decides as a whole document, version by version: its price list, its instructions, when it is open, how long consents last.
      CREATE TABLE clinic_settings (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        name      text NOT NULL,
        version   integer NOT NULL,
        content   jsonb NOT NULL,
        set_by    uuid NOT NULL,
        set_at    timestamptz NOT NULL,
        CONSTRAINT clinic_settings_pk PRIMARY KEY (clinic_id, name, version),
        CONSTRAINT clinic_settings_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT clinic_settings_name CHECK (name IN ('price-list', 'care-instructions', 'opening-days', 'consent-validity')),
        CONSTRAINT clinic_settings_version CHECK (version > 0),
        CONSTRAINT clinic_settings_content CHECK (jsonb_typeof(content) = 'object')
      );
      SELECT protect('clinic_settings'), append_only('clinic_settings'), allow_application('clinic_settings', 'SELECT, INSERT');
    `);

    await runner.query(`
      -- Secrets that all processes of an installation share, such as the one that seals cursors.
      CREATE TABLE server_secrets (
        name   text NOT NULL,
        secret bytea NOT NULL,
        CONSTRAINT server_secrets_pk PRIMARY KEY (name)
      );
      INSERT INTO server_secrets VALUES ('cursor', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
      SELECT allow_application('server_secrets', 'SELECT');

      -- What each caller has asked once, with the answer.
      CREATE TABLE idempotency_keys (
        clinic_id    uuid NOT NULL DEFAULT current_clinic(),
        caller_id    uuid NOT NULL,
        key          text NOT NULL,
        request_hash bytea NOT NULL,
        status       integer,
        headers      jsonb,
        body         text,
        patient_ids  uuid[],
        created_at   timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT idempotency_keys_pk PRIMARY KEY (clinic_id, caller_id, key),
        CONSTRAINT idempotency_keys_key CHECK (length(key) BETWEEN 1 AND 255)
      );
      CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
      SELECT protect('idempotency_keys'), open_to_operator('idempotency_keys'),
             allow_application('idempotency_keys', 'SELECT, INSERT, UPDATE, DELETE');

      -- Forgets keys older than 24 hours, of all clinics; the application may call it and do nothing else across clinics.
      CREATE FUNCTION forget_idempotency_keys() RETURNS bigint
        LANGUAGE sql SECURITY DEFINER SET search_path = public
        AS $$
          WITH gone AS (DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours' RETURNING 1)
          SELECT count(*) FROM gone
        $$;

      -- No foreign key to the patient: a refusal names the id that was asked for, whether or not it exists.
      CREATE TABLE audit_events (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        id             uuid NOT NULL,
        recorded_at    timestamptz NOT NULL,
        actor_kind     text NOT NULL,
        actor_id       uuid NOT NULL,
        actor_role     text,
        action         text NOT NULL,
        patient_id     uuid,
        resource_id    uuid,
        outcome        text NOT NULL,
        status         integer NOT NULL,
        request_id     uuid NOT NULL,
        trace_id       text NOT NULL,
        source_address text,
        CONSTRAINT audit_events_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT audit_events_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT audit_events_actor_kind CHECK (actor_kind IN ('staff', 'client')),
        CONSTRAINT audit_events_outcome CHECK (outcome IN ('success', 'replayed', 'refused'))
      );
      -- No foreign key to the patient: a refusal names the id that was asked for, whether or not it exists.
      CREATE INDEX audit_events_patient ON audit_events (clinic_id, patient_id, id) WHERE patient_id IS NOT NULL;
      CREATE INDEX audit_events_actor ON audit_events (clinic_id, actor_id, id);
      SELECT protect('audit_events'), append_only('audit_events'), allow_application('audit_events', 'SELECT, INSERT');
    `);
  }
}
