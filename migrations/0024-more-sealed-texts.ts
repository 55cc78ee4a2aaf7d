import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * What a history says of the family and of contraception in words, and the reasons of discounts and the lines of bills are sealed too (decision 44): what
 * stands in plain text is sealed in the background. It changes no table and locks nothing.
 */
export class MoreSealedTexts1763683200024 extends Migration {
  name = 'MoreSealedTexts1763683200024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO background_jobs (clinic_id, id, kind, input, permission, run_after, created_at)
        SELECT c.clinic_id, gen_random_uuid(), 'seal-texts', '{}', 'clinic.write', now(), now() FROM clinics c;
    `);
  }
}
