import { currentPrincipal } from '../../platform/http/index.js';
import { planStates, type PlanAction, type PlanStatus } from './domain/plan-states.js';
import type { PlanRecord } from './plans.repository.js';
import type { StepReasons } from './domain/step-reasons.js';

/** Where an action leads: a plan that is resumed goes back to where it was held. */
const stateAfter = ({ status, heldFrom }: PlanRecord, action: PlanAction): PlanStatus => {
  const next = planStates.next(status, action);
  return action === 'resume' ? (heldFrom ?? next) : next;
};

/** The plan after an action that its state allows, with who did it, when and why. */
export const applyPlanAction = (plan: PlanRecord, action: PlanAction, { reason, parallelReason }: StepReasons, now: Date): PlanRecord => {
  const to = stateAfter(plan, action);
  return {
    ...plan,
    status: to,
    heldFrom: to === 'on-hold' ? plan.status : null,
    updatedAt: now,
    version: plan.version + 1,
    transitions: [
      ...plan.transitions,
      {
        action,
        from: plan.status,
        to,
        reason,
        ...(parallelReason !== null && { parallelReason }),
        actorId: currentPrincipal().id,
        occurredAt: now.toISOString(),
      },
    ],
  };
};
