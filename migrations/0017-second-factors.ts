import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * With what else people prove who they are: an authenticator, passkeys, recovery codes; and which roles the clinic requires it of. New tables; `clinic_settings` gets a
 * new list of names, for which it is read once.
 */
export class SecondFactors1763683200017 extends Migration {
  name = 'SecondFactors1763683200017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An application that shows one-time codes (RFC 6238): one for each person.
      CREATE TABLE login_authenticators (
        clinic_id    uuid NOT NULL DEFAULT current_clinic(),
        staff_id     uuid NOT NULL,
        -- Sealed with a key that the database never sees.
        secret       bytea NOT NULL,
        -- The step of thirty seconds whose code was used last: no code of it or before is good any more.
        last_step    bigint NOT NULL,
        created_at   timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        CONSTRAINT login_authenticators_pk PRIMARY KEY (clinic_id, staff_id),
        CONSTRAINT login_authenticators_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id)
      );
      SELECT protect('login_authenticators'), open_to_operator('login_authenticators'), allow_application('login_authenticators', 'SELECT, INSERT, UPDATE, DELETE');

      -- Each lets in once in place of a factor that is lost.
      CREATE TABLE login_recovery_codes (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        staff_id   uuid NOT NULL,
        -- Keyed, by a key that the database never sees.
        code_hash  bytea NOT NULL,
        created_at timestamptz NOT NULL,
        used_at    timestamptz,
        CONSTRAINT login_recovery_codes_pk PRIMARY KEY (clinic_id, staff_id, code_hash),
        CONSTRAINT login_recovery_codes_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT login_recovery_codes_hash CHECK (length(code_hash) = 32)
      );
      SELECT protect('login_recovery_codes'), open_to_operator('login_recovery_codes'), allow_application('login_recovery_codes', 'SELECT, INSERT, UPDATE, DELETE');

      CREATE TABLE login_passkeys (
        clinic_id     uuid NOT NULL DEFAULT current_clinic(),
        id            uuid NOT NULL,
        staff_id      uuid NOT NULL,
        credential_id bytea NOT NULL,
        -- COSE (RFC 9052).
        public_key    bytea NOT NULL,
        -- How often the device says that it was used; 0 where it does not count.
        counter       bigint NOT NULL,
        transports    text[] NOT NULL,
        -- Whether it is kept in several devices of the person.
        is_synced     boolean NOT NULL,
        name          text NOT NULL,
        created_at    timestamptz NOT NULL,
        last_used_at  timestamptz,
        CONSTRAINT login_passkeys_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT login_passkeys_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        -- Unique in the whole installation: a passkey names itself before anybody knows whose it is.
        CONSTRAINT login_passkeys_credential_unique UNIQUE (credential_id),
        CONSTRAINT login_passkeys_credential CHECK (length(credential_id) BETWEEN 1 AND 1023),
        CONSTRAINT login_passkeys_name CHECK (length(name) BETWEEN 1 AND 100)
      );
      CREATE INDEX login_passkeys_staff ON login_passkeys (clinic_id, staff_id);
      SELECT protect('login_passkeys'), open_to_operator('login_passkeys'), allow_application('login_passkeys', 'SELECT, INSERT, UPDATE, DELETE');

      CREATE FUNCTION login_passkey(credential bytea) RETURNS TABLE (clinic_id uuid, staff_id uuid, id uuid, public_key bytea, counter bigint, transports text[])
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$ SELECT p.clinic_id, p.staff_id, p.id, p.public_key, p.counter, p.transports FROM login_passkeys p WHERE p.credential_id = credential $$;

      ALTER TABLE clinic_settings DROP CONSTRAINT clinic_settings_name;
      ALTER TABLE clinic_settings ADD CONSTRAINT clinic_settings_name
        CHECK (name IN ('price-list', 'care-instructions', 'opening-days', 'consent-validity', 'second-factor'));

      -- Whoever logs in has no clinic yet: what it requires of them is looked up by the functions below.
      SELECT open_to_operator('clinic_settings');

      -- What the clinic says now of second factors; NULL until it has said anything.
      CREATE FUNCTION second_factor_policy(clinic uuid) RETURNS jsonb
        LANGUAGE sql STABLE SET search_path = pg_catalog, public
        AS $$
          SELECT s.content FROM clinic_settings s WHERE s.clinic_id = clinic AND s.name = 'second-factor' ORDER BY s.version DESC LIMIT 1
        $$;

      -- Who logs in has been answered by a policy: it holds in every process at once.
      CREATE TRIGGER clinic_settings_announced AFTER INSERT ON clinic_settings FOR EACH ROW WHEN (NEW.name = 'second-factor') EXECUTE FUNCTION announce_access();

      -- As before, with what else somebody has to log in with.
      DROP FUNCTION login_people(text, uuid);
      CREATE FUNCTION login_people(address text, person uuid) RETURNS TABLE (clinic_id uuid, clinic_name text, staff_id uuid, name text, email text, role text,
          password_hash text, language text, has_authenticator boolean, has_passkey boolean, second_factor_policy jsonb)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT s.clinic_id, c.name, s.id, s.name, s.email, s.role, a.password_hash, a.language,
                 EXISTS (SELECT FROM login_authenticators o WHERE o.clinic_id = s.clinic_id AND o.staff_id = s.id),
                 EXISTS (SELECT FROM login_passkeys p WHERE p.clinic_id = s.clinic_id AND p.staff_id = s.id),
                 second_factor_policy(s.clinic_id)
            FROM staff s JOIN clinics c ON c.clinic_id = s.clinic_id LEFT JOIN login_accounts a ON a.clinic_id = s.clinic_id AND a.staff_id = s.id
           WHERE s.status = 'active' AND (s.email = lower(login_people.address) OR s.id = login_people.person) ORDER BY c.name, s.id LIMIT 20
        $$;
    `);
  }
}
