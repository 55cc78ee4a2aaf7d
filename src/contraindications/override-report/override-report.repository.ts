import { Injectable } from '@nestjs/common';
import type { Treatment } from '../../kernel/treatment.js';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import { buildFiredExpression, type StoredOverride } from '../checks/checks.repository.js';

/** The first and last day of a report in the clinic's time zone, both included, and the treatment; null means all treatments. */
export interface ReportPeriod {
  from: string;
  to: string;
  timeZone: string;
  treatment: Treatment | null;
}

/** The number of checks of a period in which a rule was not clear, with the overrides of these checks by dermatologist. */
export interface RuleCounts {
  treatment: Treatment;
  ruleId: string;
  fired: number;
  decided: DecidedCounts[];
}

export interface DecidedCounts {
  by: string;
  overridden: number;
  discussed: number;
  confirmed: number;
  awaiting: number;
  void: number;
}

export interface ReportCounts {
  checks: number;
  rules: RuleCounts[];
}

export interface OverrideFilter {
  ruleId: readonly string[] | null;
  overriddenBy: string | null;
  from: string | null;
  to: string | null;
  timeZone: string;
}

export interface FoundOverride extends StoredOverride {
  checkId: string;
  patientId: string;
  treatment: Treatment;
  plannedOn: string;
}

/** Selects why a later check of the patient did not take over an override `o` of a check `c`; null where no check found it void. */
const voidBecause = `(SELECT e.value ->> 'voidBecause'
    FROM contraindication_checks l CROSS JOIN LATERAL jsonb_array_elements(l.inherited_overrides) e
   WHERE l.clinic_id = c.clinic_id AND l.patient_id = c.patient_id AND l.id > c.id AND e.value ->> 'id' = o.id::text AND e.value ->> 'voidBecause' IS NOT NULL
   LIMIT 1)`;

const report = declareStatement('override-report.counts', {
  parameters: { from: 'date', to: 'date', timeZone: 'text', treatment: 'text?' },
  row: declareColumns<ReportCounts>({ checks: 'integer', rules: 'jsonb' }),
  sql: `WITH made AS MATERIALIZED (
     SELECT c.clinic_id, c.id, c.patient_id, c.treatment, coalesce(c.fired, ${buildFiredExpression('c.findings')}) AS fired FROM contraindication_checks c
      WHERE c.clinic_id = current_clinic() AND c.evaluated_at >= (:from::date)::timestamp AT TIME ZONE :timeZone
        AND c.evaluated_at < (:to::date + 1)::timestamp AT TIME ZONE :timeZone AND (:treatment::text IS NULL OR c.treatment = :treatment)
   ), fired AS (
     SELECT m.treatment, r.rule_id, count(*)::integer AS fired FROM made m CROSS JOIN LATERAL jsonb_array_elements_text(m.fired) r(rule_id)
      GROUP BY m.treatment, r.rule_id
   ), overridden AS (
     SELECT c.treatment, o.rule_id, o.overridden_by, o.discussed_with_patient, o.needs_second, f.override_id IS NOT NULL AS confirmed,
            ${voidBecause} IS NOT NULL AS void
       FROM made c JOIN contraindication_overrides o ON o.clinic_id = c.clinic_id AND o.check_id = c.id
       LEFT JOIN contraindication_override_confirmations f ON f.clinic_id = o.clinic_id AND f.override_id = o.id
   ), decided AS MATERIALIZED (
     SELECT treatment, rule_id, overridden_by, count(*)::integer AS overridden, (count(*) FILTER (WHERE discussed_with_patient = 'yes'))::integer AS discussed,
            (count(*) FILTER (WHERE confirmed))::integer AS confirmed,
            (count(*) FILTER (WHERE needs_second AND NOT confirmed AND NOT void))::integer AS awaiting, (count(*) FILTER (WHERE void))::integer AS void
       FROM overridden GROUP BY treatment, rule_id, overridden_by
   )
   SELECT (SELECT count(*)::integer FROM made) AS checks, coalesce(jsonb_agg(jsonb_build_object('treatment', r.treatment, 'ruleId', r.rule_id, 'fired', r.fired,
       'decided', coalesce((SELECT jsonb_agg(jsonb_build_object('by', d.overridden_by, 'overridden', d.overridden, 'discussed', d.discussed,
           'confirmed', d.confirmed, 'awaiting', d.awaiting, 'void', d.void) ORDER BY d.overridden DESC, d.overridden_by)
         FROM decided d WHERE d.treatment = r.treatment AND d.rule_id = r.rule_id), '[]'))), '[]') AS rules
     FROM fired r`,
});

const filtered = `o.clinic_id = current_clinic() AND (:ruleId::text[] IS NULL OR o.rule_id = ANY (:ruleId)) AND (:overriddenBy::uuid IS NULL OR o.overridden_by = :overriddenBy)
    AND (:from::date IS NULL OR o.created_at >= (:from::date)::timestamp AT TIME ZONE :timeZone)
    AND (:to::date IS NULL OR o.created_at < (:to::date + 1)::timestamp AT TIME ZONE :timeZone)`;

const list = declareStatement('override-report.list', {
  parameters: { ruleId: 'text[]?', overriddenBy: 'uuid?', from: 'date?', to: 'date?', timeZone: 'text', after: 'uuid?', limit: 'bigint' },
  row: declareColumns<FoundOverride>({
    id: 'uuid',
    ruleId: 'text',
    reason: 'text',
    weighed: 'text?',
    discussedWithPatient: 'text?',
    conditions: 'jsonb',
    overriddenBy: 'uuid',
    createdAt: 'text',
    needsSecond: 'boolean',
    confirmedBy: 'uuid?',
    confirmedAt: 'text?',
    carriedFrom: 'text?',
    voidBecause: 'text?',
    checkId: 'uuid',
    patientId: 'uuid',
    treatment: 'text',
    plannedOn: 'date',
  }),
  sql: `SELECT o.id, o.rule_id AS "ruleId", o.reason, o.weighed, o.discussed_with_patient AS "discussedWithPatient", o.conditions,
          o.overridden_by AS "overriddenBy", o.created_at::text AS "createdAt", o.needs_second AS "needsSecond", f.confirmed_by AS "confirmedBy",
          f.confirmed_at::text AS "confirmedAt", NULL AS "carriedFrom", ${voidBecause} AS "voidBecause",
          c.id AS "checkId", c.patient_id AS "patientId", c.treatment, c.planned_on AS "plannedOn"
     FROM contraindication_overrides o
     JOIN contraindication_checks c ON c.clinic_id = o.clinic_id AND c.id = o.check_id
     LEFT JOIN contraindication_override_confirmations f ON f.clinic_id = o.clinic_id AND f.override_id = o.id
    WHERE ${filtered} AND (:after::uuid IS NULL OR o.id < :after)
    ORDER BY o.id DESC LIMIT :limit`,
});
const count = declareStatement('override-report.count', {
  parameters: { ruleId: 'text[]?', overriddenBy: 'uuid?', from: 'date?', to: 'date?', timeZone: 'text' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM contraindication_overrides o WHERE ${filtered}`,
});

const toParameters = ({ ruleId, overriddenBy, from, to, timeZone }: OverrideFilter) => ({ ruleId, overriddenBy, from, to, timeZone });

@Injectable()
export class OverrideReportRepository {
  constructor(private readonly database: Database) {}

  report({ from, to, timeZone, treatment }: ReportPeriod): Promise<ReportCounts> {
    return this.database.getRow(report, { from, to, timeZone, treatment });
  }

  /** Lists overrides, the newest first. */
  list(by: OverrideFilter, after: string | null, limit: number): Promise<FoundOverride[]> {
    return this.database.query(list, { ...toParameters(by), after, limit });
  }

  async count(by: OverrideFilter): Promise<number> {
    return (await this.database.getRow(count, toParameters(by))).total;
  }
}
