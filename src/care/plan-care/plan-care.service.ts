import { Injectable } from '@nestjs/common';
import { ClinicService, StaffService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { conflict, invalid, type Failure } from '../../kernel/failure.js';
import { languageOf, type Language } from '../../kernel/language.js';
import { PatientsService } from '../../patients/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import { FollowUpDays, PlansService, SessionsService, type TreatmentPlanResponse, type TreatmentSessionResponse } from '../../treatments/index.js';
import { datedInstructions } from '../domain/dated.js';
import { normalEffects, warningSigns } from './after-effects.js';
import type { Phase } from '../domain/instructions.js';
import { CareInstructionsService } from '../templates/care-instructions.service.js';
import type { CareQuery, NextSession, PlanCareResponse, ResponsibleDermatologist } from './plan-care.dto.js';

/** The clinic's instructions for one patient: with the dates of a session, in the patient's language. */
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
    const [plan, sessions, { content, version }] = await Promise.all([this.plans.get(planId), this.sessions.allOfPlan(planId), this.care.current()]);
    const today = dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
    const session = sessionFor(sessions, { phase, sessionId, today });
    const [language, { phone, emergencyPhone, timeZone }, dermatologist, followUps] = await Promise.all([
      this.languageOf(plan.patientId, query.language),
      this.clinics.get(),
      this.dermatologistOf(plan, session),
      this.followUps.of(plan, sessions),
    ]);
    const dated = datedInstructions(content.instructions, sessionOfCare(session), { phase, language, timeZone });
    const effects = phase === 'before' ? [] : normalEffects(sessionOfCare(session), { language, timeZone });
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
      warningSigns: phase === 'before' ? [] : warningSigns(plan.treatment, language),
      phone: phone ?? null,
      emergencyPhone: emergencyPhone ?? null,
      next: nextSession(plan, sessions, today),
      touchUpOn: followUps?.touchUpOn ?? null,
      fadingReviewOn: followUps?.fadingReviewOn ?? null,
      dermatologist,
      instructionsVersion: version,
    };
  }

  /** Who gave or supervised the session; before that, who proposed the plan. */
  private async dermatologistOf(
    { transitions, createdBy }: TreatmentPlanResponse,
    { supervisedBy, performedBy }: TreatmentSessionResponse,
  ): Promise<ResponsibleDermatologist | null> {
    const proposer = transitions.findLast(({ action }) => action === 'propose')?.actorId;
    for (const id of [supervisedBy, performedBy, proposer, createdBy]) {
      const person = id ? await this.staff.find(id) : null;
      if (person?.role === 'dermatologist') return { id: person.id, name: person.name, registrationNumber: person.registrationNumber ?? null };
    }
    return null;
  }

  /** The language that was asked for; else the one in which the patient is spoken to, English where the clinic's words lack that. */
  async languageOf(patientId: string, asked: Language | undefined): Promise<Language> {
    if (asked) return asked;
    const { preferredLanguage } = await this.patients.get(patientId);
    return languageOf(preferredLanguage);
  }
}

/** A session as the dates of instructions are counted from it. */
export const sessionOfCare = ({ treatment, scheduledOn, endedAt, status }: TreatmentSessionResponse) => ({
  treatment,
  scheduledOn,
  endedAt: status === 'completed' && endedAt !== null ? new Date(endedAt) : null,
});

/** The open one that is under way, or whose day has not passed; else the first of them. */
const nextOpen = (sessions: readonly TreatmentSessionResponse[], today: string): TreatmentSessionResponse | undefined => {
  const open = sessions.filter(({ status }) => status === 'in-progress' || status === 'scheduled');
  return open.find(({ status, scheduledOn }) => status === 'in-progress' || scheduledOn >= today) ?? open[0];
};

/** The first that is to come. While the plan is on hold, no day of it holds; one whose day has passed is none. */
const nextSession = ({ status }: TreatmentPlanResponse, sessions: readonly TreatmentSessionResponse[], today: string): NextSession | null => {
  const next = status === 'on-hold' ? undefined : nextOpen(sessions, today);
  const isToCome = next && (next.status === 'in-progress' || next.scheduledOn >= today);
  return isToCome ? { sessionId: next.id, sessionNumber: next.number, scheduledOn: next.scheduledOn } : null;
};

/** The session that was asked for; else the last completed one for what comes after, and the next one, whose day has not passed where there is such a one. */
const sessionFor = (
  sessions: readonly TreatmentSessionResponse[],
  { phase, sessionId, today }: { phase: Phase | null; sessionId: string | null; today: string },
): TreatmentSessionResponse => {
  if (sessionId !== null) {
    const asked = sessions.find(({ id }) => id === sessionId);
    if (!asked) throw invalid([{ pointer: '?sessionId', code: 'unknown-session', detail: 'The plan has no such session: name one that GET /v1/treatment-plans/{planId}/sessions lists.' }]);
    return asked;
  }
  const completed = sessions.filter(({ status }) => status === 'completed').at(-1);
  const next = nextOpen(sessions, today);
  const found = phase === 'after' ? (completed ?? next) : (next ?? completed);
  if (!found) throw noSession();
  return found;
};

export const noSession = (): Failure => conflict('The plan has no session yet: its sessions have their days once it is accepted.');
