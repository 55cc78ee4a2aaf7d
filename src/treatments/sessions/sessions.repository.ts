import { Injectable } from '@nestjs/common';
import { createId } from '../../kernel/id.js';
import type { Treatment } from '../../kernel/treatment.js';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
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
  /** The missed session that this session replaces. */
  replaces: string | null;
  status: SessionStatus;
  scheduledOn: string;
  startedAt: Date | null;
  endedAt: Date | null;
  checkId: string | null;
  /** The check of what was used, where the check of the start had not included it. */
  completionCheckId: string | null;
  performedBy: string | null;
  supervisedBy: string | null;
  /** Why a dermatologist began the session before the minimum interval after an earlier session had passed. */
  intervalReason: string | null;
  record: SessionContent | null;
  reason: string | null;
  /** The version of the record. Null before the session is completed; null also for sessions completed before versions were stored, where it counts as 1. */
  recordVersion: number | null;
  contentHash: string | null;
  warnings: SessionWarning[];
  /** The patient's other sessions of any plan on the day of a scheduled session. */
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

/** The facts of the plan that a session needs. */
export interface SessionPlan extends PlanWithIndications {
  status: string;
  consultationId: string;
  /** The current check of the plan. */
  checkId: string;
  intervalDays: number;
  protocolVersion: number;
  hairTrimming: { agreed: 'yes' | 'no' } | null;
  purpose: Purpose;
  followsPlanId: string | null;
  technique: string | null;
  /** The zones that the plan treats; empty where none were named. */
  zones: string[];
}

/** A session that took place, or has begun and not ended. */
export interface GivenSessionRow {
  id: string;
  planId: string;
  treatment: Treatment;
  number: number;
  startedAt: Date;
  /** Whether the session has not ended yet. */
  underWay: boolean;
  /** The zones that were treated, otherwise those of the plan; empty where none were named. */
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
  status: readonly SessionStatus[] | null;
  supervisedBy: string | null;
  awaitsCountersignature: boolean | null;
  treatment: readonly Treatment[] | null;
  /** The first and the last planned day. */
  from: string | null;
  to: string | null;
  /** Who gave or supervised the session. */
  staffId: string | null;
}

const sessionRow = declareColumns<SessionRecord>(
  {
    id: 'uuid',
    planId: 'uuid',
    patientId: 'uuid',
    treatment: 'text',
    number: 'integer',
    replaces: 'uuid?',
    status: 'text',
    scheduledOn: 'date',
    startedAt: 'timestamptz?',
    endedAt: 'timestamptz?',
    checkId: 'uuid?',
    completionCheckId: 'uuid?',
    performedBy: 'uuid?',
    supervisedBy: 'uuid?',
    intervalReason: 'text?',
    record: 'jsonb?',
    reason: 'text?',
    recordVersion: 'integer?',
    contentHash: 'text?',
    warnings: 'jsonb',
    countersignedBy: 'uuid?',
    countersignedAt: 'timestamptz?',
    countersignedVersion: 'integer?',
    countersignTakenOverFrom: 'uuid?',
    countersignTakeOverReason: 'text?',
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    sameDay: [
      'jsonb',
      `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'planId', o.plan_id, 'treatment', o.treatment, 'number', o.number) ORDER BY o.id), '[]')
     FROM treatment_sessions o
    WHERE s.status = 'scheduled' AND o.clinic_id = s.clinic_id AND o.patient_id = s.patient_id AND o.id <> s.id
      AND o.status IN ('scheduled', 'in-progress', 'completed')
      AND coalesce(clinic_day(o.started_at), o.scheduled_on) = s.scheduled_on)`,
    ],
  },
  's',
);

const find = declareStatement('sessions.find', {
  parameters: { id: 'uuid' },
  row: sessionRow,
  sql: `SELECT ${sessionRow.list} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.id = :id`,
});
const lock = declareStatement('sessions.lock', {
  parameters: { id: 'uuid' },
  row: sessionRow,
  sql: `SELECT ${sessionRow.list} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.id = :id FOR UPDATE`,
});
/** Locks the plan: while a session of it begins, the plan is not held or cancelled, and no other session of it begins. */
const plan = `SELECT p.id, p.indication, p.indications, p.indication_details AS "indicationDetails", p.created_at AS "createdAt", p.status, p.consultation_id AS "consultationId", ${currentCheck} AS "checkId", p.interval_days AS "intervalDays",
    p.protocol_version AS "protocolVersion", p.hair_trimming AS "hairTrimming", p.purpose, p.follows_plan_id AS "followsPlanId", p.technique,
    (SELECT coalesce(array_agg(area ->> 'zone'), '{}') FROM jsonb_array_elements(p.areas) area) AS zones
     FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id = :planId`;
const sessionPlanRow = declareColumns<SessionPlan>({
  id: 'uuid',
  indication: 'text?',
  indications: 'text[]',
  indicationDetails: 'jsonb',
  createdAt: 'timestamptz',
  status: 'text',
  consultationId: 'uuid',
  checkId: 'uuid',
  intervalDays: 'integer',
  protocolVersion: 'integer',
  hairTrimming: 'jsonb?',
  purpose: 'text',
  followsPlanId: 'uuid?',
  technique: 'text?',
  zones: 'text[]',
});
const planOf = declareStatement('sessions.plan', {
  parameters: { planId: 'uuid' },
  row: sessionPlanRow,
  sql: `${plan} FOR NO KEY UPDATE OF p`,
});
const seePlanOf = declareStatement('sessions.plan-seen', {
  parameters: { planId: 'uuid' },
  row: sessionPlanRow,
  sql: plan,
});
/** Locks the plans in one order for every caller: of two sessions of a patient that begin or end at once, one sees the other. */
const lockPlansOf = declareStatement('sessions.lock-plans-of-patient', {
  parameters: { patientId: 'uuid' },
  sql: `SELECT id FROM treatment_plans WHERE clinic_id = current_clinic() AND patient_id = :patientId ORDER BY id FOR NO KEY UPDATE`,
});
const givenTo = declareStatement('sessions.given-to-patient', {
  parameters: { patientId: 'uuid', exceptId: 'uuid' },
  row: declareColumns<GivenSessionRow>({
    id: 'uuid',
    planId: 'uuid',
    treatment: 'text',
    number: 'integer',
    startedAt: 'timestamptz!',
    underWay: 'boolean',
    zones: 'text[]',
  }),
  sql: `SELECT s.id, s.plan_id AS "planId", s.treatment, s.number, s.started_at AS "startedAt", s.status = 'in-progress' AS "underWay",
          CASE WHEN jsonb_array_length(s.record -> 'zones') > 0 THEN ARRAY(SELECT jsonb_array_elements_text(s.record -> 'zones'))
               ELSE ARRAY(SELECT area ->> 'zone' FROM jsonb_array_elements(p.areas) area) END AS zones
     FROM treatment_sessions s JOIN treatment_plans p ON p.clinic_id = s.clinic_id AND p.id = s.plan_id
    WHERE s.clinic_id = current_clinic() AND s.patient_id = :patientId AND s.id <> :exceptId AND (s.status = 'in-progress' OR s.record IS NOT NULL)
    ORDER BY s.started_at DESC, s.id`,
});
/** Selects sessions in any state and of any plan, because what was used counts in each. */
const recordedAround = declareStatement('sessions.recorded-around', {
  parameters: { patientId: 'uuid', id: 'uuid', startedAt: 'timestamptz?', endedAt: 'timestamptz' },
  row: declareColumns<RecordedSession>({ startedAt: 'timestamptz!', endedAt: 'timestamptz', record: 'jsonb!' }),
  sql: `SELECT s.started_at AS "startedAt", coalesce(s.ended_at, s.started_at) AS "endedAt", s.record FROM treatment_sessions s
    WHERE s.clinic_id = current_clinic() AND s.patient_id = :patientId AND s.id <> :id AND s.record IS NOT NULL
      AND s.started_at <= :endedAt::timestamptz + interval '24 hours' AND coalesce(s.ended_at, s.started_at) >= :startedAt::timestamptz - interval '24 hours'
    ORDER BY s.started_at, s.id`,
});
const lastGivenOf = declareStatement('sessions.last-given', {
  parameters: { planId: 'uuid' },
  row: declareColumns<{ startedAt: Date | null }>({ startedAt: 'timestamptz?' }),
  sql: `SELECT max(started_at) AS "startedAt" FROM treatment_sessions WHERE clinic_id = current_clinic() AND plan_id = :planId AND status = 'completed'`,
});
/** The newest session of a plan that has a record. */
const lastRecorded = declareStatement('sessions.last-recorded', {
  parameters: { planId: 'uuid' },
  row: sessionRow,
  sql: `SELECT ${sessionRow.list} FROM treatment_sessions s
    WHERE s.clinic_id = current_clinic() AND s.plan_id = :planId AND s.status = 'completed' AND s.record IS NOT NULL
    ORDER BY s.started_at DESC, s.id DESC LIMIT 1`,
});
const underWayOf = declareStatement('sessions.under-way', {
  parameters: { planId: 'uuid', exceptId: 'uuid' },
  row: declareColumns<{ number: number | null }>({ number: 'integer?' }),
  sql: `SELECT min(number) AS number FROM treatment_sessions
    WHERE clinic_id = current_clinic() AND plan_id = :planId AND id <> :exceptId AND status = 'in-progress'`,
});
const awaits = `(s.status = 'completed' AND s.supervised_by IS NOT NULL AND s.countersigned_by IS NULL)`;
const filter = `s.clinic_id = current_clinic() AND (:patientId::uuid IS NULL OR s.patient_id = :patientId) AND (:status::text[] IS NULL OR s.status = ANY (:status))
   AND (:supervisedBy::uuid IS NULL OR s.supervised_by = :supervisedBy) AND (:awaitsCountersignature::boolean IS NULL OR ${awaits} = :awaitsCountersignature)
   AND (:treatment::text[] IS NULL OR s.treatment = ANY (:treatment)) AND (:from::date IS NULL OR s.scheduled_on >= :from) AND (:to::date IS NULL OR s.scheduled_on <= :to)
   AND (:staffId::uuid IS NULL OR :staffId IN (s.performed_by, s.supervised_by))`;
const filterParameters = {
  patientId: 'uuid?',
  status: 'text[]?',
  supervisedBy: 'uuid?',
  awaitsCountersignature: 'boolean?',
  treatment: 'text[]?',
  from: 'date?',
  to: 'date?',
  staffId: 'uuid?',
} as const;
const listAll = declareStatement('sessions.list', {
  parameters: { ...filterParameters, after: 'uuid?', limit: 'bigint' },
  row: sessionRow,
  sql: `SELECT ${sessionRow.list} FROM treatment_sessions s WHERE ${filter} AND (:after::uuid IS NULL OR s.id > :after) ORDER BY s.id LIMIT :limit`,
});
const countAll = declareStatement('sessions.count-all', {
  parameters: filterParameters,
  row: total,
  sql: `SELECT count(*)::integer AS total FROM treatment_sessions s WHERE ${filter}`,
});
const list = declareStatement('sessions.of-plan', {
  parameters: { planId: 'uuid', afterNumber: 'integer', limit: 'bigint' },
  row: sessionRow,
  sql: `SELECT ${sessionRow.list} FROM treatment_sessions s
    WHERE s.clinic_id = current_clinic() AND s.plan_id = :planId AND s.number > :afterNumber ORDER BY s.number LIMIT :limit`,
});
/** Selects all sessions of a plan, and locks them until the transaction ends. */
const lockOfPlan = declareStatement('sessions.lock-of-plan', {
  parameters: { planId: 'uuid' },
  row: sessionRow,
  sql: `SELECT ${sessionRow.list} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.plan_id = :planId ORDER BY s.number FOR UPDATE`,
});
const allOfPlan = declareStatement('sessions.all-of-plan', {
  parameters: { planId: 'uuid' },
  row: sessionRow,
  sql: `SELECT ${sessionRow.list} FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.plan_id = :planId ORDER BY s.number`,
});
const count = declareStatement('sessions.count', {
  parameters: { planId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.plan_id = :planId`,
});
const statuses = declareStatement('sessions.statuses', {
  parameters: { planId: 'uuid' },
  row: declareColumns<{ status: SessionStatus }>({ status: 'text' }),
  sql: `SELECT status FROM treatment_sessions WHERE clinic_id = current_clinic() AND plan_id = :planId ORDER BY number`,
});
const insertSeries = declareStatement('sessions.insert-series', {
  parameters: { id: 'uuid', patientId: 'uuid', treatment: 'text', at: 'timestamptz', rows: 'jsonb' },
  sql: `INSERT INTO treatment_sessions (id, plan_id, patient_id, treatment, number, scheduled_on, created_at, updated_at)
   SELECT id, :id, :patientId, :treatment, number, scheduled_on, :at, :at FROM jsonb_to_recordset(:rows::jsonb) AS session (id uuid, number integer, scheduled_on date)`,
});
const insert = declareStatement('sessions.insert', {
  parameters: { id: 'uuid', planId: 'uuid', patientId: 'uuid', treatment: 'text', number: 'integer', scheduledOn: 'date', replaces: 'uuid', at: 'timestamptz' },
  sql: `INSERT INTO treatment_sessions (id, plan_id, patient_id, treatment, number, scheduled_on, replaces, created_at, updated_at)
   VALUES (:id, :planId, :patientId, :treatment, :number, :scheduledOn, :replaces, :at, :at)`,
});
const sealed = declareSealedColumns('treatment_sessions', {
  intervalReason: 'sealed-text?',
  record: 'sealed-notes?',
  reason: 'sealed-text?',
  countersignTakeOverReason: 'sealed-text?',
});

const move = declareStatement('sessions.move', {
  parameters: { moves: 'jsonb', reason: sealed.reason, at: 'timestamptz' },
  sql: `UPDATE treatment_sessions s SET scheduled_on = m."on", reason = :reason, updated_at = :at, version = s.version + 1
     FROM jsonb_to_recordset(:moves::jsonb) AS m (id uuid, "on" date)
    WHERE s.clinic_id = current_clinic() AND s.id = m.id AND s.status = 'scheduled'`,
});
const update = declareStatement('sessions.update', {
  parameters: {
    id: 'uuid',
    status: 'text',
    scheduledOn: 'date',
    startedAt: 'timestamptz?',
    endedAt: 'timestamptz?',
    checkId: 'uuid?',
    performedBy: 'uuid?',
    supervisedBy: 'uuid?',
    record: sealed.record,
    reason: sealed.reason,
    updatedAt: 'timestamptz',
    recordVersion: 'integer?',
    contentHash: 'text?',
    warnings: 'jsonb',
    countersignedBy: 'uuid?',
    countersignedAt: 'timestamptz?',
    countersignedVersion: 'integer?',
    countersignTakenOverFrom: 'uuid?',
    countersignTakeOverReason: sealed.countersignTakeOverReason,
    completionCheckId: 'uuid?',
    intervalReason: sealed.intervalReason,
  },
  sql: `UPDATE treatment_sessions SET status = :status, scheduled_on = :scheduledOn, started_at = :startedAt, ended_at = :endedAt, check_id = :checkId, performed_by = :performedBy, supervised_by = :supervisedBy,
     record = :record::jsonb, reason = :reason, updated_at = :updatedAt, record_version = :recordVersion, content_hash = :contentHash, warnings = :warnings::jsonb, countersigned_by = :countersignedBy,
     countersigned_at = :countersignedAt, countersigned_version = :countersignedVersion, countersign_taken_over_from = :countersignTakenOverFrom, countersign_take_over_reason = :countersignTakeOverReason, completion_check_id = :completionCheckId, interval_reason = :intervalReason, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});
const cancelScheduled = declareStatement('sessions.cancel-scheduled', {
  parameters: { planId: 'uuid', reason: sealed.reason, at: 'timestamptz' },
  sql: `UPDATE treatment_sessions SET status = 'cancelled', reason = :reason, updated_at = :at, version = version + 1
    WHERE clinic_id = current_clinic() AND plan_id = :planId AND status = 'scheduled'`,
});

@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<SessionRecord | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<SessionRecord | null> {
    return this.database.findRow(lock, { id });
  }

  lockPlan(planId: string): Promise<SessionPlan> {
    return this.database.getRow(planOf, { planId });
  }

  /** Reads the plan of a session without locking it. */
  getPlan(planId: string): Promise<SessionPlan> {
    return this.database.getRow(seePlanOf, { planId });
  }

  /** Locks every plan of the patient until the transaction ends. */
  async lockPlansOf(patientId: string): Promise<void> {
    await this.database.execute(lockPlansOf, { patientId });
  }

  /** Lists the patient's other sessions that took place or have begun, of any plan and treatment, the newest first. */
  listGivenToPatient(patientId: string, exceptId: string): Promise<GivenSessionRow[]> {
    return this.database.query(givenTo, { patientId, exceptId });
  }

  /** Lists the patient's other sessions that have a record and lie, at least in part, within 24 hours before or after this one. */
  listRecordedAround({ id, patientId, startedAt }: SessionRecord, endedAt: Date): Promise<RecordedSession[]> {
    return this.database.query(recordedAround, { patientId, id, startedAt, endedAt });
  }

  /** Finds when the plan's last session that took place began; null where none did. */
  async findLastGivenAt(planId: string): Promise<Date | null> {
    return (await this.database.getRow(lastGivenOf, { planId })).startedAt;
  }

  /** Finds the number of another session of the plan that has begun and not ended; null where there is none. */
  async findUnderWay(planId: string, exceptId: string): Promise<number | null> {
    return (await this.database.getRow(underWayOf, { planId, exceptId })).number;
  }

  listAll(by: SessionFilter, after: string | null, limit: number): Promise<SessionRecord[]> {
    return this.database.query(listAll, { ...by, after, limit });
  }

  async countAll(by: SessionFilter): Promise<number> {
    return (await this.database.getRow(countAll, by)).total;
  }

  findLastRecorded(planId: string): Promise<SessionRecord | null> {
    return this.database.findRow(lastRecorded, { planId });
  }

  list(planId: string, afterNumber: number, limit: number): Promise<SessionRecord[]> {
    return this.database.query(list, { planId, afterNumber, limit });
  }

  async count(planId: string): Promise<number> {
    return (await this.database.getRow(count, { planId })).total;
  }

  async listStatuses(planId: string): Promise<SessionStatus[]> {
    return (await this.database.query(statuses, { planId })).map((row) => row.status);
  }

  async insertSeries(plan: { id: string; patientId: string; treatment: Treatment }, days: readonly string[], at: Date): Promise<void> {
    const rows = days.map((day, index) => ({ id: createId(), number: index + 1, scheduled_on: day }));
    await this.database.execute(insertSeries, { ...plan, at, rows });
  }

  /** Lists all sessions of a plan in their order, and locks them until the transaction ends. */
  lockOfPlan(planId: string): Promise<SessionRecord[]> {
    return this.database.query(lockOfPlan, { planId });
  }

  /** Lists all sessions of a plan in their order. */
  listAllByPlan(planId: string): Promise<SessionRecord[]> {
    return this.database.query(allOfPlan, { planId });
  }

  /** Adds a session that replaces a missed one. */
  async insert(
    session: { id: string; plan: { id: string; patientId: string; treatment: Treatment }; number: number; scheduledOn: string; replaces: string },
    at: Date,
  ): Promise<void> {
    const { id, plan, number, scheduledOn, replaces } = session;
    await this.database.execute(insert, { id, planId: plan.id, patientId: plan.patientId, treatment: plan.treatment, number, scheduledOn, replaces, at });
  }

  /** Gives scheduled sessions new days, with the reason. */
  async move(moves: readonly { id: string; on: string }[], reason: string, at: Date): Promise<void> {
    await this.database.execute(move, { moves, reason, at });
  }

  async update(session: SessionRecord): Promise<void> {
    await this.database.execute(update, session);
  }

  async cancelScheduled(planId: string, reason: string, at: Date): Promise<void> {
    await this.database.execute(cancelScheduled, { planId, reason, at });
  }
}
