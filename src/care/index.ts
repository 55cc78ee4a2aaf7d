export { CareModule } from './care.module.js';
export { describeDay } from './domain/dated.js';
export type { PlanCareResponse } from './plan-care/plan-care.dto.js';
export { CareLanguageQuery } from './plan-care/plan-care.dto.js';
export { PlanCareService } from './plan-care/plan-care.service.js';
export { careFieldErrors } from './problems/field-errors.js';
