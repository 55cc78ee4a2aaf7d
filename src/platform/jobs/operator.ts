/** What an operator sees of failed jobs, and how the operator has one tried again. */
import { declareColumns } from '../database/columns.js';
import { queryAsOperator, type StatementConnection } from '../database/operator.js';
import { declareStatement } from '../database/statement.js';

/** A failed job, without its input, which may name a patient by an id. */
export interface FailedJob {
  id: string;
  clinicId: string;
  kind: string;
  /** The class of the error. */
  errorClass: string;
  /** The number of tries of the last step. */
  attempts: number;
  done: number;
  total: number | null;
  createdAt: Date;
  endedAt: Date;
}

const failedJob = declareColumns<FailedJob>({
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

const listFailed = declareStatement('jobs.list-failed', {
  parameters: { limit: 'bigint' },
  row: failedJob,
  sql: `SELECT ${failedJob.list} FROM background_jobs WHERE status = 'failed' ORDER BY ended_at DESC, id LIMIT :limit`,
});
/** Resets the tries and keeps the position. */
const retry = declareStatement('jobs.retry', {
  parameters: { id: 'uuid' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `UPDATE background_jobs SET status = 'queued', attempts = 0, error_class = NULL, ended_at = NULL, run_after = now()
    WHERE id = :id AND status = 'failed' RETURNING id`,
});

/** Lists the failed jobs of all clinics, the newest first. */
export const readFailedJobs = (connection: StatementConnection): Promise<FailedJob[]> => queryAsOperator(connection, listFailed, { limit: MOST_LISTED });

/** Has a failed job tried again from the step that failed; false where there is no such job. */
export const retryJob = async (connection: StatementConnection, id: string): Promise<boolean> => (await queryAsOperator(connection, retry, { id })).length > 0;
