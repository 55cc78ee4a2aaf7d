/**
 * Work that goes on after the answer. A feature registers one handler for each kind of job and asks for jobs of that
 * kind; the runner does the rest.
 *
 * A job is done in steps, each a transaction of the job's clinic: what the step changes, how far it came and the lease
 * are committed together or not at all. So whatever kills the process, the next one goes on after the last step that
 * was committed, and nothing is done twice.
 *
 * queued ──taken up──> running ──last step──> completed
 *    ^                    │
 *    ├──a step failed: after a pause, each twice the one before
 *    └──others wait too: each job has a few seconds, then it is the next one's turn
 *                         │
 *                         └──the last try failed──> failed ──an operator: hairline jobs retry──> queued
 */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import type { Permission } from '../access/policy.js';
import { toActor } from '../access/actors.js';
import { getCurrentPrincipal } from '../context.js';
import type { JobResponse } from './job.dto.js';
import { JobsRepository, type JobRecord } from './jobs.repository.js';
import { usualRetrying, type Retrying } from './retrying.js';
import type { Schedule } from './schedule.js';

/** A job as its handler sees it at the beginning of a step. */
export interface Job<Input = unknown, Position = unknown, Result = Record<string, unknown>> {
  readonly id: string;
  readonly clinicId: string;
  readonly input: Input;
  /** The position after the previous step; null at the first. */
  readonly position: Position | null;
  /** The sum of the previous steps; null at the first. */
  readonly result: Result | null;
  /** The person or client who asked for the job, and in whose name it works; null where a schedule did. */
  readonly requestedBy: string | null;
}

/** The result of one step. */
export interface Step<Position = unknown, Result = Record<string, unknown>> {
  position: Position;
  /** The number of items that the step did, which is added to the progress. */
  done: number;
  /** The result of all steps so far: figures, no patient data. */
  result: Result;
  finished: boolean;
}

/** The handler of one kind of job. */
export interface JobHandler<Input = unknown, Position = unknown, Result = Record<string, unknown>> {
  readonly kind: string;
  /** When a failed step is tried again; the default where it is left out. */
  readonly retrying?: Retrying;
  /** Counts the items of the job, once, in the transaction of the first step. */
  countTotal(job: Job<Input, Position, Result>): Promise<number>;
  /** Does the next part in a transaction of the job's clinic. It takes less than a quarter of a minute. */
  takeStep(job: Job<Input, Position, Result>): Promise<Step<Position, Result>>;
}

export interface JobRequest {
  kind: string;
  /** The input as JSON: ids and words, no patient data. */
  input: unknown;
  /** The permission to see the job's progress. */
  permission: Permission;
}

const toResponse = ({ done, total, permission: _permission, runAfter, createdAt, startedAt, endedAt, ...job }: JobRecord): JobResponse => ({
  ...job,
  requestedBy: toActor(job.requestedBy),
  progress: { done, total },
  nextAttemptAt: job.status === 'queued' ? runAfter.toISOString() : null,
  createdAt: createdAt.toISOString(),
  startedAt: startedAt?.toISOString() ?? null,
  endedAt: endedAt?.toISOString() ?? null,
});

/** Features ask here for background jobs, and register their handlers. */
@Injectable()
export class Jobs {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly recurring = new Map<string, Schedule>();

  constructor(
    private readonly jobs: JobsRepository,
    private readonly clock: Clock,
  ) {}

  get kinds(): string[] {
    return [...this.handlers.keys()];
  }

  register<Input, Position, Result>(handler: JobHandler<Input, Position, Result>): void {
    if (this.handlers.has(handler.kind)) throw new Error(`Two handlers for jobs of the kind ${handler.kind}.`);
    this.handlers.set(handler.kind, handler as unknown as JobHandler);
  }

  /** Schedules a recurring job in every clinic. The next job of a clinic waits until the previous one has ended. */
  schedule(schedule: Schedule): void {
    if (this.recurring.has(schedule.name)) throw new Error(`Two schedules with the name ${schedule.name}.`);
    this.recurring.set(schedule.name, schedule);
  }

  get schedules(): Schedule[] {
    return [...this.recurring.values()];
  }

  getRetrying(kind: string): Retrying {
    return this.getHandler(kind).retrying ?? usualRetrying;
  }

  getHandler(kind: string): JobHandler {
    const handler = this.handlers.get(kind);
    if (!handler) throw new Error(`No handler for jobs of the kind ${kind}.`);
    return handler;
  }

  /** Asks for a job in the transaction of the request. Returns its id. */
  async enqueue({ kind, input, permission }: JobRequest): Promise<string> {
    const id = createId();
    await this.jobs.insert({ id, kind, input, permission, requestedBy: getCurrentPrincipal().id, createdAt: this.clock.now() });
    return id;
  }

  /** Gets a job; not found for callers without the permission of the job. */
  async get(jobId: string): Promise<JobResponse> {
    const job = await this.jobs.find(jobId);
    if (!job || !getCurrentPrincipal().permissions.has(job.permission as Permission)) throw createNotFoundFailure('job');
    return toResponse(job);
  }
}

/** The person or client who asked for a job of a kind that no schedule asks for. */
export const getRequester = ({ requestedBy }: Pick<Job, 'requestedBy'>): string => {
  if (requestedBy === null) throw new Error('Nobody asked for this job.');
  return requestedBy;
};
