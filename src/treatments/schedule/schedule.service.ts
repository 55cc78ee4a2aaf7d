import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import { createConflictFailure, createInvalidInputFailure, createInvalidTransitionFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { ChecksService } from '../../contraindications/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { computeFirstLateDay, planSeries as planSeries, type NoDate, type PlanningRequest, type Proposal } from '../planner/planner.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import type { SessionStatus } from '../sessions/domain/session-states.js';
import { SessionAppointments } from '../sessions/session-appointments.js';
import { SessionsRepository, type SessionRecord } from '../sessions/sessions.repository.js';
import { planStates } from '../plans/domain/plan-states.js';
import { toPlanningProtocol } from './domain/series.js';
import { PlanningCalendar } from './planning-calendar.js';
import { PlanLocks } from '../plans/plan-locks.service.js';
import { PlansRepository, type PlanRecord } from '../plans/plans.repository.js';
import type { ReplanInput, ReplanResponse } from './series.dto.js';
import { toReasonResponse } from './series.service.js';

const createNoDateFailure = ({ text, ...noDate }: NoDate) => createConflictFailure(text, { ...noDate });

const nothingFound: PlanningRequest['findings'] = { extent: null, density: null, conditions: null, telogen: null };

interface Remaining {
  /** Sessions that keep their day. */
  kept: { number: number; on: Day }[];
  /** Sessions that get a day. */
  open: SessionRecord[];
}

/** Gives the sessions of a plan their days, and new days to the remaining sessions. A session that took place never moves. */
@Injectable()
export class ScheduleService {
  constructor(
    private readonly plans: PlansRepository,
    private readonly locks: PlanLocks,
    private readonly sessions: SessionsRepository,
    private readonly protocols: ProtocolsService,
    private readonly checks: ChecksService,
    private readonly calendar: PlanningCalendar,
    private readonly appointments: SessionAppointments,
    private readonly clock: Clock,
  ) {}

  /** Creates the sessions of a plan that is accepted: from its first day on, at its interval, on days on which the treatment can be given. */
  async begin(plan: PlanRecord): Promise<void> {
    const today = this.getToday();
    const startOn = plan.startOn < today ? today : plan.startOn;
    const { planned, noDate } = await this.plan(plan, { startOn, clearOn: null, kept: [], count: plan.sessions });
    if (noDate) throw createNoDateFailure(noDate);
    await this.sessions.insertSeries(
      plan,
      planned.map(({ on }) => on),
      this.clock.now(),
    );
  }

  /** Lists the states of the plan's sessions, in their order. */
  listStatuses(planId: string): Promise<SessionStatus[]> {
    return this.sessions.listStatuses(planId);
  }

  /** Cancels the sessions that have not begun. */
  async cancel(planId: string, reason: string): Promise<void> {
    await this.sessions.cancelScheduled(planId, reason, this.clock.now());
    await this.appointments.follow(planId);
  }

  /** Gives the remaining sessions new days on request. */
  async replan(planId: string, { from, startingWith = 1, reason }: ReplanInput, { preview }: { preview: boolean }): Promise<ReplanResponse> {
    const plan = await this.locks.lockCurrent(planId);
    const today = this.getToday();
    if (from !== undefined && from < today)
      throw createInvalidInputFailure([{ pointer: '/from', code: 'in-the-past', detail: `Sessions cannot be planned in the past: send ${today} or later.` }]);
    const remaining = await this.lockRemaining(plan, startingWith);
    if (remaining.open.length === 0)
      throw createInvalidTransitionFailure('No session of the plan that could be planned anew is scheduled.', planStates.allowed(plan.status));
    const { planned, reasons, noDate } = await this.planRest(plan, remaining, from);
    if (noDate) throw createNoDateFailure(noDate);
    const moved = preview ? 0 : await this.move(plan, remaining.open, planned, reason);
    return {
      id: plan.id,
      patientId: plan.patientId,
      preview,
      sessions: planned.map(({ on }, index) => {
        const { id, number, scheduledOn } = remaining.open[index]!;
        return { sessionId: id, number, before: scheduledOn, scheduledOn: on };
      }),
      reasons: reasons.filter(({ code }) => code !== 'asked-number').map(toReasonResponse),
      version: plan.version + (moved > 0 ? 1 : 0),
    };
  }

  /** Plans the remaining sessions from today on after a pause, where a session's day has passed meanwhile; otherwise nothing moves. */
  async replanAfterHold(plan: PlanRecord): Promise<void> {
    const remaining = await this.lockRemaining(plan, 1);
    if (!remaining.open.some(({ scheduledOn }) => scheduledOn < this.getToday())) return;
    const { planned, noDate } = await this.planRest(plan, remaining, undefined);
    if (noDate) throw createNoDateFailure(noDate);
    await this.moveSessions(plan.id, remaining.open, planned, 'The plan was resumed');
  }

  /**
   * Replaces a missed session by one at the end of the series, so that the number of sessions stays the same. Where no day within the interval
   * is possible, the replacement is on the first possible day after it. Where no day within a year is possible, the session is not replaced.
   */
  async replace(missed: SessionRecord): Promise<void> {
    const plan = await this.plans.lock(missed.planId);
    if (!plan || !['accepted', 'active', 'on-hold'].includes(plan.status)) return;
    // The sessions are not locked: a concurrent request for another missed session waits for the plan, and locking sessions too would be a
    // deadlock.
    const all = await this.sessions.listAllByPlan(plan.id);
    const kept = all
      .filter(({ status }) => status !== 'cancelled' && status !== 'no-show')
      .map((session) => ({ number: session.number, on: this.getSessionDay(session) }));
    // Before the first session of a series there is only its own missed day.
    const before = kept.length > 0 ? kept : [{ number: missed.number, on: missed.scheduledOn }];
    const number = Math.max(...all.map((session) => session.number)) + 1;
    const day = await this.findReplacementDay(plan, before, number);
    if (day !== null) await this.sessions.insert({ id: createId(), plan, number, scheduledOn: day, replaces: missed.id }, this.clock.now());
  }

  private async findReplacementDay(plan: PlanRecord, kept: Remaining['kept'], number: number): Promise<Day | null> {
    const today = this.getToday();
    const ask = async (startOn: Day) =>
      (await this.plan(plan, { startOn, clearOn: null, kept, remaining: [number], count: kept.length + 1 })).planned[0]?.on ?? null;
    const inTime = await ask(today);
    if (inTime !== null) return inTime;
    const last = kept.reduce((latest, { on }) => (on > latest ? on : latest), today);
    const protocol = await this.protocols.getVersion(plan.treatment, plan.protocolVersion);
    return ask(computeFirstLateDay(last, toPlanningProtocol(protocol)));
  }

  /**
   * Plans the remaining sessions: from the day that was asked for; otherwise an interval after the last session that took place, or from the
   * start of the series.
   */
  private async planRest(plan: PlanRecord, { kept, open }: Remaining, from: Day | undefined): Promise<Proposal> {
    const today = this.getToday();
    const first = open[0]!.scheduledOn;
    const startOn = from ?? (kept.length > 0 || first < today ? today : first);
    const { earliestClearOn } = await this.checks.require(plan.currentCheckId);
    return this.plan(plan, {
      startOn,
      clearOn: earliestClearOn,
      kept,
      remaining: open.map(({ number }) => number),
      count: kept.length + open.length,
    });
  }

  private async plan(
    plan: PlanRecord,
    { count, ...request }: Pick<PlanningRequest, 'startOn' | 'clearOn' | 'kept' | 'remaining'> & { count: number },
  ): Promise<Proposal> {
    const [protocol, calendar] = await Promise.all([this.protocols.getVersion(plan.treatment, plan.protocolVersion), this.calendar.read(plan.treatment)]);
    return planSeries({
      ...request,
      protocol: toPlanningProtocol(protocol),
      findings: nothingFound,
      asked: { sessions: count, intervalDays: plan.intervalDays },
      calendar,
    });
  }

  private async lockRemaining(plan: PlanRecord, startingWith: number): Promise<Remaining> {
    const all = await this.sessions.lockOfPlan(plan.id);
    const open = all.filter(({ status, number }) => status === 'scheduled' && number >= startingWith);
    const kept = all
      .filter(({ status, number }) => status === 'completed' || status === 'in-progress' || (status === 'scheduled' && number < startingWith))
      .map((session) => ({ number: session.number, on: this.getSessionDay(session) }));
    return { kept, open };
  }

  private async move(plan: PlanRecord, open: readonly SessionRecord[], planned: Proposal['planned'], reason: string): Promise<number> {
    const moved = await this.moveSessions(plan.id, open, planned, reason);
    if (moved > 0) await this.plans.touch(plan.id, this.clock.now());
    return moved;
  }

  private async moveSessions(planId: string, open: readonly SessionRecord[], planned: Proposal['planned'], reason: string): Promise<number> {
    const moves = open.map(({ id, scheduledOn }, index) => ({ id, before: scheduledOn, on: planned[index]!.on })).filter(({ before, on }) => before !== on);
    if (moves.length > 0) {
      await this.sessions.move(moves, reason, this.clock.now());
      await this.appointments.follow(planId);
    }
    return moves.length;
  }

  /** The day on which a session took place, or is planned. */
  private getSessionDay({ startedAt, scheduledOn }: SessionRecord): Day {
    return startedAt ? toCalendarDay(startedAt, getCurrentPrincipal().clinic.timeZone) : scheduledOn;
  }

  private getToday(): Day {
    return toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
  }
}
