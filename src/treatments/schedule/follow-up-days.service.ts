import { Injectable } from '@nestjs/common';
import { addDays } from '../../kernel/day.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import type { TreatmentSessionResponse } from '../sessions/session.dto.js';
import { findFollowUps, type FollowUps } from '../plans/domain/follow-up.js';
import type { TreatmentPlanResponse } from '../plans/plan.dto.js';

export type { FollowUps } from '../plans/domain/follow-up.js';

const STANDING: readonly string[] = ['scheduled', 'in-progress', 'completed'];

/** Computes when a patient comes back after a plan, by the protocol with which the plan was made. */
@Injectable()
export class FollowUpDays {
  constructor(private readonly protocols: ProtocolsService) {}

  /**
   * Counts from the last session that was given or is planned; before the sessions have days, from the last planned day of the series. Null
   * for mesotherapy, and for a plan that ended without a session.
   */
  async find(plan: TreatmentPlanResponse, sessions: readonly TreatmentSessionResponse[]): Promise<FollowUps | null> {
    if (plan.treatment !== 'scalp-micropigmentation') return null;
    const { startOn, intervalDays, sessions: count } = plan.series;
    const days = sessions.filter(({ status }) => STANDING.includes(status)).map(({ scheduledOn }) => scheduledOn);
    const lastOn = sessions.length === 0 ? addDays(startOn, intervalDays * (count - 1)) : days.sort().at(-1);
    if (lastOn === undefined || (plan.status === 'cancelled' && !sessions.some(({ status }) => status === 'completed'))) return null;
    return findFollowUps(await this.protocols.getVersion(plan.treatment, plan.protocolVersion), plan.purpose, lastOn);
  }
}
