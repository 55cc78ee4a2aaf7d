import { ApiProperty } from '@nestjs/swagger';
import { jobStatuses, type JobStatus } from './job-status.js';

/** How far the work has come. */
export class JobProgress {
  /** How many are done. */
  done: number;

  /** Of how many; null until it is counted. */
  total: number | null;
}

/** Work that goes on in the background. It survives the process that does it: another one takes it up where it was. */
export class JobResponse {
  /** The id of the job. */
  id: string;

  /**
   * What is done.
   * @example rescreen-plans
   */
  kind: string;

  /** Waiting, under way, done, or given up. */
  @ApiProperty({ enum: jobStatuses })
  status: JobStatus;

  /** How far it has come. */
  progress: JobProgress;

  /** What came of it: figures, and never a patient's data; null until there are any. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  result: Record<string, unknown> | null;

  /** Of what kind the error was that ended it; null unless it failed. */
  errorClass: string | null;

  /** Who asked for it. */
  requestedBy: string;

  /** When it was asked for, in UTC. */
  createdAt: string;

  /** When it was first taken up, in UTC; null while it waits. */
  startedAt: string | null;

  /** When it ended, in UTC; null before. */
  endedAt: string | null;
}
