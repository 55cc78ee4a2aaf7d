export { OutcomesModule } from './outcomes.module.js';
export { PlanOutcomesService } from './plan-outcomes/plan-outcomes.service.js';
export { RatingsService } from './ratings/ratings.service.js';
