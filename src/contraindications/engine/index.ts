export { evaluate, listOutcomes, listRuleOutcomes, listUnreadOutcomes, type EvaluationContext, type RuleOutcome } from './evaluate.js';
export { toBareCode, fallsUnder } from './codes.js';
export {
  chooseMostSevere,
  missingReasons,
  type Contradiction,
  type Evaluation,
  type Evidence,
  type Finding,
  type Missing,
  type MissingReason,
} from './evaluation.js';
export { outcomes, type Outcome } from './outcome.js';
export * from './facts.js';
export { listWordsOfRules } from './rules-read.js';
export { collectAllFactsRead, collectFactsRead, withUnreadKinds, type FactsRead } from './facts-read.js';
export { findUnreadWords, listWordsOfIngredient } from './ingredients.js';
export type { Override } from './override.js';
export { parseRuleset } from './parse-ruleset.js';
export type { RulesetVocabulary } from './ruleset-vocabulary.js';
export { screeningQuestions } from './questions.js';
export { ruleOrigins } from './ruleset.js';
export type { Citation, Clause, MaxAgeDays, Origin, Rule, Ruleset } from './ruleset.js';
export { exemptNote } from './rule.js';
export { mayBecomePregnant } from './could-become-pregnant.js';
export { describeUnreadReason } from './questions.js';
export { unreadFacts, type DismissedItem, type UnreadFact, type UnreadItem } from './unread-item.js';
export { deathFindingId } from './death.js';
export { unreadFindingId, unreadResultsFindingId } from './unread-findings.js';
