import { Injectable } from '@nestjs/common';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { requireVersion } from '../../platform/http/index.js';
import { planStates, type PlanAction } from './domain/plan-states.js';
import { PlansRepository, type PlanRecord } from './plans.repository.js';

/** Locks plans for a change, at the version that the caller has seen. */
@Injectable()
export class PlanLocks {
  constructor(private readonly plans: PlansRepository) {}

  /** Locks a plan at the caller's version. */
  async lockCurrent(planId: string): Promise<PlanRecord> {
    const plan = await this.plans.lock(planId);
    if (!plan) throw createNotFoundFailure('treatment plan');
    requireVersion(plan.version);
    return plan;
  }

  /** Locks a plan at the caller's version, in a state that allows the action. */
  async lockForAction(planId: string, action: PlanAction): Promise<PlanRecord> {
    const plan = await this.lockCurrent(planId);
    planStates.next(plan.status, action);
    return plan;
  }
}
