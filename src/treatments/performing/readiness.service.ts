import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { ChecksService } from '../../contraindications/index.js';
import { ConsentsService } from '../../patients/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import { namedIndicationsOf } from '../plans/domain/plan-indications.js';
import type { SessionStartInput } from '../sessions/session.dto.js';
import { SessionsRepository, type SessionPlan, type SessionRecord } from '../sessions/sessions.repository.js';
import { SessionContextService, type SessionContext } from './session-context.service.js';

/** By the limits of the day of a session, after the check that the plan stands on. */
const contextOf = (plan: SessionPlan) => ({ onSessionDay: true, after: plan.checkId, indications: namedIndicationsOf(plan) });

/** How things stand before a session: with a check that is kept when it is to start, with a preview when somebody looks. */
@Injectable()
export class SessionReadiness {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly standing: SessionContextService,
    private readonly checks: ChecksService,
    private readonly consents: ConsentsService,
    private readonly clock: Clock,
  ) {}

  /** For a start: the check of the day is kept; the patient's plans and the consent are held until the session has begun. */
  async toStart(session: SessionRecord, input: SessionStartInput): Promise<SessionContext> {
    await this.sessions.lockPlansOf(session.patientId);
    const plan = await this.sessions.planOf(session.planId);
    const [check, consent] = await Promise.all([
      this.checks.run(session.patientId, { ...this.askedOf(session, input), consultationId: plan.consultationId }, contextOf(plan)),
      this.consents.hold(session.patientId, { kind: 'treatment', treatment: session.treatment }, this.clock.now()),
    ]);
    return this.standing.of(session, input, { plan, check, consented: consent.consentId !== null });
  }

  /** The same for a look: nothing is kept or held. */
  async toSee(session: SessionRecord, input: SessionStartInput): Promise<SessionContext> {
    const plan = await this.sessions.seePlanOf(session.planId);
    const [check, consent] = await Promise.all([
      this.checks.preview(session.patientId, this.askedOf(session, input), contextOf(plan)),
      this.consents.see(session.patientId, { kind: 'treatment', treatment: session.treatment }, this.clock.now()),
    ]);
    return this.standing.of(session, input, { plan, check, consented: consent.consentId !== null });
  }

  /** What a check is asked before a session: its treatment, today, with what is to be used. */
  private askedOf({ treatment }: SessionRecord, { ingredients, products }: SessionStartInput) {
    const plannedOn = dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
    return { treatment, plannedOn, ...(ingredients && { ingredients }), ...(products && { products }) };
  }
}
