import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** What integration clients log in with beside a secret, and what holds them: proofs of a key that were seen. */
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
  }
}
