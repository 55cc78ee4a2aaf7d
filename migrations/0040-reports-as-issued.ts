import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When a laboratory issued its report: corrections that arrive out of order are read by it.
 *
 * Locks: a short exclusive lock on blood_tests for a new column without a default; nothing is rewritten.
 */
export class ReportsAsIssued1763683200040 implements MigrationInterface {
  name = 'ReportsAsIssued1763683200040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- FHIR DiagnosticReport.issued; null where nobody said.
      ALTER TABLE blood_tests ADD COLUMN issued_at timestamptz;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('When a report was issued is part of the record: this migration is not undone. Restore a backup.'));
  }
}
