export { CareModule } from './care.module.js';
export { PlanCareService } from './plan-care/plan-care.service.js';
