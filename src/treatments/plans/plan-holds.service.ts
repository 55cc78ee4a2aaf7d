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
   * Holds those of the plans that are proposed, accepted or active, in the transaction of what holds them and in the name of `by`; the caller's
   * version of a plan does not matter. Answers which were held: a plan that is on hold already, is a draft, or has ended, stays as it is.
   */
  async hold(holds: readonly Hold[], by: string): Promise<ReadonlySet<string>> {
    return new Set(await this.plans.hold(holds, by, this.clock.now()));
  }
}
