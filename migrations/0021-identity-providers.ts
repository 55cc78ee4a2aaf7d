import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Identity providers of a clinic: other OpenID Connect servers that say who somebody is. New tables only; `staff` is not changed.
 *
 * A token names its issuer before its clinic is known, and a logout names the provider alone. One function looks across clinics for that.
 */
export class IdentityProviders1763683200021 extends Migration {
  name = 'IdentityProviders1763683200021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity_providers (
        clinic_id              uuid NOT NULL DEFAULT current_clinic(),
        id                     uuid NOT NULL,
        name                   text NOT NULL,
        issuer                 text NOT NULL,
        client_id              text NOT NULL,
        client_authentication  text NOT NULL,
        -- Sealed with a key that the database never sees.
        client_secret          bytea,
        scopes                 text[] NOT NULL,
        -- NULL: the provider's access tokens are not accepted.
        access_token_audience  text,
        -- JSON Pointers into the claims.
        clinic_claim           text NOT NULL,
        clinic_value           text NOT NULL,
        role_claim             text NOT NULL,
        email_claim            text NOT NULL,
        -- A list of { value, role }: the first entry whose value the claim has decides.
        roles                  jsonb NOT NULL,
        links_by_email         boolean NOT NULL,
        creates_people         boolean NOT NULL,
        trusts_second_factor   boolean NOT NULL,
        -- Whether the people of the clinic may also log in with their own passwords and passkeys.
        allows_local_log_in    boolean NOT NULL,
        status                 text NOT NULL DEFAULT 'active',
        version                integer NOT NULL DEFAULT 1,
        created_at             timestamptz NOT NULL,
        updated_at             timestamptz NOT NULL,
        CONSTRAINT identity_providers_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT identity_providers_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT identity_providers_authentication CHECK (client_authentication IN ('client_secret_basic', 'client_secret_post', 'private_key_jwt')),
        CONSTRAINT identity_providers_secret CHECK ((client_authentication = 'private_key_jwt') = (client_secret IS NULL)),
        CONSTRAINT identity_providers_roles CHECK (jsonb_typeof(roles) = 'array' AND jsonb_array_length(roles) BETWEEN 1 AND 50),
        CONSTRAINT identity_providers_status CHECK (status IN ('active', 'inactive', 'removed'))
      );
      -- Unique in the whole installation: a token of an issuer with one audience and one value of the clinic's claim belongs to one clinic.
      CREATE UNIQUE INDEX identity_providers_one_clinic ON identity_providers (issuer, coalesce(access_token_audience, client_id), clinic_value)
        WHERE status <> 'removed';
      SELECT protect('identity_providers'), keep_history('identity_providers'), open_to_operator('identity_providers'),
             allow_application('identity_providers', 'SELECT, INSERT, UPDATE');

      -- The person of the clinic whom a subject of the provider is.
      CREATE TABLE identity_provider_people (
        clinic_id            uuid NOT NULL DEFAULT current_clinic(),
        identity_provider_id uuid NOT NULL,
        subject              text NOT NULL,
        staff_id             uuid NOT NULL,
        created_at           timestamptz NOT NULL,
        -- When the provider issued the claims that the person's role was last taken from: older claims do not change it.
        claims_issued_at     timestamptz NOT NULL,
        CONSTRAINT identity_provider_people_pk PRIMARY KEY (clinic_id, identity_provider_id, subject),
        CONSTRAINT identity_provider_people_provider_fk FOREIGN KEY (clinic_id, identity_provider_id) REFERENCES identity_providers (clinic_id, id),
        CONSTRAINT identity_provider_people_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT identity_provider_people_one_subject UNIQUE (clinic_id, identity_provider_id, staff_id),
        CONSTRAINT identity_provider_people_subject CHECK (length(subject) BETWEEN 1 AND 255)
      );
      CREATE INDEX identity_provider_people_staff ON identity_provider_people (clinic_id, staff_id);
      SELECT protect('identity_provider_people'), allow_application('identity_provider_people', 'SELECT, INSERT, UPDATE (claims_issued_at)');

      -- The sessions and grants here that came of a session there.
      CREATE TABLE identity_provider_sessions (
        clinic_id            uuid NOT NULL DEFAULT current_clinic(),
        -- The hash by which the session here is found.
        session_hash         bytea NOT NULL,
        identity_provider_id uuid NOT NULL,
        subject              text NOT NULL,
        -- The provider's id of its session; NULL where it says none.
        sid                  text,
        grant_hashes         bytea[] NOT NULL DEFAULT '{}',
        created_at           timestamptz NOT NULL,
        CONSTRAINT identity_provider_sessions_pk PRIMARY KEY (clinic_id, session_hash),
        CONSTRAINT identity_provider_sessions_provider_fk FOREIGN KEY (clinic_id, identity_provider_id) REFERENCES identity_providers (clinic_id, id),
        CONSTRAINT identity_provider_sessions_hash CHECK (length(session_hash) = 32)
      );
      CREATE INDEX identity_provider_sessions_subject ON identity_provider_sessions (clinic_id, identity_provider_id, subject);
      CREATE INDEX identity_provider_sessions_created_at ON identity_provider_sessions (created_at);
      SELECT protect('identity_provider_sessions'), open_to_operator('identity_provider_sessions'),
             allow_application('identity_provider_sessions', 'SELECT, INSERT, UPDATE');

      -- Each logout token that a provider sent, once; and what its access tokens are held against until the last of them has expired.
      CREATE TABLE identity_provider_logouts (
        clinic_id            uuid NOT NULL DEFAULT current_clinic(),
        identity_provider_id uuid NOT NULL,
        token_hash           bytea NOT NULL,
        subject              text,
        sid                  text,
        logged_out_at        timestamptz NOT NULL,
        CONSTRAINT identity_provider_logouts_pk PRIMARY KEY (clinic_id, identity_provider_id, token_hash),
        CONSTRAINT identity_provider_logouts_provider_fk FOREIGN KEY (clinic_id, identity_provider_id) REFERENCES identity_providers (clinic_id, id),
        CONSTRAINT identity_provider_logouts_hash CHECK (length(token_hash) = 32),
        CONSTRAINT identity_provider_logouts_of CHECK (subject IS NOT NULL OR sid IS NOT NULL)
      );
      CREATE INDEX identity_provider_logouts_at ON identity_provider_logouts (logged_out_at);
      SELECT protect('identity_provider_logouts'), open_to_operator('identity_provider_logouts'),
             allow_application('identity_provider_logouts', 'SELECT, INSERT');
    `);

    await runner.query(`
      -- The active providers with this id or of this issuer, of every clinic.
      CREATE FUNCTION active_identity_providers(provider uuid, of_issuer text) RETURNS SETOF identity_providers
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT p.* FROM identity_providers p WHERE p.status = 'active' AND (p.id = provider OR p.issuer = of_issuer) ORDER BY p.id
        $$;

      -- Whether the people of the clinic may log in without one of its providers.
      CREATE FUNCTION allows_local_log_in(clinic uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT NOT EXISTS (SELECT FROM identity_providers p WHERE p.clinic_id = clinic AND p.status = 'active' AND NOT p.allows_local_log_in)
        $$;

      -- Ends the sessions here with these hashes, what they were allowed, and all tokens that came of it.
      CREATE FUNCTION revoke_artifacts_of_sessions(sessions bytea[], grants bytea[]) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        BEGIN
          DELETE FROM authorization_artifacts a WHERE a.clinic_id = current_clinic() AND a.model = 'Session' AND a.uid_hash = ANY (sessions);
          DELETE FROM authorization_artifacts a WHERE a.clinic_id = current_clinic() AND a.grant_hash = ANY (grants);
          PERFORM revoke_access(grants);
        END
        $$;

      CREATE FUNCTION forget_identity_provider_sessions() RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          DELETE FROM identity_provider_sessions WHERE created_at < now() - interval '30 days';
          DELETE FROM identity_provider_logouts WHERE logged_out_at < now() - interval '2 days';
        $$;

      CREATE TRIGGER identity_providers_announced AFTER INSERT OR UPDATE ON identity_providers FOR EACH STATEMENT EXECUTE FUNCTION announce_access();
      CREATE TRIGGER identity_provider_logouts_announced AFTER INSERT ON identity_provider_logouts FOR EACH STATEMENT EXECUTE FUNCTION announce_access();
    `);
  }
}
