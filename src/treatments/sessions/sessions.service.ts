import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/day.js';
import { invalid, invalidTransition, notFound } from '../../kernel/failure.js';
import { contentHash } from '../../consultations/index.js';
import { PatientsService } from '../../patients/index.js';
import { UsageService } from '../../products/index.js';
import { currentPrincipal, Pages, withPatch, type MergePatchBody, type Page, type PageQuery } from '../../platform/http/index.js';
import { decisionErrors } from '../decision.js';
import { closedBecause } from '../planner/calendar.js';
import { PlanningCalendar } from '../plans/planning-calendar.js';
import { ReplanningService } from '../plans/replanning.service.js';
import { openAndBlocking } from './domain/checklist.js';
import { sessionStates, type SessionAction } from './domain/session-states.js';
import { HeldSessions } from './held-sessions.js';
import { SessionReadiness } from './readiness.service.js';
import { SessionRecords } from './session-records.service.js';
import {
  SessionChange,
  type ChecklistQuery,
  type ChecklistResponse,
  type SessionQuery,
  type SessionRecordInput,
  type SessionResponse,
  type SessionStartInput,
} from './session.dto.js';
import { contentOf, toResponse } from './session.response.js';
import { SessionsRepository, type SessionFilter, type SessionRecord } from './sessions.repository.js';
import { startRefusal } from './start-refusal.js';
import { UsedIngredients } from './used-ingredients.service.js';
import { SessionVersionsRepository } from './versions/session-versions.repository.js';

/** More than any series has, with those that were missed and moved. */
const MOST_SESSIONS = 1000;

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly held: HeldSessions,
    private readonly readiness: SessionReadiness,
    private readonly records: SessionRecords,
    private readonly used: UsedIngredients,
    private readonly versions: SessionVersionsRepository,
    private readonly usage: UsageService,
    private readonly patients: PatientsService,
    private readonly calendar: PlanningCalendar,
    private readonly replanning: ReplanningService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(sessionId: string): Promise<SessionResponse> {
    return toResponse(await this.find(sessionId));
  }

  list(query: SessionQuery): Promise<Page<SessionResponse>> {
    const by: SessionFilter = {
      patientId: query.patientId ?? null,
      status: query.status ?? null,
      supervisedBy: query.supervisedBy ?? null,
      awaitsCountersignature: query.awaitsCountersignature ?? null,
    };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.sessions.listAll(by, after, limit),
      position: (session) => session.id,
      item: toResponse,
      total: () => this.sessions.countAll(by),
    });
  }

  /** Every session of a plan, in their order; none where there is no such plan. */
  async allOfPlan(planId: string): Promise<SessionResponse[]> {
    return (await this.sessions.list(planId, 0, MOST_SESSIONS)).map(toResponse);
  }

  listOfPlan(planId: string, query: PageQuery): Promise<Page<SessionResponse>> {
    return this.pages.read(query, {
      rows: (after: number | null, limit) => this.sessions.list(planId, after ?? 0, limit),
      position: (session) => session.number,
      item: toResponse,
      total: () => this.sessions.count(planId),
    });
  }

  /** What is to be seen to before the session, as things are at this moment. */
  async checklist(sessionId: string, { performedBy, supervisedBy, ingredients, products }: ChecklistQuery): Promise<ChecklistResponse> {
    const session = await this.find(sessionId);
    const names = ingredients
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const { items } = await this.readiness.toSee(session, {
      ...(performedBy !== undefined && { performedBy }),
      ...(supervisedBy !== undefined && { supervisedBy }),
      ...(names && names.length > 0 && { ingredients: names }),
      ...(products && products.length > 0 && { products }),
    });
    return {
      sessionId,
      patientId: session.patientId,
      ready: session.status === 'scheduled' && openAndBlocking(items).length === 0,
      items,
      computedAt: this.clock.now().toISOString(),
    };
  }

  /** Moves a session that has not begun to another day; the others stay where they are. */
  async change(sessionId: string, patch: MergePatchBody): Promise<SessionResponse> {
    const session = await this.held.current(sessionId);
    if (session.status !== 'scheduled') {
      throw invalidTransition(`The session is ${session.status}: only a scheduled one is moved.`, sessionStates.allowed(session.status));
    }
    await this.requireAlive(session);
    const { scheduledOn } = withPatch(SessionChange, { scheduledOn: session.scheduledOn }, patch);
    if (scheduledOn < this.today()) {
      throw invalid([{ pointer: '/scheduledOn', code: 'in-the-past', detail: 'A session cannot be moved into the past.' }]);
    }
    if (scheduledOn !== session.scheduledOn) await this.requireOpen(session, scheduledOn);
    await this.save({ ...session, scheduledOn });
    return this.get(sessionId);
  }

  /** Begins a session, when nothing of the checklist stands in the way: else it says all that does, at once. */
  async start(sessionId: string, input: SessionStartInput): Promise<SessionResponse> {
    const session = await this.held.currentFor(sessionId, 'start');
    const errors = decisionErrors(input.intervalReason, '/intervalReason');
    if (errors.length > 0) throw invalid(errors);
    await this.requireAlive(session);
    const standing = await this.readiness.toStart(session, input);
    const refusal = startRefusal(standing, session.treatment);
    if (refusal) throw refusal;
    return this.save({
      ...session,
      status: sessionStates.next(session.status, 'start'),
      startedAt: this.clock.now(),
      checkId: standing.check.id!,
      performedBy: standing.performer!.id,
      supervisedBy: standing.supervisor?.id ?? null,
      intervalReason: input.intervalReason ?? null,
    });
  }

  async complete(sessionId: string, record: SessionRecordInput): Promise<SessionResponse> {
    const session = await this.held.currentFor(sessionId, 'complete');
    const { endedAt, ...done } = record;
    const now = this.clock.now();
    const ended = endedAt === undefined ? now : new Date(endedAt);
    const { errors, warnings } = await this.records.judge(session, record, ended);
    if (errors.length > 0) throw invalid(errors);
    const usage = { patientId: session.patientId, sessionId, usedAt: ended, unusableLotReason: done.unusableLotReason ?? null };
    const booked = await this.usage.book(usage, done.products ?? []);
    const use = await this.used.check(session, record);
    const completed: SessionRecord = {
      ...session,
      status: sessionStates.next(session.status, 'complete'),
      endedAt: ended,
      record: booked.products.length > 0 ? { ...done, products: booked.products } : done,
      warnings: [...warnings, ...booked.warnings, ...use.warnings],
      completionCheckId: use.checkId,
      recordVersion: 1,
    };
    const content = contentOf(completed);
    const version = { number: 1, content, contentHash: contentHash(content), recordedBy: currentPrincipal().id, recordedAt: now };
    await this.versions.insert({ sessionId, ...version, reason: null, difference: null, takenOverFrom: null, takeOverReason: null });
    return this.save({ ...completed, contentHash: version.contentHash });
  }

  async cancel(sessionId: string, reason: string): Promise<SessionResponse> {
    return this.end(sessionId, 'cancel', reason);
  }

  /** The patient did not come: another session at the end of the series takes its place, so that the number is kept. */
  async noShow(sessionId: string): Promise<SessionResponse> {
    const session = await this.held.currentFor(sessionId, 'no-show');
    if (session.scheduledOn > this.today()) {
      throw invalidTransition(
        'The day of the session is still to come.',
        sessionStates.allowed(session.status).filter((action) => action !== 'no-show'),
      );
    }
    const missed = await this.save({ ...session, status: sessionStates.next(session.status, 'no-show'), endedAt: this.clock.now() });
    await this.replanning.replace(session);
    return missed;
  }

  private async end(sessionId: string, action: SessionAction, reason: string): Promise<SessionResponse> {
    const session = await this.held.currentFor(sessionId, action);
    return this.save({ ...session, status: sessionStates.next(session.status, action), reason, endedAt: this.clock.now() });
  }

  /** Whoever picked the wrong record is told so. */
  private async requireAlive({ patientId, status }: SessionRecord): Promise<void> {
    if ((await this.patients.require(patientId)).status === 'deceased')
      throw invalidTransition(
        'The record says that the patient has died.',
        sessionStates.allowed(status).filter((action) => action !== 'start'),
      );
  }

  private async requireOpen({ treatment }: SessionRecord, day: string): Promise<void> {
    const closed = closedBecause(await this.calendar.of(treatment), day);
    if (closed !== null) throw invalid([{ pointer: '/scheduledOn', code: 'not-open', detail: `No session can be given on that day: ${closed}.` }]);
  }

  private async save(session: SessionRecord): Promise<SessionResponse> {
    const next: SessionRecord = { ...session, updatedAt: this.clock.now(), version: session.version + 1 };
    await this.sessions.update(next);
    return toResponse(next);
  }

  private async find(sessionId: string): Promise<SessionRecord> {
    const session = await this.sessions.find(sessionId);
    if (!session) throw notFound('treatment session');
    return session;
  }

  private today(): string {
    return dayOf(this.clock.now(), currentPrincipal().clinic.timeZone);
  }
}
