import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { destination } from 'pino';
import { loadConfig, StartError, type Config } from '../config.js';
import type { KeyManagement } from '../platform/database/key-management.js';
import { createKeyManagement, requireRootKey } from './data-keys.js';
import { openDatabase, type OpenDatabase } from './databases.js';
import { prepareFiles } from './files.js';
import { getEncryptionKey } from './encryption-key.js';
import { toMailSettings } from './mail.js';
import { say } from './output.js';
import { VERSION } from './version.js';

const STANDARD_ERROR = 2;

/**
 * The garbage collection of V8 starts before the heap has grown by more than a fifth of the live data. Otherwise the heap could triple on a busy server.
 * package.json and the Dockerfile have the options that must be set before the process starts. These are a smaller young generation and a smaller initial old
 * generation than a quarter of a gigabyte. They also switch off the middle compiler, whose code costs memory and is soon replaced.
 */
const HEAP_GROWTH = '--heap-growing-percent=20';

const demonstrate = async (config: Config, database: OpenDatabase): Promise<boolean> => {
  if (config.production || !database.ownerUrl) return false;
  const { addDemonstration } = await import('./demonstration.js');
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return await addDemonstration(client, config.publicUrl);
  } finally {
    await client.end();
  }
};

const requireRootKeyOf = async ({ applicationUrl }: OpenDatabase, management: KeyManagement): Promise<void> => {
  const client = new pg.Client({ connectionString: applicationUrl });
  await client.connect();
  try {
    await requireRootKey(client, management);
  } finally {
    await client.end();
  }
};

/** Fails with a clear message, before anything is started, where the port cannot be used. */
const requirePort = async ({ host, port }: Config): Promise<void> => {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, host, resolve));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new StartError(`Port ${port} of ${host} is in use; stop what listens there, or set PORT to another.`);
    if (code === 'EACCES') throw new StartError(`Port ${port} is not allowed to this user; set PORT to one above 1023.`);
    throw new StartError(`HOST is "${host}", which is no address of this machine; set it to one, such as 127.0.0.1.`);
  }
  await new Promise((resolve) => probe.close(resolve));
};

const listen = async (app: NestFastifyApplication, { host, port }: Config): Promise<string> => {
  await app.listen(port, host);
  const address = app.getHttpServer().address() as { port: number };
  return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${address.port}`;
};

const describeLogIn = async ({ production, identityProvider }: Config): Promise<string> => {
  if (identityProvider) return `  (log in at ${identityProvider.issuer})`;
  if (production) return '';
  const { DEMONSTRATION_PASSWORD } = await import('./demonstration.js');
  return `  (log in as dermatologist@demo.hairline.test with "${DEMONSTRATION_PASSWORD}")`;
};

const announceAddress = async (config: Config, url: string): Promise<void> => {
  say(`  listening  ${url}`);
  say('');
  say(`Docs:   ${url}/docs${await describeLogIn(config)}`);
  say(`Token:  npx hairline token --email ${config.production ? '<address of a person of the clinic>' : 'dermatologist@demo.hairline.test'}`);
};

/** Resolves with the signal that requests a stop. npm passes Ctrl-C on a second time; the second signal is ignored. */
const awaitStopSignal = (): Promise<string> =>
  Promise.race((['SIGINT', 'SIGTERM'] as const).map((signal) => new Promise<string>((resolve) => process.on(signal, () => resolve(signal)))));

const IDLE_CHECK_MILLISECONDS = 50;

/** Stops accepting requests and finishes those in progress. A connection that becomes idle meanwhile is closed. */
const close = async (app: NestFastifyApplication): Promise<void> => {
  const server = app.getHttpServer();
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MILLISECONDS);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
  }
};

/** Starts the server, and runs until a signal to stop. What cannot succeed is refused before the application is loaded, which takes the longest. */
export const start = async (): Promise<void> => {
  setFlagsFromString(HEAP_GROWTH);
  const config = loadConfig();
  const stopped = awaitStopSignal();
  await requirePort(config);
  await prepareFiles(config.files);
  const database = await openDatabase(config);
  let app: NestFastifyApplication | null = null;
  try {
    say(`Hairline ${VERSION}`);
    say(`  database   ${database.description}`);
    say(`  schema     ${database.applied.length > 0 ? 'brought up to date' : 'up to date'}`);
    if (await demonstrate(config, database)) say('  demo       two demonstration clinics made');
    const keyManagement = await createKeyManagement(config);
    await requireRootKeyOf(database, keyManagement);
    const { createApp } = await import('../app.setup.js');
    app = await createApp({
      databaseUrl: database.applicationUrl,
      databasePoolSize: config.databasePoolSize,
      databaseWaitSeconds: config.databaseWaitSeconds,
      requestDeadlineSeconds: config.requestDeadlineSeconds,
      readerWaitSeconds: config.readerWaitSeconds,
      logLevel: config.logLevel,
      logDestination: destination(STANDARD_ERROR),
      requestsPerMinute: config.requestsPerMinute,
      metricsToken: config.metricsToken,
      bodyLimitBytes: config.bodyLimitBytes,
      trustProxy: config.trustProxy,
      corsOrigins: config.corsOrigins,
      publicUrl: config.publicUrl,
      encryptionKey: getEncryptionKey(config),
      keyManagement,
      outbound: config.outbound,
      identityProvider: config.identityProvider,
      mail: toMailSettings(config),
      files: config.files,
    });
    await announceAddress(config, await listen(app, config));
    const why = await Promise.race([stopped, database.died.then(() => null)]);
    if (why === null) throw new StartError('PostgreSQL has stopped under the server; see postgres.log in the data directory, and start again.');
    say(`\n${why}: finishing what is under way`);
  } finally {
    if (app) await close(app);
    await database.close();
  }
  say('Stopped.');
};
