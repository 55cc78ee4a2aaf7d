export type { PlanResponse } from './plans/plan.dto.js';
export type { SessionResponse } from './sessions/session.dto.js';
export { PlansService } from './plans/plans.service.js';
export { SessionsService } from './sessions/sessions.service.js';
export { TreatmentsModule } from './treatments.module.js';
export { planStates, planStatuses, type PlanStatus } from './plans/domain/plan-states.js';
export { sessionStates } from './sessions/domain/session-states.js';
export { protocolExamples } from './protocols/protocol.examples.js';
export { treatmentExamples } from './treatments.examples.js';
