/** A PostgreSQL of one's own is stopped, crashes and comes back, in each state of a request: the server lives, says 503 meanwhile, and works again by itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { hairline, newDirectory, removeDirectory, Server } from './hairline-process.js';
import { OwnPostgres, type Ending } from './own-postgres.js';

const COMMIT_LOCK = 4_711;
const LOCK_PATIENTS = 'LOCK TABLE patients IN ACCESS EXCLUSIVE MODE';
const LOCK_COMMIT = `SELECT pg_advisory_xact_lock(${COMMIT_LOCK})`;

const directory = newDirectory();
let postgres: OwnPostgres;
let server: Server;
let token: string;
let patientId: string;

const call = (path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> =>
  server.fetch(path, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
  });
const read = (): Promise<Response> => call(`/v1/patients/${patientId}`);
const register = (key: string): Promise<Response> =>
  call('/v1/patients', { names: [{ text: 'Kiran Example' }], sexAtBirth: 'male' }, { 'idempotency-key': key });

const expectComeAgain = async (answer: Response): Promise<void> => {
  const { type } = (await answer.json()) as { type: string };
  expect([answer.status, type]).toEqual([503, '/problems/unavailable']);
  const seconds = Number(answer.headers.get('retry-after'));
  expect([seconds >= 1, seconds <= 10]).toEqual([true, true]);
};

const expectAliveAndNotReady = async (): Promise<void> => {
  expect((await server.fetch('/health/live')).status).toBe(200);
  await expectComeAgain(await server.fetch('/health/ready'));
};

/** By itself: nothing but time passes. */
const untilReady = async (): Promise<void> => {
  for (let patience = 100; patience > 0; patience--) {
    if ((await server.fetch('/health/ready')).status === 200) return;
    await sleep(100);
  }
  throw new Error('The server does not become ready.');
};

const untilOneWaits = async (superuser: pg.Client): Promise<void> => {
  for (let patience = 400; patience > 0; patience--) {
    const { rowCount } = await superuser.query(`SELECT FROM pg_stat_activity WHERE application_name = 'hairline' AND wait_event_type = 'Lock'`);
    if (rowCount) return;
    await sleep(25);
  }
  throw new Error('Nothing came to wait.');
};

/**
 * Who waits for a lock that PostgreSQL takes from its holder first may still come through before its own turn to end: then the work was done, and is
 * answered so. Anything else is 503.
 */
const expectDoneOrComeAgain = async (answer: Response, done: number): Promise<void> => {
  if (answer.status !== done) await expectComeAgain(answer);
};

/** The work, which waits for the lock when PostgreSQL ends. */
const whilePostgresEnds = async (lock: string, work: () => Promise<Response>, how: Ending): Promise<Response> => {
  const blocker = await postgres.connect('own');
  await blocker.query('BEGIN');
  await blocker.query(lock);
  const underWay = work();
  const watcher = await postgres.connect('own');
  await untilOneWaits(watcher);
  await postgres.stop(how);
  await Promise.allSettled([blocker.end(), watcher.end()]);
  return underWay;
};

beforeAll(async () => {
  postgres = await OwnPostgres.make(directory);
  await postgres.start();
  const superuser = await postgres.connect('postgres');
  for (const sql of ['CREATE ROLE own_owner LOGIN', 'CREATE ROLE own_app LOGIN', 'CREATE DATABASE own OWNER own_owner']) await superuser.query(sql);
  await superuser.end();
  const environment = { DATABASE_URL: postgres.url('own_app', 'own'), DATABASE_MIGRATION_URL: postgres.url('own_owner', 'own') };
  server = await Server.start({ directory, environment });
  token = hairline({ directory, environment }, 'token', '--email', 'dermatologist@demo.hairline.test').stdout.trim();
  const setting = await postgres.connect('own');
  await setting.query(`CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared(${COMMIT_LOCK}); RETURN NULL; END $$`);
  await setting.query(`CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON patients DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait_at_commit()`);
  await setting.end();
  patientId = ((await (await register('first')).json()) as { id: string }).id;
});

afterAll(async () => {
  await server.stop();
  await postgres.stop();
  removeDirectory(directory);
});

const countOf = async (): Promise<number> => {
  const superuser = await postgres.connect('own');
  const { rows } = await superuser.query<{ count: string }>('SELECT count(*) FROM patients');
  await superuser.end();
  return Number(rows[0]!.count);
};

describe('PostgreSQL that ends and comes back', () => {
  afterEach(async () => {
    await postgres.stop();
    await postgres.start();
    await untilReady();
    expect((await read()).status).toBe(200);
    expect(server.child.exitCode).toBeNull();
  });

  test.each(['SIGINT', 'SIGQUIT'] as const)('while nothing is asked (%s) is told of by 503, until it is back', async (how) => {
    expect((await read()).status).toBe(200);
    await postgres.stop(how);
    await expectAliveAndNotReady();
    await expectComeAgain(await read());
    await expectComeAgain(await register('never'));
  });

  test.each(['SIGINT', 'SIGQUIT'] as const)('under a read (%s) is answered with 503', async (how) => {
    await expectDoneOrComeAgain(await whilePostgresEnds(LOCK_PATIENTS, read, how), 200);
    await expectAliveAndNotReady();
  });

  test.each([
    ['in its transaction', LOCK_PATIENTS, 'SIGINT'],
    ['in its transaction, by a crash', LOCK_PATIENTS, 'SIGQUIT'],
    ['at COMMIT', LOCK_COMMIT, 'SIGINT'],
    ['at COMMIT, by a crash', LOCK_COMMIT, 'SIGQUIT'],
  ] as const)('under a write, %s, is answered with 503; repeated, it is done once', async (what, lock, how) => {
    const before = await countOf();
    await expectDoneOrComeAgain(await whilePostgresEnds(lock, () => register(what), how), 201);
    await expectAliveAndNotReady();
    await postgres.start();
    await untilReady();
    const [one, two] = [await register(what), await register(what)];
    expect([one.status, two.status, two.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
    expect(await countOf()).toBe(before + 1);
  });

  test('as a standby in recovery is read-only: nothing is written, nothing is shown that cannot be audited, and the server is not ready', async () => {
    await postgres.stop();
    await postgres.start({ asStandby: true });
    await expectAliveAndNotReady();
    await expectComeAgain(await register('standby'));
    await expectComeAgain(await read());
  });

  test('five times while fifty ask without end is answered with nothing but 200, 201 and 503', async () => {
    let asking = true;
    const seen = new Map<number, number>();
    const ask = async (number: number): Promise<void> => {
      for (let round = 0; asking; round++) {
        const { status } = await (number % 2 === 0 ? read() : register(`herd-${number}-${round}`));
        seen.set(status, (seen.get(status) ?? 0) + 1);
        await sleep(20);
      }
    };
    const all = Array.from({ length: 50 }, (_, number) => ask(number));
    for (let round = 0; round < 5; round++) {
      await sleep(200);
      await postgres.stop(round % 2 === 0 ? 'SIGINT' : 'SIGQUIT');
      await sleep(200);
      await postgres.start();
    }
    await untilReady();
    asking = false;
    await Promise.all(all);
    expect([...seen.keys()].sort()).toEqual([200, 201, 503]);
  });
});
