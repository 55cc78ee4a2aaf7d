import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Who may do anything: the people of a clinic and its integration clients, their accounts, secrets and one-time links, what the authorization server keeps,
 * and the keys that sign tokens.
 *
 * Who logs in says who they are before their clinic is known. So a few functions look across clinics, each for one thing; the tables keep to one clinic
 * like all others. What the authorization server keeps is sealed by the application, and found by the hash of its id.
 */
export class Authorization1763683200002 extends Migration {
  name = 'Authorization1763683200002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE staff (
        clinic_id           uuid NOT NULL DEFAULT current_clinic(),
        id                  uuid NOT NULL,
        role                text NOT NULL,
        name                text NOT NULL,
        email               text NOT NULL,
        registration_number text,
        -- NULL: it is not known on which days the person works.
        working_days        text[],
        status              text NOT NULL DEFAULT 'active',
        version             integer NOT NULL DEFAULT 1,
        created_at          timestamptz NOT NULL,
        updated_at          timestamptz NOT NULL,
        CONSTRAINT staff_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT staff_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT staff_email_unique UNIQUE (clinic_id, email),
        CONSTRAINT staff_email_lower CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
        CONSTRAINT staff_name CHECK (length(name) BETWEEN 1 AND 200),
        CONSTRAINT staff_role CHECK (role IN ('admin', 'dermatologist', 'technician', 'receptionist', 'auditor')),
        CONSTRAINT staff_status CHECK (status IN ('active', 'inactive')),
        CONSTRAINT staff_working_days CHECK (cardinality(working_days) > 0
          AND working_days <@ ARRAY['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
      );
      CREATE INDEX staff_email ON staff (email);
      CREATE INDEX staff_id ON staff (id);
      SELECT protect('staff'), keep_history('staff'), open_to_operator('staff'), allow_application('staff', 'SELECT, INSERT, UPDATE');

      CREATE TABLE login_accounts (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        staff_id        uuid NOT NULL,
        password_hash   text,
        password_set_at timestamptz,
        language        text,
        CONSTRAINT login_accounts_pk PRIMARY KEY (clinic_id, staff_id),
        CONSTRAINT login_accounts_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT login_accounts_password CHECK ((password_hash IS NULL) = (password_set_at IS NULL)),
        CONSTRAINT login_accounts_language CHECK (language IN ('en', 'hi'))
      );
      SELECT protect('login_accounts'), open_to_operator('login_accounts'), allow_application('login_accounts', 'SELECT, INSERT, UPDATE');

      -- The people whom an address, or an id, may log in as: the active ones, one for each clinic.
      CREATE FUNCTION login_people(address text, person uuid) RETURNS TABLE (clinic_id uuid, clinic_name text, staff_id uuid, name text, email text, role text,
          password_hash text, language text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT s.clinic_id, c.name, s.id, s.name, s.email, s.role, a.password_hash, a.language
            FROM staff s JOIN clinics c ON c.clinic_id = s.clinic_id LEFT JOIN login_accounts a ON a.clinic_id = s.clinic_id AND a.staff_id = s.id
           WHERE s.status = 'active' AND (s.email = lower(login_people.address) OR s.id = login_people.person) ORDER BY c.name, s.id LIMIT 20
        $$;

      -- Sent by mail: an invitation, or what begins the recovery of a password.
      CREATE TABLE login_links (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        token_hash bytea NOT NULL,
        staff_id   uuid NOT NULL,
        purpose    text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at    timestamptz,
        CONSTRAINT login_links_pk PRIMARY KEY (clinic_id, token_hash),
        CONSTRAINT login_links_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT login_links_token CHECK (length(token_hash) = 32),
        CONSTRAINT login_links_purpose CHECK (purpose IN ('invitation', 'recovery'))
      );
      CREATE INDEX login_links_token ON login_links (token_hash);
      CREATE INDEX login_links_staff ON login_links (clinic_id, staff_id);
      SELECT protect('login_links'), open_to_operator('login_links'), allow_application('login_links', 'SELECT, INSERT, UPDATE, DELETE');

      CREATE FUNCTION login_link(token bytea) RETURNS TABLE (clinic_id uuid, staff_id uuid, purpose text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$ SELECT l.clinic_id, l.staff_id, l.purpose FROM login_links l WHERE l.token_hash = token AND l.used_at IS NULL AND l.expires_at > now() $$;

      -- How often somebody has tried and failed, by keyed hashes of addresses: who was tried cannot be read here.
      CREATE TABLE login_attempts (
        subject      bytea NOT NULL,
        failures     integer NOT NULL,
        next_at      timestamptz NOT NULL,
        forgotten_at timestamptz NOT NULL,
        CONSTRAINT login_attempts_pk PRIMARY KEY (subject)
      );
      CREATE INDEX login_attempts_forgotten_at ON login_attempts (forgotten_at);
      SELECT allow_application('login_attempts', 'SELECT, INSERT, UPDATE, DELETE');
    `);

    await runner.query(`
      CREATE TABLE integration_clients (
        clinic_id     uuid NOT NULL DEFAULT current_clinic(),
        id            uuid NOT NULL,
        client_id     text NOT NULL,
        name          text NOT NULL,
        kind          text NOT NULL DEFAULT 'confidential',
        scopes        text[] NOT NULL,
        redirect_uris text[] NOT NULL DEFAULT '{}',
        origins       text[] NOT NULL DEFAULT '{}',
        public_keys   jsonb,
        status        text NOT NULL DEFAULT 'active',
        version       integer NOT NULL DEFAULT 1,
        created_at    timestamptz NOT NULL,
        updated_at    timestamptz NOT NULL,
        CONSTRAINT integration_clients_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT integration_clients_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        -- Unique in the whole installation: a client names itself before its clinic is known.
        CONSTRAINT integration_clients_client_id_unique UNIQUE (client_id),
        CONSTRAINT integration_clients_client_id CHECK (client_id ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
        CONSTRAINT integration_clients_kind CHECK (kind IN ('public', 'confidential')),
        CONSTRAINT integration_clients_public_keys CHECK (jsonb_typeof(public_keys -> 'keys') = 'array'),
        CONSTRAINT integration_clients_status CHECK (status IN ('active', 'inactive'))
      );
      CREATE INDEX integration_clients_origins ON integration_clients USING gin (origins);
      SELECT protect('integration_clients'), keep_history('integration_clients'), open_to_operator('integration_clients'),
             allow_application('integration_clients', 'SELECT, INSERT, UPDATE');

      CREATE TABLE integration_client_secrets (
        clinic_id             uuid NOT NULL DEFAULT current_clinic(),
        id                    uuid NOT NULL,
        integration_client_id uuid NOT NULL,
        secret_hash           bytea NOT NULL,
        created_at            timestamptz NOT NULL,
        expires_at            timestamptz,
        CONSTRAINT integration_client_secrets_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT integration_client_secrets_client_fk FOREIGN KEY (clinic_id, integration_client_id) REFERENCES integration_clients (clinic_id, id),
        CONSTRAINT integration_client_secrets_hash CHECK (length(secret_hash) = 32)
      );
      CREATE INDEX integration_client_secrets_client ON integration_client_secrets (clinic_id, integration_client_id);
      SELECT protect('integration_client_secrets'), open_to_operator('integration_client_secrets'),
             allow_application('integration_client_secrets', 'SELECT, INSERT, UPDATE (expires_at)');

      -- When a client last got a token; apart, as it is no change of the client.
      CREATE TABLE integration_client_uses (
        clinic_id             uuid NOT NULL DEFAULT current_clinic(),
        integration_client_id uuid NOT NULL,
        last_used_at          timestamptz NOT NULL,
        CONSTRAINT integration_client_uses_pk PRIMARY KEY (clinic_id, integration_client_id),
        CONSTRAINT integration_client_uses_client_fk FOREIGN KEY (clinic_id, integration_client_id) REFERENCES integration_clients (clinic_id, id)
      );
      SELECT protect('integration_client_uses'), allow_application('integration_client_uses', 'SELECT, INSERT, UPDATE');

      -- A client names itself before its clinic is known.
      CREATE FUNCTION login_client(name text) RETURNS TABLE (clinic_id uuid, clinic_name text, id uuid, client_id text, client_name text, kind text,
          scopes text[], redirect_uris text[], origins text[], public_keys jsonb, secret_hashes bytea[])
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT i.clinic_id, c.name, i.id, i.client_id, i.name, i.kind, i.scopes, i.redirect_uris, i.origins, i.public_keys,
                 ARRAY(SELECT s.secret_hash FROM integration_client_secrets s WHERE s.clinic_id = i.clinic_id AND s.integration_client_id = i.id
                          AND (s.expires_at IS NULL OR s.expires_at > now()))
            FROM integration_clients i JOIN clinics c ON c.clinic_id = i.clinic_id
           WHERE i.client_id = login_client.name AND i.status = 'active'
        $$;

      CREATE FUNCTION is_registered_origin(origin text) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$ SELECT EXISTS (SELECT FROM integration_clients i WHERE i.origins @> ARRAY[is_registered_origin.origin] AND i.status = 'active') $$;
    `);

    await runner.query(`
      -- Keys that sign access tokens. The application's role reads the public half only.
      CREATE TABLE signing_keys (
        id          text NOT NULL,
        algorithm   text NOT NULL,
        public_jwk  jsonb NOT NULL,
        -- Sealed with a key that the database never sees: who reads it, reads nothing; who adds a key of their own has none that opens.
        private_jwk text,
        created_at  timestamptz NOT NULL DEFAULT now(),
        retired_at  timestamptz,
        CONSTRAINT signing_keys_pk PRIMARY KEY (id)
      );
      SELECT allow_application('signing_keys', 'SELECT (id, algorithm, public_jwk, created_at, retired_at)');

      CREATE FUNCTION server_signing_keys() RETURNS TABLE (id text, algorithm text, public_jwk jsonb, private_jwk text, retired_at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT k.id, k.algorithm, k.public_jwk, k.private_jwk, k.retired_at FROM signing_keys k
           WHERE k.retired_at IS NULL OR k.retired_at > now() ORDER BY k.created_at DESC
        $$;

      CREATE FUNCTION add_signing_key(key_id text, key_algorithm text, public_key jsonb, private_key text) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$ INSERT INTO signing_keys (id, algorithm, public_jwk, private_jwk) VALUES (key_id, key_algorithm, public_key, private_key) $$;
    `);

    await runner.query(`
      -- Logins under way, sessions, grants, codes, refresh tokens. What belongs to no clinic yet has that of all zeros.
      CREATE TABLE authorization_artifacts (
        clinic_id      uuid NOT NULL,
        id_hash        bytea NOT NULL,
        -- By what the API names a session.
        public_id      uuid NOT NULL,
        model          text NOT NULL,
        payload        bytea NOT NULL,
        account_id     uuid,
        client_id      text,
        grant_hash     bytea,
        uid_hash       bytea,
        user_code_hash bytea,
        device         text,
        created_at     timestamptz NOT NULL DEFAULT now(),
        seen_at        timestamptz NOT NULL DEFAULT now(),
        consumed_at    timestamptz,
        expires_at     timestamptz NOT NULL,
        CONSTRAINT authorization_artifacts_pk PRIMARY KEY (clinic_id, id_hash),
        CONSTRAINT authorization_artifacts_id_unique UNIQUE (id_hash)
      );
      CREATE INDEX authorization_artifacts_account ON authorization_artifacts (clinic_id, account_id) WHERE account_id IS NOT NULL;
      CREATE INDEX authorization_artifacts_grant ON authorization_artifacts (grant_hash) WHERE grant_hash IS NOT NULL;
      CREATE INDEX authorization_artifacts_uid ON authorization_artifacts (uid_hash) WHERE uid_hash IS NOT NULL;
      CREATE INDEX authorization_artifacts_user_code ON authorization_artifacts (user_code_hash) WHERE user_code_hash IS NOT NULL;
      CREATE INDEX authorization_artifacts_expires_at ON authorization_artifacts (expires_at);
      SELECT protect('authorization_artifacts'), open_to_operator('authorization_artifacts'),
             allow_application('authorization_artifacts', 'SELECT');

      -- Access that ended before its tokens did: hashes of grants and of single tokens, until the last of these has expired.
      CREATE TABLE revoked_access (
        subject    bytea NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT revoked_access_pk PRIMARY KEY (subject)
      );
      CREATE INDEX revoked_access_expires_at ON revoked_access (expires_at);
      SELECT allow_application('revoked_access', 'SELECT, INSERT');

      CREATE FUNCTION revoke_access(revoked bytea[]) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          INSERT INTO revoked_access (subject, expires_at) SELECT r, now() + interval '1 hour' FROM unnest(revoked) r WHERE r IS NOT NULL
          ON CONFLICT ON CONSTRAINT revoked_access_pk DO UPDATE SET expires_at = excluded.expires_at
        $$;

      CREATE FUNCTION store_artifact(kind text, artifact bytea, sealed bytea, account uuid, client text, of_grant bytea, of_uid bytea, of_user_code bytea,
          from_device text, until timestamptz, new_id uuid) RETURNS boolean
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          INSERT INTO authorization_artifacts (clinic_id, id_hash, public_id, model, payload, account_id, client_id, grant_hash, uid_hash, user_code_hash, device, expires_at)
          VALUES (coalesce((SELECT s.clinic_id FROM staff s WHERE s.id = account LIMIT 1),
                           (SELECT i.clinic_id FROM integration_clients i WHERE i.client_id = client),
                           '00000000-0000-0000-0000-000000000000'),
                  artifact, new_id, kind, sealed, account, client, of_grant, of_uid, of_user_code, from_device, until)
          ON CONFLICT ON CONSTRAINT authorization_artifacts_id_unique DO UPDATE SET clinic_id = excluded.clinic_id, payload = excluded.payload,
            account_id = excluded.account_id, client_id = excluded.client_id, grant_hash = excluded.grant_hash, uid_hash = excluded.uid_hash,
            user_code_hash = excluded.user_code_hash, device = coalesce(excluded.device, authorization_artifacts.device), seen_at = now(),
            expires_at = excluded.expires_at
            -- What may be seen once is there or not: of two at the same moment one is the first.
            WHERE authorization_artifacts.model <> 'ReplayDetection'
          RETURNING true
        $$;

      CREATE FUNCTION find_artifact(kind text, artifact bytea, of_uid bytea, of_user_code bytea)
        RETURNS TABLE (id_hash bytea, payload bytea, consumed_at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT a.id_hash, a.payload, a.consumed_at FROM authorization_artifacts a
           WHERE (a.id_hash = artifact OR a.uid_hash = of_uid OR a.user_code_hash = of_user_code) AND a.model = kind AND a.expires_at > now()
        $$;

      -- Ends a grant: nothing that came of it is good for anything any more.
      CREATE FUNCTION revoke_artifacts_of_grant(of_grant bytea) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        BEGIN
          DELETE FROM authorization_artifacts a WHERE a.grant_hash = of_grant;
          PERFORM revoke_access(ARRAY[of_grant]);
        END
        $$;

      -- Ends all that a person is logged in to; of all their sessions, or of one.
      CREATE FUNCTION revoke_artifacts_of_account(account uuid) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE ended bytea[];
        BEGIN
          WITH gone AS (DELETE FROM authorization_artifacts a WHERE a.account_id = account AND a.clinic_id = current_clinic() RETURNING a.grant_hash)
          SELECT array_agg(DISTINCT g.grant_hash) INTO ended FROM gone g WHERE g.grant_hash IS NOT NULL;
          PERFORM revoke_access(ended);
        END
        $$;

      -- Uses up what is good for one use. False when it was used before: then somebody has it who should not, and the whole grant ends.
      CREATE FUNCTION consume_artifact(artifact bytea) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE of_grant bytea;
        BEGIN
          UPDATE authorization_artifacts a SET consumed_at = now() WHERE a.id_hash = artifact AND a.consumed_at IS NULL;
          IF FOUND THEN RETURN true; END IF;
          SELECT a.grant_hash INTO of_grant FROM authorization_artifacts a WHERE a.id_hash = artifact;
          IF of_grant IS NOT NULL THEN PERFORM revoke_artifacts_of_grant(of_grant); END IF;
          RETURN false;
        END
        $$;

      CREATE FUNCTION destroy_artifact(artifact bytea) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$ DELETE FROM authorization_artifacts a WHERE a.id_hash = artifact $$;

      CREATE FUNCTION forget_logins() RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          DELETE FROM authorization_artifacts WHERE expires_at < now();
          DELETE FROM revoked_access WHERE expires_at < now();
          DELETE FROM login_attempts WHERE forgotten_at < now();
          DELETE FROM login_links WHERE expires_at < now() - interval '30 days';
        $$;
    `);

    await runner.query(`
      -- Every process hears at once that somebody's access changed, and forgets what it remembered.
      CREATE FUNCTION announce_access() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          PERFORM pg_notify('access_changed', '');
          RETURN NULL;
        END
        $$;
      CREATE TRIGGER staff_announced AFTER UPDATE ON staff FOR EACH STATEMENT EXECUTE FUNCTION announce_access();
      CREATE TRIGGER integration_clients_announced AFTER INSERT OR UPDATE ON integration_clients FOR EACH STATEMENT EXECUTE FUNCTION announce_access();
      CREATE TRIGGER signing_keys_announced AFTER INSERT OR UPDATE OR DELETE ON signing_keys FOR EACH STATEMENT EXECUTE FUNCTION announce_access();
      CREATE TRIGGER revoked_access_announced AFTER INSERT OR UPDATE ON revoked_access FOR EACH STATEMENT EXECUTE FUNCTION announce_access();
    `);
  }
}
