export { JobsModule } from './jobs.module.js';
export { Jobs, type Job, type JobHandler, getRequester, type Step } from './jobs.service.js';
