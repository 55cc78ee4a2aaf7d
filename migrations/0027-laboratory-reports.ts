import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The status that a laboratory gave its report. What a report is to the others of its sample (the same again, a correction, an addition) is worked out
 * whenever it is read: what was decided once by the report's number, and kept, is not looked at any more. `duplicate_of` stays for the timeline's view,
 * which names it; nothing writes it.
 *
 * Locks: a short exclusive lock on blood_tests for a new column without a default and the end of another. Nothing is rewritten; the new check reads the
 * table once.
 */
export class LaboratoryReports1763683200027 implements MigrationInterface {
  name = 'LaboratoryReports1763683200027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE blood_tests
        -- FHIR DiagnosticReport.status; null where nobody said.
        ADD COLUMN status text,
        ADD CONSTRAINT blood_tests_status CHECK (status IN ('preliminary', 'final', 'amended', 'corrected', 'appended'));
      DROP INDEX blood_tests_fingerprint;
      ALTER TABLE blood_tests DROP COLUMN fingerprint;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('The status of a laboratory’s report is part of the record: this migration is not undone. Restore a backup.'));
  }
}
