import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { declareColumns } from '../database/columns.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import { NO_CLINIC } from '../database/unit-of-work.js';
import { MOST_TRIES } from './retrying.js';
import type { Schedule } from './schedule.js';
import type { JobStatus } from './job-status.js';

/** A row of the table, without its lease. */
export interface JobRecord {
  id: string;
  kind: string;
  status: JobStatus;
  done: number;
  total: number | null;
  result: Record<string, unknown> | null;
  /** The number of tries since the job last made progress. */
  attempts: number;
  errorClass: string | null;
  permission: string;
  /** The person or client who asked for the job; null where a schedule did. */
  requestedBy: string | null;
  /** The earliest time of the next try. */
  runAfter: Date;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** A job that this process holds until the lease ends. */
export interface ClaimedJob {
  clinicId: string;
  id: string;
  kind: string;
  input: unknown;
  position: unknown;
  done: number;
  total: number | null;
  result: Record<string, unknown> | null;
  attempts: number;
  requestedBy: string | null;
}

export interface NewJob {
  id: string;
  kind: string;
  input: unknown;
  permission: string;
  requestedBy: string;
  createdAt: Date;
}

export interface Advance {
  position: unknown;
  done: number;
  total: number;
  result: Record<string, unknown> | null;
  finished: boolean;
  at: Date;
  leasedUntil: Date;
}

const insert = declareStatement('jobs.insert', {
  parameters: { id: 'uuid', kind: 'text', input: 'jsonb', permission: 'text', requestedBy: 'uuid', createdAt: 'timestamptz' },
  sql: `INSERT INTO background_jobs (id, kind, input, permission, requested_by, run_after, created_at) VALUES (:id, :kind, :input::jsonb, :permission, :requestedBy, :createdAt, :createdAt)`,
});
const jobRow = declareColumns<JobRecord>({
  id: 'uuid',
  kind: 'text',
  status: 'text',
  done: 'integer',
  total: 'integer?',
  result: 'jsonb?',
  attempts: 'integer',
  errorClass: 'text?',
  permission: 'text',
  requestedBy: 'uuid?',
  runAfter: 'timestamptz',
  createdAt: 'timestamptz',
  startedAt: 'timestamptz?',
  endedAt: 'timestamptz?',
});
const find = declareStatement('jobs.find', {
  parameters: { id: 'uuid' },
  row: jobRow,
  sql: `SELECT ${jobRow.list} FROM background_jobs WHERE clinic_id = current_clinic() AND id = :id`,
});
const claimedRow = declareColumns<ClaimedJob>({
  clinicId: 'uuid',
  id: 'uuid',
  kind: 'text',
  input: 'jsonb?',
  position: 'jsonb?',
  done: 'integer',
  total: 'integer?',
  result: 'jsonb?',
  attempts: 'integer',
  requestedBy: 'uuid?',
});
const claim = declareStatement('jobs.claim', {
  parameters: { worker: 'uuid', at: 'timestamptz', leaseSeconds: 'double precision', kinds: 'text[]', mostTries: 'integer' },
  row: claimedRow,
  sql: `SELECT ${claimedRow.list} FROM claim_background_job(:worker, :at, make_interval(secs => :leaseSeconds), :kinds::text[], :mostTries)`,
});
const enqueueScheduled = declareStatement('jobs.enqueue-scheduled', {
  parameters: { schedules: 'jsonb', at: 'timestamptz' },
  sql: 'SELECT enqueue_scheduled_jobs(:schedules, :at)',
});
/** The row is changed, and so held, before the step works: two that both believe to hold the job come one after the other, and the later finds no lease of its own. */
const renew = declareStatement('jobs.renew', {
  parameters: { id: 'uuid', worker: 'uuid', leasedUntil: 'timestamptz' },
  sql: `UPDATE background_jobs SET leased_until = :leasedUntil WHERE clinic_id = current_clinic() AND id = :id AND leased_by = :worker AND status = 'running'`,
});
const advance = declareStatement('jobs.advance', {
  parameters: {
    id: 'uuid',
    worker: 'uuid',
    position: 'jsonb?',
    done: 'integer',
    total: 'integer',
    result: 'jsonb?',
    finished: 'boolean',
    at: 'timestamptz',
    leasedUntil: 'timestamptz',
  },
  sql: `UPDATE background_jobs SET position = :position::jsonb, done = :done, total = :total, result = :result::jsonb, attempts = 0, error_class = NULL,
     status = CASE WHEN :finished THEN 'completed' ELSE 'running' END, ended_at = CASE WHEN :finished THEN :at::timestamptz END,
     leased_by = CASE WHEN :finished THEN NULL ELSE leased_by END, leased_until = CASE WHEN :finished THEN NULL ELSE :leasedUntil::timestamptz END
    WHERE clinic_id = current_clinic() AND id = :id AND leased_by = :worker AND status = 'running'`,
});
const release = declareStatement('jobs.release', {
  parameters: { id: 'uuid', worker: 'uuid', runAfter: 'timestamptz', errorClass: 'text?' },
  sql: `UPDATE background_jobs SET status = 'queued', leased_by = NULL, leased_until = NULL, run_after = :runAfter,
     error_class = :errorClass, attempts = CASE WHEN :errorClass::text IS NULL THEN 0 ELSE greatest(attempts, 1) END
    WHERE clinic_id = current_clinic() AND id = :id AND leased_by = :worker AND status = 'running'`,
});
const giveUp = declareStatement('jobs.give-up', {
  parameters: { id: 'uuid', worker: 'uuid', errorClass: 'text', at: 'timestamptz' },
  sql: `UPDATE background_jobs SET status = 'failed', leased_by = NULL, leased_until = NULL, error_class = :errorClass, ended_at = :at
    WHERE clinic_id = current_clinic() AND id = :id AND leased_by = :worker AND status = 'running'`,
});

/** The queue of jobs as rows of a table. */
@Injectable()
export class JobsRepository {
  constructor(private readonly database: Database) {}

  /** Inserts a job in the transaction of the request: it exists when the request succeeds, or not at all. */
  async insert({ id, kind, input, permission, requestedBy, createdAt }: NewJob): Promise<void> {
    await this.database.execute(insert, { id, kind, input, permission, requestedBy, createdAt });
  }

  find(id: string): Promise<JobRecord | null> {
    return this.database.findRow(find, { id });
  }

  async claim(worker: string, at: Date, leaseSeconds: number, kinds: readonly string[]): Promise<ClaimedJob | null> {
    const claiming = bindStatement(claim, { worker, at, leaseSeconds, kinds, mostTries: MOST_TRIES });
    const [claimed] = await this.database.executeSeparately(NO_CLINIC, [claiming], 'READ WRITE');
    return (claimed!.rows[0] as ClaimedJob | undefined) ?? null;
  }

  /** Inserts the jobs of all schedules that are due, in every clinic. */
  async enqueueScheduled(schedules: readonly Schedule[], at: Date): Promise<void> {
    await this.database.executeSeparately(NO_CLINIC, [bindStatement(enqueueScheduled, { schedules, at })], 'READ WRITE');
  }

  /** Locks the row of the job for the rest of the transaction. Returns whether this worker still has the lease. */
  async renew(id: string, worker: string, leasedUntil: Date): Promise<boolean> {
    return (await this.database.execute(renew, { id, worker, leasedUntil })) === 1;
  }

  async advance(id: string, worker: string, { position, done, total, result, finished, at, leasedUntil }: Advance): Promise<void> {
    await this.database.execute(advance, { id, worker, position, done, total, result, finished, at, leasedUntil });
  }

  /** Gives the job back with its position, and with the class of the error where a step failed. */
  async release(id: string, worker: string, runAfter: Date, errorClass: string | null = null): Promise<void> {
    await this.database.execute(release, { id, worker, runAfter, errorClass });
  }

  async giveUp(id: string, worker: string, errorClass: string, at: Date): Promise<void> {
    await this.database.execute(giveUp, { id, worker, errorClass, at });
  }
}
