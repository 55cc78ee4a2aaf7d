import { Identifier, type ProblemMembers } from '../../platform/http/index.js';

/** What a change of the rules contradicts. */
class RulesetConflict {
  /** The draft that was made already. */
  @Identifier() rulesetId?: string;
}

export const contraindicationProblemMembers: ProblemMembers = { conflict: [RulesetConflict] };
