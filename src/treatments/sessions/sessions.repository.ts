import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/id.js';
import { Database, statement } from '../../platform/database/index.js';
import type { Treatment } from '../protocols/protocols.js';
import { currentCheck } from '../screening/screening.repository.js';
import type { SessionStatus } from './domain/session-states.js';
import type { SessionRecordInput } from './session.dto.js';

export interface SessionRecord {
  id: string;
  planId: string;
  patientId: string;
  treatment: Treatment;
  number: number;
  status: SessionStatus;
  scheduledOn: string;
  startedAt: Date | null;
  endedAt: Date | null;
  checkId: string | null;
  performedBy: string | null;
  supervisedBy: string | null;
  record: SessionRecordInput | null;
  reason: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What a session must know of its plan. */
export interface SessionPlan {
  status: string;
  consultationId: string;
  /** The check that counts for the plan. */
  checkId: string;
  intervalDays: number;
}

const columns = `s.id, s.plan_id AS "planId", s.patient_id AS "patientId", s.treatment, s.number, s.status, s.scheduled_on AS "scheduledOn",
  s.started_at AS "startedAt", s.ended_at AS "endedAt", s.check_id AS "checkId", s.performed_by AS "performedBy", s.supervised_by AS "supervisedBy",
  s.record, s.reason, s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

const find = statement('sessions.find', `SELECT ${columns} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.id = $1`);
const lock = statement('sessions.lock', `SELECT ${columns} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.id = $1 FOR UPDATE`);
/** Share-locked, so that the plan is not held or cancelled while a session of it begins. */
const planOf = statement(
  'sessions.plan',
  `SELECT p.status, p.consultation_id AS "consultationId", ${currentCheck} AS "checkId", p.interval_days AS "intervalDays"
     FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id = $1 FOR SHARE OF p`,
);
const list = statement(
  'sessions.of-plan',
  `SELECT ${columns} FROM treatment_sessions s
    WHERE s.clinic_id = current_clinic() AND s.plan_id = $1 AND s.number > $2 ORDER BY s.number LIMIT $3`,
);
const count = statement(
  'sessions.count',
  `SELECT count(*)::integer AS total FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.plan_id = $1`,
);
const statuses = statement('sessions.statuses', `SELECT status FROM treatment_sessions WHERE clinic_id = current_clinic() AND plan_id = $1 ORDER BY number`);
const insertSeries = statement(
  'sessions.insert-series',
  `INSERT INTO treatment_sessions (id, plan_id, patient_id, treatment, number, scheduled_on, created_at, updated_at)
   SELECT id, $1, $2, $3, number, scheduled_on, $4, $4 FROM jsonb_to_recordset($5::jsonb) AS session (id uuid, number integer, scheduled_on date)`,
);
const update = statement(
  'sessions.update',
  `UPDATE treatment_sessions SET status = $2, scheduled_on = $3, started_at = $4, ended_at = $5, check_id = $6, performed_by = $7, supervised_by = $8,
     record = $9::jsonb, reason = $10, updated_at = $11, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);
const cancelScheduled = statement(
  'sessions.cancel-scheduled',
  `UPDATE treatment_sessions SET status = 'cancelled', reason = $2, updated_at = $3, version = version + 1
    WHERE clinic_id = current_clinic() AND plan_id = $1 AND status = 'scheduled'`,
);

@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<SessionRecord | null> {
    return this.database.maybe<SessionRecord>(find, [id]);
  }

  lock(id: string): Promise<SessionRecord | null> {
    return this.database.maybe<SessionRecord>(lock, [id]);
  }

  planOf(planId: string): Promise<SessionPlan> {
    return this.database.one<SessionPlan>(planOf, [planId]);
  }

  list(planId: string, afterNumber: number, limit: number): Promise<SessionRecord[]> {
    return this.database.query<SessionRecord>(list, [planId, afterNumber, limit]);
  }

  async count(planId: string): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [planId])).total;
  }

  async statusesOf(planId: string): Promise<SessionStatus[]> {
    return (await this.database.query<{ status: SessionStatus }>(statuses, [planId])).map((row) => row.status);
  }

  async insertSeries(plan: { id: string; patientId: string; treatment: Treatment }, days: readonly string[], at: Date): Promise<void> {
    const rows = days.map((day, index) => ({ id: newId(), number: index + 1, scheduled_on: day }));
    await this.database.execute(insertSeries, [plan.id, plan.patientId, plan.treatment, at, JSON.stringify(rows)]);
  }

  async update(session: SessionRecord): Promise<void> {
    await this.database.execute(update, [
      session.id,
      session.status,
      session.scheduledOn,
      session.startedAt,
      session.endedAt,
      session.checkId,
      session.performedBy,
      session.supervisedBy,
      session.record === null ? null : JSON.stringify(session.record),
      session.reason,
      session.updatedAt,
    ]);
  }

  async cancelScheduled(planId: string, reason: string, at: Date): Promise<void> {
    await this.database.execute(cancelScheduled, [planId, reason, at]);
  }
}
