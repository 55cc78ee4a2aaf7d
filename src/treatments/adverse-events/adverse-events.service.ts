import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import {
  getCurrentPrincipal,
  validateLifeDates,
  Pages,
  requireVersion,
  toVersionResponse,
  listVersionRows,
  withPatch,
  type MergePatchBody,
  type Page,
  type PageQuery,
  type AdverseEventVersionResponse,
} from '../../platform/http/index.js';
import { PlanHolds } from '../plans/plan-holds.service.js';
import { sessionStates, type SessionStatus } from '../sessions/domain/session-states.js';
import {
  AdverseEventChange,
  type AdverseEventInput,
  type AdverseEventQuery,
  type AdverseEventResponse,
  type DecisionOnAdverseEventInput,
  type AdverseEventFollowUpInput,
} from './adverse-event.dto.js';
import { toResponse, toWire } from './adverse-event.response.js';
import { AdverseEventsRepository, type AdverseEventRecord, type EventFilter } from './adverse-events.repository.js';
import { listCriteria, validateReport, hasBecomeMoreSevere, findUsualEnd } from './domain/adverse-event.js';
import { findUsualCourse } from './domain/event-types.js';

/** Records adverse events after sessions, and the dermatologists' decisions on them. */
@Injectable()
export class AdverseEventsService {
  constructor(
    private readonly events: AdverseEventsRepository,
    private readonly holds: PlanHolds,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(eventId: string): Promise<AdverseEventResponse> {
    const event = await this.events.find(eventId);
    if (!event) throw createNotFoundFailure('adverse event');
    return toResponse(event, this.clock.now());
  }

  /** Lists the versions of an event, the first version first. A version that a follow-up or a decision made has the content of the version before. */
  async listVersions(eventId: string, query: PageQuery): Promise<Page<AdverseEventVersionResponse>> {
    const event = await this.events.find(eventId);
    if (!event) throw createNotFoundFailure('adverse event');
    return this.pages.read(query, {
      rows: (after: number | null, limit) => listVersionRows(after, limit, (from, most) => this.events.listVersions(eventId, from, most)),
      position: ({ version }) => version.number,
      item: (row) => toVersionResponse(event.patientId, row, ({ said }) => toWire(said)),
      total: () => Promise.resolve(event.version),
    });
  }

  list(query: AdverseEventQuery): Promise<Page<AdverseEventResponse>> {
    const now = this.clock.now();
    const by: EventFilter = {
      patientId: query.patientId ?? null,
      planId: query.planId ?? null,
      sessionId: query.sessionId ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      serious: query.serious ?? null,
      awaitsDecision: query.awaitsDecision ?? null,
      outlasts: query.outlastsUsualCourse ?? null,
      now,
    };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.events.list(by, after, limit),
      position: (event) => event.id,
      item: (event) => toResponse(event, now),
      total: () => this.events.count(by),
    });
  }

  /** Lists the newest events of a patient, without those entered in error, the newest first. */
  async listNewest(patientId: string, limit: number): Promise<AdverseEventResponse[]> {
    const now = this.clock.now();
    return (await this.events.listNewest(patientId, limit)).map((event) => toResponse(event, now));
  }

  async listByPatient(patientId: string, query: PageQuery): Promise<Page<AdverseEventResponse>> {
    await this.patients.require(patientId);
    return this.list({ ...query, patientId });
  }

  async listBySession(sessionId: string, query: PageQuery): Promise<Page<AdverseEventResponse>> {
    if (!(await this.events.findSession(sessionId))) throw createNotFoundFailure('treatment session');
    return this.list({ ...query, sessionId });
  }

  /** Records an adverse event. A serious event puts the plan on hold in the same transaction. */
  async record(sessionId: string, input: AdverseEventInput): Promise<AdverseEventResponse> {
    const session = await this.events.findSession(sessionId);
    if (!session) throw createNotFoundFailure('treatment session');
    if (session.startedAt === null) {
      throw createInvalidTransitionFailure('The session has not begun: nothing can have come of it.', sessionStates.allowed(session.status as SessionStatus));
    }
    const patient = await this.patients.requireWritable(session.patientId);
    const now = this.clock.now();
    const event: AdverseEventRecord = {
      id: createId(),
      patientId: session.patientId,
      planId: session.planId,
      sessionId,
      treatment: session.treatment,
      sessionStartedAt: session.startedAt,
      ...toColumns(input, session.treatment),
      heldPlan: false,
      awaitsDecision: false,
      lots: session.lots,
      followUps: [],
      decisions: [],
      recordedBy: getCurrentPrincipal().id,
      errorReason: null,
      errorBy: null,
      errorAt: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    refuseErrors([...validateReport(event, event.sessionStartedAt, now), ...validateLifeDates(input, patient, getCurrentPrincipal().clinic.timeZone)]);
    const held = await this.holdWhereMoreSevere(null, event);
    await this.events.insert(held);
    return toResponse(held, now);
  }

  /** Corrects or updates an adverse event. An event that becomes more severe needs a new decision, and puts the plan on hold again. */
  async change(eventId: string, patch: MergePatchBody): Promise<AdverseEventResponse> {
    const event = await this.lockCurrent(eventId);
    const changed = withPatch(AdverseEventChange, toWire(event), patch);
    const next = this.createNextVersion(event, toColumns(changed, event.treatment));
    const patient = await this.patients.requireWritable(event.patientId);
    refuseErrors([
      ...validateReport(next, event.sessionStartedAt, this.clock.now()),
      ...validateLifeDates(changed, patient, getCurrentPrincipal().clinic.timeZone),
    ]);
    if (event.seriousness.length > 0 && next.seriousness.length === 0 && !isDermatologist()) {
      refuseErrors([
        {
          pointer: '/seriousness',
          code: 'not-allowed',
          detail: 'Only a dermatologist says that a serious event was not serious: leave it as it is, or ask one.',
        },
      ]);
    }
    return this.save(await this.holdWhereMoreSevere(event, next));
  }

  /** Adds a later observation. A follow-up is never changed. */
  async followUp(eventId: string, { note, observedAt }: AdverseEventFollowUpInput): Promise<AdverseEventResponse> {
    const event = await this.lockCurrent(eventId);
    const now = this.clock.now();
    const observed = observedAt === undefined ? now : new Date(observedAt);
    if (observed > now) refuseErrors([{ pointer: '/observedAt', code: 'in-the-future', detail: 'This lies in the future: send now, or an instant before.' }]);
    if (observed < event.onsetAt)
      refuseErrors([{ pointer: '/observedAt', code: 'out-of-range', detail: 'It is followed up after it began: send onsetAt of the event, or later.' }]);
    const item = {
      number: event.followUps.length + 1,
      note,
      observedAt: observed.toISOString(),
      recordedBy: getCurrentPrincipal().id,
      recordedAt: now.toISOString(),
    };
    await this.events.insertFollowUp(event.id, item);
    return this.save(this.createNextVersion(event, { followUps: [...event.followUps, item] }));
  }

  /** Records a dermatologist's decision whether the plan may be continued. A new decision replaces an earlier one. */
  async decide(eventId: string, { decision, reason }: DecisionOnAdverseEventInput): Promise<AdverseEventResponse> {
    const event = await this.lockCurrent(eventId);
    const last = event.decisions.at(-1)?.decision;
    if (!event.awaitsDecision && (last === undefined || last === decision)) {
      throw createInvalidTransitionFailure(last === undefined ? 'The event waits for no decision.' : `It was decided already: ${last}.`, []);
    }
    const item = {
      number: event.decisions.length + 1,
      decision,
      reason,
      decidedBy: getCurrentPrincipal().id,
      decidedAt: this.clock.now().toISOString(),
    };
    await this.events.insertDecision(event.id, item);
    const held = decision === 'stop' && (await this.hold(event.planId, `A dermatologist decided to stop after a serious adverse event: ${reason}`));
    return this.save(this.createNextVersion(event, { decisions: [...event.decisions, item], awaitsDecision: false, heldPlan: event.heldPlan || held }));
  }

  /** Marks an event as entered in error. The event stays readable, is no longer counted, and no longer keeps a plan from being resumed. */
  async enterInError(eventId: string, reason: string): Promise<AdverseEventResponse> {
    const event = await this.lockCurrent(eventId);
    const errorAt = this.clock.now();
    return this.save(this.createNextVersion(event, { errorReason: reason, errorBy: getCurrentPrincipal().id, errorAt, awaitsDecision: false }));
  }

  private async holdWhereMoreSevere(before: AdverseEventRecord | null, after: AdverseEventRecord): Promise<AdverseEventRecord> {
    if (!hasBecomeMoreSevere(before, after)) return after;
    const held = await this.hold(after.planId, `A serious adverse event was recorded: ${after.type}, grade ${after.grade}.`);
    return { ...after, awaitsDecision: true, heldPlan: after.heldPlan || held };
  }

  /** Puts the plan on hold. Answers whether the plan was held now: a plan that is on hold already stays unchanged. */
  private async hold(planId: string, reason: string): Promise<boolean> {
    return (await this.holds.hold([{ planId, reason }], getCurrentPrincipal().id)).has(planId);
  }

  private createNextVersion(event: AdverseEventRecord, changes: Partial<AdverseEventRecord>): AdverseEventRecord {
    return { ...event, ...changes, updatedAt: this.clock.now(), version: event.version + 1 };
  }

  private async save(event: AdverseEventRecord): Promise<AdverseEventResponse> {
    await this.events.update(event, getCurrentPrincipal().id);
    return toResponse(event, this.clock.now());
  }

  /** Locks an event at the caller's version; fails where the event was entered in error. */
  private async lockCurrent(eventId: string): Promise<AdverseEventRecord> {
    const event = await this.events.lock(eventId);
    if (!event) throw createNotFoundFailure('adverse event');
    requireVersion(event.version);
    if (event.errorReason !== null) throw createInvalidTransitionFailure('The event was entered in error: it does not change any more.', []);
    await this.patients.requireWritable(event.patientId);
    return event;
  }
}

const isDermatologist = (): boolean => {
  const principal = getCurrentPrincipal();
  return principal.kind === 'staff' && principal.role === 'dermatologist';
};

const refuseErrors = (errors: FieldError[]): void => {
  if (errors.length > 0) throw createInvalidInputFailure(errors);
};

const toColumns = (input: AdverseEventInput, treatment: AdverseEventRecord['treatment']) => {
  const onsetAt = new Date(input.onsetAt);
  return {
    type: input.type,
    description: input.description ?? null,
    grade: input.grade,
    seriousness: listCriteria(input.grade, input.seriousness ?? [], input.type),
    expected: findUsualCourse(input.type, treatment, input.grade) !== null,
    usualEnd: findUsualEnd({ type: input.type, grade: input.grade, onsetAt }, treatment),
    relation: input.relation ?? ('unknown' as const),
    zones: input.zones ?? [],
    onsetAt,
    resolvedAt: input.resolvedAt === undefined ? null : new Date(input.resolvedAt),
    action: input.action ?? ('none' as const),
    actionNote: input.actionNote ?? null,
    outcome: input.outcome ?? ('unknown' as const),
  };
};
