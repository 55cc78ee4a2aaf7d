import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import { currentCheck } from './current-check.sql.js';
import type { PlanWarning, Purpose } from './domain/follow-up.js';
import type { DetailsOfIndication } from './domain/plan-indications.js';
import type { PlanAction, PlanStatus } from './domain/plan-states.js';
import type { Expectations, HairTrimming, PlannedArea, PlanTransition } from './domain/plan-content.js';
import type { StepReasons } from './domain/step-reasons.js';
import type { Treatment } from '../../kernel/treatment.js';

export interface PlanRecord {
  id: string;
  /** The number by which people call the plan. The database gives it. */
  planNumber: string;
  patientId: string;
  treatment: Treatment;
  consultationId: string;
  /** The check with which the plan was drafted. */
  checkId: string;
  /** The current check of the plan. */
  currentCheckId: string;
  status: PlanStatus;
  /** The state to which a plan on hold returns. */
  heldFrom: PlanStatus | null;
  indication: string | null;
  indications: string[];
  indicationDetails: DetailsOfIndication[];
  goals: string | null;
  expectations: Required<Expectations> | null;
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

const planRow = declareColumns<PlanRecord>(
  {
    id: 'uuid',
    planNumber: 'text',
    patientId: 'uuid',
    treatment: 'text',
    consultationId: 'uuid',
    checkId: 'uuid',
    currentCheckId: ['uuid', `${currentCheck}`],
    status: 'text',
    heldFrom: 'text?',
    indication: 'text?',
    indications: 'text[]',
    indicationDetails: 'jsonb',
    expectations: 'jsonb?',
    hairTrimming: 'jsonb?',
    goals: 'text?',
    areas: 'jsonb',
    technique: 'text?',
    purpose: 'text',
    followsPlanId: 'uuid?',
    warnings: 'jsonb',
    protocolVersion: 'integer',
    sessions: 'integer',
    intervalDays: 'integer',
    startOn: 'date',
    consentId: 'uuid?',
    createdBy: 'uuid',
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    transitions: [
      'jsonb',
      `(SELECT coalesce(jsonb_agg(jsonb_build_object('action', t.action, 'from', t.from_status, 'to', t.to_status, 'reason', t.reason,
      'actorId', t.actor_id, 'occurredAt', t.occurred_at)
      || CASE WHEN t.parallel_reason IS NULL THEN '{}' ELSE jsonb_build_object('parallelReason', t.parallel_reason) END ORDER BY t.plan_version), '[]')
     FROM treatment_plan_transitions t WHERE t.clinic_id = p.clinic_id AND t.plan_id = p.id)`,
    ],
  },
  'p',
);

const find = declareStatement('plans.find', {
  parameters: { id: 'uuid' },
  row: planRow,
  sql: `SELECT ${planRow.list} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id = :id`,
});
const lock = declareStatement('plans.lock', {
  parameters: { id: 'uuid' },
  row: planRow,
  sql: `SELECT ${planRow.list} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id = :id FOR UPDATE OF p`,
});

/** Locks the plans in one order for every caller: of two plans of a patient that become active at once, one sees the other. */
const lockAllOfPatient = declareStatement('plans.lock-all-of-patient', {
  parameters: { planId: 'uuid' },
  sql: `SELECT p.id FROM treatment_plans p
    WHERE p.clinic_id = current_clinic()
      AND p.patient_id = (SELECT o.patient_id FROM treatment_plans o WHERE o.clinic_id = current_clinic() AND o.id = :planId)
    ORDER BY p.id FOR UPDATE OF p`,
});
const activeBeside = declareStatement('plans.active-beside', {
  parameters: { patientId: 'uuid', treatment: 'text', id: 'uuid' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT p.id FROM treatment_plans p
    WHERE p.clinic_id = current_clinic() AND p.patient_id = :patientId AND p.treatment = :treatment AND p.status = 'active' AND p.id <> :id ORDER BY p.id`,
});

const filter = `(:patientId::uuid IS NULL OR p.patient_id = :patientId) AND (:status::text[] IS NULL OR p.status = ANY (:status)) AND (:treatment::text[] IS NULL OR p.treatment = ANY (:treatment))`;
const list = declareStatement('plans.list', {
  parameters: { patientId: 'uuid?', status: 'text[]?', treatment: 'text[]?', after: 'uuid?', limit: 'bigint' },
  row: planRow,
  sql: `SELECT ${planRow.list} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND ${filter} AND (:after::uuid IS NULL OR p.id > :after) ORDER BY p.id LIMIT :limit`,
});
const listOfPatient = declareStatement('plans.list-of-patient', {
  parameters: { patientId: 'uuid?', status: 'text[]?', treatment: 'text[]?', after: 'uuid?', limit: 'bigint' },
  row: planRow,
  sql: `SELECT ${planRow.list} FROM treatment_plans p
    WHERE p.clinic_id = current_clinic() AND p.patient_id = :patientId AND ${filter} AND (:after::uuid IS NULL OR p.id > :after) ORDER BY p.id LIMIT :limit`,
});
const count = declareStatement('plans.count', {
  parameters: { patientId: 'uuid?', status: 'text[]?', treatment: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND ${filter}`,
});

const sealed = declareSealedColumns('treatment_plans', {
  indication: 'sealed-text?',
  goals: 'sealed-text?',
  areas: 'sealed-notes',
  expectations: 'sealed-notes?',
  hairTrimming: 'sealed-notes?',
  indicationDetails: 'sealed-notes',
});
const sealedStep = declareSealedColumns('treatment_plan_transitions', { reason: 'sealed-text?', parallelReason: 'sealed-text?' });

const insert = declareStatement('plans.insert', {
  parameters: {
    id: 'uuid',
    patientId: 'uuid',
    treatment: 'text',
    consultationId: 'uuid',
    checkId: 'uuid',
    indication: sealed.indication,
    goals: sealed.goals,
    areas: sealed.areas,
    technique: 'text?',
    protocolVersion: 'integer',
    sessions: 'integer',
    intervalDays: 'integer',
    startOn: 'date',
    createdBy: 'uuid',
    createdAt: 'timestamptz',
    indications: 'text[]',
    expectations: sealed.expectations,
    hairTrimming: sealed.hairTrimming,
    purpose: 'text',
    followsPlanId: 'uuid?',
    warnings: 'jsonb',
    indicationDetails: sealed.indicationDetails,
  },
  row: declareColumns<{ planNumber: string }>({ planNumber: 'text' }),
  sql: `INSERT INTO treatment_plans (id, patient_id, treatment, consultation_id, check_id, indication, goals, areas, technique, protocol_version, sessions,
     interval_days, start_on, created_by, created_at, updated_at, indications, expectations, hair_trimming, purpose, follows_plan_id, warnings, indication_details)
   VALUES (:id, :patientId, :treatment, :consultationId, :checkId, :indication, :goals, :areas::jsonb, :technique, :protocolVersion, :sessions, :intervalDays, :startOn, :createdBy, :createdAt, :createdAt, :indications, :expectations::jsonb, :hairTrimming::jsonb, :purpose, :followsPlanId, :warnings::jsonb, :indicationDetails::jsonb)
   RETURNING plan_number AS "planNumber"`,
});

const change = declareStatement('plans.change', {
  parameters: {
    id: 'uuid',
    consultationId: 'uuid',
    checkId: 'uuid',
    indication: sealed.indication,
    goals: sealed.goals,
    areas: sealed.areas,
    technique: 'text?',
    sessions: 'integer',
    intervalDays: 'integer',
    startOn: 'date',
    updatedAt: 'timestamptz',
    indications: 'text[]',
    expectations: sealed.expectations,
    hairTrimming: sealed.hairTrimming,
    warnings: 'jsonb',
    indicationDetails: sealed.indicationDetails,
  },
  sql: `UPDATE treatment_plans SET consultation_id = :consultationId, check_id = :checkId, indication = :indication, goals = :goals, areas = :areas::jsonb, technique = :technique, sessions = :sessions,
     interval_days = :intervalDays, start_on = :startOn, updated_at = :updatedAt, indications = :indications, expectations = :expectations::jsonb, hair_trimming = :hairTrimming::jsonb, warnings = :warnings::jsonb,
     indication_details = :indicationDetails::jsonb,
     version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});

const touch = declareStatement('plans.touch', {
  parameters: { planId: 'uuid', at: 'timestamptz' },
  sql: `UPDATE treatment_plans SET updated_at = :at, version = version + 1 WHERE clinic_id = current_clinic() AND id = :planId`,
});

const step = declareStatement('plans.step', {
  parameters: {
    id: 'uuid',
    status: 'text',
    consentId: 'uuid?',
    updatedAt: 'timestamptz',
    action: 'text',
    from: 'text',
    reason: sealedStep.reason,
    actorId: 'uuid',
    hairTrimming: sealed.hairTrimming,
    heldFrom: 'text?',
    parallelReason: sealedStep.parallelReason,
  },
  sql: `WITH moved AS (
     UPDATE treatment_plans SET status = :status, consent_id = :consentId, updated_at = :updatedAt, hair_trimming = :hairTrimming::jsonb, held_from = :heldFrom, version = version + 1
      WHERE clinic_id = current_clinic() AND id = :id RETURNING id, version
   )
   INSERT INTO treatment_plan_transitions (plan_id, plan_version, action, from_status, to_status, reason, actor_id, occurred_at, parallel_reason)
   SELECT id, version, :action, :from, :status, :reason, :actorId, :updatedAt, :parallelReason FROM moved`,
});

const planIdRow = declareColumns<{ planId: string }>({ planId: 'uuid' });
/** Puts many plans on hold at once. A plan that is on hold already, is a draft, or has ended, stays unchanged. */
const hold = declareStatement('plans.hold', {
  parameters: { holds: 'sealed-notes', actorId: 'uuid', at: 'timestamptz' },
  row: planIdRow,
  sql: `WITH moved AS (
     UPDATE treatment_plans p SET status = 'on-hold', held_from = p.status, updated_at = :at, version = p.version + 1
       FROM jsonb_to_recordset(:holds::jsonb) AS h ("planId" uuid, reason text)
      WHERE p.clinic_id = current_clinic() AND p.id = h."planId" AND p.status IN ('proposed', 'accepted', 'active')
     RETURNING p.id, p.version, p.held_from, h.reason
   )
   INSERT INTO treatment_plan_transitions (plan_id, plan_version, action, from_status, to_status, reason, actor_id, occurred_at)
   SELECT id, version, 'hold', held_from, 'on-hold', reason, :actorId, :at FROM moved
   RETURNING plan_id AS "planId"`,
});

/** Ends every open plan of a patient who has died, and cancels its sessions that have not begun; changes nothing of a living patient. */
const endOfDeceased = declareStatement('plans.end-of-deceased', {
  parameters: { patientId: 'uuid', reason: sealedStep.reason, by: 'uuid', at: 'timestamptz' },
  row: planIdRow,
  sql: `WITH open AS MATERIALIZED (
     SELECT p.id, p.status FROM treatment_plans p JOIN patients d ON d.clinic_id = p.clinic_id AND d.id = p.patient_id AND d.status = 'deceased'
      WHERE p.clinic_id = current_clinic() AND p.patient_id = :patientId AND p.status NOT IN ('completed', 'cancelled') ORDER BY p.id FOR NO KEY UPDATE OF p
   ), sessions AS (
     UPDATE treatment_sessions s SET status = 'cancelled', reason = :reason, updated_at = :at, version = s.version + 1
       FROM open WHERE s.clinic_id = current_clinic() AND s.plan_id = open.id AND s.status = 'scheduled'
   ), moved AS (
     UPDATE treatment_plans p SET status = 'cancelled', held_from = NULL, updated_at = :at, version = p.version + 1
       FROM open WHERE p.clinic_id = current_clinic() AND p.id = open.id
     RETURNING p.id, p.version, open.status AS from_status
   )
   INSERT INTO treatment_plan_transitions (plan_id, plan_version, action, from_status, to_status, reason, actor_id, occurred_at)
   SELECT id, version, 'cancel', from_status, 'cancelled', :reason, :by, :at FROM moved
   RETURNING plan_id AS "planId"`,
});

/** Selects one page of a plan's steps, the oldest first. */
const transitions = declareStatement('plans.transitions', {
  parameters: { planId: 'uuid', afterVersion: 'integer', limit: 'bigint' },
  row: declareColumns<TransitionRow>({
    planVersion: 'integer',
    action: 'text',
    from: 'text',
    to: 'text',
    reason: 'text?',
    parallelReason: 'text?',
    actorId: 'uuid',
    occurredAt: 'timestamptz',
  }),
  sql: `SELECT t.plan_version AS "planVersion", t.action, t.from_status AS "from", t.to_status AS "to", t.reason, t.parallel_reason AS "parallelReason", t.actor_id AS "actorId", t.occurred_at AS "occurredAt"
     FROM treatment_plan_transitions t
    WHERE t.clinic_id = current_clinic() AND t.plan_id = :planId AND t.plan_version > :afterVersion ORDER BY t.plan_version LIMIT :limit`,
});
const countTransitions = declareStatement('plans.count-transitions', {
  parameters: { planId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM treatment_plan_transitions WHERE clinic_id = current_clinic() AND plan_id = :planId`,
});

/** A plan to be put on hold. */
export interface Hold {
  planId: string;
  reason: string;
}

export type TransitionRow = Omit<PlanTransition, 'occurredAt' | 'parallelReason'> & { planVersion: number; occurredAt: Date; parallelReason: string | null };

export interface PlanFilter {
  patientId: string | null;
  status: readonly PlanStatus[] | null;
  treatment: readonly Treatment[] | null;
}

@Injectable()
export class PlansRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<PlanRecord | null> {
    return this.database.findRow(find, { id });
  }

  async lock(id: string): Promise<PlanRecord | null> {
    return this.database.findRow(lock, { id });
  }

  /** Locks every plan of this plan's patient until the transaction ends. */
  async lockAllOfPatient(planId: string): Promise<void> {
    await this.database.execute(lockAllOfPatient, { planId });
  }

  /** Ends the plans of a patient who has died, in the name of `by`. Answers the ids of the ended plans; none where the patient lives. */
  async endPlansOfDeceased(patientId: string, reason: string, by: string, at: Date): Promise<string[]> {
    return (await this.database.query(endOfDeceased, { patientId, reason, by, at })).map(({ planId }) => planId);
  }

  /** Finds the other active plans of the patient and treatment. */
  async listActiveBeside({ patientId, treatment, id }: PlanRecord): Promise<string[]> {
    return (await this.database.query(activeBeside, { patientId, treatment, id })).map((plan) => plan.id);
  }

  list(by: PlanFilter, after: string | null, limit: number): Promise<PlanRecord[]> {
    return this.database.query(by.patientId === null ? list : listOfPatient, { ...by, after, limit });
  }

  async count(by: PlanFilter): Promise<number> {
    return (await this.database.getRow(count, by)).total;
  }

  /** Inserts a plan, which gets the next number of the clinic. */
  async insert(plan: Omit<PlanRecord, 'planNumber'>): Promise<PlanRecord> {
    return { ...plan, ...(await this.database.getRow(insert, plan)) };
  }

  async change(plan: PlanRecord): Promise<void> {
    await this.database.execute(change, plan);
  }

  /** Raises the plan's version after a change of its sessions, so that a caller with the version before must read it again. */
  async touch(planId: string, at: Date): Promise<void> {
    await this.database.execute(touch, { planId, at });
  }

  /** Stores the plan's next state, with who took the step, when and why. */
  async updateState(plan: PlanRecord, action: PlanAction, from: PlanStatus, { reason, parallelReason }: StepReasons, actorId: string): Promise<void> {
    const { id, status, consentId, updatedAt, hairTrimming, heldFrom } = plan;
    await this.database.execute(step, { id, status, consentId, updatedAt, action, from, reason, actorId, hairTrimming, heldFrom, parallelReason });
  }

  /** Puts on hold those of the plans that can be held, each with its reason, whatever version the caller has seen. Answers the ids of the held plans. */
  async hold(holds: readonly Hold[], actorId: string, at: Date): Promise<string[]> {
    if (holds.length === 0) return [];
    return (await this.database.query(hold, { holds, actorId, at })).map(({ planId }) => planId);
  }

  listTransitions(planId: string, afterVersion: number, limit: number): Promise<TransitionRow[]> {
    return this.database.query(transitions, { planId, afterVersion, limit });
  }

  async countTransitions(planId: string): Promise<number> {
    return (await this.database.getRow(countTransitions, { planId })).total;
  }
}
