export { OutcomesModule } from './outcomes.module.js';
export type { RatingResponse } from './ratings/rating.dto.js';
export { RatingSections } from './export/sections.js';
