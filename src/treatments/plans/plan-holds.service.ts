import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { currentPrincipal } from '../../platform/http/index.js';
import { stepped } from './plan-step.js';
import { PlansRepository } from './plans.repository.js';

/** Puts a plan on hold because of something that was recorded elsewhere, such as a serious adverse event. */
@Injectable()
export class PlanHolds {
  constructor(
    private readonly plans: PlansRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Holds the plan if it is active, in the transaction of what holds it; the caller's version of the plan does not matter.
   * Answers whether it did: a plan that is on hold already, or has ended, stays as it is.
   */
  async holdIfActive(planId: string, reason: string): Promise<boolean> {
    const plan = await this.plans.lock(planId);
    if (plan?.status !== 'active') return false;
    await this.plans.step(stepped(plan, 'hold', reason, this.clock.now()), 'hold', plan.status, reason, currentPrincipal().id);
    return true;
  }
}
