import type { Permission } from '../access/policy.js';

/** A job that every clinic has again and again, without anybody asking for it. */
export type Schedule = {
  /** Unique in the product; a clinic's next time is kept by it. */
  name: string;
  /** Of which kind the jobs are. */
  kind: string;
  /** JSON, the same for every clinic. */
  input: unknown;
  /** Who may see the progress of its jobs. */
  permission: Permission;
} & Recurrence;

/** After so many seconds; or each day at a time of the clinic's zone, such as 08:30. */
type Recurrence = { everySeconds: number; dailyAt?: never } | { dailyAt: string; everySeconds?: never };
