import { currentPrincipal } from '../../platform/http/index.js';
import { planStates, type PlanAction } from './domain/plan-states.js';
import type { PlanRecord } from './plans.repository.js';

/** The plan after an action that its state allows, with who did it, when and why. */
export const stepped = (plan: PlanRecord, action: PlanAction, reason: string | null, now: Date): PlanRecord => {
  const to = planStates.next(plan.status, action);
  return {
    ...plan,
    status: to,
    updatedAt: now,
    version: plan.version + 1,
    transitions: [...plan.transitions, { action, from: plan.status, to, reason, actorId: currentPrincipal().id, occurredAt: now.toISOString() }],
  };
};
