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
import { notFound } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import type { Permission } from '../access/policy.js';
import { actor } from '../access/actors.js';
import { currentPrincipal } from '../context.js';
import type { JobResponse } from './job.dto.js';
import { JobsRepository, type JobRecord } from './jobs.repository.js';
import { usualRetrying, type Retrying } from './retrying.js';
import type { Schedule } from './schedule.js';

/** A job as its handler sees it, at the beginning of a step. */
export interface Job<Input = unknown, Position = unknown, Result = Record<string, unknown>> {
  readonly id: string;
  readonly clinicId: string;
  readonly input: Input;
  /** Where the step before ended; null at the first. */
  readonly position: Position | null;
  /** What the steps before added up; null at the first. */
  readonly result: Result | null;
  /** Who asked for the job: what it does is done in that name. Null where a schedule did. */
  readonly requestedBy: string | null;
}

/** What one step did. */
export interface Step<Position = unknown, Result = Record<string, unknown>> {
  position: Position;
  /** How many it did, added to the progress. */
  done: number;
  /** All that came of the job so far: figures, no patient data. */
  result: Result;
  finished: boolean;
}

/** How one kind of job is done. */
export interface JobHandler<Input = unknown, Position = unknown, Result = Record<string, unknown>> {
  readonly kind: string;
  /** When a step that failed is tried again; as usual where it is not said. */
  readonly retrying?: Retrying;
  /** How much there is to do; asked once, before the first step, in its transaction. */
  total(job: Job<Input, Position, Result>): Promise<number>;
  /** Does the next part, in a transaction of the job's clinic; shorter than a quarter of a minute. */
  step(job: Job<Input, Position, Result>): Promise<Step<Position, Result>>;
}

export interface JobRequest {
  kind: string;
  /** JSON. Ids and words, no patient data. */
  input: unknown;
  /** Who may see the job's progress. */
  permission: Permission;
}

const toResponse = ({ done, total, permission: _permission, runAfter, createdAt, startedAt, endedAt, ...job }: JobRecord): JobResponse => ({
  ...job,
  requestedBy: actor(job.requestedBy),
  progress: { done, total },
  nextAttemptAt: job.status === 'queued' ? runAfter.toISOString() : null,
  createdAt: createdAt.toISOString(),
  startedAt: startedAt?.toISOString() ?? null,
  endedAt: endedAt?.toISOString() ?? null,
});

/** Where features ask for work in the background, and say how it is done. */
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

  /** Has a job of the kind done again and again, in every clinic; a clinic's next one waits until the one before has ended. */
  schedule(schedule: Schedule): void {
    if (this.recurring.has(schedule.name)) throw new Error(`Two schedules with the name ${schedule.name}.`);
    this.recurring.set(schedule.name, schedule);
  }

  get schedules(): Schedule[] {
    return [...this.recurring.values()];
  }

  retryingOf(kind: string): Retrying {
    return this.handlerOf(kind).retrying ?? usualRetrying;
  }

  handlerOf(kind: string): JobHandler {
    const handler = this.handlers.get(kind);
    if (!handler) throw new Error(`No handler for jobs of the kind ${kind}.`);
    return handler;
  }

  /** Asks for a job, in the transaction of the request; answers its id. */
  async enqueue({ kind, input, permission }: JobRequest): Promise<string> {
    const id = newId();
    await this.jobs.insert({ id, kind, input, permission, requestedBy: currentPrincipal().id, createdAt: this.clock.now() });
    return id;
  }

  /** The job; not found for those who may not see what it is about. */
  async get(jobId: string): Promise<JobResponse> {
    const job = await this.jobs.find(jobId);
    if (!job || !currentPrincipal().permissions.has(job.permission as Permission)) throw notFound('job');
    return toResponse(job);
  }
}

/** In whose name a job works that only people ask for. */
export const requesterOf = ({ requestedBy }: Pick<Job, 'requestedBy'>): string => {
  if (requestedBy === null) throw new Error('Nobody asked for this job.');
  return requestedBy;
};
