/** A thread beside a job that may not return from a library. It measures the whole process and ends it beyond the limits. */
import { workerData } from 'node:worker_threads';
import { TOO_LARGE, TOO_LONG } from './worker-pool.js';

export interface WatchdogSettings {
  megabytes: number;
  /** Shared with the process; see `serve`. */
  until: Float64Array;
}

const LOOK_EVERY_MILLISECONDS = 20;
const BYTES_PER_MEGABYTE = 1_048_576;

const { megabytes, until } = workerData as WatchdogSettings;

setInterval(() => {
  if (process.memoryUsage.rss() > megabytes * BYTES_PER_MEGABYTE) process.kill(process.pid, TOO_LARGE);
  const { user, system } = process.cpuUsage();
  if (until[0]! > 0 && user + system > until[0]!) process.kill(process.pid, TOO_LONG);
}, LOOK_EVERY_MILLISECONDS);
