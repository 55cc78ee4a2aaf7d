import { declareEnumeration } from '../../kernel/enumeration.js';

export const jobStatuses = declareEnumeration('JobStatus', ['queued', 'running', 'completed', 'failed']);

export type JobStatus = (typeof jobStatuses)[number];
