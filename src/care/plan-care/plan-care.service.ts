import { Injectable } from '@nestjs/common';
import { ClinicService, StaffService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { createConflictFailure, createInvalidInputFailure, type Failure } from '../../kernel/failure.js';
import { chooseLanguage, type Language } from '../../kernel/language.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { FollowUpDays, PlansService, SessionsService, type TreatmentPlanResponse, type TreatmentSessionResponse } from '../../treatments/index.js';
import { listDatedInstructions } from '../domain/dated.js';
import { listNormalEffects, listWarningSigns } from './after-effects.js';
import type { Phase } from '../domain/instructions.js';
import { CareInstructionsService } from '../templates/care-instructions.service.js';
import type { CareQuery, NextSession, PlanCareResponse, ResponsibleDermatologist } from './plan-care.dto.js';

/** Adds the dates of a session to the clinic's instructions, in the patient's language. */
@Injectable()
export class PlanCareService {
  constructor(
    private readonly care: CareInstructionsService,
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly followUps: FollowUpDays,
    private readonly patients: PatientsService,
    private readonly clinics: ClinicService,
    private readonly staff: StaffService,
    private readonly clock: Clock,
  ) {}

  async get(planId: string, query: CareQuery): Promise<PlanCareResponse> {
    const [phase, sessionId] = [query.phase ?? null, query.sessionId ?? null];
    const [plan, sessions, { content, version }] = await Promise.all([this.plans.get(planId), this.sessions.listAllByPlan(planId), this.care.getCurrent()]);
    const today = toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
    const session = chooseSession(sessions, { phase, sessionId, today });
    const [language, { phone, emergencyPhone, timeZone }, dermatologist, followUps] = await Promise.all([
      this.chooseLanguage(plan.patientId, query.language),
      this.clinics.get(),
      this.findDermatologist(plan, session),
      this.followUps.find(plan, sessions),
    ]);
    const dated = listDatedInstructions(content.instructions, toSessionOfCare(session), { phase, language, timeZone });
    const effects = phase === 'before' ? [] : listNormalEffects(toSessionOfCare(session), { language, timeZone });
    return {
      planId,
      patientId: plan.patientId,
      treatment: plan.treatment,
      sessionId: session.id,
      sessionNumber: session.number,
      scheduledOn: session.scheduledOn,
      endedAt: session.endedAt,
      language,
      instructions: dated.map(({ from, until, ...one }) => ({ ...one, from: from?.toISOString() ?? null, until: until?.toISOString() ?? null })),
      normalEffects: effects.map(({ until, ...one }) => ({ ...one, until: until?.toISOString() ?? null })),
      warningSigns: phase === 'before' ? [] : listWarningSigns(plan.treatment, language),
      phone: phone ?? null,
      emergencyPhone: emergencyPhone ?? null,
      next: findNextSession(plan, sessions, today),
      touchUpOn: followUps?.touchUpOn ?? null,
      fadingReviewOn: followUps?.fadingReviewOn ?? null,
      dermatologist,
      careInstructionsVersion: version,
    };
  }

  /** Finds the dermatologist who gave or supervised the session; before the session, the one who proposed the plan. */
  private async findDermatologist(
    { transitions, createdBy }: TreatmentPlanResponse,
    { supervisedBy, performedBy }: TreatmentSessionResponse,
  ): Promise<ResponsibleDermatologist | null> {
    const proposer = transitions.findLast(({ action }) => action === 'propose')?.actor;
    for (const who of [supervisedBy, performedBy, proposer, createdBy]) {
      const person = who ? await this.staff.find(who.id) : null;
      if (person?.role === 'dermatologist')
        return { id: person.id, name: person.name, role: person.role, registrationNumber: person.registrationNumber ?? null };
    }
    return null;
  }

  /** Finds the language of the texts: the requested language, otherwise the patient's preferred language; English where the clinic's texts lack it. */
  async chooseLanguage(patientId: string, asked: Language | undefined): Promise<Language> {
    if (asked) return asked;
    const { preferredLanguage } = await this.patients.get(patientId);
    return chooseLanguage(preferredLanguage);
  }
}

/** Converts a session for the computation of dates. */
export const toSessionOfCare = ({ treatment, scheduledOn, endedAt, status }: TreatmentSessionResponse) => ({
  treatment,
  scheduledOn,
  endedAt: status === 'completed' && endedAt !== null ? new Date(endedAt) : null,
});

/** Finds the open session that is in progress or whose day has not passed; otherwise the first open session. */
const findNextOpen = (sessions: readonly TreatmentSessionResponse[], today: string): TreatmentSessionResponse | undefined => {
  const open = sessions.filter(({ status }) => status === 'in-progress' || status === 'scheduled');
  return open.find(({ status, scheduledOn }) => status === 'in-progress' || scheduledOn >= today) ?? open[0];
};

/** Finds the next session; null while the plan is on hold, or where only sessions in the past are open. */
const findNextSession = ({ status }: TreatmentPlanResponse, sessions: readonly TreatmentSessionResponse[], today: string): NextSession | null => {
  const next = status === 'on-hold' ? undefined : findNextOpen(sessions, today);
  const isToCome = next && (next.status === 'in-progress' || next.scheduledOn >= today);
  return isToCome ? { sessionId: next.id, sessionNumber: next.number, scheduledOn: next.scheduledOn } : null;
};

/**
 * Finds the requested session. Without one, it is the last completed session for the instructions after a session, and the next session
 * otherwise. The next session is one whose day has not passed, where there is one.
 */
const chooseSession = (
  sessions: readonly TreatmentSessionResponse[],
  { phase, sessionId, today }: { phase: Phase | null; sessionId: string | null; today: string },
): TreatmentSessionResponse => {
  if (sessionId !== null) {
    const asked = sessions.find(({ id }) => id === sessionId);
    if (!asked)
      throw createInvalidInputFailure([
        {
          pointer: '?sessionId',
          code: 'unknown-session',
          detail: 'The plan has no such session: name one that GET /v1/treatment-plans/{planId}/sessions lists.',
        },
      ]);
    return asked;
  }
  const completed = sessions.filter(({ status }) => status === 'completed').at(-1);
  const next = findNextOpen(sessions, today);
  const found = phase === 'after' ? (completed ?? next) : (next ?? completed);
  if (!found) throw createNoSessionFailure();
  return found;
};

export const createNoSessionFailure = (): Failure => createConflictFailure('The plan has no session yet: its sessions have their days once it is accepted.');
