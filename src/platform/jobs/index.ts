export { JobsModule } from './jobs.module.js';
export { Jobs, type Job, type JobHandler, type JobRequest, requesterOf, type Step } from './jobs.service.js';
export type { Retrying } from './retrying.js';
export type { Schedule } from './schedule.js';
