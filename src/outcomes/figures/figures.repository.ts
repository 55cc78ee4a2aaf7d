import { Injectable } from '@nestjs/common';
import type { Findings } from '../../consultations/index.js';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import type { Treatment } from '../../kernel/treatment.js';

/** A period of the clinic's days, both ends included, and the treatment; all treatments where it is null. */
export interface FigurePeriod {
  from: string;
  to: string;
  timeZone: string;
  treatment: Treatment | null;
}

export interface EndedPlans {
  treatment: Treatment;
  ended: number;
  people: number;
  completed: number;
  peopleOfCompleted: number;
  /** The number of completed sessions of each completed plan. */
  sessions: number[];
}

export interface DueSessions {
  treatment: Treatment;
  due: number;
  people: number;
  noShows: number;
}

export interface BegunSessions {
  treatment: Treatment;
  begun: number;
  people: number;
  events: number;
  serious: number;
}

/** The findings of one plan and region before and after: only those from which density is computed. */
export interface DensityPair {
  treatment: Treatment;
  protocolVersion: number;
  region: string;
  patientId: string;
  before: Findings;
  after: Findings;
}

const FROM = '(:from::date)::timestamp AT TIME ZONE :timeZone';
const UNTIL = '(:to::date + 1)::timestamp AT TIME ZONE :timeZone';
const buildTreatmentCondition = (row: string): string => `(:treatment::text IS NULL OR ${row}.treatment = :treatment)`;

/** Selects the plans that the patient had accepted, and that ended in the period. */
const ended = `ended AS MATERIALIZED (
    SELECT p.id, p.patient_id, p.treatment, p.protocol_version, t.to_status = 'completed' AS completed
      FROM treatment_plan_transitions t JOIN treatment_plans p ON p.clinic_id = t.clinic_id AND p.id = t.plan_id
     WHERE t.clinic_id = current_clinic() AND t.to_status IN ('completed', 'cancelled') AND t.occurred_at >= ${FROM} AND t.occurred_at < ${UNTIL}
       AND p.consent_id IS NOT NULL AND ${buildTreatmentCondition('p')}
  )`;

const endedPlans = declareStatement('figures.ended-plans', {
  parameters: { from: 'date', to: 'date', timeZone: 'text', treatment: 'text?' },
  row: declareColumns<EndedPlans>({
    treatment: 'text',
    ended: 'integer',
    people: 'integer',
    completed: 'integer',
    peopleOfCompleted: 'integer',
    sessions: 'integer[]',
  }),
  sql: `WITH ${ended}, given AS (
     SELECT s.plan_id, count(*)::integer AS sessions
       FROM ended e JOIN treatment_sessions s ON s.clinic_id = current_clinic() AND s.plan_id = e.id AND s.status = 'completed'
      WHERE e.completed GROUP BY s.plan_id
   )
   SELECT e.treatment, count(*)::integer AS ended, count(DISTINCT e.patient_id)::integer AS people,
          (count(*) FILTER (WHERE e.completed))::integer AS completed,
          (count(DISTINCT e.patient_id) FILTER (WHERE e.completed))::integer AS "peopleOfCompleted",
          coalesce(array_agg(coalesce(g.sessions, 0)) FILTER (WHERE e.completed), '{}') AS sessions
     FROM ended e LEFT JOIN given g ON g.plan_id = e.id GROUP BY e.treatment`,
});

const dueSessions = declareStatement('figures.due-sessions', {
  parameters: { from: 'date', to: 'date', treatment: 'text?' },
  row: declareColumns<DueSessions>({ treatment: 'text', due: 'integer', people: 'integer', noShows: 'integer' }),
  sql: `SELECT s.treatment, count(*)::integer AS due, count(DISTINCT s.patient_id)::integer AS people,
          (count(*) FILTER (WHERE s.status = 'no-show'))::integer AS "noShows"
     FROM treatment_sessions s
    WHERE s.clinic_id = current_clinic() AND s.scheduled_on BETWEEN :from AND :to AND (s.status = 'no-show' OR s.started_at IS NOT NULL)
      AND (:treatment::text IS NULL OR s.treatment = :treatment)
    GROUP BY s.treatment`,
});

const begun = `begun AS (
    SELECT s.id, s.patient_id, s.treatment FROM treatment_sessions s
     WHERE s.clinic_id = current_clinic() AND s.started_at >= ${FROM} AND s.started_at < ${UNTIL} AND ${buildTreatmentCondition('s')}
  )`;

const begunSessions = declareStatement('figures.begun-sessions', {
  parameters: { from: 'date', to: 'date', timeZone: 'text', treatment: 'text?' },
  row: declareColumns<BegunSessions>({ treatment: 'text', begun: 'integer', people: 'integer', events: 'integer', serious: 'integer' }),
  sql: `WITH ${begun}, events AS (
     SELECT b.treatment, count(*)::integer AS events, (count(*) FILTER (WHERE a.serious))::integer AS serious
       FROM begun b JOIN adverse_events a ON a.clinic_id = current_clinic() AND a.session_id = b.id AND a.error_at IS NULL GROUP BY b.treatment
   ), sessions AS (
     SELECT treatment, count(*)::integer AS begun, count(DISTINCT patient_id)::integer AS people FROM begun GROUP BY treatment
   )
   SELECT s.treatment, s.begun, s.people, coalesce(e.events, 0) AS events, coalesce(e.serious, 0) AS serious
     FROM sessions s LEFT JOIN events e ON e.treatment = s.treatment`,
});

/**
 * Selects the last trichoanalysis with a density before the first session, and the last one after the last completed session. The latter is
 * within a year and before another plan of the patient.
 */
const densityPairs = declareStatement('figures.density-pairs', {
  parameters: { from: 'date', to: 'date', timeZone: 'text', treatment: 'text?' },
  row: declareColumns<DensityPair>({ treatment: 'text', protocolVersion: 'integer', region: 'text', patientId: 'uuid', before: 'jsonb', after: 'jsonb' }),
  sql: `WITH ${ended}, course AS (
     SELECT e.id, min(s.started_at) AS first_at, max(s.started_at) FILTER (WHERE s.status = 'completed') AS last_at
       FROM ended e JOIN treatment_sessions s ON s.clinic_id = current_clinic() AND s.plan_id = e.id AND s.started_at IS NOT NULL
      WHERE e.completed GROUP BY e.id
   ), finished AS MATERIALIZED (
     SELECT e.id, e.patient_id, e.treatment, e.protocol_version, c.first_at, c.last_at,
            least(c.last_at + interval '1 year', (SELECT min(s.started_at) FROM treatment_sessions s
              WHERE s.clinic_id = current_clinic() AND s.patient_id = e.patient_id AND s.plan_id <> e.id AND s.started_at > c.last_at)) AS until
       FROM ended e JOIN course c ON c.id = e.id AND c.last_at IS NOT NULL
   ), looks AS (
     SELECT DISTINCT ON (f.id, t.region, t.performed_at < f.first_at)
            f.id AS plan_id, f.patient_id, f.treatment, f.protocol_version, t.region, t.performed_at < f.first_at AS is_before,
            jsonb_build_object('hairDensity', t.findings -> 'hairDensity', 'hairCount', t.findings -> 'hairCount',
              'fieldOfView', t.findings -> 'fieldOfView') AS findings
       FROM finished f
       JOIN trichoanalyses t ON t.clinic_id = current_clinic() AND t.patient_id = f.patient_id AND t.error_reason IS NULL
        AND (t.performed_at < f.first_at OR (t.performed_at >= f.last_at AND t.performed_at < f.until))
        AND (t.findings ->> 'hairDensity' IS NOT NULL OR (t.findings ->> 'hairCount' IS NOT NULL AND t.findings ->> 'fieldOfView' IS NOT NULL))
       JOIN consultations c ON c.clinic_id = t.clinic_id AND c.id = t.consultation_id AND c.status <> 'entered-in-error'
      ORDER BY f.id, t.region, t.performed_at < f.first_at, t.performed_at DESC, t.id DESC
   )
   SELECT b.treatment, b.protocol_version AS "protocolVersion", b.region, b.patient_id AS "patientId", b.findings AS before, a.findings AS after
     FROM looks b JOIN looks a ON a.plan_id = b.plan_id AND a.region = b.region AND NOT a.is_before
    WHERE b.is_before`,
});

@Injectable()
export class FiguresRepository {
  constructor(private readonly database: Database) {}

  listEndedPlans({ from, to, timeZone, treatment }: FigurePeriod): Promise<EndedPlans[]> {
    return this.database.query(endedPlans, { from, to, timeZone, treatment });
  }

  listDueSessions({ from, to, treatment }: FigurePeriod): Promise<DueSessions[]> {
    return this.database.query(dueSessions, { from, to, treatment });
  }

  listBegunSessions({ from, to, timeZone, treatment }: FigurePeriod): Promise<BegunSessions[]> {
    return this.database.query(begunSessions, { from, to, timeZone, treatment });
  }

  listDensityPairs({ from, to, timeZone, treatment }: FigurePeriod): Promise<DensityPair[]> {
    return this.database.query(densityPairs, { from, to, timeZone, treatment });
  }
}
