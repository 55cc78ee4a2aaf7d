/** The database ends, refuses or keeps back connections, in every state of a request: each is answered with 503, and the process lives. */
import dns from 'node:dns';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Response } from 'supertest';
import { Database, declareStatement } from '../../../src/platform/database/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { DatabaseProxy } from '../../support/database-proxy.js';

const sleeps = declareStatement('test.sleeps', { sql: 'SELECT pg_sleep(20)' });
const COMMIT_LOCK = 4_711;
const person = (email: string) => ({ role: 'technician', name: 'Ravi Example', email });

const expectComeAgain = (response: Response): void => {
  expect([response.status, response.body.type]).toEqual([503, '/problems/unavailable']);
  expect(Number(response.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(10);
};

/** An application behind a wire, and a superuser who is not. */
class Stand {
  proxy!: DatabaseProxy;
  app!: TestApp;
  clinic!: TestClinic;
  superuser!: pg.Client;
  patient!: string;

  async start({
    host = '127.0.0.1',
    ...settings
  }: {
    requestDeadlineSeconds?: number;
    databasePoolSize?: number;
    databaseWaitSeconds?: number;
    host?: string;
  }): Promise<void> {
    this.app = await startApp({
      ...settings,
      through: async (url) => {
        const { proxy, url: wire } = await DatabaseProxy.before(url);
        this.proxy = proxy;
        const behind = wire.replace('127.0.0.1', host);
        const direct = new URL(url);
        direct.username = direct.password = 'postgres';
        this.superuser = new pg.Client({ connectionString: direct.toString() });
        return behind;
      },
    });
    await this.superuser.connect();
    // COMMIT of whoever writes a person of the staff waits while somebody holds the lock.
    await this.superuser.query(`CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock_shared(${COMMIT_LOCK}); RETURN NULL; END $$`);
    await this.superuser.query(`CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON staff DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION wait_at_commit()`);
    this.clinic = await this.app.clinic();
    const made = await this.clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Example Testperson' }], sexAtBirth: 'female' });
    this.patient = `/v1/patients/${made.body.id as string}`;
  }

  async stop(): Promise<void> {
    await this.superuser.end();
    await this.app.stop();
    await this.proxy.close();
  }

  read(): Promise<Response> {
    return this.clinic.as('dermatologist').get(this.patient);
  }

  /** With a key, so that it may be repeated. */
  write(email: string): Promise<Response> {
    return this.clinic.as('admin').post('/v1/staff', person(email), { idempotencyKey: email });
  }

  async stored(email: string): Promise<number> {
    return (await this.app.sql('SELECT id FROM staff WHERE email = $1', [email], this.clinic.id)).length;
  }

  /** The work, begun while the table is locked, or COMMIT; once it waits there, `meanwhile` happens. */
  async whileItWaits(lock: string, work: () => Promise<Response>, meanwhile: () => Promise<unknown> | void): Promise<Response> {
    const other = await this.app.owner.connect();
    try {
      await other.query('BEGIN');
      await other.query(lock);
      const underWay = work();
      await this.untilOneWaits();
      await meanwhile();
      return await underWay;
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
  }

  async terminateAll(): Promise<void> {
    await this.superuser.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hairline' AND datname = current_database()`);
  }

  private async untilOneWaits(): Promise<void> {
    for (let patience = 400; patience > 0; patience--) {
      const { rowCount } = await this.superuser.query(
        `SELECT FROM pg_stat_activity WHERE application_name = 'hairline' AND datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (rowCount) return;
      await sleep(25);
    }
    throw new Error('Nothing came to wait.');
  }
}

const LOCK_PATIENTS = 'LOCK TABLE patients IN ACCESS EXCLUSIVE MODE';
const LOCK_STAFF = 'LOCK TABLE staff IN SHARE MODE';
const LOCK_COMMIT = `SELECT pg_advisory_xact_lock(${COMMIT_LOCK})`;

describe('a connection that PostgreSQL or the network ends', () => {
  const stand = new Stand();
  const works = async (): Promise<void> => {
    expect((await stand.read()).status).toBe(200);
    const ready = await stand.app.nobody.get('/health/ready');
    expect([ready.status, ready.body.detail]).toEqual([200, undefined]);
  };

  beforeAll(() => stand.start({}));
  afterAll(() => stand.stop());
  afterEach(works);

  it('while it is idle costs no request', async () => {
    await stand.read();
    await stand.terminateAll();
    await sleep(50);
    expect((await stand.read()).status).toBe(200);
  });

  it.each([
    ['terminates the backend', () => stand.terminateAll()],
    ['cuts the wire', () => stand.proxy.cut()],
  ])('under a read that is under way (%s) is answered with 503', async (_how, end) => {
    expectComeAgain(await stand.whileItWaits(LOCK_PATIENTS, () => stand.read(), end));
  });

  it.each([
    ['in its transaction', LOCK_STAFF, 'transaction', () => stand.terminateAll()],
    ['in its transaction, by the network', LOCK_STAFF, 'network', () => stand.proxy.cut()],
    ['at COMMIT', LOCK_COMMIT, 'commit', () => stand.terminateAll()],
    ['at COMMIT, by the network', LOCK_COMMIT, 'commit-network', () => stand.proxy.cut()],
  ])('under a write, %s, is answered with 503; repeated, it is done once', async (_when, lock, name, end) => {
    const email = `${name}@example.test`;
    expectComeAgain(await stand.whileItWaits(lock, () => stand.write(email), end));
    // Whoever lost the wire at COMMIT may be done only now, or never: a second one at the same moment is told so.
    let again = await stand.write(email);
    for (let patience = 40; again.status === 409 && patience > 0; patience--) {
      await sleep(50);
      again = await stand.write(email);
    }
    expect(again.status).toBe(201);
    expect(await stand.stored(email)).toBe(1);
  });

  it('while PostgreSQL is gone is answered with 503, the process is alive and not ready, and works when it is back', async () => {
    await stand.read();
    await stand.proxy.close();
    const answers = await Promise.all([stand.read(), stand.write('gone@example.test'), stand.app.nobody.get('/health/ready')]);
    answers.forEach(expectComeAgain);
    expect((await stand.app.nobody.get('/health/live')).status).toBe(200);
    await stand.proxy.open();
    await works();
    expect((await stand.write('gone@example.test')).status).toBe(201);
  });

  it('while the database takes no connections is answered with 503', async () => {
    const [{ name }] = (await stand.superuser.query<{ name: string }>('SELECT current_database() AS name')).rows as [{ name: string }];
    const setting = (allowed: boolean) => stand.superuser.query(`UPDATE pg_database SET datallowconn = ${allowed} WHERE datname = '${name}'`);
    await setting(false);
    await stand.terminateAll();
    expectComeAgain(await stand.read());
    await setting(true);
  });

  it.each(['default_transaction_read_only'])('while the database is read-only (%s) is answered with 503, and the server is not ready', async (setting) => {
    // In this database alone: other tests use the role at the same time.
    const [{ name }] = (await stand.superuser.query<{ name: string }>('SELECT current_database() AS name')).rows as [{ name: string }];
    const role = `ALTER ROLE hairline_app IN DATABASE "${name}"`;
    await stand.superuser.query(`${role} SET ${setting} = on`);
    await stand.terminateAll();
    await sleep(50);
    const ready = await stand.app.nobody.get('/health/ready');
    expectComeAgain(ready);
    expect(ready.body.detail).toContain('takes no writes');
    expectComeAgain(await stand.write('read-only@example.test'));
    // What is shown stands in the audit trail, or is not shown.
    expectComeAgain(await stand.read());
    await stand.superuser.query(`${role} RESET ${setting}`);
    await stand.terminateAll();
    await sleep(50);
    expect((await stand.write('read-only@example.test')).status).toBe(201);
  });

  it('tells those that it refuses together to come back at different times', async () => {
    await stand.proxy.close();
    const times = new Set<string>();
    for (let round = 0; round < 4; round++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => stand.app.nobody.get('/health/ready')));
      for (const answer of answers) times.add(String(answer.headers['retry-after']));
    }
    await stand.proxy.open();
    expect(times.size).toBeGreaterThan(2);
  });
});

describe('a database by its name', () => {
  const stand = new Stand();
  const { lookup } = dns;
  /** What is answered to whoever asks for the name. */
  let answer: (done: (error: Error | null, address?: unknown, family?: number) => void, all: boolean) => void;
  const found = (address: string) => (done: Parameters<typeof answer>[0], all: boolean) =>
    all ? done(null, [{ address, family: 4 }]) : done(null, address, 4);
  const failing = (code: string) => (done: Parameters<typeof answer>[0]) =>
    done(Object.assign(new Error(`getaddrinfo ${code}`), { code, syscall: 'getaddrinfo' }));

  beforeAll(async () => {
    answer = found('127.0.0.1');
    dns.lookup = ((name: string, options: { all?: boolean }, done: Parameters<typeof answer>[0]) =>
      name === 'database.hairline.test'
        ? process.nextTick(() => answer(done, options.all === true))
        : (lookup as (...all: unknown[]) => void)(name, options, done)) as typeof lookup;
    await stand.start({ host: 'database.hairline.test', databaseWaitSeconds: 1 });
  });
  afterAll(async () => {
    answer = found('127.0.0.1');
    await stand.stop();
    dns.lookup = lookup;
  });

  it.each([
    ['is not known for the moment (EAI_AGAIN)', failing('EAI_AGAIN')],
    ['is not known (ENOTFOUND)', failing('ENOTFOUND')],
    ['leads to where nobody answers', found('192.0.2.1')],
    ['leads to where nobody listens', found('127.0.0.77')],
  ])('which %s, is told of by 503, and works again by itself', async (_what, meanwhile) => {
    expect((await stand.read()).status).toBe(200);
    answer = meanwhile;
    stand.proxy.cut();
    await sleep(20);
    for (const response of [await stand.read(), await stand.write('nowhere@example.test'), await stand.app.nobody.get('/health/ready')])
      expectComeAgain(response);
    expect((await stand.app.nobody.get('/health/live')).status).toBe(200);
    answer = found('127.0.0.1');
    expect((await stand.read()).status).toBe(200);
    expect((await stand.app.nobody.get('/health/ready')).status).toBe(200);
  });
});

describe('a request that is past its deadline', () => {
  const stand = new Stand();
  beforeAll(() => stand.start({ requestDeadlineSeconds: 2, databasePoolSize: 2 }));
  afterAll(() => stand.stop());
  afterEach(async () => {
    expect((await stand.read()).status).toBe(200);
    expect(stand.app.inside(Database).poolFigures.waiting).toBe(0);
  });

  it.each([
    ['a read that waits for a lock', LOCK_PATIENTS, () => stand.read()],
    ['a write that waits for a lock', LOCK_STAFF, () => stand.write('late@example.test')],
    ['a write that waits at COMMIT', LOCK_COMMIT, () => stand.write('late-commit@example.test')],
  ])('is answered with 503, and its connection destroyed: %s', async (_what, lock, work) => {
    expectComeAgain(await stand.whileItWaits(lock, work, () => undefined));
  });

  it('ends work outside of requests too, such as a step of a job', async () => {
    const database = stand.app.inside(Database);
    const slow = database.runInClinic(stand.clinic.id, () => database.query(sleeps), 300);
    await expect(slow).rejects.toThrow('Connection terminated');
  });

  it('is answered with 503 where the network says nothing at all', async () => {
    await stand.read();
    stand.proxy.freeze();
    const answers = await Promise.all([stand.read(), stand.read(), stand.read()]);
    answers.forEach(expectComeAgain);
    stand.proxy.thaw();
    stand.proxy.cut();
    await sleep(50);
  });
});
