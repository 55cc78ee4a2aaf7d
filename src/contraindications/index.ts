export { ContraindicationsModule } from './contraindications.module.js';
export { ChecksService } from './checks/checks.service.js';
export type { CheckFacts } from './checks/checks.repository.js';
export type { CheckInput, CheckResponse, EvaluationResponse } from './checks/check.dto.js';
export { ExplanationService } from './explanation/explanation.service.js';
export { wordsIn } from './explanation/words.js';
export type { SectionKind } from './explanation/explain.js';
export { RulesetsService } from './rulesets/rulesets.service.js';
export type { Outcome, Treatment } from './engine/index.js';
