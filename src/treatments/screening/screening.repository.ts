import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import { currentCheck } from '../plans/current-check.sql.js';
import type { PlanWithIndications } from '../plans/domain/plan-indications.js';
import type { PlanStatus } from '../plans/domain/plan-states.js';
import type { Cause } from './domain/holding.js';
import type { KeptScreening } from './domain/screened-plan.js';
import type { Treatment } from '../../kernel/treatment.js';

/** The facts of an open plan that screening needs. */
export interface OpenPlan extends PlanWithIndications {
  id: string;
  patientId: string;
  treatment: Treatment;
  status: PlanStatus;
  /** The current check of the plan. */
  checkId: string;
  /** The day of the next session, or the planned day of the first; never a day in the past. */
  plannedOn: string;
}

export interface ScreeningRecord {
  id: string;
  planId: string;
  patientId: string;
  checkId: string;
  outcomeBefore: string;
  outcomeNow: string;
  held: boolean;
}

/** A screening in the form of a list. */
export type ListedScreening = Omit<KeptScreening, 'screenedAt'> & { screenedAt: Date };

export interface ScreeningAuthor {
  cause: Cause;
  /** The person in whose name the plan was screened. */
  by: string;
  at: Date;
}

const open = `p.status IN ('proposed', 'accepted', 'active', 'on-hold')`;
const openPlanRow = declareColumns<OpenPlan>(
  {
    id: 'uuid',
    patientId: 'uuid',
    treatment: 'text',
    status: 'text',
    indication: 'text?',
    indications: 'text[]',
    indicationDetails: 'jsonb',
    createdAt: 'timestamptz',
    checkId: ['uuid', currentCheck],
    plannedOn: [
      'date',
      `greatest(:today::date, coalesce((SELECT min(n.scheduled_on) FROM treatment_sessions n
      WHERE n.clinic_id = p.clinic_id AND n.plan_id = p.id AND n.status = 'scheduled'), p.start_on))`,
    ],
  },
  'p',
);
/**
 * Locks the patient's open plans: of two simultaneous changes of the record, the later one screens with the facts of both. The lock does not
 * block references to the plan. Otherwise two adverse events of one plan, both stored before either is screened, would wait for each other.
 */
const lockOfPatient = declareStatement('screening.lock-of-patient', {
  parameters: { patientId: 'uuid', today: 'date' },
  row: openPlanRow,
  sql: `SELECT ${openPlanRow.list} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.patient_id = :patientId AND ${open} ORDER BY p.id FOR NO KEY UPDATE OF p`,
});
const count = declareStatement('screening.count', {
  parameters: { treatment: 'text' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.treatment = :treatment AND ${open}`,
});
const after = `SELECT ${openPlanRow.list} FROM treatment_plans p
  WHERE p.clinic_id = current_clinic() AND p.treatment = :treatment AND ${open} AND (:position::uuid IS NULL OR p.id > :position) ORDER BY p.id LIMIT :limit`;
const readAfter = declareStatement('screening.read-after', {
  parameters: { treatment: 'text', position: 'uuid?', limit: 'bigint', today: 'date' },
  row: openPlanRow,
  sql: after,
});
const lockAfter = declareStatement('screening.lock-after', {
  parameters: { treatment: 'text', position: 'uuid?', limit: 'bigint', today: 'date' },
  row: openPlanRow,
  sql: `${after} FOR NO KEY UPDATE OF p`,
});

/** Plans whose current check names a product. */
const ofProduct = `SELECT * FROM (SELECT ${openPlanRow.list} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND ${open} AND (:after::uuid IS NULL OR p.id > :after)
    ORDER BY p.id) o
  WHERE EXISTS (SELECT FROM contraindication_checks c WHERE c.clinic_id = current_clinic() AND c.id = o."checkId" AND c.products ? :productId::text)`;
const lockOfProduct = declareStatement('screening.lock-of-product', {
  parameters: { productId: 'text', after: 'uuid?', limit: 'bigint', today: 'date' },
  row: openPlanRow,
  sql: `WITH found AS MATERIALIZED (${ofProduct} LIMIT :limit)
   SELECT ${openPlanRow.list} FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND p.id IN (SELECT id FROM found) ORDER BY p.id FOR NO KEY UPDATE OF p`,
});
const countOfProduct = declareStatement('screening.count-of-product', {
  parameters: { productId: 'text' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM (SELECT ${currentCheck} AS check_id FROM treatment_plans p WHERE p.clinic_id = current_clinic() AND ${open}) o
     JOIN contraindication_checks c ON c.clinic_id = current_clinic() AND c.id = o.check_id WHERE c.products ? :productId::text`,
});

const list = declareStatement('screening.list', {
  parameters: { planId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row: declareColumns<ListedScreening>({
    id: 'uuid',
    planId: 'uuid',
    patientId: 'uuid',
    contraindicationCheckId: 'uuid',
    cause: 'text',
    outcomeBefore: 'text',
    outcomeNow: 'text',
    held: 'boolean',
    screenedBy: 'uuid',
    screenedAt: 'timestamptz',
  }),
  sql: `SELECT id, plan_id AS "planId", patient_id AS "patientId", check_id AS "contraindicationCheckId", cause, outcome_before AS "outcomeBefore",
     outcome_now AS "outcomeNow", held, screened_by AS "screenedBy", screened_at AS "screenedAt"
    FROM treatment_plan_screenings WHERE clinic_id = current_clinic() AND plan_id = :planId AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit`,
});
const countOfPlan = declareStatement('screening.count-of-plan', {
  parameters: { planId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM treatment_plan_screenings WHERE clinic_id = current_clinic() AND plan_id = :planId`,
});
const insert = declareStatement('screening.insert', {
  parameters: { screenings: 'jsonb', cause: 'text', by: 'uuid', at: 'timestamptz' },
  sql: `INSERT INTO treatment_plan_screenings (id, plan_id, patient_id, check_id, cause, outcome_before, outcome_now, held, screened_by, screened_at)
   SELECT s.id, s."planId", s."patientId", s."checkId", :cause, s."outcomeBefore", s."outcomeNow", s.held, :by, :at
     FROM jsonb_to_recordset(:screenings::jsonb) AS s (id uuid, "planId" uuid, "patientId" uuid, "checkId" uuid, "outcomeBefore" text, "outcomeNow" text, held boolean)`,
});
@Injectable()
export class ScreeningRepository {
  constructor(private readonly database: Database) {}

  /** Locks the open plans of a patient until the transaction ends. */
  lockOfPatient(patientId: string, today: string): Promise<OpenPlan[]> {
    return this.database.query(lockOfPatient, { patientId, today });
  }

  async countByProduct(productId: string): Promise<number> {
    return (await this.database.getRow(countOfProduct, { productId })).total;
  }

  /** Locks the open plans whose current check names the product until the transaction ends. */
  lockOfProduct(productId: string, after: string | null, limit: number, today: string): Promise<OpenPlan[]> {
    return this.database.query(lockOfProduct, { productId, after, limit, today });
  }

  async count(treatment: Treatment): Promise<number> {
    return (await this.database.getRow(count, { treatment })).total;
  }

  /** Reads the next open plans of a treatment, in the order of their ids. */
  readAfter(treatment: Treatment, position: string | null, limit: number, today: string): Promise<OpenPlan[]> {
    return this.database.query(readAfter, { treatment, position, limit, today });
  }

  lockAfter(treatment: Treatment, position: string | null, limit: number, today: string): Promise<OpenPlan[]> {
    return this.database.query(lockAfter, { treatment, position, limit, today });
  }

  list(planId: string, after: string | null, limit: number): Promise<ListedScreening[]> {
    return this.database.query(list, { planId, after, limit });
  }

  async countByPlan(planId: string): Promise<number> {
    return (await this.database.getRow(countOfPlan, { planId })).total;
  }

  async insert(screenings: readonly ScreeningRecord[], { cause, by, at }: ScreeningAuthor): Promise<void> {
    if (screenings.length > 0) await this.database.execute(insert, { screenings, cause, by, at });
  }
}
