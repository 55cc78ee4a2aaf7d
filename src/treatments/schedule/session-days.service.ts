import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import { createInvalidInputFailure, createInvalidTransitionFailure } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, withPatch, type MergePatchBody } from '../../platform/http/index.js';
import { findClosedReason } from '../planner/calendar.js';
import { refuseStartOfDeceased } from '../sessions/deceased.js';
import { sessionStates } from '../sessions/domain/session-states.js';
import { SessionLocks } from '../sessions/session-locks.service.js';
import { SessionChange, type TreatmentSessionResponse } from '../sessions/session.dto.js';
import type { SessionRecord } from '../sessions/sessions.repository.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PlanningCalendar } from './planning-calendar.js';
import { ScheduleService } from './schedule.service.js';

/** Changes the day of a session that has not begun: the session is moved, cancelled, or missed by the patient. */
@Injectable()
export class SessionDays {
  constructor(
    private readonly sessions: SessionsService,
    private readonly locks: SessionLocks,
    private readonly schedule: ScheduleService,
    private readonly calendar: PlanningCalendar,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  /** Moves a session that has not begun to another day; the other sessions keep their days. */
  async change(sessionId: string, patch: MergePatchBody): Promise<TreatmentSessionResponse> {
    const session = await this.locks.lockCurrent(sessionId);
    if (session.status !== 'scheduled') {
      throw createInvalidTransitionFailure(`The session is ${session.status}: only a scheduled one is moved.`, sessionStates.allowed(session.status));
    }
    refuseStartOfDeceased(await this.patients.require(session.patientId), session.status);
    const { scheduledOn } = withPatch(SessionChange, { scheduledOn: session.scheduledOn }, patch);
    if (scheduledOn < this.getToday()) {
      throw createInvalidInputFailure([
        { pointer: '/scheduledOn', code: 'in-the-past', detail: 'A session cannot be moved into the past: send today, or a later day.' },
      ]);
    }
    if (scheduledOn !== session.scheduledOn) await this.requireOpen(session, scheduledOn);
    await this.sessions.save({ ...session, scheduledOn });
    return this.sessions.get(sessionId);
  }

  async cancel(sessionId: string, reason: string): Promise<TreatmentSessionResponse> {
    const session = await this.locks.lockForAction(sessionId, 'cancel');
    return this.sessions.save({ ...session, status: sessionStates.next(session.status, 'cancel'), reason, endedAt: this.clock.now() });
  }

  /**
   * Records that the patient did not come. Another session at the end of the series replaces the missed one, so that the number of sessions
   * stays the same.
   */
  async recordNoShow(sessionId: string): Promise<TreatmentSessionResponse> {
    const session = await this.locks.lockForAction(sessionId, 'no-show');
    if (session.scheduledOn > this.getToday()) {
      throw createInvalidTransitionFailure(
        'The day of the session is still to come.',
        sessionStates.allowed(session.status).filter((action) => action !== 'no-show'),
      );
    }
    return this.recordMissed(session);
  }

  /** Records of a locked session that the patient did not come, and replaces it. */
  async recordMissed(session: SessionRecord): Promise<TreatmentSessionResponse> {
    const missed = await this.sessions.save({ ...session, status: sessionStates.next(session.status, 'no-show'), endedAt: this.clock.now() });
    await this.schedule.replace(session);
    return missed;
  }

  private async requireOpen({ treatment }: SessionRecord, day: string): Promise<void> {
    const closed = findClosedReason(await this.calendar.read(treatment), day);
    if (closed !== null)
      throw createInvalidInputFailure([{ pointer: '/scheduledOn', code: 'not-open', detail: `No session can be given on that day: ${closed}.` }]);
  }

  private getToday(): Day {
    return toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
  }
}
