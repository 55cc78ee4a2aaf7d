import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { OtherBuildError } from './other-build-error.js';

const MIGRATION_LOCK = 4_711_202;

export interface MigrationReport {
  applied: string[];
}

const roleName = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;

/**
 * Runs the pending migrations as the owner of the schema, and gives the role of the application the declared rights. Processes that start at once wait for each
 * other on an advisory lock.
 */
export const migrate = async (migrationUrl: string, applicationRole: string): Promise<MigrationReport> => {
  if (!roleName.test(applicationRole)) throw new Error(`"${applicationRole}" is not a role name that can be granted to.`);
  const source = createDataSource({ url: migrationUrl, poolSize: 2, applicationName: 'hairline-migrate' });
  await source.initialize();
  try {
    const lock = source.createQueryRunner();
    await lock.query('SET statement_timeout = 0');
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const unknown = await listUnknownMigrations(source);
      if (unknown.length > 0) {
        throw new OtherBuildError(
          `The database was made by another build: this one does not know its migrations ${unknown.join(', ')}. Start that build, or an empty database.`,
        );
      }
      const applied = await source.runMigrations({ transaction: 'each' });
      await lock.query('SELECT grant_application($1)', [applicationRole]);
      return { applied: applied.map((migration) => migration.name) };
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await source.destroy();
  }
};

const listAppliedMigrations = async (source: DataSource): Promise<string[]> => {
  const [{ known }] = await source.query<[{ known: boolean }]>(`SELECT to_regclass('public.schema_migrations') IS NOT NULL AS known`);
  const done = known ? await source.query<{ name: string }[]>('SELECT name FROM schema_migrations ORDER BY id') : [];
  return done.map(({ name }) => name);
};

const listMigrationNames = (source: DataSource): string[] => source.migrations.map((migration) => migration.name ?? migration.constructor.name);

const listUnknownMigrations = async (source: DataSource): Promise<string[]> => {
  const known = new Set(listMigrationNames(source));
  return (await listAppliedMigrations(source)).filter((name) => !known.has(name));
};

/** The migrations of this build that the database lacks. The role of the application may read this. */
export const listPendingMigrations = async (applicationUrl: string): Promise<string[]> => {
  const source = createDataSource({ url: applicationUrl, poolSize: 1, applicationName: 'hairline-check' });
  await source.initialize();
  try {
    const done = new Set(await listAppliedMigrations(source));
    return listMigrationNames(source).filter((name) => !done.has(name));
  } finally {
    await source.destroy();
  }
};
