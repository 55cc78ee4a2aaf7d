import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { PlansRepository, type Hold } from './plans.repository.js';

/** Puts plans on hold because of something that was recorded elsewhere, such as a serious adverse event or a finding that rules the treatment out. */
@Injectable()
export class PlanHolds {
  constructor(
    private readonly plans: PlansRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts on hold those of the plans that are proposed, accepted or active, in the caller's transaction and in the name of `by`. The version
   * that the caller has seen does not matter. Answers which plans were held: a plan that is on hold already, is a draft, or has ended, stays
   * unchanged.
   */
  async hold(holds: readonly Hold[], by: string): Promise<ReadonlySet<string>> {
    return new Set(await this.plans.hold(holds, by, this.clock.now()));
  }
}
