import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { validateDecision } from '../decision.js';
import { refuseStartOfDeceased } from '../sessions/deceased.js';
import { selectOpenAndBlocking } from '../sessions/domain/checklist.js';
import { sessionStates } from '../sessions/domain/session-states.js';
import { SessionLocks } from '../sessions/session-locks.service.js';
import type { ChecklistQuery, SessionChecklistResponse, TreatmentSessionResponse, SessionStartInput } from '../sessions/session.dto.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SessionReadiness } from './readiness.service.js';
import { findStartRefusal } from './start-refusal.js';

/** Computes the checklist before a session, and starts the session that the checklist allows. */
@Injectable()
export class SessionStarts {
  constructor(
    private readonly sessions: SessionsService,
    private readonly locks: SessionLocks,
    private readonly readiness: SessionReadiness,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  /** Computes the checklist of the session at this moment. */
  async getChecklist(sessionId: string, { performedBy, supervisedBy, ingredients, products }: ChecklistQuery): Promise<SessionChecklistResponse> {
    const session = await this.sessions.require(sessionId);
    const { items } = await this.readiness.toSee(session, {
      ...(performedBy !== undefined && { performedBy }),
      ...(supervisedBy !== undefined && { supervisedBy }),
      ...(ingredients && ingredients.length > 0 && { ingredients }),
      ...(products && products.length > 0 && { products }),
    });
    return {
      sessionId,
      patientId: session.patientId,
      ready: session.status === 'scheduled' && selectOpenAndBlocking(items).length === 0,
      items,
      computedAt: this.clock.now().toISOString(),
    };
  }

  /** Starts a session where no item of the checklist blocks it; otherwise fails with all blocking items at once. */
  async start(sessionId: string, input: SessionStartInput): Promise<TreatmentSessionResponse> {
    const session = await this.locks.lockForAction(sessionId, 'start');
    const errors = validateDecision(input.intervalReason, '/intervalReason');
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    refuseStartOfDeceased(await this.patients.require(session.patientId), session.status);
    const standing = await this.readiness.toStart(session, input);
    const refusal = findStartRefusal(standing, session.treatment);
    if (refusal) throw refusal;
    return this.sessions.save({
      ...session,
      status: sessionStates.next(session.status, 'start'),
      startedAt: this.clock.now(),
      checkId: standing.check.id!,
      performedBy: standing.performer!.id,
      supervisedBy: standing.supervisor?.id ?? null,
      intervalReason: input.intervalReason ?? null,
    });
  }
}
