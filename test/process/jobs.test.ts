/** Jobs through the death of the process that does them, and an operator's command for those that were given up. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { hairline, newInstallation, removeDirectory, Server, type Settings } from './hairline-process.js';

let settings: Settings;
let server: Server;

const connect = async (): Promise<pg.Client> => {
  const data = join(settings.directory, 'data');
  const port = Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
  const { superuser } = JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')) as { superuser: string };
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: superuser, database: 'hairline' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

/** A real job, screening the open plans of a treatment again, in the state that a process left it in. */
const aJob = async (state: { status: string; attempts: number; leasedUntil: string | null }): Promise<string> => {
  const client = await connect();
  const id = randomUUID();
  await client.query(
    `INSERT INTO background_jobs (clinic_id, id, kind, input, permission, requested_by, run_after, created_at, status, attempts, leased_by, leased_until)
     SELECT s.clinic_id, $1, 'rescreen-plans', '{"treatment": "mesotherapy"}', 'ruleset.read', s.id, now(), now(), $2, $3,
            CASE WHEN $4::timestamptz IS NOT NULL THEN gen_random_uuid() END, $4::timestamptz
       FROM staff s WHERE s.email = 'dermatologist@demo.hairline.test'`,
    [id, state.status, state.attempts, state.leasedUntil],
  );
  await client.end();
  return id;
};

const ended = async (id: string): Promise<{ status: string; errorClass: string | null }> => {
  const token = hairline(settings, 'token', '--email', 'dermatologist@demo.hairline.test').stdout.trim();
  for (let patience = 600; patience > 0; patience--) {
    const answer = await server.fetch(`/v1/jobs/${id}`, { headers: { authorization: `Bearer ${token}` } });
    const job = (await answer.json()) as { status: string; errorClass: string | null };
    if (answer.status !== 200 || ['completed', 'failed'].includes(job.status)) return job;
    await sleep(100);
  }
  throw new Error('The job did not end.');
};

beforeAll(async () => {
  settings = { directory: newInstallation() };
  server = await Server.start(settings);
});

afterAll(async () => {
  if (server.child.exitCode === null) await server.stop();
  removeDirectory(settings.directory);
});

test('a job is done by the next process when the one that had taken it up was killed', async () => {
  const id = await aJob({ status: 'running', attempts: 1, leasedUntil: '2026-01-01T00:00:00Z' });
  await server.stop('SIGKILL');
  server = await Server.start(settings);
  expect(await ended(id)).toMatchObject({ status: 'completed', errorClass: null });
});

test('a job that ended its process each time is given up; an operator lists it and has it tried again', async () => {
  const id = await aJob({ status: 'running', attempts: 15, leasedUntil: '2026-01-01T00:00:00Z' });
  expect(await ended(id)).toMatchObject({ status: 'failed', errorClass: 'process-ended' });
  const { jobs } = JSON.parse(hairline(settings, 'jobs', 'failed', '--json').stdout) as { jobs: object[] };
  expect(jobs).toEqual([expect.objectContaining({ id, kind: 'rescreen-plans', errorClass: 'process-ended', attempts: 15 })]);
  expect(hairline(settings, 'jobs', 'failed').stdout).toContain(`${id}  `);
  expect(hairline(settings, 'jobs', 'retry', id)).toMatchObject({ code: 0, stdout: `The job ${id} goes on from the step that failed.\n` });
  expect(await ended(id)).toMatchObject({ status: 'completed', errorClass: null });
  expect(hairline(settings, 'jobs', 'failed').stdout).toBe('No job was given up.\n');
});

test.each(['00000000-0000-0000-0000-000000000000', 'no-id'])('of a job that was not given up, the command says so: %s', (id) => {
  expect(hairline(settings, 'jobs', 'retry', id)).toMatchObject({ code: 1, stderr: `hairline: There is no job ${id} that was given up.\n` });
});
