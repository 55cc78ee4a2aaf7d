/**
 * A real PostgreSQL from npm, in a directory of its own: started with the server, stopped with it.
 *
 *   lock the directory -> initdb on the first start -> stop an orphan of a killed run -> start -> roles and database
 *
 * The server runs in a session of its own, so that Ctrl-C reaches the API alone, which finishes its requests before
 * it stops the database. If the API is killed, PostgreSQL lives on until the next start finds and stops it; if
 * PostgreSQL is killed, its own recovery on the next start loses nothing that was committed.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { loadBinaries, giveToPostgres, runsAsOtherUser, wrapCommand } from './embedded-binaries.js';
import { findHolder, lockDirectory } from './directory-lock.js';
import { EmbeddedServerError } from './embedded-server-error.js';
import { isOurPostmaster, readPostmasterPid } from './postmaster.js';

const DATABASE_NAME = 'hairline';
const OWNER_ROLE = 'hairline_owner';
export const APPLICATION_ROLE = 'hairline_app';
const SUPERUSER = 'postgres';

const START_PATIENCE_MILLISECONDS = 30_000;
const STOP_PATIENCE_MILLISECONDS = 20_000;
const POLL_MILLISECONDS = 50;
const LOG_TAIL_BYTES = 2_000;

interface Credentials {
  superuser: string;
  owner: string;
  application: string;
}

export interface EmbeddedServer {
  applicationUrl: string;
  ownerUrl: string;
  version: string;
  /** Whether this start created the database. */
  isNew: boolean;
  /** Settles where the database stopped unasked. */
  died: Promise<void>;
  stop(): Promise<void>;
}

const getFreePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

const formatUrl = (role: string, password: string, port: number, database = DATABASE_NAME): string =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

const readCredentials = (directory: string): Credentials => {
  const file = join(directory, 'credentials.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
  const password = (): string => randomBytes(24).toString('base64url');
  const made: Credentials = { superuser: password(), owner: password(), application: password() };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
};

/** The addresses of a running server's database, for other commands of the same user; null where none runs. */
export const findRunningDatabase = (directory: string): { ownerUrl: string; applicationUrl: string } | null => {
  const lock = findHolder(directory);
  if (!lock?.port || !existsSync(join(directory, 'credentials.json'))) return null;
  const { owner, application } = readCredentials(directory);
  return { ownerUrl: formatUrl(OWNER_ROLE, owner, lock.port), applicationUrl: formatUrl(APPLICATION_ROLE, application, lock.port) };
};

const run = async (command: string, parameters: string[], cwd: string): Promise<void> => {
  const wrapped = wrapCommand(command, parameters);
  const child = spawn(wrapped.command, wrapped.parameters, { cwd, stdio: ['ignore', 'ignore', 'pipe'], ...wrapped.options });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-LOG_TAIL_BYTES)));
  const [code] = (await Promise.race([once(child, 'close'), once(child, 'error').then(([error]) => Promise.reject(error as Error))])) as [number];
  if (code !== 0) throw new EmbeddedServerError(`The embedded PostgreSQL could not be set up: ${getLastLine(said)}`);
};

const getLastLine = (text: string): string => text.trim().split('\n').at(-1) ?? 'no reason given';

/** Runs initdb in a directory beside, which is renamed when it is complete: a start that is killed leaves no half database. */
const initializeCluster = async (directory: string, cluster: string, superuserPassword: string): Promise<void> => {
  const building = join(directory, 'postgres.new');
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { mode: 0o700 });
  const passwordFile = join(directory, 'initdb.password');
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
  try {
    const { initdb } = await loadBinaries();
    giveToPostgres(building);
    giveToPostgres(passwordFile);
    await run(
      initdb,
      ['--pgdata=.', `--username=${SUPERUSER}`, '--pwfile=../initdb.password', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'],
      building,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(building, cluster);
};

/** Stops the PostgreSQL of a killed run, and removes the files of one that is gone. */
const clearLeftovers = async (cluster: string): Promise<void> => {
  const pidFile = join(cluster, 'postmaster.pid');
  const patience = performance.now() + STOP_PATIENCE_MILLISECONDS;
  for (let pid = readPostmasterPid(pidFile); pid !== null && isOurPostmaster(pid, cluster); pid = readPostmasterPid(pidFile)) {
    if (performance.now() > patience) throw new EmbeddedServerError(`An older PostgreSQL (process ${pid}) does not stop; stop it and start again.`);
    process.kill(pid, 'SIGINT');
    await sleep(POLL_MILLISECONDS * 4);
  }
  rmSync(pidFile, { force: true });
};

const readLogTail = (file: string): string => (existsSync(file) ? getLastLine(readFileSync(file, 'utf8').slice(-LOG_TAIL_BYTES)) : 'no log');

const launchServer = async (directory: string, cluster: string, port: number): Promise<ChildProcess> => {
  const { postgres } = await loadBinaries();
  const log = openSync(join(directory, 'postgres.log'), 'a', 0o600);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=120',
    'log_min_messages=log',
    'log_statement=none',
    'log_min_error_statement=panic',
  ];
  const wrapped = wrapCommand(postgres, ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]);
  const child = spawn(wrapped.command, wrapped.parameters, { cwd: cluster, detached: true, stdio: ['ignore', log, log], ...wrapped.options });
  closeSync(log);
  return child;
};

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const waitUntilReady = async (child: ChildProcess, url: string): Promise<pg.Client | null> => {
  const patience = performance.now() + START_PATIENCE_MILLISECONDS;
  while (performance.now() < patience && child.exitCode === null && child.signalCode === null) {
    try {
      return await connect(url);
    } catch {
      await sleep(POLL_MILLISECONDS);
    }
  }
  return null;
};

/** Creates the roles and the database, as on any PostgreSQL that is prepared for Hairline. */
const prepare = async (client: pg.Client, credentials: Credentials): Promise<string> => {
  const roles = [
    [OWNER_ROLE, credentials.owner],
    [APPLICATION_ROLE, credentials.application],
  ] as const;
  for (const [role, password] of roles) {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (!rowCount) await client.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '${password}'`);
  }
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
  if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE_NAME} OWNER ${OWNER_ROLE}`);
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  return rows[0]!.server_version;
};

const stopProcess = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT'); // fast shutdown: open transactions are rolled back, everything is written
  if ((await Promise.race([gone.then(() => true), sleep(STOP_PATIENCE_MILLISECONDS, false, { ref: false })])) === false) child.kill('SIGQUIT');
  await gone;
};

/** Starts the database of a directory; fails with an `EmbeddedServerError` that says what to do. */
export const startEmbeddedServer = async (directory: string): Promise<EmbeddedServer> => {
  prepareDirectory(directory);
  const lock = lockDirectory(directory);
  try {
    const cluster = join(directory, 'postgres');
    const credentials = readCredentials(directory);
    const isNew = !existsSync(join(cluster, 'PG_VERSION'));
    if (isNew) await initializeCluster(directory, cluster, credentials.superuser);
    await clearLeftovers(cluster);
    const port = await getFreePort();
    const child = await launchServer(directory, cluster, port);
    const client = await waitUntilReady(child, formatUrl(SUPERUSER, credentials.superuser, port, 'postgres'));
    if (!client) {
      await stopProcess(child);
      throw new EmbeddedServerError(
        `The embedded PostgreSQL did not start: ${readLogTail(join(directory, 'postgres.log'))} (all of it: ${join(directory, 'postgres.log')})`,
      );
    }
    const version = await prepare(client, credentials);
    await client.end();
    lock.publish(port);
    let stopping = false;
    const died = once(child, 'exit').then(() => (stopping ? new Promise<void>(() => undefined) : undefined));
    return {
      applicationUrl: formatUrl(APPLICATION_ROLE, credentials.application, port),
      ownerUrl: formatUrl(OWNER_ROLE, credentials.owner, port),
      version,
      isNew,
      died,
      stop: async () => {
        stopping = true;
        await stopProcess(child);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
};

const prepareDirectory = (directory: string): void => {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (!statSync(directory).isDirectory()) throw new Error('it is no directory');
    chmodSync(directory, runsAsOtherUser() ? 0o711 : 0o700);
  } catch (error) {
    throw new EmbeddedServerError(
      `The data directory ${directory} cannot be used (${(error as Error).message}); set HAIRLINE_DATA_DIR to one that can be written.`,
    );
  }
};
