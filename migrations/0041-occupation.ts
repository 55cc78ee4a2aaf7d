import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a patient does for a living, in free text.
 *
 * Locks: a short exclusive lock on patients for a new column without a default; the constraint holds for what is written from now on, and no
 * earlier row has anything that it could refuse.
 */
export class Occupation1763683200041 implements MigrationInterface {
  name = 'Occupation1763683200041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE patients
        ADD COLUMN occupation text,
        ADD CONSTRAINT patients_occupation CHECK (length(occupation) BETWEEN 1 AND 100) NOT VALID;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE patients DROP COLUMN occupation`);
  }
}
