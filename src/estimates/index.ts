export { EstimatesModule } from './estimates.module.js';
export { EstimatesService } from './plan-estimates/estimates.service.js';
export type { BillResponse, EstimateResponse } from './plan-estimates/estimate.dto.js';
export { estimateProblemMembers } from './problems/problem-members.dto.js';
export { estimateProblems } from './problems/problems.js';
export { EstimateSections } from './export/sections.js';
export { estimateFieldErrors } from './problems/field-errors.js';
