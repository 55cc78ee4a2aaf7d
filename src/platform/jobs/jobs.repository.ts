import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { statement } from '../database/statement.js';
import { NO_CLINIC } from '../database/unit-of-work.js';
import type { JobStatus } from './job-status.js';

/** A row of the table, without its lease. */
export interface JobRecord {
  id: string;
  kind: string;
  status: JobStatus;
  done: number;
  total: number | null;
  result: Record<string, unknown> | null;
  errorClass: string | null;
  permission: string;
  requestedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** A job that this process holds until its lease runs out. */
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
  requestedBy: string;
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

const insert = statement(
  'jobs.insert',
  `INSERT INTO background_jobs (id, kind, input, permission, requested_by, run_after, created_at) VALUES ($1, $2, $3::jsonb, $4, $5, $6, $6)`,
);
const find = statement(
  'jobs.find',
  `SELECT id, kind, status, done, total, result, error_class AS "errorClass", permission, requested_by AS "requestedBy", created_at AS "createdAt",
          started_at AS "startedAt", ended_at AS "endedAt" FROM background_jobs WHERE clinic_id = current_clinic() AND id = $1`,
);
const claim = statement(
  'jobs.claim',
  `SELECT clinic_id AS "clinicId", id, kind, input, position, done, total, result, attempts, requested_by AS "requestedBy"
     FROM claim_background_job($1, $2, make_interval(secs => $3), $4::text[])`,
);
/** The row is changed, and so held, before the step works: two that both believe to hold the job come one after the other, and the later finds no lease of its own. */
const renew = statement(
  'jobs.renew',
  `UPDATE background_jobs SET leased_until = $3 WHERE clinic_id = current_clinic() AND id = $1 AND leased_by = $2 AND status = 'running'`,
);
const advance = statement(
  'jobs.advance',
  `UPDATE background_jobs SET position = $3::jsonb, done = $4, total = $5, result = $6::jsonb, attempts = 0,
     status = CASE WHEN $7 THEN 'completed' ELSE 'running' END, ended_at = CASE WHEN $7 THEN $8::timestamptz END,
     leased_by = CASE WHEN $7 THEN NULL ELSE leased_by END, leased_until = CASE WHEN $7 THEN NULL ELSE $9::timestamptz END
    WHERE clinic_id = current_clinic() AND id = $1 AND leased_by = $2 AND status = 'running'`,
);
const release = statement(
  'jobs.release',
  `UPDATE background_jobs SET status = 'queued', leased_by = NULL, leased_until = NULL, run_after = $3, attempts = CASE WHEN $4 THEN 0 ELSE attempts END
    WHERE clinic_id = current_clinic() AND id = $1 AND leased_by = $2 AND status = 'running'`,
);
const giveUp = statement(
  'jobs.give-up',
  `UPDATE background_jobs SET status = 'failed', leased_by = NULL, leased_until = NULL, error_class = $3, ended_at = $4
    WHERE clinic_id = current_clinic() AND id = $1 AND leased_by = $2 AND status = 'running'`,
);

/** The queue, as rows. */
@Injectable()
export class JobsRepository {
  constructor(private readonly database: Database) {}

  /** In the transaction of the request that asks for it: the job is there when the request is done, or not at all. */
  async insert({ id, kind, input, permission, requestedBy, createdAt }: NewJob): Promise<void> {
    await this.database.execute(insert, [id, kind, JSON.stringify(input), permission, requestedBy, createdAt]);
  }

  find(id: string): Promise<JobRecord | null> {
    return this.database.maybe<JobRecord>(find, [id]);
  }

  async claim(worker: string, at: Date, leaseSeconds: number, kinds: readonly string[]): Promise<ClaimedJob | null> {
    const [claimed] = await this.database.apart(NO_CLINIC, [{ statement: claim, values: [worker, at, leaseSeconds, kinds] }], 'READ WRITE');
    return (claimed!.rows[0] as ClaimedJob | undefined) ?? null;
  }

  /** Holds the job's row for the rest of the transaction; answers whether the lease is still this worker's. */
  async renew(id: string, worker: string, leasedUntil: Date): Promise<boolean> {
    return (await this.database.execute(renew, [id, worker, leasedUntil])) === 1;
  }

  async advance(id: string, worker: string, { position, done, total, result, finished, at, leasedUntil }: Advance): Promise<void> {
    const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
    await this.database.execute(advance, [id, worker, json(position), done, total, json(result), finished, at, leasedUntil]);
  }

  /** Gives the job back, to be taken up where it was. */
  async release(id: string, worker: string, runAfter: Date, { blameless }: { blameless: boolean }): Promise<void> {
    await this.database.execute(release, [id, worker, runAfter, blameless]);
  }

  async giveUp(id: string, worker: string, errorClass: string, at: Date): Promise<void> {
    await this.database.execute(giveUp, [id, worker, errorClass, at]);
  }
}
