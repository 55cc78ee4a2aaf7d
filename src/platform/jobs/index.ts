export { JobsModule } from './jobs.module.js';
export { Jobs, type Job, type JobHandler, type JobRequest, type Step } from './jobs.service.js';
