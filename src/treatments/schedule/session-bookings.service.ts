import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import type { Treatment } from '../../kernel/treatment.js';
import { ChecksService } from '../../contraindications/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { SessionDays } from './session-days.service.js';
import { getTouchUpInterval, type Purpose } from '../plans/domain/follow-up.js';
import { getLimit } from '../protocols/domain/protocol.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import { findInterval } from '../sessions/domain/intervals.js';
import { findSessionRefusals, type SessionRefusal } from '../sessions/domain/session-refusals.js';
import type { SessionStatus } from '../sessions/domain/session-states.js';
import { SessionsRepository, type SessionRecord } from '../sessions/sessions.repository.js';

const STANDING: readonly SessionStatus[] = ['scheduled', 'in-progress', 'completed'];

/** What a booking needs to know of a session. */
export interface BookableSession {
  id: string;
  planId: string;
  patientId: string;
  treatment: Treatment;
  purpose: Purpose;
  number: number;
  status: SessionStatus;
  scheduledOn: Day;
  /** The days on which the session cannot be, and why. */
  refusals: readonly SessionRefusal[];
}

/** Lets appointments be made for sessions: says on which days each can be, and gives it the day of its appointment. */
@Injectable()
export class SessionBookings {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly days: SessionDays,
    private readonly protocols: ProtocolsService,
    private readonly checks: ChecksService,
    private readonly clock: Clock,
  ) {}

  /** Finds a session; null where the clinic has none, or none that is open to the caller. Later sessions that give way keep no distance. */
  async find(sessionId: string, givingWay: readonly string[] = []): Promise<BookableSession | null> {
    const session = await this.sessions.find(sessionId);
    return session && this.describe(session, givingWay);
  }

  /** As `find`, and locks the session until the transaction ends. */
  async lock(sessionId: string): Promise<BookableSession | null> {
    const session = await this.sessions.lock(sessionId);
    return session && this.describe(session);
  }

  /** Lists the sessions of a plan that are still to come, in their order, and locks them. */
  async lockScheduledOfPlan(planId: string): Promise<BookableSession[]> {
    const sessions = await this.sessions.lockOfPlan(planId);
    const scheduled = sessions.filter(({ status }) => status === 'scheduled');
    const described: BookableSession[] = [];
    for (const session of scheduled) described.push(await this.describe(session));
    return described;
  }

  /** Gives a locked session the day of its appointment. */
  async moveTo(sessionId: string, day: Day): Promise<void> {
    const session = await this.sessions.lock(sessionId);
    if (!session || session.status !== 'scheduled' || session.scheduledOn === day) return;
    await this.sessions.update({ ...session, scheduledOn: day, updatedAt: this.clock.now(), version: session.version + 1 });
  }

  /** Records that the patient missed a session, if it is still scheduled and its day has come. */
  async recordNoShow(sessionId: string): Promise<void> {
    const session = await this.sessions.lock(sessionId);
    if (session?.status === 'scheduled' && session.scheduledOn <= this.toDay(this.clock.now())) await this.days.recordMissed(session);
  }

  private async describe(session: SessionRecord, givingWay: readonly string[] = []): Promise<BookableSession> {
    const { id, planId, patientId, treatment, number, status, scheduledOn } = session;
    const [plan, siblings, given] = await Promise.all([
      this.sessions.getPlan(planId),
      this.sessions.listAllByPlan(planId),
      this.sessions.listGivenToPatient(patientId, id),
    ]);
    const [protocol, check] = await Promise.all([this.protocols.getVersion(treatment, plan.protocolVersion), this.checks.require(plan.checkId)]);
    const fewestDays = getLimit(protocol, 'intervalDays').low ?? 0;
    const today = this.toDay(this.clock.now());
    const interval = findInterval(
      { planId, treatment, ...plan },
      given.map(({ startedAt, ...earlier }) => ({ ...earlier, on: this.toDay(startedAt) })),
      { fewestDays, touchUp: getTouchUpInterval(protocol) },
      today,
    );
    return {
      id,
      planId,
      patientId,
      treatment,
      purpose: plan.purpose,
      number,
      status,
      scheduledOn,
      refusals: findSessionRefusals({
        planRuns: plan.status === 'accepted' || plan.status === 'active',
        number,
        siblings: siblings
          .filter((sibling) => sibling.id !== id && STANDING.includes(sibling.status) && !(sibling.number > number && givingWay.includes(sibling.id)))
          .map((sibling) => ({ number: sibling.number, on: sibling.startedAt ? this.toDay(sibling.startedAt) : sibling.scheduledOn })),
        fewestDays,
        clearOn: check.earliestClearOn,
        firstDay: interval?.blocks ? interval.firstDay : null,
      }),
    };
  }

  private toDay(instant: Date): Day {
    return toCalendarDay(instant, getCurrentPrincipal().clinic.timeZone);
  }
}
