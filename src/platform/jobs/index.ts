export { JobsModule } from './jobs.module.js';
export { Jobs, type Job, type JobHandler, requesterOf, type Step } from './jobs.service.js';
