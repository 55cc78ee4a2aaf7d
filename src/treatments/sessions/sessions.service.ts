import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { Pages, type Page, type PageQuery } from '../../platform/http/index.js';
import { buildRecordTemplate } from './domain/record-template.js';
import type { SessionRecordTemplate } from './record-template.dto.js';
import type { SessionQuery, TreatmentSessionResponse } from './session.dto.js';
import { SessionAppointments } from './session-appointments.js';
import { toResponse } from './session.response.js';
import { SessionsRepository, type SessionFilter, type SessionRecord } from './sessions.repository.js';

/** The most sessions that are read of a plan: more than any series has, with those that were missed and moved. */
const MOST_SESSIONS = 1000;

const everySession: SessionFilter = {
  patientId: null,
  status: null,
  supervisedBy: null,
  awaitsCountersignature: null,
  treatment: null,
  from: null,
  to: null,
  staffId: null,
};

/** Reads and stores sessions. `schedule` gives them their days; `performing` starts and completes them. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly appointments: SessionAppointments,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(sessionId: string): Promise<TreatmentSessionResponse> {
    return toResponse(await this.require(sessionId));
  }

  list(query: SessionQuery): Promise<Page<TreatmentSessionResponse>> {
    const by: SessionFilter = {
      patientId: query.patientId ?? null,
      status: query.status ?? null,
      supervisedBy: query.supervisedBy ?? null,
      awaitsCountersignature: query.awaitsCountersignature ?? null,
      treatment: query.treatment ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      staffId: query.staffId ?? null,
    };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.sessions.listAll(by, after, limit),
      position: (session) => session.id,
      item: toResponse,
      total: () => this.sessions.countAll(by),
    });
  }

  /** Lists the sessions of a patient that have not begun, or not ended, the earliest first. */
  async listToCome(patientId: string): Promise<TreatmentSessionResponse[]> {
    const found = await this.sessions.listAll({ ...everySession, patientId, status: ['scheduled', 'in-progress'] }, null, MOST_SESSIONS);
    return found.map(toResponse).sort((one, other) => one.scheduledOn.localeCompare(other.scheduledOn) || one.number - other.number);
  }

  /** Lists the sessions of a patient that wait for their countersignature. */
  async listAwaitingCountersignature(patientId: string): Promise<TreatmentSessionResponse[]> {
    return (await this.sessions.listAll({ ...everySession, patientId, awaitsCountersignature: true }, null, MOST_SESSIONS)).map(toResponse);
  }

  /** Lists every session of a plan, in their order; none where there is no such plan. */
  async listAllByPlan(planId: string): Promise<TreatmentSessionResponse[]> {
    return (await this.sessions.list(planId, 0, MOST_SESSIONS)).map(toResponse);
  }

  /** Finds what the record of the plan's next session may begin with, from the last completed one; null where none is completed. */
  async findRecordTemplate(planId: string): Promise<SessionRecordTemplate | null> {
    const found = await this.sessions.findLastRecorded(planId);
    return found?.record ? { sessionId: found.id, ...buildRecordTemplate(found.record) } : null;
  }

  listByPlan(planId: string, query: PageQuery): Promise<Page<TreatmentSessionResponse>> {
    return this.pages.read(query, {
      rows: (after: number | null, limit) => this.sessions.list(planId, after ?? 0, limit),
      position: (session) => session.number,
      item: toResponse,
      total: () => this.sessions.count(planId),
    });
  }

  async require(sessionId: string): Promise<SessionRecord> {
    const session = await this.sessions.find(sessionId);
    if (!session) throw createNotFoundFailure('treatment session');
    return session;
  }

  /** Stores a locked session as its next version. Its appointment follows. */
  async save(session: SessionRecord): Promise<TreatmentSessionResponse> {
    const next: SessionRecord = { ...session, updatedAt: this.clock.now(), version: session.version + 1 };
    await this.sessions.update(next);
    await this.appointments.follow(next.planId);
    return toResponse(next);
  }
}
