export { ContraindicationsModule } from './contraindications.module.js';
export { ChecksService } from './checks/checks.service.js';
export { OverrideResponse, type CheckInput, type CheckResponse } from './checks/check.dto.js';
export { ScreeningsService, type Comparison, type Screened, type ScreeningContext, type Subject } from './checks/screenings.service.js';
export { DraftsService } from './rulesets/drafts.service.js';
export { rulesetPublished, type RulesetPublished } from './rulesets/ruleset-published.js';
export { rulesetExamples } from './rulesets/rulesets.examples.js';
export { RulesetsService } from './rulesets/rulesets.service.js';
export type { Outcome, Treatment } from './engine/index.js';
