import type { ProblemMembers } from '../platform/http/index.js';

/** What a change of the rules contradicts. */
export class RulesetConflict {
  /** The draft that was made already. */
  rulesetId?: string;
}

export const contraindicationProblemMembers: ProblemMembers = { conflict: [RulesetConflict] };
