export const jobStatuses = ['queued', 'running', 'completed', 'failed'] as const;

export type JobStatus = (typeof jobStatuses)[number];
