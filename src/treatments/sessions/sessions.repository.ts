import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/id.js';
import type { Treatment } from '../../kernel/treatment.js';
import { Database, statement } from '../../platform/database/index.js';
import { currentCheck } from '../plans/current-check.sql.js';
import type { PlanWithIndications } from '../plans/domain/plan-indications.js';
import type { Purpose } from '../plans/domain/follow-up.js';
import type { SessionOnSameDay } from './domain/same-day.js';
import type { SessionStatus } from './domain/session-states.js';
import type { SessionContent, SessionWarning } from './domain/session-content.js';

export interface SessionRecord {
  id: string;
  planId: string;
  patientId: string;
  treatment: Treatment;
  number: number;
  /** The missed session in whose place it stands. */
  replaces: string | null;
  status: SessionStatus;
  scheduledOn: string;
  startedAt: Date | null;
  endedAt: Date | null;
  checkId: string | null;
  /** The check of what was used, where the one of the start had not asked about it. */
  completionCheckId: string | null;
  performedBy: string | null;
  supervisedBy: string | null;
  /** Why a dermatologist began it sooner after an earlier one than it should have been. */
  intervalReason: string | null;
  record: SessionContent | null;
  reason: string | null;
  /** Null before it is completed, and of what was completed before versions were kept: there it is 1. */
  recordVersion: number | null;
  contentHash: string | null;
  warnings: SessionWarning[];
  /** Of one that is scheduled: other sessions of the patient, of any plan, on its day. */
  sameDay: SessionOnSameDay[];
  countersignedBy: string | null;
  countersignedAt: Date | null;
  countersignedVersion: number | null;
  countersignTakenOverFrom: string | null;
  countersignTakeOverReason: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What a session must know of its plan. */
export interface SessionPlan extends PlanWithIndications {
  status: string;
  consultationId: string;
  /** The check that counts for the plan. */
  checkId: string;
  intervalDays: number;
  protocolVersion: number;
  hairTrimming: { agreed: 'yes' | 'no' } | null;
  purpose: Purpose;
  followsPlanId: string | null;
  technique: string | null;
  /** The zones that it treats; empty where nobody named any. */
  zones: string[];
}

/** A session that took place, or goes on. */
export interface GivenSessionRow {
  id: string;
  planId: string;
  treatment: Treatment;
  number: number;
  startedAt: Date;
  /** Whether it has not ended yet. */
  underWay: boolean;
  /** The zones that were treated, else those of its plan; empty where nobody named any. */
  zones: string[];
}

/** A session with a record of what was used. */
export interface RecordedSession {
  startedAt: Date;
  endedAt: Date;
  record: SessionContent;
}

export interface SessionFilter {
  patientId: string | null;
  status: SessionStatus | null;
  supervisedBy: string | null;
  awaitsCountersignature: boolean | null;
}

const columns = `s.id, s.plan_id AS "planId", s.patient_id AS "patientId", s.treatment, s.number, s.replaces, s.status, s.scheduled_on AS "scheduledOn",
  s.started_at AS "startedAt", s.ended_at AS "endedAt", s.check_id AS "checkId", s.completion_check_id AS "completionCheckId", s.performed_by AS "performedBy", s.supervised_by AS "supervisedBy",
  s.interval_reason AS "intervalReason", s.record, s.reason, s.record_version AS "recordVersion", s.content_hash AS "contentHash", s.warnings, s.countersigned_by AS "countersignedBy",
  s.countersigned_at AS "countersignedAt", s.countersigned_version AS "countersignedVersion", s.countersign_taken_over_from AS "countersignTakenOverFrom",
  s.countersign_take_over_reason AS "countersignTakeOverReason", s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'planId', o.plan_id, 'treatment', o.treatment, 'number', o.number) ORDER BY o.id), '[]')
     FROM treatment_sessions o
    WHERE s.status = 'scheduled' AND o.clinic_id = s.clinic_id AND o.patient_id = s.patient_id AND o.id <> s.id
      AND o.status IN ('scheduled', 'in-progress', 'completed')
      AND coalesce(clinic_day(o.started_at), o.scheduled_on) = s.scheduled_on) AS "sameDay"`;

const find = statement('sessions.find', `SELECT ${columns} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.id = $1`);
const lock = statement('sessions.lock', `SELECT ${columns} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.id = $1 FOR UPDATE`);
/** Locked, so that the plan is not held or cancelled while a session of it begins, and no other session of it begins at the same time. */
const plan = `SELECT p.id, p.indication, p.indications, p.indication_details AS "indicationDetails", p.created_at AS "createdAt", p.status, p.consultation_id AS "consultationId", ${currentCheck} AS "checkId", p.interval_days AS "intervalDays",
    p.protocol_version AS "protocolVersion", p.hair_trimming AS "hairTrimming", p.purpose, p.follows_plan_id AS "followsPlanId", p.technique,
    (SELECT coalesce(array_agg(area ->> 'zone'), '{}') FROM jsonb_array_elements(p.areas) area) AS zones
     FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id = $1`;
const planOf = statement('sessions.plan', `${plan} FOR NO KEY UPDATE OF p`);
const seePlanOf = statement('sessions.plan-seen', plan);
/** In one order for everybody: of two sessions of a patient that begin or end at once, one sees the other. */
const lockPlansOf = statement(
  'sessions.lock-plans-of-patient',
  `SELECT id FROM treatment_plans WHERE clinic_id = current_clinic() AND patient_id = $1 ORDER BY id FOR NO KEY UPDATE`,
);
const givenTo = statement(
  'sessions.given-to-patient',
  `SELECT s.id, s.plan_id AS "planId", s.treatment, s.number, s.started_at AS "startedAt", s.status = 'in-progress' AS "underWay",
          CASE WHEN jsonb_array_length(s.record -> 'zones') > 0 THEN ARRAY(SELECT jsonb_array_elements_text(s.record -> 'zones'))
               ELSE ARRAY(SELECT area ->> 'zone' FROM jsonb_array_elements(p.areas) area) END AS zones
     FROM treatment_sessions s JOIN treatment_plans p ON p.clinic_id = s.clinic_id AND p.id = s.plan_id
    WHERE s.clinic_id = current_clinic() AND s.patient_id = $1 AND s.id <> $2 AND (s.status = 'in-progress' OR s.record IS NOT NULL)
    ORDER BY s.started_at DESC, s.id`,
);
/** Whatever its state and its plan: what was used was used. */
const recordedAround = statement(
  'sessions.recorded-around',
  `SELECT s.started_at AS "startedAt", coalesce(s.ended_at, s.started_at) AS "endedAt", s.record FROM treatment_sessions s
    WHERE s.clinic_id = current_clinic() AND s.patient_id = $1 AND s.id <> $2 AND s.record IS NOT NULL
      AND s.started_at <= $4::timestamptz + interval '24 hours' AND coalesce(s.ended_at, s.started_at) >= $3::timestamptz - interval '24 hours'
    ORDER BY s.started_at, s.id`,
);
const lastGivenOf = statement(
  'sessions.last-given',
  `SELECT max(started_at) AS "startedAt" FROM treatment_sessions WHERE clinic_id = current_clinic() AND plan_id = $1 AND status = 'completed'`,
);
const underWayOf = statement(
  'sessions.under-way',
  `SELECT min(number) AS number FROM treatment_sessions
    WHERE clinic_id = current_clinic() AND plan_id = $1 AND id <> $2 AND status = 'in-progress'`,
);
const awaits = `(s.status = 'completed' AND s.supervised_by IS NOT NULL AND s.countersigned_by IS NULL)`;
const filter = `s.clinic_id = current_clinic() AND ($1::uuid IS NULL OR s.patient_id = $1) AND ($2::text IS NULL OR s.status = $2)
   AND ($3::uuid IS NULL OR s.supervised_by = $3) AND ($4::boolean IS NULL OR ${awaits} = $4)`;
const listAll = statement(
  'sessions.list',
  `SELECT ${columns} FROM treatment_sessions s WHERE ${filter} AND ($5::uuid IS NULL OR s.id > $5) ORDER BY s.id LIMIT $6`,
);
const countAll = statement('sessions.count-all', `SELECT count(*)::integer AS total FROM treatment_sessions s WHERE ${filter}`);
const list = statement(
  'sessions.of-plan',
  `SELECT ${columns} FROM treatment_sessions s
    WHERE s.clinic_id = current_clinic() AND s.plan_id = $1 AND s.number > $2 ORDER BY s.number LIMIT $3`,
);
/** All of them, held until the change is committed. */
const lockOfPlan = statement(
  'sessions.lock-of-plan',
  `SELECT ${columns} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.plan_id = $1 ORDER BY s.number FOR UPDATE`,
);
const allOfPlan = statement(
  'sessions.all-of-plan',
  `SELECT ${columns} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.plan_id = $1 ORDER BY s.number`,
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
const insert = statement(
  'sessions.insert',
  `INSERT INTO treatment_sessions (id, plan_id, patient_id, treatment, number, scheduled_on, replaces, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
);
const move = statement(
  'sessions.move',
  `UPDATE treatment_sessions s SET scheduled_on = m."on", reason = $2, updated_at = $3, version = s.version + 1
     FROM jsonb_to_recordset($1::jsonb) AS m (id uuid, "on" date)
    WHERE s.clinic_id = current_clinic() AND s.id = m.id AND s.status = 'scheduled'`,
);
const update = statement(
  'sessions.update',
  `UPDATE treatment_sessions SET status = $2, scheduled_on = $3, started_at = $4, ended_at = $5, check_id = $6, performed_by = $7, supervised_by = $8,
     record = $9::jsonb, reason = $10, updated_at = $11, record_version = $12, content_hash = $13, warnings = $14::jsonb, countersigned_by = $15,
     countersigned_at = $16, countersigned_version = $17, countersign_taken_over_from = $18, countersign_take_over_reason = $19, completion_check_id = $20, interval_reason = $21, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);
const cancelScheduled = statement(
  'sessions.cancel-scheduled',
  `UPDATE treatment_sessions SET status = 'cancelled', reason = $2, updated_at = $3, version = version + 1
    WHERE clinic_id = current_clinic() AND plan_id = $1 AND status = 'scheduled'`,
);

const filterValues = ({ patientId, status, supervisedBy, awaitsCountersignature }: SessionFilter): unknown[] => [
  patientId,
  status,
  supervisedBy,
  awaitsCountersignature,
];

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

  /** The same without holding the plan. */
  seePlanOf(planId: string): Promise<SessionPlan> {
    return this.database.one<SessionPlan>(seePlanOf, [planId]);
  }

  /** Holds every plan of the patient until the change is committed. */
  async lockPlansOf(patientId: string): Promise<void> {
    await this.database.query(lockPlansOf, [patientId]);
  }

  /** The patient's other sessions that took place or go on, of any plan and treatment, the newest first. */
  givenTo(patientId: string, exceptId: string): Promise<GivenSessionRow[]> {
    return this.database.query<GivenSessionRow>(givenTo, [patientId, exceptId]);
  }

  /** The patient's other sessions that have a record and lie, in part at least, within 24 hours before or after this one. */
  recordedAround({ id, patientId, startedAt }: SessionRecord, endedAt: Date): Promise<RecordedSession[]> {
    return this.database.query<RecordedSession>(recordedAround, [patientId, id, startedAt, endedAt]);
  }

  /** When the plan's last session that took place began; null when none did. */
  async lastGivenOf(planId: string): Promise<Date | null> {
    return (await this.database.one<{ startedAt: Date | null }>(lastGivenOf, [planId])).startedAt;
  }

  /** The number of another session of the plan that has begun and not ended. */
  async underWayOf(planId: string, exceptId: string): Promise<number | null> {
    return (await this.database.one<{ number: number | null }>(underWayOf, [planId, exceptId])).number;
  }

  listAll(by: SessionFilter, after: string | null, limit: number): Promise<SessionRecord[]> {
    return this.database.query<SessionRecord>(listAll, [...filterValues(by), after, limit]);
  }

  async countAll(by: SessionFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(countAll, filterValues(by))).total;
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

  /** All sessions of a plan in their order, held until the change is committed. */
  lockOfPlan(planId: string): Promise<SessionRecord[]> {
    return this.database.query<SessionRecord>(lockOfPlan, [planId]);
  }

  /** All sessions of a plan in their order. */
  ofPlan(planId: string): Promise<SessionRecord[]> {
    return this.database.query<SessionRecord>(allOfPlan, [planId]);
  }

  /** One session more, in the place of one that was missed. */
  async insert(
    session: { id: string; plan: { id: string; patientId: string; treatment: Treatment }; number: number; scheduledOn: string; replaces: string },
    at: Date,
  ): Promise<void> {
    const { id, plan, number, scheduledOn, replaces } = session;
    await this.database.execute(insert, [id, plan.id, plan.patientId, plan.treatment, number, scheduledOn, replaces, at]);
  }

  /** New days for sessions that are scheduled, and why. */
  async move(moves: readonly { id: string; on: string }[], reason: string, at: Date): Promise<void> {
    await this.database.execute(move, [JSON.stringify(moves), reason, at]);
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
      session.recordVersion,
      session.contentHash,
      JSON.stringify(session.warnings),
      session.countersignedBy,
      session.countersignedAt,
      session.countersignedVersion,
      session.countersignTakenOverFrom,
      session.countersignTakeOverReason,
      session.completionCheckId,
      session.intervalReason,
    ]);
  }

  async cancelScheduled(planId: string, reason: string, at: Date): Promise<void> {
    await this.database.execute(cancelScheduled, [planId, reason, at]);
  }
}
