import pg from 'pg';
import { migrate } from '../../src/platform/database/migrate.js';

const TEMPLATE = 'hairline_template';
const TEMPLATE_LOCK = 815_4711;

const port = (): string => {
  const { HAIRLINE_TEST_PORT } = process.env;
  if (!HAIRLINE_TEST_PORT) throw new Error('The test database is not running: start the tests through jest.');
  return HAIRLINE_TEST_PORT;
};

const urlFor = (username: string, password: string, database: string): string =>
  Object.assign(new URL(`postgres://127.0.0.1:${port()}/${database}`), { username, password }).href;

export const ownerUrl = (database: string): string => urlFor('hairline_owner', 'owner', database);
export const applicationUrl = (database: string): string => urlFor('hairline_app', 'app', database);

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** A database of its own for a test file, cloned from a template that the first file of the run has migrated. */
export const createTestDatabase = (name: string): Promise<void> =>
  withClient(ownerUrl('postgres'), async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (!rowCount) {
      await client.query(`CREATE DATABASE ${TEMPLATE}_building`);
      await migrate(ownerUrl(`${TEMPLATE}_building`), 'hairline_app');
      await client.query(`ALTER DATABASE ${TEMPLATE}_building RENAME TO ${TEMPLATE}`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  });
