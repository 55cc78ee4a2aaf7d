/** Opens the configured database: a separate PostgreSQL server or the embedded one. */
import pg from 'pg';
import { StartError, type Config } from '../config.js';
import { APPLICATION_ROLE, findRunningDatabase, startEmbeddedServer } from '../platform/database/embedded-server.js';
import { findObjection } from '../platform/database/requirements.js';

export interface OpenDatabase {
  applicationUrl: string;
  /** The address of the role that owns the schema; null where only the application's role is configured. */
  ownerUrl: string | null;
  description: string;
  /** The names of the migrations that were applied now. */
  applied: string[];
  /** Resolves when an embedded database stops without a request to stop. */
  died: Promise<void>;
  close(): Promise<void>;
}

const never = new Promise<void>(() => undefined);

const refuse = (objection: string | null): void => {
  if (objection) throw new StartError(objection);
};

/** Applies the migrations, and rebuilds the patients' search keys, which only code can compute. */
const updateDatabase = async (ownerUrl: string, applicationRole: string): Promise<{ applied: string[] }> => {
  const [{ migrate }, { remakeSearchKeys }] = await Promise.all([import('../platform/database/migrate.js'), import('../patients/operator.js')]);
  const report = await migrate(ownerUrl, applicationRole);
  const connection = new pg.Client({ connectionString: ownerUrl });
  await connection.connect();
  try {
    await remakeSearchKeys(connection);
  } finally {
    await connection.end();
  }
  return report;
};

const openOwn = async (config: Config, applicationUrl: string): Promise<OpenDatabase> => {
  refuse(await findObjection('DATABASE_URL', applicationUrl, 'application'));
  const ownerUrl = config.databaseMigrationUrl;
  let applied: string[] = [];
  if (ownerUrl) {
    refuse(await findObjection('DATABASE_MIGRATION_URL', ownerUrl, 'owner'));
    ({ applied } = await updateDatabase(ownerUrl, decodeURIComponent(new URL(applicationUrl).username)));
  } else {
    const { listPendingMigrations } = await import('../platform/database/migrate.js');
    const pending = await listPendingMigrations(applicationUrl);
    if (pending.length > 0) {
      throw new StartError(
        `The database lacks ${pending.length} migration(s); set DATABASE_MIGRATION_URL to the role that owns the schema, or run "npx hairline migrate" with it.`,
      );
    }
  }
  return {
    applicationUrl,
    ownerUrl,
    description: `PostgreSQL of DATABASE_URL (${new URL(applicationUrl).host})`,
    applied,
    died: never,
    close: () => Promise.resolve(),
  };
};

const openEmbedded = async (config: Config): Promise<OpenDatabase> => {
  const server = await startEmbeddedServer(config.dataDirectory);
  try {
    const { applied } = await updateDatabase(server.ownerUrl, APPLICATION_ROLE);
    return { ...server, description: `PostgreSQL ${server.version} in ${config.dataDirectory}`, applied, close: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
};

/** Opens the database and brings its schema up to date, or verifies that it is. */
export const openDatabase = (config: Config): Promise<OpenDatabase> => (config.databaseUrl ? openOwn(config, config.databaseUrl) : openEmbedded(config));

/**
 * Works on the database of a running server, or opens the database for the duration of the work. `work` gets the application's address and a connection of the
 * role that owns the schema.
 */
export const runWithDatabase = async <T>(config: Config, work: (database: { applicationUrl: string; connection: pg.Client }) => Promise<T>): Promise<T> => {
  const running = config.databaseUrl ? null : findRunningDatabase(config.dataDirectory);
  const opened = running ? null : await openDatabase(config);
  try {
    const { ownerUrl, applicationUrl } = (running ?? opened)!;
    if (!ownerUrl) throw new StartError('This command needs the role that owns the schema: set DATABASE_MIGRATION_URL.');
    const connection = new pg.Client({ connectionString: ownerUrl });
    await connection.connect();
    try {
      return await work({ applicationUrl, connection });
    } finally {
      await connection.end();
    }
  } finally {
    await opened?.close();
  }
};

/** Works on the database as the role that owns the schema. */
export const runAsOperator = <T>(config: Config, work: (connection: pg.Client) => Promise<T>): Promise<T> =>
  runWithDatabase(config, ({ connection }) => work(connection));
