import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Failure } from '../../../src/kernel/failure.js';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';
import { JobsRepository } from '../../../src/platform/jobs/jobs.repository.js';
import { Jobs, type Job, type JobHandler } from '../../../src/platform/jobs/jobs.service.js';
import { Database } from '../../../src/platform/database/database.js';
import { prepare } from '../../../src/platform/database/statement.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { workOff } from '../../support/rulesets.js';

/** Counts to its input, one a step; `before` is called within each step, after its work. */
class Counting implements JobHandler<number, number, { steps: number }> {
  readonly kind = 'test-counting';
  readonly counted: number[] = [];
  before: (job: Job<number, number, { steps: number }>) => Promise<void> | void = () => undefined;

  countTotal({ input }: Job<number>): Promise<number> {
    return Promise.resolve(input);
  }

  async takeStep(job: Job<number, number, { steps: number }>) {
    const position = (job.position ?? 0) + 1;
    await this.before(job);
    this.counted.push(position);
    return { position, done: 1, result: { steps: (job.result?.steps ?? 0) + 1 }, finished: position >= job.input };
  }
}

let app: TestApp;
let clinic: TestClinic;
const counting = new Counting();

beforeAll(async () => {
  app = await startApp();
  app.inside(Jobs).register(counting);
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  counting.counted.length = 0;
  counting.before = () => undefined;
});

interface State {
  status?: string;
  position?: number | null;
  done?: number;
  leasedBy?: string | null;
  leasedUntil?: string | null;
  attempts?: number;
  runAfter?: string;
}

/** A job as a request would leave it, or as a process that was killed left it. */
const aJob = async (
  input: number,
  { status = 'queued', position = null, done = 0, leasedBy = null, leasedUntil = null, attempts = 0, runAfter = 'now' }: State = {},
) => {
  const id = randomUUID();
  await app.sql(
    `INSERT INTO background_jobs (id, kind, input, permission, requested_by, run_after, created_at, status, position, done, total, result, leased_by, leased_until, attempts)
     VALUES ($1, 'test-counting', $2, 'staff.write', $3, $4::timestamptz, now(), $5, $6, $7, $8, $9, $10, $11::timestamptz, $12)`,
    [
      id,
      JSON.stringify(input),
      clinic.staff.admin,
      runAfter,
      status,
      position === null ? null : JSON.stringify(position),
      done,
      position === null ? null : input,
      position === null ? null : JSON.stringify({ steps: done }),
      leasedBy,
      leasedUntil,
      attempts,
    ],
    clinic.id,
  );
  return id;
};
const read = async (id: string) => (await clinic.as('admin').get(`/v1/jobs/${id}`)).body;
const work = () => workOff(app, JobRunner);

describe('a job', () => {
  it('is done step by step and says how far it has come', async () => {
    const id = await aJob(3);
    const seen: unknown[] = [];
    counting.before = async ({ position }) => void seen.push([position, (await read(id)).progress]);
    await work();
    expect(seen).toEqual([
      [null, { done: 0, total: null }],
      [1, { done: 1, total: 3 }],
      [2, { done: 2, total: 3 }],
    ]);
    expect(await read(id)).toMatchObject({ status: 'completed', progress: { done: 3, total: 3 }, result: { steps: 3 }, endedAt: expect.any(String) });
  });

  it('of a killed process is taken up where it was, once its lease has run out', async () => {
    const id = await aJob(5, { status: 'running', position: 3, done: 3, leasedBy: randomUUID(), leasedUntil: 'yesterday', attempts: 1 });
    await work();
    expect(counting.counted).toEqual([4, 5]);
    expect(await read(id)).toMatchObject({ status: 'completed', progress: { done: 5, total: 5 }, result: { steps: 5 } });
  });

  it('is left to the process that holds its lease, and to the time for which it was put off', async () => {
    await aJob(5, { status: 'running', position: 3, done: 3, leasedBy: randomUUID(), leasedUntil: 'tomorrow' });
    await aJob(5, { runAfter: 'tomorrow' });
    await work();
    expect(counting.counted).toEqual([]);
  });

  it('keeps nothing of a step whose lease went to another process meanwhile', async () => {
    const id = await aJob(2, { status: 'running', position: 1, done: 1, leasedBy: randomUUID(), leasedUntil: 'yesterday' });
    const repository = app.inside(JobsRepository);
    const slow = randomUUID();
    await repository.claim(slow, new Date(), 60, ['test-counting']);
    await app.sql(`UPDATE background_jobs SET leased_until = now() - interval '1 second' WHERE id = $1`, [id], clinic.id);
    await work();
    expect(await read(id)).toMatchObject({ status: 'completed' });
    const held = await app.inside(Database).runInClinic(clinic.id, () => repository.renew(id, slow, new Date()));
    expect(held).toBe(false);
  });

  it('is undone to the last step that was committed when one fails, tried again, and given up in the end', async () => {
    const id = await aJob(3);
    counting.before = async ({ position }) => {
      if (position !== 1) return;
      await app.inside(Database).execute(prepare('test.spoil', { sql: `UPDATE staff SET name = 'Spoilt', version = version + 1 WHERE role = 'auditor'` }));
      throw new Failure('conflict', 'Two of them.');
    };
    await work();
    expect(await read(id)).toMatchObject({ status: 'queued', progress: { done: 1, total: 3 } });
    expect(await app.sql(`SELECT FROM staff WHERE name = 'Spoilt'`, [], clinic.id)).toEqual([]);
    await app.sql(`UPDATE background_jobs SET attempts = 4, run_after = now() WHERE id = $1`, [id], clinic.id);
    await work();
    expect(await read(id)).toMatchObject({ status: 'failed', errorClass: 'conflict', progress: { done: 1, total: 3 } });
    counting.before = () => undefined;
    await work();
    expect((await read(id)).status).toBe('failed');
  });

  it('is seen by those who may see what it is about, in its own clinic', async () => {
    const id = await aJob(1);
    await work();
    expect((await clinic.as('admin').get(`/v1/jobs/${id}`)).status).toBe(200);
    expect((await clinic.as('technician').get(`/v1/jobs/${id}`)).status).toBe(404);
    expect((await (await app.clinic()).as('admin').get(`/v1/jobs/${id}`)).status).toBe(404);
    expect(await app.sql('SELECT FROM background_jobs', [], (await app.clinic()).id)).toEqual([]);
  });

  it('is done once, however many look for work', async () => {
    await aJob(1);
    const repository = app.inside(JobsRepository);
    const claims = await Promise.all(Array.from({ length: 6 }, () => repository.claim(randomUUID(), new Date(), 60, ['test-counting'])));
    // The server looks for work as well, and may have been first.
    expect(claims.filter((claim) => claim !== null).length).toBeLessThanOrEqual(1);
  });
});

describe('a server that is stopped', () => {
  it('ends the step that is under way and gives the job back where it stands', async () => {
    const own = await startApp();
    const handler = new Counting();
    let reached: () => void = () => undefined;
    let go: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => (reached = resolve));
    const free = new Promise<void>((resolve) => (go = resolve));
    own.inside(Jobs).register(handler);
    const home = await own.clinic();
    const id = randomUUID();
    await own.sql(
      `INSERT INTO background_jobs (id, kind, input, permission, requested_by, run_after, created_at) VALUES ($1, 'test-counting', '9', 'staff.write', $2, now(), now())`,
      [id, home.staff.admin],
      home.id,
    );
    handler.before = async () => {
      reached();
      await free;
    };
    await underWay;
    const stopped = own.inside(JobRunner).beforeApplicationShutdown();
    go();
    await stopped;
    const rows = await own.sql('SELECT status, done, position, leased_by FROM background_jobs WHERE id = $1', [id], home.id);
    expect(rows).toEqual([{ status: 'queued', done: 1, position: 1, leased_by: null }]);
    await own.stop();
  });
});
