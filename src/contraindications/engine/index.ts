export { evaluate, type EvaluationContext } from './evaluate.js';
export { gravest, outcomes, type Contradiction, type Evaluation, type Evidence, type Finding, type Missing, type Outcome } from './evaluation.js';
export * from './facts.js';
export { ingredientsOfAtc } from './ingredients.js';
export { parseRuleset, type ParsedRuleset, type RulesetError, type RulesetVocabulary } from './parse-ruleset.js';
export { procedureKind } from './procedures.js';
export { screeningQuestions } from './questions.js';
export { treatments, type Citation, type Clause, type Origin, type Rule, type Ruleset, type Severity, type Treatment } from './ruleset.js';
export { startOf } from './time.js';
