import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { Contradiction, Facts, Finding, Outcome, Treatment } from '../engine/index.js';

export interface StoredOverride {
  id: string;
  ruleId: string;
  reason: string;
  overriddenBy: string;
  createdAt: string;
}

/** A check as it is kept, without the facts that it was made from. */
export interface StoredCheck {
  id: string;
  patientId: string;
  consultationId: string | null;
  treatment: Treatment;
  plannedOn: string;
  ingredients: string[] | null;
  /** Ids of the clinic's products; null of checks from before there were any. */
  products: string[] | null;
  outcome: Outcome;
  findings: Finding[];
  contradictions: Contradiction[];
  earliestClearOn: string | null;
  rulesetId: string;
  rulesetVersion: number;
  checkedBy: string;
  evaluatedAt: Date;
  validUntil: Date;
  overrides: StoredOverride[];
}

const columns = `c.id, c.patient_id AS "patientId", c.consultation_id AS "consultationId", c.treatment, c.planned_on AS "plannedOn", c.ingredients, c.products,
  c.outcome, c.findings, c.contradictions, c.earliest_clear_on AS "earliestClearOn", c.ruleset_id AS "rulesetId",
  c.ruleset_version AS "rulesetVersion", c.checked_by AS "checkedBy", c.evaluated_at AS "evaluatedAt", c.valid_until AS "validUntil",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'ruleId', o.rule_id, 'reason', o.reason,
                                                'overriddenBy', o.overridden_by, 'createdAt', o.created_at) ORDER BY o.id)
              FROM contraindication_overrides o WHERE o.clinic_id = c.clinic_id AND o.check_id = c.id), '[]') AS overrides`;

const insert = statement(
  'checks.insert',
  `INSERT INTO contraindication_checks (id, patient_id, consultation_id, treatment, planned_on, ingredients, outcome, findings, contradictions,
     earliest_clear_on, facts, ruleset_id, ruleset_version, checked_by, evaluated_at, valid_until, on_session_day, products)
   VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8::jsonb, $9::jsonb, $10, $11::jsonb, $12, $13, $14, $15, $16, $17, $18::jsonb)`,
);
const find = statement('checks.find', `SELECT ${columns} FROM contraindication_checks c WHERE c.clinic_id = current_clinic() AND c.id = $1`);
const list = statement(
  'checks.list',
  `SELECT ${columns} FROM contraindication_checks c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = $1 AND ($2::text IS NULL OR c.treatment = $2) AND ($3::uuid IS NULL OR c.id < $3)
    ORDER BY c.id DESC LIMIT $4`,
);
const count = statement(
  'checks.count',
  `SELECT count(*)::integer AS total FROM contraindication_checks c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = $1 AND ($2::text IS NULL OR c.treatment = $2)`,
);
const facts = statement(
  'checks.facts',
  `SELECT id, facts, on_session_day AS "onSessionDay" FROM contraindication_checks WHERE clinic_id = current_clinic() AND id = ANY ($1::uuid[])`,
);
const insertOverride = statement(
  'checks.insert-override',
  `INSERT INTO contraindication_overrides (id, check_id, rule_id, reason, overridden_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
);

/** What the rules were asked about, as it was known then. */
export interface CheckFacts {
  id: string;
  facts: Facts;
  /** Made before a session on its day, by the stricter limits. */
  onSessionDay: boolean;
}

@Injectable()
export class ChecksRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredCheck | null> {
    return this.database.maybe<StoredCheck>(find, [id]);
  }

  list(patientId: string, treatment: Treatment | null, after: string | null, limit: number): Promise<StoredCheck[]> {
    return this.database.query<StoredCheck>(list, [patientId, treatment, after, limit]);
  }

  async count(patientId: string, treatment: Treatment | null): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [patientId, treatment])).total;
  }

  factsOf(ids: readonly string[]): Promise<CheckFacts[]> {
    return this.database.query<CheckFacts>(facts, [ids]);
  }

  async insert(check: StoredCheck, facts: Facts, onSessionDay: boolean): Promise<void> {
    await this.database.execute(insert, [
      check.id,
      check.patientId,
      check.consultationId,
      check.treatment,
      check.plannedOn,
      check.ingredients === null ? null : JSON.stringify(check.ingredients),
      check.outcome,
      JSON.stringify(check.findings),
      JSON.stringify(check.contradictions),
      check.earliestClearOn,
      JSON.stringify(facts),
      check.rulesetId,
      check.rulesetVersion,
      check.checkedBy,
      check.evaluatedAt,
      check.validUntil,
      onSessionDay,
      JSON.stringify(check.products ?? []),
    ]);
  }

  async insertOverride(checkId: string, { id, ruleId, reason, overriddenBy, createdAt }: StoredOverride): Promise<void> {
    await this.database.execute(insertOverride, [id, checkId, ruleId, reason, overriddenBy, createdAt]);
  }
}
