export { ContraindicationsModule } from './contraindications.module.js';
export { ChecksService } from './checks/checks.service.js';
export { DismissalsService } from './checks/dismissals.service.js';
export type { UnreadItemDismissalResponse } from './checks/dismissal.dto.js';
export { AdverseEventsForRules } from './checks/adverse-events-for-rules.js';
export type { AdverseEventRecord as EventForRules } from './checks/records.js';
export type { CheckFacts } from './checks/checks.repository.js';
export {
  RuleOverride,
  type ContraindicationCheckInput,
  type ContraindicationCheckResponse,
  type ContraindicationEvaluationResponse,
} from './checks/check.dto.js';
export { detailErrors, IndicationDetails } from './checks/indication.dto.js';
export { indicationMeanings, namedIndication, type NamedIndication, type NamedIndications } from './checks/planned-indications.js';
export type { RulesetComparison } from './checks/ruleset-comparison.js';
export { ScreeningsService, type Changed, type Screened, type ScreeningContext, type Subject } from './checks/screenings.service.js';
export { DraftsService } from './rulesets/drafts.service.js';
export { rulesetPublished, type RulesetPublished } from './rulesets/ruleset-published.js';
export { rulesetExamples } from './rulesets/rulesets.examples.js';
export { ExplanationService } from './check-explanation/explanation.service.js';
export { wordsIn } from './explanation/words.js';
export type { SectionKind } from './explanation/explain.js';
export { RulesetsService } from './rulesets/rulesets.service.js';
export { outcomes, type Outcome } from './engine/index.js';
export { MissingFact } from './checks/finding.dto.js';
export { contraindicationProblemMembers } from './problems/problem-members.dto.js';
export { contraindicationProblems } from './problems/problems.js';
export { CheckSections, type ExportedCheck } from './export/sections.js';
export { contraindicationFieldErrors } from './problems/field-errors.js';
