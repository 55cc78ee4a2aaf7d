import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is worth a second look in a bill, as it was when it was written.
 *
 * Locks: a short exclusive lock on bills for a new column with a constant default, while its constraint reads the table once. Nothing is rewritten.
 */
export class BillWarnings1763683200035 implements MigrationInterface {
  name = 'BillWarnings1763683200035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bills
        ADD COLUMN warnings jsonb NOT NULL DEFAULT '[]',
        ADD CONSTRAINT bills_warnings CHECK (jsonb_typeof(warnings) = 'array');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bills DROP COLUMN warnings');
  }
}
