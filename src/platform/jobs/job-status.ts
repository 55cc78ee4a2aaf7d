import { enumOf } from '../../kernel/enumeration.js';

export const jobStatuses = enumOf('JobStatus', ['queued', 'running', 'completed', 'failed']);

export type JobStatus = (typeof jobStatuses)[number];
