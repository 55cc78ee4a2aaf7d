import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * What integration clients log in with beside a secret, and what holds them: proofs of a key that were seen, keys that are fetched, networks, limits,
 * and the tokens with which they register themselves.
 */
export class ClientDoors1763683200018 extends Migration {
  name = 'ClientDoors1763683200018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Proofs that somebody has the key of a token (RFC 9449), by their hashes: each is good once, whichever process sees it.
      CREATE TABLE used_proofs (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        proof_hash bytea NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT used_proofs_pk PRIMARY KEY (clinic_id, proof_hash),
        CONSTRAINT used_proofs_hash CHECK (length(proof_hash) = 32)
      );
      CREATE INDEX used_proofs_expires_at ON used_proofs (expires_at);
      SELECT protect('used_proofs'), open_to_operator('used_proofs'), allow_application('used_proofs', 'SELECT, INSERT');

      CREATE FUNCTION forget_used_proofs() RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$ DELETE FROM used_proofs WHERE expires_at < now() $$;
    `);

    await runner.query(`
      -- With a token of these an application registers itself (RFC 7591), as often and until when the admin said.
      CREATE TABLE client_registration_tokens (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        id         uuid NOT NULL,
        name       text NOT NULL,
        token_hash bytea NOT NULL,
        scopes     text[] NOT NULL,
        most_uses  integer NOT NULL,
        uses       integer NOT NULL DEFAULT 0,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at   timestamptz,
        CONSTRAINT client_registration_tokens_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT client_registration_tokens_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT client_registration_tokens_created_by_fk FOREIGN KEY (clinic_id, created_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT client_registration_tokens_hash_unique UNIQUE (token_hash),
        CONSTRAINT client_registration_tokens_hash CHECK (length(token_hash) = 32),
        CONSTRAINT client_registration_tokens_uses CHECK (uses BETWEEN 0 AND most_uses)
      );
      SELECT protect('client_registration_tokens'), open_to_operator('client_registration_tokens'),
             allow_application('client_registration_tokens', 'SELECT, INSERT, UPDATE (uses, ended_at)');

      -- Whoever registers says which clinic that is by the token alone.
      CREATE FUNCTION registration_token(token bytea) RETURNS TABLE (clinic_id uuid, id uuid, scopes text[])
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT t.clinic_id, t.id, t.scopes FROM client_registration_tokens t
           WHERE t.token_hash = token AND t.ended_at IS NULL AND t.expires_at > now() AND t.uses < t.most_uses
        $$;
    `);

    await runner.query(`
      ALTER TABLE integration_clients
        -- Where its keys are fetched from, in place of public_keys.
        ADD COLUMN public_keys_uri text,
        -- From where it may be used, as CIDR; none: from everywhere.
        ADD COLUMN allowed_networks text[] NOT NULL DEFAULT '{}',
        -- NULL: no more than what holds for everybody.
        ADD COLUMN requests_per_minute integer,
        ADD COLUMN registration_token_id uuid,
        -- What the application itself changes and ends its registration with (RFC 7592).
        ADD COLUMN registration_access_hash bytea,
        ADD CONSTRAINT integration_clients_one_kind_of_keys CHECK (public_keys IS NULL OR public_keys_uri IS NULL),
        ADD CONSTRAINT integration_clients_requests_per_minute CHECK (requests_per_minute BETWEEN 1 AND 1000000),
        ADD CONSTRAINT integration_clients_registration_fk FOREIGN KEY (clinic_id, registration_token_id) REFERENCES client_registration_tokens (clinic_id, id),
        ADD CONSTRAINT integration_clients_registration_access CHECK (length(registration_access_hash) = 32);
      CREATE UNIQUE INDEX integration_clients_registration_access ON integration_clients (registration_access_hash) WHERE registration_access_hash IS NOT NULL;
      CREATE INDEX integration_clients_registration ON integration_clients (clinic_id, registration_token_id) WHERE registration_token_id IS NOT NULL;

      CREATE FUNCTION registered_client(access bytea, name text) RETURNS TABLE (clinic_id uuid, id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT i.clinic_id, i.id FROM integration_clients i
           WHERE i.registration_access_hash = access AND i.client_id = registered_client.name AND i.status = 'active'
        $$;

      ALTER TABLE integration_client_secrets ADD COLUMN last_used_at timestamptz;
      SELECT allow_application('integration_client_secrets', 'SELECT, INSERT, UPDATE (expires_at, last_used_at)');

      DROP FUNCTION login_client(text);
      CREATE FUNCTION login_client(name text) RETURNS TABLE (clinic_id uuid, clinic_name text, id uuid, client_id text, client_name text, kind text,
          scopes text[], redirect_uris text[], origins text[], public_keys jsonb, public_keys_uri text, allowed_networks text[], registered_itself boolean,
          secret_hashes bytea[])
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT i.clinic_id, c.name, i.id, i.client_id, i.name, i.kind, i.scopes, i.redirect_uris, i.origins, i.public_keys, i.public_keys_uri,
                 i.allowed_networks, i.registration_token_id IS NOT NULL,
                 ARRAY(SELECT s.secret_hash FROM integration_client_secrets s WHERE s.clinic_id = i.clinic_id AND s.integration_client_id = i.id
                          AND (s.expires_at IS NULL OR s.expires_at > now()))
            FROM integration_clients i JOIN clinics c ON c.clinic_id = i.clinic_id
           WHERE i.client_id = login_client.name AND i.status = 'active'
        $$;

      -- How much of its requests of this minute a client has been given, over all processes: these take slices, and count by themselves.
      CREATE TABLE integration_client_allowances (
        clinic_id             uuid NOT NULL DEFAULT current_clinic(),
        integration_client_id uuid NOT NULL,
        minute                timestamptz NOT NULL,
        taken                 integer NOT NULL,
        -- What was given last.
        slice                 integer NOT NULL,
        CONSTRAINT integration_client_allowances_pk PRIMARY KEY (clinic_id, integration_client_id),
        CONSTRAINT integration_client_allowances_client_fk FOREIGN KEY (clinic_id, integration_client_id) REFERENCES integration_clients (clinic_id, id)
      );
      SELECT protect('integration_client_allowances'), allow_application('integration_client_allowances', 'SELECT, INSERT, UPDATE');
    `);
  }
}
