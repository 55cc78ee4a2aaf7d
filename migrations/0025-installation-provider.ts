import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * An identity provider of the whole installation, which an operator sets in the environment: in each clinic one row stands for it, to which people and logouts
 * refer. A column with a constant default rewrites nothing, and the table is small.
 */
export class InstallationProvider1763683200025 extends Migration {
  name = 'InstallationProvider1763683200025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The settings in such a row are those of its first login: the environment has the present ones.
      ALTER TABLE identity_providers ADD COLUMN of_installation boolean NOT NULL DEFAULT false;

      DROP INDEX identity_providers_one_clinic;
      CREATE UNIQUE INDEX identity_providers_one_clinic ON identity_providers (issuer, coalesce(access_token_audience, client_id), clinic_value)
        WHERE status <> 'removed' AND NOT of_installation;
      CREATE UNIQUE INDEX identity_providers_of_installation ON identity_providers (clinic_id, issuer) WHERE of_installation;

      CREATE OR REPLACE FUNCTION active_identity_providers(provider uuid, of_issuer text) RETURNS SETOF identity_providers
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT p.* FROM identity_providers p
           WHERE p.status = 'active' AND NOT p.of_installation AND (p.id = provider OR p.issuer = of_issuer) ORDER BY p.id
        $$;

      -- The rows that stand for the installation's provider, of every clinic that has one: a logout names no clinic.
      CREATE FUNCTION installation_identity_providers(of_issuer text) RETURNS TABLE (clinic_id uuid, id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          SELECT p.clinic_id, p.id FROM identity_providers p WHERE p.of_installation AND p.issuer = of_issuer ORDER BY p.clinic_id
        $$;
    `);
  }
}
