import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is known of what a plan is for (the age of a scar, how long a disease has been stable, which therapy was tried), and what a check was told
 * that the treatment is for.
 *
 * Locks: short exclusive locks on treatment_plans and contraindication_checks for new columns with a constant default or none, while their new
 * constraints read each table once. Nothing is rewritten.
 */
export class Indications1763683200026 implements MigrationInterface {
  name = 'Indications1763683200026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE treatment_plans
        ADD COLUMN indication_details jsonb NOT NULL DEFAULT '[]',
        ADD CONSTRAINT treatment_plans_indication_details CHECK (jsonb_typeof(indication_details) = 'array');

      -- NULL where nobody said, and for a check from before it was kept.
      ALTER TABLE contraindication_checks
        ADD COLUMN indications jsonb,
        ADD CONSTRAINT contraindication_checks_indications CHECK (jsonb_typeof(indications -> 'items') = 'array');
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('What a treatment is for is part of the record: this migration is not undone. Restore a backup.'));
  }
}
