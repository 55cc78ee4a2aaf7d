import type { Treatment } from '../../kernel/treatment.js';

/** The kind of job that a publication asks for; the feature that stores the plans does the job. */
export const rulesetPublished = 'rescreen-plans';

export interface RulesetPublished {
  rulesetId: string;
  treatment: Treatment;
  version: number;
}
