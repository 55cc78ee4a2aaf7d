export { OutcomesModule } from './outcomes.module.js';
export { PlanOutcomesService } from './plan-outcomes/plan-outcomes.service.js';
export type { PlanRatingResponse } from './ratings/rating.dto.js';
export { RatingsService } from './ratings/ratings.service.js';
export { RatingSections } from './export/sections.js';
export { outcomeFieldErrors } from './problems/field-errors.js';
