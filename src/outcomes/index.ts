export { OutcomesModule } from './outcomes.module.js';
export type { PlanRatingResponse } from './ratings/rating.dto.js';
export { RatingSections } from './export/sections.js';
export { outcomeFieldErrors } from './problems/field-errors.js';
