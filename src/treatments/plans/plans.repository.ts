import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import { currentCheck } from './current-check.sql.js';
import type { PlanWarning, Purpose } from './domain/follow-up.js';
import type { DetailsOfIndication } from './domain/plan-indications.js';
import type { PlanAction, PlanStatus } from './domain/plan-states.js';
import type { Expectations, HairTrimming, PlannedArea, PlanTransition } from './domain/plan-content.js';
import type { StepReasons } from './domain/step-reasons.js';
import type { Treatment } from '../../kernel/treatment.js';

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
  indications: string[];
  indicationDetails: DetailsOfIndication[];
  goals: string | null;
  expectations: Expectations | null;
  hairTrimming: HairTrimming | null;
  areas: PlannedArea[];
  technique: string | null;
  purpose: Purpose;
  followsPlanId: string | null;
  warnings: PlanWarning[];
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
  p.held_from AS "heldFrom", p.indication, p.indications, p.indication_details AS "indicationDetails", p.expectations, p.hair_trimming AS "hairTrimming", p.goals, p.areas, p.technique, p.purpose, p.follows_plan_id AS "followsPlanId", p.warnings,
  p.protocol_version AS "protocolVersion", p.sessions, p.interval_days AS "intervalDays", p.start_on AS "startOn",
  p.consent_id AS "consentId", p.created_by AS "createdBy", p.version, p.created_at AS "createdAt", p.updated_at AS "updatedAt",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('action', t.action, 'from', t.from_status, 'to', t.to_status, 'reason', t.reason,
      'actorId', t.actor_id, 'occurredAt', t.occurred_at)
      || CASE WHEN t.parallel_reason IS NULL THEN '{}' ELSE jsonb_build_object('parallelReason', t.parallel_reason) END ORDER BY t.plan_version), '[]')
     FROM treatment_plan_transitions t WHERE t.clinic_id = p.clinic_id AND t.plan_id = p.id) AS transitions`;

const find = statement('plans.find', `SELECT ${columns} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id = $1`);
const lock = statement('plans.lock', `SELECT ${columns} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id = $1 FOR UPDATE OF p`);

/** In one order for everybody: of two plans of a patient that become active at once, one sees the other. */
const lockAllOfPatient = statement(
  'plans.lock-all-of-patient',
  `SELECT p.id FROM treatment_plans p
    WHERE p.clinic_id = current_clinic()
      AND p.patient_id = (SELECT o.patient_id FROM treatment_plans o WHERE o.clinic_id = current_clinic() AND o.id = $1)
    ORDER BY p.id FOR UPDATE OF p`,
);
const activeBeside = statement(
  'plans.active-beside',
  `SELECT p.id FROM treatment_plans p
    WHERE p.clinic_id = current_clinic() AND p.patient_id = $1 AND p.treatment = $2 AND p.status = 'active' AND p.id <> $3 ORDER BY p.id`,
);

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
     interval_days, start_on, created_by, created_at, updated_at, indications, expectations, hair_trimming, purpose, follows_plan_id, warnings, indication_details)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17::jsonb, $18::jsonb, $19, $20, $21::jsonb, $22::jsonb)`,
);

const change = statement(
  'plans.change',
  `UPDATE treatment_plans SET consultation_id = $2, check_id = $3, indication = $4, goals = $5, areas = $6::jsonb, technique = $7, sessions = $8,
     interval_days = $9, start_on = $10, updated_at = $11, indications = $12, expectations = $13::jsonb, hair_trimming = $14::jsonb, warnings = $15::jsonb,
     indication_details = $16::jsonb,
     version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);

const touch = statement('plans.touch', `UPDATE treatment_plans SET updated_at = $2, version = version + 1 WHERE clinic_id = current_clinic() AND id = $1`);

const step = statement(
  'plans.step',
  `WITH moved AS (
     UPDATE treatment_plans SET status = $2, consent_id = $3, updated_at = $4, hair_trimming = $9::jsonb, held_from = $10, version = version + 1
      WHERE clinic_id = current_clinic() AND id = $1 RETURNING id, version
   )
   INSERT INTO treatment_plan_transitions (plan_id, plan_version, action, from_status, to_status, reason, actor_id, occurred_at, parallel_reason)
   SELECT id, version, $5, $6, $2, $7, $8, $4, $11 FROM moved`,
);

/** Many plans at once; what is on hold already, is a draft or has ended stays as it is. */
const hold = statement(
  'plans.hold',
  `WITH moved AS (
     UPDATE treatment_plans p SET status = 'on-hold', held_from = p.status, updated_at = $3, version = p.version + 1
       FROM jsonb_to_recordset($1::jsonb) AS h ("planId" uuid, reason text)
      WHERE p.clinic_id = current_clinic() AND p.id = h."planId" AND p.status IN ('proposed', 'accepted', 'active')
     RETURNING p.id, p.version, p.held_from, h.reason
   )
   INSERT INTO treatment_plan_transitions (plan_id, plan_version, action, from_status, to_status, reason, actor_id, occurred_at)
   SELECT id, version, 'hold', held_from, 'on-hold', reason, $2, $3 FROM moved
   RETURNING plan_id AS "planId"`,
);

/** Every plan of a patient who has died that has not ended, and its sessions that have not begun; nothing of anybody else. */
const endOfDeceased = statement(
  'plans.end-of-deceased',
  `WITH open AS MATERIALIZED (
     SELECT p.id, p.status FROM treatment_plans p JOIN patients d ON d.clinic_id = p.clinic_id AND d.id = p.patient_id AND d.status = 'deceased'
      WHERE p.clinic_id = current_clinic() AND p.patient_id = $1 AND p.status NOT IN ('completed', 'cancelled') ORDER BY p.id FOR NO KEY UPDATE OF p
   ), sessions AS (
     UPDATE treatment_sessions s SET status = 'cancelled', reason = $2, updated_at = $4, version = s.version + 1
       FROM open WHERE s.clinic_id = current_clinic() AND s.plan_id = open.id AND s.status = 'scheduled'
   ), moved AS (
     UPDATE treatment_plans p SET status = 'cancelled', held_from = NULL, updated_at = $4, version = p.version + 1
       FROM open WHERE p.clinic_id = current_clinic() AND p.id = open.id
     RETURNING p.id, p.version, open.status AS from_status
   )
   INSERT INTO treatment_plan_transitions (plan_id, plan_version, action, from_status, to_status, reason, actor_id, occurred_at)
   SELECT id, version, 'cancel', from_status, 'cancelled', $2, $3, $4 FROM moved
   RETURNING plan_id AS "planId"`,
);

/** One page of a plan's steps, the oldest first. */
const transitions = statement(
  'plans.transitions',
  `SELECT t.plan_version AS "planVersion", t.action, t.from_status AS "from", t.to_status AS "to", t.reason, t.parallel_reason AS "parallelReason", t.actor_id AS "actorId", t.occurred_at AS "occurredAt"
     FROM treatment_plan_transitions t
    WHERE t.clinic_id = current_clinic() AND t.plan_id = $1 AND t.plan_version > $2 ORDER BY t.plan_version LIMIT $3`,
);
const countTransitions = statement(
  'plans.count-transitions',
  `SELECT count(*)::integer AS total FROM treatment_plan_transitions WHERE clinic_id = current_clinic() AND plan_id = $1`,
);

/** A plan to be put on hold. */
export interface Hold {
  planId: string;
  reason: string;
}

export type TransitionRow = Omit<PlanTransition, 'occurredAt' | 'parallelReason'> & { planVersion: number; occurredAt: Date; parallelReason: string | null };

const json = (value: object | null): string | null => value && JSON.stringify(value);

@Injectable()
export class PlansRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<PlanRecord | null> {
    return this.database.maybe<PlanRecord>(find, [id]);
  }

  async lock(id: string): Promise<PlanRecord | null> {
    return this.database.maybe<PlanRecord>(lock, [id]);
  }

  /** Holds every plan of the patient whose plan this is, until the change is committed. */
  async lockAllOfPatient(planId: string): Promise<void> {
    await this.database.query(lockAllOfPatient, [planId]);
  }

  /** Ends the plans of a patient who has died, in the name of `by`; answers which. Nothing where the patient has not. */
  async endOfDeceased(patientId: string, reason: string, by: string, at: Date): Promise<string[]> {
    return (await this.database.query<{ planId: string }>(endOfDeceased, [patientId, reason, by, at])).map(({ planId }) => planId);
  }

  /** The other active plans of the patient and treatment. */
  async activeBeside({ patientId, treatment, id }: PlanRecord): Promise<string[]> {
    return (await this.database.query<{ id: string }>(activeBeside, [patientId, treatment, id])).map((plan) => plan.id);
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
      plan.indications,
      json(plan.expectations),
      json(plan.hairTrimming),
      plan.purpose,
      plan.followsPlanId,
      json(plan.warnings),
      json(plan.indicationDetails),
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
      plan.indications,
      json(plan.expectations),
      json(plan.hairTrimming),
      json(plan.warnings),
      json(plan.indicationDetails),
    ]);
  }

  /** The plan's sessions have changed: whoever has seen it before has to look again. */
  async touch(planId: string, at: Date): Promise<void> {
    await this.database.execute(touch, [planId, at]);
  }

  /** The plan's next state, with who, when and why. */
  async step(plan: PlanRecord, action: PlanAction, from: PlanStatus, { reason, parallelReason }: StepReasons, actorId: string): Promise<void> {
    const { id, status, consentId, updatedAt, hairTrimming, heldFrom } = plan;
    await this.database.execute(step, [id, status, consentId, updatedAt, action, from, reason, actorId, json(hairTrimming), heldFrom, parallelReason]);
  }

  /** Holds those of the plans that can be held, each with its reason, whatever version anybody has seen; answers which. */
  async hold(holds: readonly Hold[], actorId: string, at: Date): Promise<string[]> {
    if (holds.length === 0) return [];
    return (await this.database.query<{ planId: string }>(hold, [JSON.stringify(holds), actorId, at])).map(({ planId }) => planId);
  }

  transitions(planId: string, afterVersion: number, limit: number): Promise<TransitionRow[]> {
    return this.database.query<TransitionRow>(transitions, [planId, afterVersion, limit]);
  }

  async countTransitions(planId: string): Promise<number> {
    return (await this.database.one<{ total: number }>(countTransitions, [planId])).total;
  }
}
