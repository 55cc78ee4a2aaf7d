/** Jobs that fail, that end the process which does them, that take long, and that come again by themselves: by a clock that the test sets. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../src/kernel/clock.js';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';
import { JobsRepository } from '../../../src/platform/jobs/jobs.repository.js';
import { Jobs, type Job, type JobHandler } from '../../../src/platform/jobs/jobs.service.js';
import { readFailedJobs, retryJob } from '../../../src/platform/jobs/operator.js';
import { MOST_TRIES } from '../../../src/platform/jobs/retrying.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { workOff } from '../../support/rulesets.js';

class SetClock extends Clock {
  private at = new Date('2026-03-01T00:00:00.000Z').getTime();

  override now(): Date {
    return new Date(this.at);
  }

  pass(seconds: number): void {
    this.at += seconds * 1_000;
  }
}

/** Does as many steps as its input says; the test hears of each. */
class Steps implements JobHandler<number, number, { steps: number }> {
  readonly kind = 'test-steps';
  during: (job: Job<number, number, { steps: number }>) => void = () => undefined;

  countTotal({ input }: Job<number>): Promise<number> {
    return Promise.resolve(input);
  }

  takeStep(job: Job<number, number, { steps: number }>) {
    this.during(job);
    const position = (job.position ?? 0) + 1;
    return Promise.resolve({ position, done: 1, result: { steps: position }, finished: position >= job.input });
  }
}

const clock = new SetClock();
const handler = new Steps();
let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp({ clock });
  app.inside(Jobs).register(handler);
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  handler.during = () => undefined;
});

/** Before the handler is told what to do, no job is there: the server looks for work by itself, too. */
const aJob = async (input: number, waitSeconds = 0): Promise<string> => {
  const id = randomUUID();
  await app.sql(
    `INSERT INTO background_jobs (id, kind, input, permission, requested_by, run_after, created_at) VALUES ($1, 'test-steps', $2, 'staff.write', $3, $4, $4)`,
    [id, JSON.stringify(input), clinic.staff.admin, new Date(clock.now().getTime() + waitSeconds * 1_000)],
    clinic.id,
  );
  return id;
};
const read = async (id: string) => (await clinic.as('admin').get(`/v1/jobs/${id}`)).body;
const work = () => workOff(app, JobRunner);
const spoil = (): never => {
  throw new TypeError('Asha Testperson cannot be read.');
};

describe('a step that always fails', () => {
  it('is tried five times with pauses that double, says of what kind the error is, and is given up', async () => {
    handler.during = ({ position }) => position === 1 && spoil();
    const id = await aJob(3);
    await work();
    const pauses: number[] = [];
    for (let job = await read(id); job.status === 'queued'; job = await read(id)) {
      expect(job).toMatchObject({ errorClass: 'TypeError', attempts: pauses.length + 1, progress: { done: 1, total: 3 }, endedAt: null });
      const pause = (new Date(job.nextAttemptAt).getTime() - clock.now().getTime()) / 1_000;
      pauses.push(pause);
      clock.pass(pause - 1);
      await work();
      expect((await read(id)).attempts).toBe(job.attempts);
      clock.pass(1);
      await work();
    }
    expect(pauses).toEqual([2, 4, 8, 16]);
    const failed = await read(id);
    expect(failed).toMatchObject({ status: 'failed', errorClass: 'TypeError', attempts: 5, nextAttemptAt: null, endedAt: clock.now().toISOString() });
    expect(JSON.stringify(failed)).not.toContain('Asha');
    clock.pass(100_000);
    await work();
    expect((await read(id)).attempts).toBe(5);
  });

  it('of what the database cannot do is tried for about an hour, and given up too', async () => {
    handler.during = () => {
      throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014', severity: 'ERROR' });
    };
    const id = await aJob(1);
    const began = clock.now().getTime();
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await work();
      clock.pass(600);
    }
    expect(await read(id)).toMatchObject({ status: 'failed', errorClass: '57014', attempts: MOST_TRIES });
    expect(clock.now().getTime() - began).toBe(MOST_TRIES * 600_000);
  });

  it('keeps no other job waiting', async () => {
    handler.during = ({ input }) => input === 9 && spoil();
    const spoilt = await aJob(9);
    const sound = await aJob(1);
    await work();
    expect(await read(spoilt)).toMatchObject({ status: 'queued', attempts: 1 });
    expect(await read(sound)).toMatchObject({ status: 'completed', attempts: 0 });
  });

  it('goes on from there when an operator says so, with all of its tries', async () => {
    handler.during = ({ position }) => position === 1 && spoil();
    const id = await aJob(2);
    for (let tries = 0; tries < 6; tries++) {
      await work();
      clock.pass(600);
    }
    expect(await readFailedJobs(app.owner)).toContainEqual(
      expect.objectContaining({ id, clinicId: clinic.id, kind: 'test-steps', errorClass: 'TypeError', done: 1 }),
    );
    handler.during = () => undefined;
    expect(await retryJob(app.owner, id)).toBe(true);
    expect(await read(id)).toMatchObject({ status: 'queued', attempts: 0, errorClass: null, endedAt: null, progress: { done: 1 } });
    // An operator's command goes by the time of the database; the test's is another.
    await app.sql('UPDATE background_jobs SET run_after = $2 WHERE id = $1', [id, clock.now()], clinic.id);
    await work();
    expect(await read(id)).toMatchObject({ status: 'completed', progress: { done: 2, total: 2 }, result: { steps: 2 } });
    expect(await retryJob(app.owner, id)).toBe(false);
  });
});

it('a job that takes long gives the others their turn', async () => {
  const done: string[] = [];
  handler.during = ({ input }) => {
    done.push(input === 5 ? 'long' : 'short');
    clock.pass(3);
  };
  const long = await aJob(5, 10);
  const short = await aJob(1, 11);
  clock.pass(11);
  await work();
  expect(done).toEqual(['long', 'long', 'short', 'long', 'long', 'long']);
  expect([(await read(long)).status, (await read(short)).status]).toEqual(['completed', 'completed']);
});

it('a job whose process ended under it so often is given up', async () => {
  const leased = async (attempts: number): Promise<string> => {
    const id = randomUUID();
    await app.sql(
      `INSERT INTO background_jobs (id, kind, input, permission, requested_by, run_after, created_at, status, attempts, leased_by, leased_until)
       VALUES ($1, 'test-steps', '1', 'staff.write', $2, $3, $3, 'running', $4, $2, $3)`,
      [id, clinic.staff.admin, clock.now(), attempts],
      clinic.id,
    );
    return id;
  };
  const [once, often] = [await leased(MOST_TRIES - 1), await leased(MOST_TRIES)];
  await work();
  expect(await read(once)).toMatchObject({ status: 'completed', errorClass: null });
  expect(await read(often)).toMatchObject({ status: 'failed', errorClass: 'process-ended', attempts: MOST_TRIES });
});

describe('a schedule', () => {
  const jobsOf = (name: string, of = clinic): Promise<unknown[]> =>
    app.sql('SELECT status, run_after, requested_by FROM background_jobs WHERE kind = $1 ORDER BY run_after', [name], of.id);

  it('asks each clinic for its job when it is due, once, and not while the one before is open', async () => {
    const other = await app.clinic();
    let isStuck = false;
    app.inside(Jobs).register({
      kind: 'test-hourly',
      countTotal: () => Promise.resolve(1),
      takeStep: () => (isStuck ? Promise.reject(new TypeError('stuck')) : Promise.resolve({ position: 1, done: 1, result: {}, finished: true })),
    });
    app.inside(Jobs).schedule({ name: 'test-hourly', kind: 'test-hourly', input: {}, permission: 'staff.write', everySeconds: 3_600 });
    await work();
    expect(await jobsOf('test-hourly')).toEqual([]);
    clock.pass(3_600);
    await Promise.all([work(), app.inside(JobsRepository).enqueueScheduled(app.inside(Jobs).schedules, clock.now())]);
    await work();
    expect(await jobsOf('test-hourly')).toEqual([{ status: 'completed', run_after: clock.now(), requested_by: null }]);
    expect(await jobsOf('test-hourly', other)).toHaveLength(1);
    isStuck = true;
    clock.pass(3_600);
    await work();
    clock.pass(3_600);
    await app.inside(JobsRepository).enqueueScheduled(app.inside(Jobs).schedules, clock.now());
    expect(await jobsOf('test-hourly')).toEqual([expect.objectContaining({ status: 'completed' }), expect.objectContaining({ status: 'queued' })]);
  });

  it('keeps to the time of the day in the clinic, also when the clocks change', async () => {
    const next = async (at: string): Promise<string> => {
      const { rows } = await app.owner.query<{ next: Date }>(`SELECT next_run($1, NULL, '08:00', 'Europe/Berlin') AS next`, [at]);
      return rows[0]!.next.toISOString();
    };
    expect(await next('2026-03-28T06:59:59Z')).toBe('2026-03-28T07:00:00.000Z');
    expect(await next('2026-03-28T07:00:00Z')).toBe('2026-03-29T06:00:00.000Z');
    expect(await next('2026-10-24T06:00:00Z')).toBe('2026-10-25T07:00:00.000Z');
  });
});
