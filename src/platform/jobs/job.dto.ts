import { Actor, AnyObject, Identifier, Instant, Nested, OneOf, Whole } from '../http/index.js';
import { jobStatuses, type JobStatus } from './job-status.js';

/** How far the work has come. */
export class JobProgress {
  /** How many are done. */
  @Whole() done: number;

  /** Of how many; null until it is counted. */
  @Whole() total: number | null;
}

/** Work that goes on in the background. It survives the process that does it: another one takes it up where it was. */
export class JobResponse {
  /** The id of the job. */
  @Identifier() id: string;

  /**
   * What is done.
   * @example rescreen-plans
   */
  kind: string;

  /** Waiting, under way, done, or given up after the last try: an operator can have it tried again. */
  @OneOf(jobStatuses) status: JobStatus;

  /** How far it has come. */
  progress: JobProgress;

  /** What came of it: figures, and never a patient's data; null until there are any. */
  @AnyObject() result: Record<string, unknown> | null;

  /** How often the step that comes next was tried; 0 after each step that went well. */
  @Whole({ min: 0 }) attempts: number;

  /** When it is taken up next, in UTC; null unless it waits. After a step that failed the pause is each time twice the one before. */
  @Instant() nextAttemptAt: string | null;

  /** Of what kind the error of the last try was; null where the last step went well. With the status failed: the one that it was given up for. */
  errorClass: string | null;

  /** Who asked for it; null where a schedule did. */
  @Nested(Actor) requestedBy: Actor | null;

  /** When it was asked for, in UTC. */
  @Instant() createdAt: string;

  /** When it was first taken up, in UTC; null while it waits. */
  @Instant() startedAt: string | null;

  /** When it ended, in UTC; null before. */
  @Instant() endedAt: string | null;
}
