/** What a clinic has on record, for tests that nothing was stored. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApp, TestClinic } from './app.js';

const PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSES = 400;

/** Settles when nothing goes on in the background of the clinic: what a job writes is no fault of a request. */
const jobsOver = async (app: TestApp, clinic: TestClinic): Promise<void> => {
  for (let pauses = 0; pauses < LONGEST_PAUSES; pauses++) {
    const underWay = await app.sql(`SELECT FROM background_jobs WHERE status IN ('queued', 'running')`, [], clinic.id);
    if (underWay.length === 0) return;
    await sleep(PAUSE_MILLISECONDS);
  }
};

/** What the server writes by itself: the audit trail, when recurring jobs are due, and the keys of a clinic, with its first request. */
const ofTheServer = ['audit_events', 'background_schedules', 'data_keys'];

/** The statement of each application's database: to find the tables, and to plan it, takes longer than to run it. */
const statements = new WeakMap<TestApp, Promise<string>>();

const buildStatement = async (app: TestApp): Promise<string> => {
  const tables = (await app.clinicTables()).filter((name) => !ofTheServer.includes(name));
  return tables
    .map((table) => `SELECT '${table}' AS name, count(*) AS rows, md5(string_agg(t::text, '' ORDER BY t::text)) AS content FROM ${table} t`)
    .join(' UNION ALL ');
};

/** Everything that the clinic has on record, as one figure a table. */
export const contentsOf = async (app: TestApp, clinic: TestClinic): Promise<unknown> => {
  await jobsOver(app, clinic);
  const statement = statements.get(app) ?? buildStatement(app);
  statements.set(app, statement);
  return app.sql(await statement, [], clinic.id, 'contents');
};
