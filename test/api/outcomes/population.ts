/** Many plans of many patients, written straight into the tables: what figures are counted from, without the years that it would take. */
import type { TestApp, TestClinic } from '../../support/app.js';
import { activePlan } from '../../support/journey.js';

export interface Cohort {
  treatment?: 'mesotherapy' | 'scalp-micropigmentation';
  patients: number;
  protocolVersion?: number;
  /** Completed sessions of the nth plan. */
  sessions?: string;
  /** Sessions to which the patient of the nth plan did not come. */
  noShows?: string;
  /** Whether the nth plan was completed; otherwise it was cancelled. */
  completed?: string;
  /** Density before and after, per cm2; null leaves it out. */
  before?: string;
  after?: string;
  /** How many adverse events the nth patient had after the first session. */
  events?: string;
  /** The first session of the nth plan; sessions follow each other every two weeks. */
  startsAt?: string;
}

/** A clinic in which one person was really treated: the check and consent that all others refer to. */
export interface Anchor {
  clinicId: string;
  checkId: string;
  consentId: string;
  staffId: string;
}

export const anchorOf = async (app: TestApp, clinic: TestClinic): Promise<Anchor> => {
  const { prepared } = await activePlan(clinic);
  const [consent] = await app.sql<{ id: string }>(`SELECT id FROM consents LIMIT 1`, [], clinic.id);
  return { clinicId: clinic.id, checkId: prepared.checkId, consentId: consent!.id, staffId: clinic.staff.dermatologist };
};

/** `n` is the plan's number, from 1; the expressions of the cohort are SQL. */
export const addCohort = async (app: TestApp, anchor: Anchor, cohort: Cohort): Promise<void> => {
  const {
    treatment = 'mesotherapy',
    patients,
    protocolVersion = 1,
    sessions = '8',
    noShows = '0',
    completed = 'true',
    before = 'NULL',
    after = 'NULL',
    events = '0',
    startsAt = `'2026-01-05T10:00:00+05:30'`,
  } = cohort;
  const people = `people AS MATERIALIZED (
      SELECT n, gen_random_uuid() AS patient_id, gen_random_uuid() AS plan_id, gen_random_uuid() AS consultation_id, (${startsAt})::timestamptz AS starts_at, (${sessions})::integer AS given,
             (${noShows})::integer AS missed, (${completed})::boolean AS is_completed, (${before})::numeric AS density_before, (${after})::numeric AS density_after,
             (${events})::integer AS events
        FROM generate_series(1, ${patients}) n
    )`;
  const { checkId, consentId, staffId, clinicId } = anchor;
  await app.sql(
    `WITH ${people}, registered AS (
       INSERT INTO patients (id, medical_record_number, names, sex_at_birth, phones, emails, addresses, identifiers, created_at, updated_at)
       SELECT patient_id, 'T-' || patient_id, '[{"text": "Many Testperson"}]', 'female', '[]', '[]', '[]', '[]', starts_at, starts_at FROM people
     ), consulted AS (
       INSERT INTO consultations (id, patient_id, started_at, recorded_by, created_at, updated_at)
       SELECT consultation_id, patient_id, starts_at, $4::uuid, starts_at, starts_at FROM people
     ), planned AS (
       INSERT INTO treatment_plans (id, patient_id, treatment, consultation_id, check_id, status, areas, protocol_version, sessions, interval_days, start_on,
         consent_id, created_by, created_at, updated_at)
       SELECT plan_id, patient_id, $1::text, consultation_id, $2::uuid, CASE WHEN is_completed THEN 'completed' ELSE 'cancelled' END, '[]', $5::integer, 8, 14,
              starts_at::date, $3::uuid, $4::uuid, starts_at, starts_at FROM people
     ), ended AS (
       INSERT INTO treatment_plan_transitions (plan_id, plan_version, action, from_status, to_status, reason, actor_id, occurred_at)
       SELECT plan_id, 5, CASE WHEN is_completed THEN 'complete' ELSE 'cancel' END, 'active', CASE WHEN is_completed THEN 'completed' ELSE 'cancelled' END,
              'x', $4::uuid, starts_at + make_interval(days => 14 * (given + missed)) FROM people
     ), numbered AS MATERIALIZED (
       SELECT gen_random_uuid() AS session_id, p.*, number FROM people p, generate_series(1, p.given + p.missed) number
     ), held AS (
       INSERT INTO treatment_sessions (id, plan_id, patient_id, treatment, number, status, scheduled_on, started_at, ended_at, check_id, performed_by, record,
         created_at, updated_at)
       SELECT session_id, plan_id, patient_id, $1::text, number, CASE WHEN number <= given THEN 'completed' ELSE 'no-show' END,
              ((starts_at + make_interval(days => 14 * (number - 1))) AT TIME ZONE 'Asia/Kolkata')::date,
              CASE WHEN number <= given THEN starts_at + make_interval(days => 14 * (number - 1)) END, starts_at + make_interval(days => 14 * (number - 1), hours => 1),
              CASE WHEN number <= given THEN $2::uuid END, CASE WHEN number <= given THEN $4::uuid END, CASE WHEN number <= given THEN '{}'::jsonb END,
              starts_at, starts_at FROM numbered
     ), looked AS (
       INSERT INTO trichoanalyses (id, patient_id, consultation_id, position, performed_at, region, findings, recorded_by, created_at)
       SELECT gen_random_uuid(), patient_id, consultation_id, 0, at, 'vertex',
              jsonb_build_object('hairDensity', jsonb_build_object('value', density, 'unit', '/cm2'), 'growthPhase', '{"anagen": 80, "catagen": 2, "telogen": 18}'::jsonb),
              $4::uuid, at
         FROM people, LATERAL (VALUES (starts_at - interval '400 days', 500 - density_before), (starts_at - interval '3 days', density_before),
              (starts_at + make_interval(days => 14 * given, hours => 1), density_after), (starts_at + interval '900 days', 1)) AS look (at, density)
        WHERE density IS NOT NULL
     )
     INSERT INTO adverse_events (id, patient_id, plan_id, session_id, type, grade, seriousness, serious, expected, relation, zones, onset_at, action, outcome,
       recorded_by, created_at, updated_at)
     SELECT gen_random_uuid(), patient_id, plan_id, session_id, 'swelling', 1, '{}', false, true, 'possible', '{}', starts_at, 'none', 'unknown', $4::uuid,
            starts_at, starts_at FROM numbered, generate_series(1, events) WHERE number = 1`,
    [treatment, checkId, consentId, staffId, protocolVersion],
    clinicId,
  );
};
