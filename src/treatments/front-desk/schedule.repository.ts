import { Injectable } from '@nestjs/common';
import type { Treatment } from '../../kernel/treatment.js';
import { deskColumns, deskTypes, type DeskColumns } from '../../patients/index.js';
import { Database, declareColumns, declareStatement, total } from '../../platform/database/index.js';
import type { PlanStatus } from '../plans/domain/plan-states.js';
import type { SessionStatus } from '../sessions/domain/session-states.js';

export interface ScheduledSessionRow extends DeskColumns {
  id: string;
  planId: string;
  planNumber: string;
  number: number;
  treatment: Treatment;
  scheduledOn: string;
  status: SessionStatus;
  version: number;
}

export interface NumberedPlanRow extends DeskColumns {
  id: string;
  planNumber: string;
  treatment: Treatment;
  status: PlanStatus;
  sessions: number;
  planVersion: number;
}

export interface ScheduleFilter {
  from: string;
  to: string;
  patientId: string | null;
  status: readonly SessionStatus[] | null;
}

export interface NumberedPlanFilter {
  patientId: string | null;
  planNumber: string | null;
}

/** The place of a session in the schedule. */
export interface SchedulePosition {
  scheduledOn: string;
  id: string;
}

const scheduleParameters = { from: 'date', to: 'date', patientId: 'uuid?', status: 'text[]?' } as const;
const schedule = `FROM treatment_sessions s
     JOIN treatment_plans t ON t.clinic_id = s.clinic_id AND t.id = s.plan_id
     JOIN patients p ON p.clinic_id = s.clinic_id AND p.id = s.patient_id
    WHERE s.clinic_id = current_clinic() AND s.scheduled_on BETWEEN :from AND :to
      AND (:patientId::uuid IS NULL OR s.patient_id = :patientId) AND (:status::text[] IS NULL OR s.status = ANY (:status))`;

const listSessions = declareStatement('front-desk.sessions', {
  parameters: { ...scheduleParameters, afterDay: 'date?', afterId: 'uuid?', limit: 'bigint' },
  row: declareColumns<ScheduledSessionRow>({
    id: 'uuid',
    planId: 'uuid',
    planNumber: 'text',
    number: 'integer',
    treatment: 'text',
    scheduledOn: 'date',
    status: 'text',
    version: 'integer',
    ...deskTypes,
  }),
  sql: `SELECT s.id, s.plan_id AS "planId", t.plan_number AS "planNumber", s.number, s.treatment, s.scheduled_on AS "scheduledOn", s.status, s.version, ${deskColumns}
     ${schedule} AND (:afterId::uuid IS NULL OR (s.scheduled_on, s.id) > (:afterDay::date, :afterId)) ORDER BY s.scheduled_on, s.id LIMIT :limit`,
});
const countSessions = declareStatement('front-desk.count-sessions', {
  parameters: scheduleParameters,
  row: total,
  sql: `SELECT count(*)::integer AS total ${schedule}`,
});

const planParameters = { patientId: 'uuid?', planNumber: 'text?' } as const;
const plans = `FROM treatment_plans t JOIN patients p ON p.clinic_id = t.clinic_id AND p.id = t.patient_id
    WHERE t.clinic_id = current_clinic() AND (:patientId::uuid IS NULL OR t.patient_id = :patientId) AND (:planNumber::text IS NULL OR t.plan_number = :planNumber)`;

const listPlans = declareStatement('front-desk.plans', {
  parameters: { ...planParameters, after: 'uuid?', limit: 'bigint' },
  row: declareColumns<NumberedPlanRow>({
    id: 'uuid',
    planNumber: 'text',
    treatment: 'text',
    status: 'text',
    sessions: 'integer',
    planVersion: 'integer',
    ...deskTypes,
  }),
  sql: `SELECT t.id, t.plan_number AS "planNumber", t.treatment, t.status, t.sessions, t.version AS "planVersion", ${deskColumns}
     ${plans} AND (:after::uuid IS NULL OR t.id > :after) ORDER BY t.id LIMIT :limit`,
});
const countPlans = declareStatement('front-desk.count-plans', {
  parameters: planParameters,
  row: total,
  sql: `SELECT count(*)::integer AS total ${plans}`,
});

/** Reads what the reception desk needs: no clinical column is among it. */
@Injectable()
export class ScheduleRepository {
  constructor(private readonly database: Database) {}

  listSessions(by: ScheduleFilter, after: SchedulePosition | null, limit: number): Promise<ScheduledSessionRow[]> {
    return this.database.query(listSessions, { ...by, afterDay: after?.scheduledOn ?? null, afterId: after?.id ?? null, limit });
  }

  async countSessions(by: ScheduleFilter): Promise<number> {
    return (await this.database.getRow(countSessions, by)).total;
  }

  listPlans(by: NumberedPlanFilter, after: string | null, limit: number): Promise<NumberedPlanRow[]> {
    return this.database.query(listPlans, { ...by, after, limit });
  }

  async countPlans(by: NumberedPlanFilter): Promise<number> {
    return (await this.database.getRow(countPlans, by)).total;
  }
}
