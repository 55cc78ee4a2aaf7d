import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a laboratory's words were found to say, how the laboratory itself judged a result, and what was told as unread of it. A figure in a text may
 * have its unit beside it.
 *
 * Locks: a short exclusive lock on blood_test_results for new columns without a default. Nothing is rewritten; the new checks read the table once.
 */
export class LaboratoryInterpretation1763683200022 implements MigrationInterface {
  name = 'LaboratoryInterpretation1763683200022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE blood_test_results
        ADD COLUMN finding text,
        ADD COLUMN laboratory_interpretation text,
        -- Why and what to do; false for what is read; none for what was recorded before it was told.
        ADD COLUMN unread jsonb,
        DROP CONSTRAINT blood_test_results_unit,
        ADD CONSTRAINT blood_test_results_unit CHECK (value IS NULL OR unit IS NOT NULL),
        ADD CONSTRAINT blood_test_results_finding CHECK (finding IN ('negative', 'positive', 'indeterminate')),
        ADD CONSTRAINT blood_test_results_laboratory_interpretation CHECK (laboratory_interpretation IN ('LL', 'L', 'N', 'H', 'HH', 'A')),
        ADD CONSTRAINT blood_test_results_unread CHECK (jsonb_typeof(unread) IN ('object', 'boolean'));
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('What a laboratory said of its results is part of the record: this migration is not undone. Restore a backup.'));
  }
}
