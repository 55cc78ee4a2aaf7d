/** Commands for background jobs that were given up. */
import { loadConfig, StartError } from '../config.js';
import { readFailedJobs, retryJob, type FailedJob } from '../platform/jobs/operator.js';
import { runAsOperator } from './databases.js';
import { printResult, type OutputOptions } from './output.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const formatFailedJob = ({ id, clinicId, kind, errorClass, attempts, done, total, endedAt }: FailedJob): string =>
  [id, clinicId, kind, `${done} of ${total ?? '?'} done`, `given up ${endedAt.toISOString()} after ${attempts} tries: ${errorClass}`].join('  ');

export const listFailedJobs = async (options: OutputOptions): Promise<void> => {
  const jobs = await runAsOperator(loadConfig(), readFailedJobs);
  printResult(options, { jobs }, jobs.length === 0 ? 'No job was given up.' : jobs.map(formatFailedJob).join('\n'));
};

export const retryFailedJob = async (options: OutputOptions & { id: string }): Promise<void> => {
  const { id } = options;
  const isFound = UUID.test(id) && (await runAsOperator(loadConfig(), (connection) => retryJob(connection, id)));
  if (!isFound) throw new StartError(`There is no job ${id} that was given up.`);
  printResult(options, { id, status: 'queued' }, `The job ${id} goes on from the step that failed.`);
};
