import { enumOf } from '../../kernel/enumeration.js';
import { AnyObject, Identifier, Instant, OneOf, Whole } from '../http/index.js';

export const jobStatuses = enumOf('JobStatus', ['queued', 'running', 'completed', 'failed']);
export type JobStatus = (typeof jobStatuses)[number];

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

  /** Waiting, under way, done, or given up. */
  @OneOf(jobStatuses) status: JobStatus;

  /** How far it has come. */
  progress: JobProgress;

  /** What came of it: figures, and never a patient's data; null until there are any. */
  @AnyObject() result: Record<string, unknown> | null;

  /** Of what kind the error was that ended it; null unless it failed. */
  errorClass: string | null;

  /** Who asked for it. */
  @Identifier() requestedBy: string;

  /** When it was asked for, in UTC. */
  @Instant() createdAt: string;

  /** When it was first taken up, in UTC; null while it waits. */
  @Instant() startedAt: string | null;

  /** When it ended, in UTC; null before. */
  @Instant() endedAt: string | null;
}
