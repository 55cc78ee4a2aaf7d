import { Identifier, type ProblemMembers } from '../../platform/http/index.js';

/** Members of a problem about a conflicting change of the rules. */
class RulesetConflict {
  /** The id of the draft that exists already. */
  @Identifier() rulesetId?: string;
}

export const contraindicationProblemMembers: ProblemMembers = { conflict: [RulesetConflict] };
