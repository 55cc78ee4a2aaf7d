import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';
import { StaffService } from '../../clinic/index.js';
import { ChecksService, type EvaluationResponse } from '../../contraindications/index.js';
import { ConsentsService } from '../../patients/index.js';
import { PhotographsService } from '../../photographs/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import { AdverseEventsRepository } from '../adverse-events/adverse-events.repository.js';
import { obstaclesOf, type Obstacle } from '../plans/domain/gates.js';
import { namedIndicationsOf } from '../plans/domain/plan-indications.js';
import { closedBecause } from '../planner/calendar.js';
import { PlanningCalendar } from '../plans/planning-calendar.js';
import { touchUpInterval } from '../plans/domain/follow-up.js';
import { limitOf, type Protocol } from '../protocols/domain/protocol.js';
import { ProtocolsService } from '../protocols/protocols.service.js';
import { checklistOf, type ChecklistItem } from './domain/checklist.js';
import { intervalOf, type Interval } from './domain/intervals.js';
import { performerErrors, type Performer } from './domain/performer.js';
import type { SessionStartInput } from './session.dto.js';
import { SessionsRepository, type GivenSessionRow, type SessionPlan, type SessionRecord } from './sessions.repository.js';

/** How things stand before a session. */
export interface Standing {
  items: ChecklistItem[];
  plan: SessionPlan;
  staffing: FieldError[];
  performer: Performer | null;
  supervisor: Performer | null | undefined;
  consented: boolean;
  check: EvaluationResponse & { id?: string };
  obstacles: Obstacle[];
  interval: Interval | null;
}

/** Gathers all that the checklist before a session is computed from. */
@Injectable()
export class SessionReadiness {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly events: AdverseEventsRepository,
    private readonly checks: ChecksService,
    private readonly consents: ConsentsService,
    private readonly photographs: PhotographsService,
    private readonly staff: StaffService,
    private readonly protocols: ProtocolsService,
    private readonly calendar: PlanningCalendar,
    private readonly clock: Clock,
  ) {}

  /** For a start: the check of the day is kept; the patient's plans and the consent are held until the session has begun. */
  async toStart(session: SessionRecord, input: SessionStartInput): Promise<Standing> {
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
    return this.standing(session, input, plan, check, consent.consentId !== null);
  }

  /** The same for a look: nothing is kept or held. */
  async toSee(session: SessionRecord, input: SessionStartInput): Promise<Standing> {
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
    return this.standing(session, input, plan, check, consent.consentId !== null);
  }

  private async standing(session: SessionRecord, input: SessionStartInput, plan: SessionPlan, check: Standing['check'], consented: boolean): Promise<Standing> {
    const [{ performer, supervisor }, newest, given, underWay, inTheWay, protocol, calendar] = await Promise.all([
      this.performers(input),
      this.photographs.newestTakenAt(session.patientId),
      this.sessions.givenTo(session.patientId, session.id),
      this.sessions.underWayOf(session.planId, session.id),
      this.events.inTheWayOf(session.planId),
      this.protocols.ofVersion(session.treatment, plan.protocolVersion),
      this.calendar.of(session.treatment),
    ]);
    const interval = this.intervalOf(session, plan, protocol, given);
    const staffing = performerErrors(session.treatment, performer, supervisor);
    const obstacles = obstaclesOf(check);
    const items = checklistOf({
      today: this.today(),
      treatment: session.treatment,
      scheduledOn: session.scheduledOn,
      closedBecause: closedBecause(calendar, this.today()),
      planStatus: plan.status,
      findings: check.findings,
      obstacles,
      consented,
      newestPhotographOn: newest && this.day(newest),
      staffing,
      supervised: supervisor !== undefined,
      undecidedEvents: inTheWay.length,
      underWay,
      interval,
      intervalReason: input.intervalReason ?? null,
    });
    return { items, plan, staffing, performer, supervisor, consented, check, obstacles, interval };
  }

  /** One of the same plan that still goes on is told by itself. */
  private intervalOf(session: SessionRecord, plan: SessionPlan, protocol: Protocol, given: readonly GivenSessionRow[]): Interval | null {
    return intervalOf(
      { planId: session.planId, treatment: session.treatment, ...plan },
      given
        .filter(({ planId, underWay }) => !(underWay && planId === session.planId))
        .map(({ startedAt, ...earlier }) => ({ ...earlier, on: this.day(startedAt) })),
      { fewestDays: limitOf(protocol, 'intervalDays').low ?? 0, touchUp: touchUpInterval(protocol) },
      this.today(),
    );
  }

  private async performers(input: SessionStartInput): Promise<{ performer: Performer | null; supervisor: Performer | null | undefined }> {
    const caller = currentPrincipal();
    const performedBy = input.performedBy ?? (caller.kind === 'staff' ? caller.id : null);
    const [performer, supervisor] = await Promise.all([
      performedBy === null ? null : this.staff.find(performedBy),
      input.supervisedBy === undefined ? undefined : this.staff.find(input.supervisedBy),
    ]);
    return { performer, supervisor };
  }

  private today(): Day {
    return this.day(this.clock.now());
  }

  private day(instant: Date): Day {
    return dayOf(instant, currentPrincipal().clinic.timeZone);
  }
}
