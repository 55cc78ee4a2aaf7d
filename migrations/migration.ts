import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One step of the schema. What it makes holds the record of patients, so it is never undone: a backup is restored instead. */
export abstract class Migration implements MigrationInterface {
  abstract readonly name: string;

  abstract up(runner: QueryRunner): Promise<void>;

  async down(): Promise<void> {
    return Promise.reject(new Error('A migration is not undone: restore a backup.'));
  }
}
