import { Injectable } from '@nestjs/common';
import { PlanCareService, type PlanCareResponse } from '../care/index.js';
import { Clock } from '../kernel/clock.js';
import { toCalendarDay, type Day } from '../kernel/day.js';
import type { Language } from '../kernel/language.js';
import { getCurrentPrincipal } from '../platform/http/index.js';
import { FollowUpDays, type TreatmentPlanResponse, type TreatmentSessionResponse } from '../treatments/index.js';
import type { PlanDocumentParts } from './plan-document.js';

/** Gathers the dates for a plan's document: the instructions around the sessions, and the follow-up days. */
@Injectable()
export class PlanCareParts {
  constructor(
    private readonly care: PlanCareService,
    private readonly followUps: FollowUpDays,
    private readonly clock: Clock,
  ) {}

  chooseLanguage(patientId: string, asked: Language | undefined): Promise<Language> {
    return this.care.chooseLanguage(patientId, asked);
  }

  async read(
    plan: TreatmentPlanResponse,
    sessions: readonly TreatmentSessionResponse[],
    language: Language,
  ): Promise<Pick<PlanDocumentParts, 'care' | 'followUps' | 'today'>> {
    const today = toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
    const [care, followUps] = await Promise.all([this.listInstructions(plan.id, sessions, { language, today }), this.followUps.find(plan, sessions)]);
    return { care, followUps, today };
  }

  /**
   * Gathers the instructions before the next session, and those after the last session while one of them still applies; otherwise those after
   * the next session.
   */
  private async listInstructions(
    planId: string,
    sessions: readonly TreatmentSessionResponse[],
    { language, today }: { language: Language; today: Day },
  ): Promise<PlanCareResponse[]> {
    const next = sessions.find(({ status, scheduledOn }) => status === 'in-progress' || (status === 'scheduled' && scheduledOn >= today));
    const last = sessions.findLast(({ status }) => status === 'completed');
    const [before, after] = await Promise.all([
      next && this.care.get(planId, { phase: 'before', sessionId: next.id, language }),
      last && this.care.get(planId, { phase: 'after', sessionId: last.id, language }),
    ]);
    const now = this.clock.now().toISOString();
    const holds = after?.instructions.some(({ until }) => until !== null && until > now);
    if (holds) return [after!, ...(before ? [before] : [])];
    return before ? [before, await this.care.get(planId, { phase: 'after', sessionId: next!.id, language })] : [];
  }
}
