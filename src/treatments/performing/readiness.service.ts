import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day } from '../../kernel/day.js';
import { ChecksService } from '../../contraindications/index.js';
import { ConsentsService } from '../../patients/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import { namedIndicationsOf } from '../plans/domain/plan-indications.js';
import type { SessionStartInput } from '../sessions/session.dto.js';
import { SessionsRepository, type SessionRecord } from '../sessions/sessions.repository.js';
import { SessionContextService, type SessionContext } from './session-context.service.js';

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
      this.checks.run(
        session.patientId,
        {
          treatment: session.treatment,
          plannedOn: this.today(),
          consultationId: plan.consultationId,
          ...(input.ingredients && { ingredients: input.ingredients }),
          ...(input.products && { products: input.products }),
        },
        { onSessionDay: true, after: plan.checkId, indications: namedIndicationsOf(plan) },
      ),
      this.consents.hold(session.patientId, { kind: 'treatment', treatment: session.treatment }, this.clock.now()),
    ]);
    return this.standing.of(session, input, { plan, check, consented: consent.consentId !== null });
  }

  /** The same for a look: nothing is kept or held. */
  async toSee(session: SessionRecord, input: SessionStartInput): Promise<SessionContext> {
    const plan = await this.sessions.seePlanOf(session.planId);
    const [check, consent] = await Promise.all([
      this.checks.preview(
        session.patientId,
        {
          treatment: session.treatment,
          plannedOn: this.today(),
          ...(input.ingredients && { ingredients: input.ingredients }),
          ...(input.products && { products: input.products }),
        },
        { onSessionDay: true, after: plan.checkId, indications: namedIndicationsOf(plan) },
      ),
      this.consents.see(session.patientId, { kind: 'treatment', treatment: session.treatment }, this.clock.now()),
    ]);
    return this.standing.of(session, input, { plan, check, consented: consent.consentId !== null });
  }

  private today(): Day {
    return dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
  }
}
