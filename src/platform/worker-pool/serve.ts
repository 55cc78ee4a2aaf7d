/** Runs in a process of a worker pool: one job after the other, observed by a watchdog. */
import { Worker } from 'node:worker_threads';
import { resolveWorkerPath, type WorkRequest, type WorkReport, type WorkerStart } from './worker-pool.js';
import type { WatchdogSettings } from './watchdog.js';

/** The share of its memory above which an idle process is replaced before the next job. */
const WORN = 0.5;
const BYTES_PER_MEGABYTE = 1_048_576;

/** Does each job. An error stays in this process, because its message may quote the job. */
export const serve = <Job, Result>(work: (job: Job) => Promise<Result> | Result): void => {
  const { megabytes, processorSeconds } = JSON.parse(process.argv[2]!) as WorkerStart;
  /** The processor time at which the present job ends, in microseconds; 0 between two jobs. */
  const until = new Float64Array(new SharedArrayBuffer(8));
  const settings: WatchdogSettings = { megabytes, until };
  new Worker(resolveWorkerPath(import.meta.url, './watchdog'), { workerData: settings }).unref();
  const usedMicroseconds = (): number => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };

  process.on('message', (order: WorkRequest) => {
    until[0] = usedMicroseconds() + processorSeconds * 1_000_000;
    void Promise.resolve(order.job as Job)
      .then(work)
      .then(
        (result) => ({ id: order.id, result }),
        () => ({ id: order.id, threw: true as const }),
      )
      .then((outcome) => {
        until[0] = 0;
        const worn = process.memoryUsage.rss() > megabytes * BYTES_PER_MEGABYTE * WORN;
        process.send!({ ...outcome, worn } satisfies WorkReport);
      });
  });
  // Ctrl-C reaches the whole group of processes; the server finishes its work and then ends its workers itself.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit());
};
