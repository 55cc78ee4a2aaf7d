import { Injectable } from '@nestjs/common';
import { addDays } from '../../kernel/day.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import type { TreatmentSessionResponse } from '../sessions/session.dto.js';
import { followUpsAfter, type FollowUps } from '../plans/domain/follow-up.js';
import type { TreatmentPlanResponse } from '../plans/plan.dto.js';

export type { FollowUps } from '../plans/domain/follow-up.js';

const STANDING: readonly string[] = ['scheduled', 'in-progress', 'completed'];

/** When a patient comes back after a plan: by the protocol that the plan was made with. */
@Injectable()
export class FollowUpDays {
  constructor(private readonly protocols: ProtocolsService) {}

  /**
   * Counted from the last session that was given or is to come; before the sessions have their days, from the last one as the series is planned. Null
   * for mesotherapy, and of a plan that ended without a session.
   */
  async of(plan: TreatmentPlanResponse, sessions: readonly TreatmentSessionResponse[]): Promise<FollowUps | null> {
    if (plan.treatment !== 'scalp-micropigmentation') return null;
    const { startOn, intervalDays, sessions: count } = plan.series;
    const days = sessions.filter(({ status }) => STANDING.includes(status)).map(({ scheduledOn }) => scheduledOn);
    const lastOn = sessions.length === 0 ? addDays(startOn, intervalDays * (count - 1)) : days.sort().at(-1);
    if (lastOn === undefined || (plan.status === 'cancelled' && !sessions.some(({ status }) => status === 'completed'))) return null;
    return followUpsAfter(await this.protocols.ofVersion(plan.treatment, plan.protocolVersion), plan.purpose, lastOn);
  }
}
