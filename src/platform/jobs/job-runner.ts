import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../kernel/clock.js';
import { Failure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { Database } from '../database/database.js';
import { findDatabaseFailure } from '../database/failures.js';
import { Jobs, type Job } from './jobs.service.js';
import { computePause } from './retrying.js';
import { JobsRepository, type ClaimedJob } from './jobs.repository.js';

const EVERY_MILLISECONDS = 1_000;
/** How long a killed process keeps a job from the others. */
const LEASE_SECONDS = 60;
/** How long a step may take before its connection is taken from it: longer than any step that goes well. */
const LONGEST_STEP_MILLISECONDS = 120_000;
/** How long one job is worked at while others wait: none waits for the end of a long one. */
const TURN_MILLISECONDS = 5_000;

type Ending = 'finished' | 'stopped' | 'turn-over' | 'lost' | 'put-off' | 'failed';

/** The lease went to another process: whatever this one did in the step is undone. */
class LeaseLost extends Error {}

/** What may be told of an error: its kind, never its words. */
const classifyError = (error: unknown): string => {
  if (error instanceof Failure) return error.problem;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && /^[0-9A-Z_]{2,30}$/.test(code)) return code;
  return error instanceof Error ? error.name : 'Error';
};

/** Takes up jobs, one at a time in this process, and does them step by step. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker = createId();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly jobs: Jobs,
    private readonly repository: JobsRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.drain(), EVERY_MILLISECONDS).unref();
  }

  /** The step that is under way ends; the job is given back where it stands. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Does all jobs that wait. */
  async drain(): Promise<void> {
    if (this.stopping) return;
    this.running ??= this.runQueue().finally(() => (this.running = null));
    await this.running;
  }

  private async runQueue(): Promise<void> {
    try {
      while (!this.stopping && (await this.runNext()));
    } catch (error) {
      this.logger.warn({ err: error }, 'the queue could not be read; the next turn tries again');
    }
  }

  private async runNext(): Promise<boolean> {
    const { kinds } = this.jobs;
    if (kinds.length === 0) return false;
    const { schedules } = this.jobs;
    if (schedules.length > 0) await this.repository.enqueueScheduled(schedules, this.clock.now());
    const job = await this.repository.claim(this.worker, this.clock.now(), LEASE_SECONDS, kinds);
    if (!job) return false;
    const ending = await this.run(job);
    this.logger.info({ jobId: job.id, kind: job.kind, ending }, 'a job was worked at');
    return true;
  }

  private async run(claimed: ClaimedJob): Promise<Ending> {
    let job = claimed;
    const turnEnds = this.clock.now().getTime() + TURN_MILLISECONDS;
    try {
      while (!this.stopping && this.clock.now().getTime() <= turnEnds) {
        const next = await this.runStep(job);
        if (next === null) return 'finished';
        job = next;
      }
      await this.runInClinic(job, () => this.repository.release(job.id, this.worker, this.clock.now()));
      return this.stopping ? 'stopped' : 'turn-over';
    } catch (error) {
      if (error instanceof LeaseLost) return 'lost';
      return await this.setBack(job, error);
    }
  }

  /** One step, in one transaction with its progress; null when it was the last. */
  private runStep(job: ClaimedJob): Promise<ClaimedJob | null> {
    const handler = this.jobs.getHandler(job.kind);
    return this.runInClinic(job, async () => {
      if (!(await this.repository.renew(job.id, this.worker, this.computeLeaseEnd()))) throw new LeaseLost();
      const seen: Job = job;
      const total = job.total ?? (await handler.countTotal(seen));
      const { position, done, result, finished } = await handler.takeStep(seen);
      const next: ClaimedJob = { ...job, position, result, total, done: job.done + done, attempts: 0 };
      await this.repository.advance(job.id, this.worker, { ...next, total, finished, at: this.clock.now(), leasedUntil: this.computeLeaseEnd() });
      return finished ? null : next;
    });
  }

  /** A step that failed is tried again after a pause, what the database could not do just now more often; what keeps failing is given up. */
  private async setBack(job: ClaimedJob, error: unknown): Promise<Ending> {
    const now = this.clock.now();
    const pause = computePause(Math.max(job.attempts, 1), findDatabaseFailure(error) !== null, this.jobs.getRetrying(job.kind));
    this.logger.warn({ err: error, jobId: job.id, kind: job.kind, attempts: job.attempts, again: pause !== null }, 'a step of a job failed');
    await this.runInClinic(job, () =>
      pause === null
        ? this.repository.giveUp(job.id, this.worker, classifyError(error), now)
        : this.repository.release(job.id, this.worker, new Date(now.getTime() + pause * 1_000), classifyError(error)),
    );
    return pause === null ? 'failed' : 'put-off';
  }

  private runInClinic<T>({ clinicId }: ClaimedJob, work: () => Promise<T>): Promise<T> {
    return this.database.runInClinic(clinicId, work, LONGEST_STEP_MILLISECONDS);
  }

  private computeLeaseEnd(): Date {
    return new Date(this.clock.now().getTime() + LEASE_SECONDS * 1000);
  }
}
