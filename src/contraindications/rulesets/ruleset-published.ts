import type { Treatment } from '../../kernel/treatment.js';

/** The kind of job that a publication asks for: whoever keeps what rests on rules does it. */
export const rulesetPublished = 'rescreen-plans';

export interface RulesetPublished {
  rulesetId: string;
  treatment: Treatment;
  version: number;
}
