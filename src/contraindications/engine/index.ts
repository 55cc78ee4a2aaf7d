export { evaluate, outcomesOf, ruleOutcomesOf, unreadOutcomesOf, type EvaluationContext, type RuleOutcome } from './evaluate.js';
export { bareCode, fallsUnder } from './codes.js';
export {
  gravest,
  outcomes,
  type Contradiction,
  type Evaluation,
  type Evidence,
  missingReasons,
  type Finding,
  type Missing,
  type MissingReason,
  type Outcome,
} from './evaluation.js';
export * from './facts.js';
export { wordsIn } from './rules-read.js';
export { allFactsReadBy, factsReadBy, withUnread, type FactKind, type FactsRead } from './facts-read.js';
export { unreadWords, wordsOfIngredient } from './ingredients.js';
export type { Overridable, Override } from './override.js';
export { parseRuleset, rulesetSchema, type ParsedRuleset, type RulesetError, type RulesetVocabulary } from './parse-ruleset.js';
export { screeningQuestions } from './questions.js';
export type { Citation, Clause, MaxAgeDays, Origin, Rule, Ruleset, Severity } from './ruleset.js';
export { exemptNote } from './rule.js';
export { couldBecomePregnantOn } from './could-become-pregnant.js';
export { startOf } from './time.js';
export { whyUnread } from './questions.js';
export { unreadFacts, type DismissedItem, type UnreadFact, type UnreadItem } from './unread.js';
export { deathFindingId } from './death.js';
export { unreadFindingId, unreadResultsFindingId } from './unread-findings.js';
