import { Injectable } from '@nestjs/common';
import { PlanCareService, type PlanCareResponse } from '../care/index.js';
import { Clock } from '../kernel/clock.js';
import { dayOf, type Day } from '../kernel/day.js';
import type { Language } from '../kernel/language.js';
import { currentPrincipal } from '../platform/http/index.js';
import { FollowUpDays, type TreatmentPlanResponse, type TreatmentSessionResponse } from '../treatments/index.js';
import type { PlanDocumentParts } from './plan-document.js';

/** What a plan's document says of days: what to do around the sessions, and when to come again. */
@Injectable()
export class PlanCareParts {
  constructor(
    private readonly care: PlanCareService,
    private readonly followUps: FollowUpDays,
    private readonly clock: Clock,
  ) {}

  languageOf(patientId: string, asked: Language | undefined): Promise<Language> {
    return this.care.languageOf(patientId, asked);
  }

  async of(
    plan: TreatmentPlanResponse,
    sessions: readonly TreatmentSessionResponse[],
    language: Language,
  ): Promise<Pick<PlanDocumentParts, 'care' | 'followUps' | 'today'>> {
    const today = dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
    const [care, followUps] = await Promise.all([this.instructions(plan.id, sessions, { language, today }), this.followUps.of(plan, sessions)]);
    return { care, followUps, today };
  }

  /** Before the next session; and after the last one as long as something of that still holds, else after the next. */
  private async instructions(
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
