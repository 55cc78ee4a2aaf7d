/** What an operator sees of jobs that were given up, and does about them. */
import { columns } from '../database/columns.js';
import { queryAsOperator, type StatementConnection } from '../database/operator.js';
import { statement } from '../database/statement.js';

/** A job that was given up: nothing of its input, which may name a patient by an id. */
export interface FailedJob {
  id: string;
  clinicId: string;
  kind: string;
  /** Of what kind the error was. */
  errorClass: string;
  /** How often the last step was tried. */
  attempts: number;
  done: number;
  total: number | null;
  createdAt: Date;
  endedAt: Date;
}

const failedJob = columns<FailedJob>({
  id: 'uuid',
  clinicId: 'uuid',
  kind: 'text',
  errorClass: 'text!',
  attempts: 'integer',
  done: 'integer',
  total: 'integer?',
  createdAt: 'timestamptz',
  endedAt: 'timestamptz!',
});

const MOST_LISTED = 1_000;

const listFailed = statement('jobs.list-failed', {
  parameters: { limit: 'bigint' },
  row: failedJob,
  sql: `SELECT ${failedJob.list} FROM background_jobs WHERE status = 'failed' ORDER BY ended_at DESC, id LIMIT :limit`,
});
/** Where it stood, as if it had never been tried. */
const retry = statement('jobs.retry', {
  parameters: { id: 'uuid' },
  row: columns<{ id: string }>({ id: 'uuid' }),
  sql: `UPDATE background_jobs SET status = 'queued', attempts = 0, error_class = NULL, ended_at = NULL, run_after = now()
    WHERE id = :id AND status = 'failed' RETURNING id`,
});

/** Jobs of all clinics that were given up, the last first. */
export const failedJobs = (connection: StatementConnection): Promise<FailedJob[]> => queryAsOperator(connection, listFailed, { limit: MOST_LISTED });

/** Has a job that was given up tried again from the step that failed; false where there is no such job. */
export const retryJob = async (connection: StatementConnection, id: string): Promise<boolean> => (await queryAsOperator(connection, retry, { id })).length > 0;
