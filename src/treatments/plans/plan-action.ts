import { getCurrentPrincipal } from '../../platform/http/index.js';
import { planStates, type PlanAction, type PlanStatus } from './domain/plan-states.js';
import type { PlanRecord } from './plans.repository.js';
import type { StepReasons } from './domain/step-reasons.js';

/** Computes the state after an action. A plan that is resumed returns to the state in which it was put on hold. */
const getStateAfter = ({ status, heldFrom }: PlanRecord, action: PlanAction): PlanStatus => {
  const next = planStates.next(status, action);
  return action === 'resume' ? (heldFrom ?? next) : next;
};

/** Applies an action that the state of the plan allows, with who took it, when and why. */
export const applyPlanAction = (plan: PlanRecord, action: PlanAction, { reason, parallelReason }: StepReasons, now: Date): PlanRecord => {
  const to = getStateAfter(plan, action);
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
        actorId: getCurrentPrincipal().id,
        occurredAt: now.toISOString(),
      },
    ],
  };
};
