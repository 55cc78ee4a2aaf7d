import type { Permission } from '../access/policy.js';

/** A recurring job of every clinic, which nobody asks for. */
export type Schedule = {
  /** The name of the schedule, unique in the product. The next time of each clinic is stored under it. */
  name: string;
  /** The kind of its jobs. */
  kind: string;
  /** The input as JSON, the same for every clinic. */
  input: unknown;
  /** The permission to see the progress of its jobs. */
  permission: Permission;
} & Recurrence;

/** After a number of seconds, or each day at a time in the clinic's zone, such as 08:30. */
type Recurrence = { everySeconds: number; dailyAt?: never } | { dailyAt: string; everySeconds?: never };
