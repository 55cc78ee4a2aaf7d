import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareRecordset, total, declareStatement, declareQuotes, declareSealedColumns } from '../../platform/database/index.js';
import type { Contradiction, DismissedItem, Facts, Finding, Outcome, RuleOutcome, UnreadItem } from '../engine/index.js';
import type { VoidReason } from './void-reasons.js';
import type { NamedIndications } from './planned-indications.js';
import type { NamedUse } from './planned-ingredients.js';
import type { Treatment } from '../../kernel/treatment.js';

export interface StoredOverride {
  id: string;
  ruleId: string;
  reason: string;
  /** The risks and benefits that were weighed; null where not stated, and left out for overrides from before the question was asked. */
  weighed?: string | null;
  discussedWithPatient?: 'yes' | null;
  /** The conditions that the treatment must meet, in words. */
  conditions: string[];
  overriddenBy: string;
  createdAt: string;
  /** Whether the rule asks for a second dermatologist. */
  needsSecond: boolean;
  confirmedBy: string | null;
  confirmedAt: string | null;
  /** The id of the earlier check for which the override was decided, where it was taken over from there. */
  carriedFrom: string | null;
  /** Why the override is void; null where it is not void. */
  voidBecause: VoidReason | null;
}

/** A check as it is stored, without the facts that it was made from. */
export interface StoredCheck {
  id: string;
  patientId: string;
  consultationId: string | null;
  treatment: Treatment;
  plannedOn: string;
  ingredients: string[] | null;
  /** The ingredients that were named, without those of the products. */
  namedIngredients: string[] | null;
  /** Ids of the clinic's products; null for checks from before products existed. */
  products: string[] | null;
  /** What the treatment is for; null where it was not stated. */
  indications: NamedIndications | null;
  outcome: Outcome;
  findings: Finding[];
  contradictions: Contradiction[];
  unread: UnreadItem[];
  dismissed: DismissedItem[];
  earliestClearOn: string | null;
  rulesetId: string;
  rulesetVersion: number;
  checkedBy: string;
  evaluatedAt: Date;
  validUntil: Date;
  /** The clinic's time zone at the time; null for checks from before it was stored. */
  timeZone: string | null;
  /** The overrides that were decided for this check, and those of the previous check in their state at that time. */
  overrides: StoredOverride[];
}

/** A check with all data that it was made from. */
export interface RetracedCheck extends StoredCheck {
  facts: Facts;
  onSessionDay: boolean;
}

/** The data that decisions about a check depend on. It is small, because there may be thousands of checks. */
export interface DecidedCheck {
  id: string;
  /** The planned ingredients, both named ones and those in the products at that time; null where they were unknown. */
  ingredients: string[] | null;
  /** The ingredients that were named; null for checks from before they were stored. */
  namedIngredients: string[] | null;
  products: string[] | null;
  /** What the treatment was for; null where it was not stated. */
  indications: NamedIndications | null;
  rulesetId: string;
  /** The findings; empty where nothing was overridden. */
  findings: Finding[];
  overrides: StoredOverride[];
}

/** The data of a previous check that a later check of the same plan needs. */
export interface EarlierCheck extends DecidedCheck {
  /** The outcome of each rule, in the order of the findings. */
  outcomes: RuleOutcome[];
}

/** A check to store. */
export interface NewCheck {
  check: StoredCheck;
  facts: Facts;
  onSessionDay: boolean;
}

/** Selects the overrides of a check `c`: its own, and those of the previous check as they were when check `c` was made. */
const overridesJson = `c.inherited_overrides || coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'ruleId', o.rule_id, 'reason', o.reason,
    'weighed', o.weighed, 'discussedWithPatient', o.discussed_with_patient, 'conditions', o.conditions, 'overriddenBy', o.overridden_by, 'createdAt', o.created_at, 'needsSecond', o.needs_second, 'confirmedBy', f.confirmed_by,
    'confirmedAt', f.confirmed_at, 'carriedFrom', NULL, 'voidBecause', NULL) ORDER BY o.id)
  FROM contraindication_overrides o
  LEFT JOIN contraindication_override_confirmations f ON f.clinic_id = o.clinic_id AND f.override_id = o.id
 WHERE o.clinic_id = c.clinic_id AND o.check_id = c.id), '[]')`;

const checkRow = declareColumns<StoredCheck>(
  {
    id: 'uuid',
    patientId: 'uuid',
    consultationId: 'uuid?',
    treatment: 'text',
    plannedOn: 'date',
    ingredients: 'jsonb?',
    namedIngredients: 'jsonb?',
    products: 'jsonb?',
    indications: 'jsonb?',
    outcome: 'text',
    findings: 'jsonb',
    contradictions: 'jsonb',
    unread: 'jsonb',
    dismissed: 'jsonb',
    earliestClearOn: 'date?',
    rulesetId: 'uuid',
    rulesetVersion: 'integer',
    checkedBy: 'uuid',
    evaluatedAt: 'timestamptz',
    validUntil: 'timestamptz',
    timeZone: 'text?',
    overrides: ['jsonb', `${overridesJson}`],
  },
  'c',
);

/** Selects the ids of the rules that are not clear. */
export const buildFiredExpression = (findings: string): string => `jsonb_path_query_array(${findings}, '$[*] ? (@.outcome != "clear").ruleId')`;

/** A check in the form in which it is inserted. */
type InsertedCheck = Omit<RetracedCheck, 'overrides'> & { inheritedOverrides: StoredOverride[] };

const inserted = declareRecordset<InsertedCheck>({
  id: 'uuid',
  patientId: 'uuid',
  consultationId: 'uuid',
  treatment: 'text',
  plannedOn: 'date',
  ingredients: 'jsonb',
  outcome: 'text',
  findings: 'jsonb',
  contradictions: 'jsonb',
  products: 'jsonb',
  namedIngredients: 'jsonb',
  indications: 'jsonb',
  unread: 'jsonb',
  dismissed: 'jsonb',
  earliestClearOn: 'date',
  facts: 'jsonb',
  rulesetId: 'uuid',
  rulesetVersion: 'integer',
  checkedBy: 'uuid',
  evaluatedAt: 'timestamptz',
  validUntil: 'timestamptz',
  onSessionDay: 'boolean',
  timeZone: 'text',
  inheritedOverrides: 'jsonb',
});
/** What a check quotes of the record in its words is sealed; what rules found is not. */
declareQuotes('about', 'ask', 'text', 'words');
const sealed = declareSealedColumns('contraindication_checks', {
  indications: 'sealed-quotes?',
  findings: 'sealed-quotes',
  contradictions: 'sealed-quotes',
  unread: 'sealed-quotes',
  dismissed: 'sealed-quotes',
  inheritedOverrides: 'sealed-quotes',
  facts: 'sealed-quotes',
});
const sealedOverride = declareSealedColumns('contraindication_overrides', { reason: 'sealed-text', conditions: 'sealed-notes', weighed: 'sealed-text?' });

/** Inserts any number of checks in one statement. */
const insert = declareStatement('checks.insert', {
  parameters: { checks: sealed.facts },
  sql: `INSERT INTO contraindication_checks (${inserted.columns}, fired)
   SELECT ${inserted.values}, ${buildFiredExpression('given.findings')} FROM ${inserted.from(':checks')}`,
});
const retrace = declareStatement('checks.retrace', {
  parameters: { id: 'uuid' },
  row: declareColumns<RetracedCheck>({ ...checkRow.declared, facts: 'jsonb', onSessionDay: 'boolean' }),
  sql: `SELECT ${checkRow.list}, c.facts, c.on_session_day AS "onSessionDay" FROM contraindication_checks c WHERE c.clinic_id = current_clinic() AND c.id = :id`,
});
/** Findings are read only where something was overridden, because they are far larger than the other columns. */
const decidedCheckRow = declareColumns<DecidedCheck>(
  {
    id: 'uuid',
    ingredients: 'jsonb?',
    namedIngredients: 'jsonb?',
    products: 'jsonb?',
    indications: 'jsonb?',
    rulesetId: 'uuid',
    overrides: 'jsonb',
    findings: ['jsonb', `CASE WHEN e.overrides = '[]' THEN '[]'::jsonb ELSE e.findings END`],
  },
  'e',
);
const decidedChecks = `(SELECT c.id, c.ingredients, c.named_ingredients, c.products, c.indications, c.ruleset_id, c.findings, ${overridesJson} AS overrides
   FROM contraindication_checks c WHERE c.clinic_id = current_clinic() AND c.id = ANY (:ids::uuid[]) OFFSET 0) e`;
const decided = declareStatement('checks.decided', {
  parameters: { ids: 'uuid[]' },
  row: decidedCheckRow,
  sql: `SELECT ${decidedCheckRow.list} FROM ${decidedChecks}`,
});
const earlier = declareStatement('checks.earlier', {
  parameters: { ids: 'uuid[]' },
  row: declareColumns<EarlierRow>({ ...decidedCheckRow.declared, ruleIds: 'jsonb', outcomes: 'jsonb' }),
  sql: `SELECT ${decidedCheckRow.list}, jsonb_path_query_array(e.findings, '$[*].ruleId') AS "ruleIds",
          jsonb_path_query_array(e.findings, '$[*].outcome') AS outcomes
     FROM ${decidedChecks}`,
});
const overridesOf = declareStatement('checks.overrides-of', {
  parameters: { ids: 'uuid[]' },
  row: declareColumns<{ id: string; overrides: StoredOverride[] }>({ id: 'uuid', overrides: 'jsonb' }),
  sql: `SELECT c.id, ${overridesJson} AS overrides FROM contraindication_checks c WHERE c.clinic_id = current_clinic() AND c.id = ANY (:ids::uuid[])`,
});
const find = declareStatement('checks.find', {
  parameters: { id: 'uuid' },
  row: checkRow,
  sql: `SELECT ${checkRow.list} FROM contraindication_checks c WHERE c.clinic_id = current_clinic() AND c.id = :id`,
});
const list = declareStatement('checks.list', {
  parameters: { patientId: 'uuid', treatment: 'text[]?', after: 'uuid?', limit: 'bigint' },
  row: checkRow,
  sql: `SELECT ${checkRow.list} FROM contraindication_checks c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = :patientId AND (:treatment::text[] IS NULL OR c.treatment = ANY (:treatment)) AND (:after::uuid IS NULL OR c.id < :after)
    ORDER BY c.id DESC LIMIT :limit`,
});
const listByIds = declareStatement('checks.by-ids', {
  parameters: { ids: 'uuid[]' },
  row: checkRow,
  sql: `SELECT ${checkRow.list} FROM contraindication_checks c WHERE c.clinic_id = current_clinic() AND c.id = ANY (:ids::uuid[])`,
});
/** The newest check of each treatment. */
const newest = declareStatement('checks.newest', {
  parameters: { patientId: 'uuid' },
  row: checkRow,
  sql: `SELECT ${checkRow.list} FROM (SELECT DISTINCT ON (treatment) * FROM contraindication_checks
      WHERE clinic_id = current_clinic() AND patient_id = :patientId ORDER BY treatment, id DESC) c ORDER BY c.treatment`,
});
const count = declareStatement('checks.count', {
  parameters: { patientId: 'uuid', treatment: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM contraindication_checks c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = :patientId AND (:treatment::text[] IS NULL OR c.treatment = ANY (:treatment))`,
});
const facts = declareStatement('checks.facts', {
  parameters: { ids: 'uuid[]' },
  row: declareColumns<CheckFacts>({ id: 'uuid', facts: 'jsonb', onSessionDay: 'boolean' }),
  sql: `SELECT id, facts, on_session_day AS "onSessionDay" FROM contraindication_checks WHERE clinic_id = current_clinic() AND id = ANY (:ids::uuid[])`,
});
const insertOverride = declareStatement('checks.insert-override', {
  parameters: {
    id: 'uuid',
    checkId: 'uuid',
    ruleId: 'text',
    reason: sealedOverride.reason,
    conditions: sealedOverride.conditions,
    overriddenBy: 'uuid',
    createdAt: 'timestamptz',
    needsSecond: 'boolean',
    weighed: sealedOverride.weighed,
    discussedWithPatient: 'text?',
  },
  sql: `INSERT INTO contraindication_overrides (id, check_id, rule_id, reason, conditions, overridden_by, created_at, needs_second, weighed, discussed_with_patient)
   VALUES (:id, :checkId, :ruleId, :reason, :conditions::jsonb, :overriddenBy, :createdAt, :needsSecond, :weighed, :discussedWithPatient)`,
});
const confirmOverride = declareStatement('checks.confirm-override', {
  parameters: { id: 'uuid', overriddenBy: 'uuid', confirmedBy: 'uuid', at: 'timestamptz' },
  sql: `INSERT INTO contraindication_override_confirmations (override_id, overridden_by, confirmed_by, confirmed_at) VALUES (:id, :overriddenBy, :confirmedBy, :at)`,
});

/**
 * The named ingredients and products of a previous check. For a check from before the named ingredients were stored, the contents of its products count as
 * named.
 */
export const getUseNamedBefore = ({ namedIngredients, ingredients, products }: DecidedCheck): NamedUse => {
  const used = products ?? [];
  return { named: namedIngredients ?? (used.length === 0 ? ingredients : null), products: used };
};

type EarlierRow = Omit<EarlierCheck, 'outcomes'> & { ruleIds: string[]; outcomes: Outcome[] };

const toInserted = ({ check: { overrides, ...check }, facts, onSessionDay }: NewCheck): InsertedCheck => ({
  ...check,
  products: check.products ?? [],
  facts,
  onSessionDay,
  inheritedOverrides: overrides,
});

/** The facts and circumstances of a check, as they were known at the time. */
export interface CheckFacts {
  id: string;
  facts: Facts;
  /** Whether the check was made before a session, on the day of the session, by the stricter age limits. */
  onSessionDay: boolean;
}

@Injectable()
export class ChecksRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredCheck | null> {
    return this.database.findRow(find, { id });
  }

  list(patientId: string, treatment: readonly Treatment[] | null, after: string | null, limit: number): Promise<StoredCheck[]> {
    return this.database.query(list, { patientId, treatment, after, limit });
  }

  async listByIds(ids: readonly string[]): Promise<StoredCheck[]> {
    return ids.length === 0 ? [] : this.database.query(listByIds, { ids });
  }

  listNewest(patientId: string): Promise<StoredCheck[]> {
    return this.database.query(newest, { patientId });
  }

  async count(patientId: string, treatment: readonly Treatment[] | null): Promise<number> {
    return (await this.database.getRow(count, { patientId, treatment })).total;
  }

  /** Reads the check with the facts that it was made from. */
  findRetraced(id: string): Promise<RetracedCheck | null> {
    return this.database.findRow(retrace, { id });
  }

  listFacts(ids: readonly string[]): Promise<CheckFacts[]> {
    return this.database.query(facts, { ids });
  }

  listDecided(ids: readonly string[]): Promise<DecidedCheck[]> {
    return this.database.query(decided, { ids });
  }

  async listEarlier(ids: readonly string[]): Promise<EarlierCheck[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.query(earlier, { ids });
    return rows.map(({ ruleIds, outcomes, ...row }) => ({ ...row, outcomes: ruleIds.map((ruleId, index) => ({ ruleId, outcome: outcomes[index]! })) }));
  }

  async getOverrides(ids: readonly string[]): Promise<Map<string, StoredOverride[]>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query(overridesOf, { ids });
    return new Map(rows.map(({ id, overrides }) => [id, overrides]));
  }

  /** Inserts checks. The overrides of each check are those that it takes over from the previous check. */
  async insert(checks: readonly NewCheck[]): Promise<void> {
    if (checks.length > 0) await this.database.execute(insert, { checks: checks.map(toInserted) });
  }

  async insertOverride(checkId: string, override: StoredOverride): Promise<void> {
    const { id, ruleId, reason, conditions, overriddenBy, createdAt, needsSecond, weighed, discussedWithPatient } = override;
    await this.database.execute(insertOverride, {
      id,
      checkId,
      ruleId,
      reason,
      conditions,
      overriddenBy,
      createdAt,
      needsSecond,
      weighed: weighed ?? null,
      discussedWithPatient: discussedWithPatient ?? null,
    });
  }

  async confirmOverride({ id, overriddenBy }: StoredOverride, confirmedBy: string, at: string): Promise<void> {
    await this.database.execute(confirmOverride, { id, overriddenBy, confirmedBy, at });
  }
}
