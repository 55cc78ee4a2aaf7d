import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';
import { StaffService } from '../../clinic/index.js';
import type { ContraindicationEvaluationResponse } from '../../contraindications/index.js';
import { PhotographsService } from '../../photographs/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { AdverseEventsRepository } from '../adverse-events/adverse-events.repository.js';
import { listObstacles, type Obstacle } from '../plans/domain/gates.js';
import { findClosedReason } from '../planner/calendar.js';
import { PlanningCalendar } from '../schedule/planning-calendar.js';
import { getTouchUpInterval } from '../plans/domain/follow-up.js';
import { getLimit, type Protocol } from '../protocols/domain/protocol.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import { buildChecklist, type ChecklistItem } from '../sessions/domain/checklist.js';
import { findInterval, type Interval } from '../sessions/domain/intervals.js';
import { validatePerformer, type Performer } from '../sessions/domain/performer.js';
import type { SessionStartInput } from '../sessions/session.dto.js';
import { SessionsRepository, type GivenSessionRow, type SessionPlan, type SessionRecord } from '../sessions/sessions.repository.js';

/** What is known before a session. */
export interface SessionContext {
  items: ChecklistItem[];
  plan: SessionPlan;
  staffing: FieldError[];
  performer: Performer | null;
  supervisor: Performer | null | undefined;
  consented: boolean;
  check: ContraindicationEvaluationResponse & { id?: string };
  obstacles: Obstacle[];
  interval: Interval | null;
}

/** Gathers the facts for the checklist before a session, beside the check and the consent. */
@Injectable()
export class SessionContextService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly events: AdverseEventsRepository,
    private readonly photographs: PhotographsService,
    private readonly staff: StaffService,
    private readonly protocols: ProtocolsService,
    private readonly calendar: PlanningCalendar,
    private readonly clock: Clock,
  ) {}

  async build(
    session: SessionRecord,
    input: SessionStartInput,
    { plan, check, consented }: Pick<SessionContext, 'plan' | 'check' | 'consented'>,
  ): Promise<SessionContext> {
    const [{ performer, supervisor }, newest, given, underWay, inTheWay, protocol, calendar] = await Promise.all([
      this.readPerformers(input),
      this.photographs.findNewestTakenAt(session.patientId),
      this.sessions.listGivenToPatient(session.patientId, session.id),
      this.sessions.findUnderWay(session.planId, session.id),
      this.events.listBlockingIds(session.planId),
      this.protocols.getVersion(session.treatment, plan.protocolVersion),
      this.calendar.read(session.treatment),
    ]);
    const interval = this.findInterval(session, plan, protocol, given);
    const staffing = validatePerformer(session.treatment, performer, supervisor);
    const obstacles = listObstacles(check);
    const items = buildChecklist({
      today: this.getToday(),
      treatment: session.treatment,
      scheduledOn: session.scheduledOn,
      closedBecause: findClosedReason(calendar, this.getToday()),
      planStatus: plan.status,
      findings: check.findings,
      obstacles,
      consented,
      newestPhotographOn: newest && this.toCalendarDay(newest),
      staffing,
      supervised: supervisor !== undefined,
      undecidedEvents: inTheWay.length,
      underWay,
      interval,
      intervalReason: input.intervalReason ?? null,
    });
    return { items, plan, staffing, performer, supervisor, consented, check, obstacles, interval };
  }

  /**
   * Finds the interval to the patient's earlier sessions. An unfinished session of the same plan is left out, because the checklist has an
   * item of its own for it.
   */
  private findInterval(session: SessionRecord, plan: SessionPlan, protocol: Protocol, given: readonly GivenSessionRow[]): Interval | null {
    return findInterval(
      { planId: session.planId, treatment: session.treatment, ...plan },
      given
        .filter(({ planId, underWay }) => !(underWay && planId === session.planId))
        .map(({ startedAt, ...earlier }) => ({ ...earlier, on: this.toCalendarDay(startedAt) })),
      { fewestDays: getLimit(protocol, 'intervalDays').low ?? 0, touchUp: getTouchUpInterval(protocol) },
      this.getToday(),
    );
  }

  private async readPerformers(input: SessionStartInput): Promise<{ performer: Performer | null; supervisor: Performer | null | undefined }> {
    const caller = getCurrentPrincipal();
    const performedBy = input.performedBy ?? (caller.kind === 'staff' ? caller.id : null);
    const [performer, supervisor] = await Promise.all([
      performedBy === null ? null : this.staff.find(performedBy),
      input.supervisedBy === undefined ? undefined : this.staff.find(input.supervisedBy),
    ]);
    return { performer, supervisor };
  }

  private getToday(): Day {
    return this.toCalendarDay(this.clock.now());
  }

  private toCalendarDay(instant: Date): Day {
    return toCalendarDay(instant, getCurrentPrincipal().clinic.timeZone);
  }
}
