import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { ChecksService } from '../../contraindications/index.js';
import { ConsentsService } from '../../patients/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { findNamedIndications } from '../plans/domain/plan-indications.js';
import type { SessionStartInput } from '../sessions/session.dto.js';
import { SessionsRepository, type SessionPlan, type SessionRecord } from '../sessions/sessions.repository.js';
import { SessionContextService, type SessionContext } from './session-context.service.js';

/** The context of a check on the day of a session: it follows the plan's check and asks about the plan's indications. */
const createCheckContext = (plan: SessionPlan) => ({ onSessionDay: true, after: plan.checkId, indications: findNamedIndications(plan) });

/** Computes the readiness of a session: with a check that is stored when the session is to start, or with a preview for display. */
@Injectable()
export class SessionReadiness {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly standing: SessionContextService,
    private readonly checks: ChecksService,
    private readonly consents: ConsentsService,
    private readonly clock: Clock,
  ) {}

  /** Computes the readiness for a start. The check of the day is stored; the patient's plans and the consent are locked until the session has begun. */
  async toStart(session: SessionRecord, input: SessionStartInput): Promise<SessionContext> {
    await this.sessions.lockPlansOf(session.patientId);
    const plan = await this.sessions.lockPlan(session.planId);
    const [check, consent] = await Promise.all([
      this.checks.run(session.patientId, { ...this.createQuestion(session, input), consultationId: plan.consultationId }, createCheckContext(plan)),
      this.consents.hold(session.patientId, { kind: 'treatment', treatment: session.treatment }, this.clock.now()),
    ]);
    return this.standing.build(session, input, { plan, check, consented: consent.consentId !== null });
  }

  /** Computes the readiness for display: nothing is stored or locked. */
  async toSee(session: SessionRecord, input: SessionStartInput): Promise<SessionContext> {
    const plan = await this.sessions.getPlan(session.planId);
    const [check, consent] = await Promise.all([
      this.checks.preview(session.patientId, this.createQuestion(session, input), createCheckContext(plan)),
      this.consents.findWithoutHold(session.patientId, { kind: 'treatment', treatment: session.treatment }, this.clock.now()),
    ]);
    return this.standing.build(session, input, { plan, check, consented: consent.consentId !== null });
  }

  /** The question to a check before a session: its treatment, today, and what is to be used. */
  private createQuestion({ treatment }: SessionRecord, { ingredients, products }: SessionStartInput) {
    const plannedOn = toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
    return { treatment, plannedOn, ...(ingredients && { ingredients }), ...(products && { products }) };
  }
}
