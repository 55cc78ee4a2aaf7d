import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { fail, invalid, invalidTransition, notFound } from '../../kernel/failure.js';
import { StaffService } from '../../clinic/index.js';
import { ChecksService } from '../../contraindications/index.js';
import {
  applyMergePatch,
  currentPrincipal,
  Pages,
  requireVersion,
  validateDto,
  type MergePatchBody,
  type Page,
  type PageQuery,
} from '../../platform/http/index.js';
import { obstaclesOf } from '../plans/domain/gates.js';
import { performerErrors, type Performer } from './domain/performer.js';
import { recordErrors } from './domain/session-record.js';
import { sessionStates, type SessionAction } from './domain/session-states.js';
import { SessionChange, type SessionRecordInput, type SessionResponse, type SessionStartInput } from './session.dto.js';
import { SessionsRepository, type SessionRecord } from './sessions.repository.js';

const toResponse = ({ checkId, startedAt, endedAt, createdAt, updatedAt, ...session }: SessionRecord): SessionResponse => ({
  ...session,
  allowed: sessionStates.allowed(session.status),
  contraindicationCheckId: checkId,
  startedAt: startedAt?.toISOString() ?? null,
  endedAt: endedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly checks: ChecksService,
    private readonly staff: StaffService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(sessionId: string): Promise<SessionResponse> {
    const session = await this.sessions.find(sessionId);
    if (!session) throw notFound('treatment session');
    return toResponse(session);
  }

  listOfPlan(planId: string, query: PageQuery): Promise<Page<SessionResponse>> {
    return this.pages.read(query, {
      rows: (after: number | null, limit) => this.sessions.list(planId, after ?? 0, limit),
      position: (session) => session.number,
      item: toResponse,
      total: () => this.sessions.count(planId),
    });
  }

  /** Moves a session that has not begun to another day. */
  async change(sessionId: string, patch: MergePatchBody): Promise<SessionResponse> {
    const session = await this.lock(sessionId);
    if (session.status !== 'scheduled') {
      throw invalidTransition(`The session is ${session.status}: only a scheduled one is moved.`, sessionStates.allowed(session.status));
    }
    const { scheduledOn } = validateDto(SessionChange, applyMergePatch({ scheduledOn: session.scheduledOn }, patch));
    if (scheduledOn < this.today()) {
      throw invalid([{ pointer: '/scheduledOn', code: 'in-the-past', detail: 'A session cannot be moved into the past.' }]);
    }
    return this.save({ ...session, scheduledOn });
  }

  /**
   * Begins a session: its plan is active, whoever gives it may, and a check with the facts of this day stands in
   * nobody's way.
   */
  async start(sessionId: string, input: SessionStartInput): Promise<SessionResponse> {
    const session = await this.lockFor(sessionId, 'start');
    const plan = await this.sessions.planOf(session.planId);
    // One on hold is checked all the same: what rules the treatment out says more than that the plan was held for it.
    if (plan.status !== 'on-hold') refuseInactive(plan.status, session);
    const { performer, supervisor } = await this.performers(input);
    const errors = performerErrors(session.treatment, performer, supervisor);
    if (errors.length > 0) throw invalid(errors);
    const onTheDay = await this.checks.run(
      session.patientId,
      {
        treatment: session.treatment,
        plannedOn: this.today(),
        consultationId: plan.consultationId,
        ...(input.ingredients && { ingredients: input.ingredients }),
      },
      { onSessionDay: true, after: plan.checkId },
    );
    const findings = obstaclesOf(onTheDay);
    if (findings.length > 0) {
      throw fail('check-not-clear', `${findings.length} finding(s) of today’s check stand in the way.`, { findings, missing: missingOf(onTheDay) });
    }
    refuseInactive(plan.status, session);
    return this.save({
      ...session,
      status: sessionStates.next(session.status, 'start'),
      startedAt: this.clock.now(),
      checkId: onTheDay.id,
      performedBy: performer!.id,
      supervisedBy: supervisor?.id ?? null,
    });
  }

  async complete(sessionId: string, record: SessionRecordInput): Promise<SessionResponse> {
    const session = await this.lockFor(sessionId, 'complete');
    const now = this.clock.now();
    const { endedAt, ...done } = record;
    const ended = endedAt === undefined ? now : new Date(endedAt);
    const errors = recordErrors(session.treatment, record, '');
    if (ended > now || ended < session.startedAt!) {
      errors.push({ pointer: '/endedAt', code: 'out-of-range', detail: 'A session ends after it began, and not in the future.' });
    }
    if (errors.length > 0) throw invalid(errors);
    return this.save({ ...session, status: sessionStates.next(session.status, 'complete'), endedAt: ended, record: done });
  }

  async cancel(sessionId: string, reason: string): Promise<SessionResponse> {
    return this.end(sessionId, 'cancel', reason);
  }

  async noShow(sessionId: string): Promise<SessionResponse> {
    const session = await this.lockFor(sessionId, 'no-show');
    if (session.scheduledOn > this.today()) {
      throw invalidTransition(
        'The day of the session is still to come.',
        sessionStates.allowed(session.status).filter((action) => action !== 'no-show'),
      );
    }
    return this.save({ ...session, status: sessionStates.next(session.status, 'no-show'), endedAt: this.clock.now() });
  }

  private async end(sessionId: string, action: SessionAction, reason: string): Promise<SessionResponse> {
    const session = await this.lockFor(sessionId, action);
    return this.save({ ...session, status: sessionStates.next(session.status, action), reason, endedAt: this.clock.now() });
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

  private async save(session: SessionRecord): Promise<SessionResponse> {
    const next: SessionRecord = { ...session, updatedAt: this.clock.now(), version: session.version + 1 };
    await this.sessions.update(next);
    return toResponse(next);
  }

  private async lock(sessionId: string): Promise<SessionRecord> {
    const session = await this.sessions.lock(sessionId);
    if (!session) throw notFound('treatment session');
    requireVersion(session.version);
    return session;
  }

  /** The session, locked, at the caller's version, in a state that allows the action. */
  private async lockFor(sessionId: string, action: SessionAction): Promise<SessionRecord> {
    const session = await this.lock(sessionId);
    sessionStates.next(session.status, action);
    return session;
  }

  private today(): string {
    return dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
  }
}

const refuseInactive = (planStatus: string, { status }: SessionRecord): void => {
  if (planStatus !== 'active') throw invalidTransition(`The plan is ${planStatus}: a session begins while it is active.`, sessionStates.allowed(status));
};

/** What has to be asked before the session can begin. */
const missingOf = (check: { findings: readonly { ruleId: string; outcome: string; missing: readonly object[] }[] }): object[] =>
  check.findings.filter((finding) => finding.outcome === 'needs-data').map(({ ruleId, missing }) => ({ ruleId, missing }));
