import { Injectable } from '@nestjs/common';
import { ClinicService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { conflict, invalid, type Failure } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { RecordDocuments } from '../../platform/documents/index.js';
import { contentTag, currentPrincipal, FileAnswer } from '../../platform/http/index.js';
import { PlansService, SessionsService, type PlanResponse, type SessionResponse } from '../../treatments/index.js';
import { datedInstructions, type DatedInstruction } from '../domain/dated.js';
import type { Language, Phase } from '../domain/instructions.js';
import { CareInstructionsService } from '../templates/care-instructions.service.js';
import { calendarOf } from './calendar.js';
import { careDocument } from './care-document.js';
import type { CareQuery, PlanCareResponse } from './plan-care.dto.js';

interface Chosen {
  plan: PlanResponse;
  session: SessionResponse;
  language: Language;
  instructions: DatedInstruction[];
  version: number;
}

/** The clinic's instructions for one patient: with the dates of a session, in the patient's language. */
@Injectable()
export class PlanCareService {
  constructor(
    private readonly care: CareInstructionsService,
    private readonly plans: PlansService,
    private readonly sessions: SessionsService,
    private readonly patients: PatientsService,
    private readonly clinics: ClinicService,
    private readonly documents: RecordDocuments,
    private readonly clock: Clock,
  ) {}

  async get(planId: string, query: CareQuery): Promise<PlanCareResponse> {
    const { plan, session, language, instructions, version } = await this.choose(planId, query);
    return {
      planId,
      patientId: plan.patientId,
      treatment: plan.treatment,
      sessionId: session.id,
      sessionNumber: session.number,
      scheduledOn: session.scheduledOn,
      endedAt: session.endedAt,
      language,
      instructions: instructions.map(({ from, until, ...one }) => ({ ...one, from: from?.toISOString() ?? null, until: until?.toISOString() ?? null })),
      instructionsVersion: version,
    };
  }

  /** The same on paper. */
  async document(planId: string, query: CareQuery): Promise<FileAnswer> {
    const { plan, session, language, instructions } = await this.choose(planId, query);
    const [clinic, patient] = await Promise.all([this.clinics.get(), this.patients.get(plan.patientId)]);
    const body = await this.documents.renderRecord(
      careDocument({ clinic, patientName: patient.names[0]!.text!, session, instructions, language, today: dayOf(this.clock.now(), clinic.timeZone) }),
    );
    return new FileAnswer({
      body,
      mediaType: 'application/pdf',
      patientId: plan.patientId,
      fileName: `care-instructions-${session.id}.pdf`,
      etag: contentTag(body),
    });
  }

  /** Every session that the plan ever had, and what to do and to leave around each, for the patient's calendar. */
  async calendar(planId: string, asked: Language | undefined): Promise<FileAnswer> {
    const [plan, sessions, { content, ...care }] = await Promise.all([this.plans.get(planId), this.sessions.allOfPlan(planId), this.care.current()]);
    // One that ended before its sessions had days is a file all the same: who had it before learns that nothing comes of it.
    if (sessions.length === 0 && !isOver(plan)) throw noSession();
    const [clinic, language] = await Promise.all([this.clinics.get(), this.languageOf(plan.patientId, asked)]);
    const body = calendarOf({
      plan,
      sessions: sessions.map((session) => ({
        session,
        instructions: datedInstructions(content.instructions, sessionOfCare(session), { phase: null, language, timeZone: clinic.timeZone }),
      })),
      care,
      clinic,
      language,
    });
    return new FileAnswer({
      body,
      mediaType: 'text/calendar; charset=utf-8',
      patientId: plan.patientId,
      fileName: `treatment-plan-${planId}.ics`,
      etag: contentTag(body),
    });
  }

  private async choose(planId: string, { phase, sessionId, language: asked }: CareQuery): Promise<Chosen> {
    const [plan, sessions, { content, version }] = await Promise.all([this.plans.get(planId), this.sessions.allOfPlan(planId), this.care.current()]);
    const { timeZone } = currentPrincipal().clinic;
    const session = sessionFor(sessions, { phase: phase ?? null, sessionId: sessionId ?? null, today: dayOf(this.clock.now(), timeZone) });
    const language = await this.languageOf(plan.patientId, asked);
    return {
      plan,
      session,
      language,
      version,
      instructions: datedInstructions(content.instructions, sessionOfCare(session), { phase: phase ?? null, language, timeZone }),
    };
  }

  /** The language that was asked for; else the one in which the patient is spoken to, English where the clinic's words lack that. */
  async languageOf(patientId: string, asked: Language | undefined): Promise<Language> {
    if (asked) return asked;
    const { preferredLanguage } = await this.patients.get(patientId);
    return preferredLanguage?.toLowerCase().split('-')[0] === 'hi' ? 'hi' : 'en';
  }
}

const sessionOfCare = ({ treatment, scheduledOn, endedAt, status }: SessionResponse) => ({
  treatment,
  scheduledOn,
  endedAt: status === 'completed' && endedAt !== null ? new Date(endedAt) : null,
});

/** The session that was asked for; else the last completed one for what comes after, and the next one, whose day has not passed where there is such a one. */
const sessionFor = (
  sessions: readonly SessionResponse[],
  { phase, sessionId, today }: { phase: Phase | null; sessionId: string | null; today: string },
): SessionResponse => {
  if (sessionId !== null) {
    const asked = sessions.find(({ id }) => id === sessionId);
    if (!asked) throw invalid([{ pointer: '?sessionId', code: 'unknown-session', detail: 'The plan has no such session.' }]);
    return asked;
  }
  const completed = sessions.filter(({ status }) => status === 'completed').at(-1);
  const open = sessions.filter(({ status }) => status === 'in-progress' || status === 'scheduled');
  const next = open.find(({ status, scheduledOn }) => status === 'in-progress' || scheduledOn >= today) ?? open[0];
  const found = phase === 'after' ? (completed ?? next) : (next ?? completed);
  if (!found) throw noSession();
  return found;
};

const noSession = (): Failure => conflict('The plan has no session yet: its sessions have their days once it is accepted.');

const isOver = ({ status }: PlanResponse): boolean => status === 'cancelled' || status === 'completed';
