export { evaluate, type EvaluationContext } from './evaluate.js';
export { gravest, outcomes, type Contradiction, type Evaluation, type Evidence, type Finding, type Missing, type Outcome } from './evaluation.js';
export * from './facts.js';
export type { Overridable, Override } from './override.js';
export { parseRuleset, rulesetSchema, type ParsedRuleset, type RulesetError, type RulesetVocabulary } from './parse-ruleset.js';
export { procedureKind } from './procedures.js';
export { screeningQuestions } from './questions.js';
export { treatments, type Citation, type Clause, type MaxAgeDays, type Origin, type Rule, type Ruleset, type Severity, type Treatment } from './ruleset.js';
export { startOf } from './time.js';
