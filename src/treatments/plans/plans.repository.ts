import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { Treatment } from '../protocols/protocols.js';
import { currentCheck } from '../screening/screening.repository.js';
import type { PlanAction, PlanStatus } from './domain/plan-states.js';
import type { PlannedArea, PlannedProtocol, PlanTransition } from './plan.dto.js';

export interface PlanRecord {
  id: string;
  patientId: string;
  treatment: Treatment;
  consultationId: string;
  /** The check that the plan was drafted with. */
  checkId: string;
  /** The check that counts now. */
  currentCheckId: string;
  status: PlanStatus;
  /** Where a plan on hold goes back to. */
  heldFrom: PlanStatus | null;
  indication: string | null;
  goals: string | null;
  areas: PlannedArea[];
  technique: PlannedProtocol['technique'] | null;
  protocolVersion: number;
  sessions: number;
  intervalDays: number;
  startOn: string;
  consentId: string | null;
  createdBy: string;
  transitions: PlanTransition[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const columns = `p.id, p.patient_id AS "patientId", p.treatment, p.consultation_id AS "consultationId", p.check_id AS "checkId", ${currentCheck} AS "currentCheckId", p.status,
  p.held_from AS "heldFrom", p.indication,
  p.goals, p.areas, p.technique, p.protocol_version AS "protocolVersion", p.sessions, p.interval_days AS "intervalDays", p.start_on AS "startOn",
  p.consent_id AS "consentId", p.created_by AS "createdBy", p.version, p.created_at AS "createdAt", p.updated_at AS "updatedAt",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('action', t.action, 'from', t.from_status, 'to', t.to_status, 'reason', t.reason,
      'actorId', t.actor_id, 'occurredAt', t.occurred_at) ORDER BY t.plan_version), '[]')
     FROM treatment_plan_transitions t WHERE t.clinic_id = p.clinic_id AND t.plan_id = p.id) AS transitions`;

const find = statement('plans.find', `SELECT ${columns} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id = $1`);
const lock = statement('plans.lock', `SELECT ${columns} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id = $1 FOR UPDATE OF p`);

const filter = `($1::uuid IS NULL OR p.patient_id = $1) AND ($2::text IS NULL OR p.status = $2)`;
const list = statement(
  'plans.list',
  `SELECT ${columns} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND ${filter} AND ($3::uuid IS NULL OR p.id > $3) ORDER BY p.id LIMIT $4`,
);
const listOfPatient = statement(
  'plans.list-of-patient',
  `SELECT ${columns} FROM treatment_plans p
    WHERE p.clinic_id = current_clinic() AND p.patient_id = $1 AND ${filter} AND ($3::uuid IS NULL OR p.id > $3) ORDER BY p.id LIMIT $4`,
);
const count = statement('plans.count', `SELECT count(*)::integer AS total FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND ${filter}`);

const insert = statement(
  'plans.insert',
  `INSERT INTO treatment_plans (id, patient_id, treatment, consultation_id, check_id, indication, goals, areas, technique, protocol_version, sessions,
     interval_days, start_on, created_by, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12, $13, $14, $15, $15)`,
);

const change = statement(
  'plans.change',
  `UPDATE treatment_plans SET consultation_id = $2, check_id = $3, indication = $4, goals = $5, areas = $6::jsonb, technique = $7, sessions = $8,
     interval_days = $9, start_on = $10, updated_at = $11, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);

const step = statement(
  'plans.step',
  `WITH moved AS (
     UPDATE treatment_plans SET status = $2, consent_id = $3, held_from = $9, updated_at = $4, version = version + 1
      WHERE clinic_id = current_clinic() AND id = $1 RETURNING id, version
   )
   INSERT INTO treatment_plan_transitions (plan_id, plan_version, action, from_status, to_status, reason, actor_id, occurred_at)
   SELECT id, version, $5, $6, $2, $7, $8, $4 FROM moved`,
);

@Injectable()
export class PlansRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<PlanRecord | null> {
    return this.database.maybe<PlanRecord>(find, [id]);
  }

  async lock(id: string): Promise<PlanRecord | null> {
    return this.database.maybe<PlanRecord>(lock, [id]);
  }

  list(patientId: string | null, status: string | null, after: string | null, limit: number): Promise<PlanRecord[]> {
    return this.database.query<PlanRecord>(patientId === null ? list : listOfPatient, [patientId, status, after, limit]);
  }

  async count(patientId: string | null, status: string | null): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [patientId, status])).total;
  }

  async insert(plan: PlanRecord): Promise<void> {
    await this.database.execute(insert, [
      plan.id,
      plan.patientId,
      plan.treatment,
      plan.consultationId,
      plan.checkId,
      plan.indication,
      plan.goals,
      JSON.stringify(plan.areas),
      plan.technique,
      plan.protocolVersion,
      plan.sessions,
      plan.intervalDays,
      plan.startOn,
      plan.createdBy,
      plan.createdAt,
    ]);
  }

  async change(plan: PlanRecord): Promise<void> {
    await this.database.execute(change, [
      plan.id,
      plan.consultationId,
      plan.checkId,
      plan.indication,
      plan.goals,
      JSON.stringify(plan.areas),
      plan.technique,
      plan.sessions,
      plan.intervalDays,
      plan.startOn,
      plan.updatedAt,
    ]);
  }

  /** The plan's next state, with who, when and why. */
  async step(plan: PlanRecord, action: PlanAction, from: PlanStatus, reason: string | null, actorId: string): Promise<void> {
    await this.database.execute(step, [plan.id, plan.status, plan.consentId, plan.updatedAt, action, from, reason, actorId, plan.heldFrom]);
  }
}
