import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AdverseEventsForRules, type EventForRules } from '../../contraindications/index.js';
import { Database, statement } from '../../platform/database/index.js';
import type { RecordVersion } from '../../platform/http/index.js';
import type { actions, Decision, outcomes, relations, SeriousnessCriterion } from './domain/adverse-event.js';
import type { EventTypeCode } from './domain/event-types.js';
import type { Grouping } from './domain/report.js';
import type { Treatment } from '../../kernel/treatment.js';

/** What an event says of what went wrong, apart from its place and its course through the clinic. */
export type SaidOfEvent = Pick<
  AdverseEventRecord,
  'type' | 'description' | 'grade' | 'seriousness' | 'relation' | 'zones' | 'onsetAt' | 'resolvedAt' | 'action' | 'actionNote' | 'outcome'
>;

/** The same as a row of the table is kept. */
type StoredEvent = Omit<SaidOfEvent, 'onsetAt' | 'resolvedAt' | 'actionNote'> & { onset_at: string; resolved_at: string | null; action_note: string | null };

const saidIn = ({ onset_at, resolved_at, action_note, ...row }: StoredEvent): SaidOfEvent => ({
  ...row,
  onsetAt: new Date(onset_at),
  resolvedAt: resolved_at === null ? null : new Date(resolved_at),
  actionNote: action_note,
});

/** An event as it was at one of its versions. */
export interface AdverseEventVersion extends RecordVersion {
  said: SaidOfEvent;
}

export interface FollowUpRecord {
  number: number;
  note: string;
  observedAt: string;
  recordedBy: string;
  recordedAt: string;
}

export interface DecisionRecord {
  number: number;
  decision: Decision;
  reason: string;
  decidedBy: string;
  decidedAt: string;
}

export interface AdverseEventRecord {
  id: string;
  patientId: string;
  planId: string;
  sessionId: string;
  treatment: Treatment;
  /** When the session began, in which it has its cause. */
  sessionStartedAt: Date;
  type: EventTypeCode;
  description: string | null;
  grade: number;
  seriousness: SeriousnessCriterion[];
  expected: boolean;
  usualEnd: Date | null;
  relation: (typeof relations)[number];
  zones: string[];
  onsetAt: Date;
  resolvedAt: Date | null;
  action: (typeof actions)[number];
  actionNote: string | null;
  outcome: (typeof outcomes)[number];
  heldPlan: boolean;
  awaitsDecision: boolean;
  lots: string[];
  followUps: FollowUpRecord[];
  decisions: DecisionRecord[];
  recordedBy: string;
  errorReason: string | null;
  errorBy: string | null;
  errorAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What an event must know of its session. */
export interface EventSession {
  patientId: string;
  planId: string;
  treatment: Treatment;
  status: string;
  startedAt: Date | null;
  lots: string[];
}

export interface EventFilter {
  patientId: string | null;
  planId: string | null;
  sessionId: string | null;
  serious: boolean | null;
  awaitsDecision: boolean | null;
  outlasts: boolean | null;
  now: Date;
}

export interface ReportCounts {
  group: string | null;
  sessions: number;
  sessionsWithEvents: number;
  events: number;
  serious: number;
  unexpected: number;
  grades: number[];
}

/** What a session's record says was used: a list of products, each with its lot. */
const productsOf = `jsonb_array_elements(CASE jsonb_typeof(s.record -> 'products') WHEN 'array' THEN s.record -> 'products' ELSE '[]' END)`;
const lotsOf = `(SELECT coalesce(jsonb_agg(DISTINCT used ->> 'lotId') FILTER (WHERE used ? 'lotId'), '[]') FROM ${productsOf} AS used)`;

const columns = `e.id, e.patient_id AS "patientId", e.plan_id AS "planId", e.session_id AS "sessionId", s.treatment, s.started_at AS "sessionStartedAt", e.type,
  e.description, e.grade, e.seriousness, e.expected, e.usual_end AS "usualEnd", e.relation, e.zones, e.onset_at AS "onsetAt", e.resolved_at AS "resolvedAt",
  e.action, e.action_note AS "actionNote", e.outcome, e.held_plan AS "heldPlan", e.awaiting_decision AS "awaitsDecision", ${lotsOf} AS lots,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('number', f.number, 'note', f.note, 'observedAt', f.observed_at, 'recordedBy', f.recorded_by,
      'recordedAt', f.recorded_at) ORDER BY f.number), '[]')
     FROM adverse_event_follow_ups f WHERE f.clinic_id = e.clinic_id AND f.event_id = e.id) AS "followUps",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('number', d.number, 'decision', d.decision, 'reason', d.reason, 'decidedBy', d.decided_by,
      'decidedAt', d.decided_at) ORDER BY d.number), '[]')
     FROM adverse_event_decisions d WHERE d.clinic_id = e.clinic_id AND d.event_id = e.id) AS decisions,
  e.recorded_by AS "recordedBy", e.error_reason AS "errorReason", e.error_by AS "errorBy", e.error_at AS "errorAt", e.version,
  e.created_at AS "createdAt", e.updated_at AS "updatedAt"`;
const joined = `adverse_events e JOIN treatment_sessions s ON s.clinic_id = e.clinic_id AND s.id = e.session_id`;

const find = statement('adverse-events.find', `SELECT ${columns} FROM ${joined} WHERE e.clinic_id = current_clinic() AND e.id = $1`);
const lock = statement('adverse-events.lock', `SELECT ${columns} FROM ${joined} WHERE e.clinic_id = current_clinic() AND e.id = $1 FOR UPDATE OF e`);
const findSession = statement(
  'adverse-events.session',
  `SELECT s.patient_id AS "patientId", s.plan_id AS "planId", s.treatment, s.status, s.started_at AS "startedAt", ${lotsOf} AS lots
     FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.id = $1`,
);

const outlasting = `(e.error_at IS NULL AND e.usual_end IS NOT NULL AND coalesce(e.resolved_at, $7::timestamptz) > e.usual_end)`;
const filter = `e.clinic_id = current_clinic() AND ($1::uuid IS NULL OR e.patient_id = $1) AND ($2::uuid IS NULL OR e.plan_id = $2)
   AND ($3::uuid IS NULL OR e.session_id = $3) AND ($4::boolean IS NULL OR e.serious = $4) AND ($5::boolean IS NULL OR e.awaiting_decision = $5)
   AND ($6::boolean IS NULL OR ${outlasting} = $6)`;
const list = statement('adverse-events.list', `SELECT ${columns} FROM ${joined} WHERE ${filter} AND ($8::uuid IS NULL OR e.id > $8) ORDER BY e.id LIMIT $9`);
const count = statement('adverse-events.count', `SELECT count(*)::integer AS total FROM adverse_events e WHERE ${filter} AND $7::timestamptz IS NOT NULL`);

/** Serious events that a plan does not go on after: nobody has decided, or the last decision is to stop. */
const inTheWay = statement(
  'adverse-events.in-the-way',
  `SELECT e.id FROM adverse_events e
    WHERE e.clinic_id = current_clinic() AND e.plan_id = $1 AND e.error_at IS NULL AND (e.awaiting_decision OR (
      SELECT d.decision FROM adverse_event_decisions d WHERE d.clinic_id = e.clinic_id AND d.event_id = e.id ORDER BY d.number DESC LIMIT 1) = 'stop')
    ORDER BY e.id`,
);

const insert = statement(
  'adverse-events.insert',
  `INSERT INTO adverse_events (id, patient_id, plan_id, session_id, type, description, grade, seriousness, serious, expected, usual_end, relation, zones,
     onset_at, resolved_at, action, action_note, outcome, held_plan, awaiting_decision, recorded_by, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, cardinality($8::text[]) > 0, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21)`,
);
const update = statement(
  'adverse-events.update',
  `UPDATE adverse_events SET type = $2, description = $3, grade = $4, seriousness = $5, serious = cardinality($5::text[]) > 0, expected = $6, usual_end = $7,
     relation = $8, zones = $9, onset_at = $10, resolved_at = $11, action = $12, action_note = $13, outcome = $14, held_plan = $15, awaiting_decision = $16,
     error_reason = $17, error_by = $18, error_at = $19, updated_at = $20, changed_by = $21, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);
/** By whom and when a version moved to another record is said by the merge, or by its undoing. */
const versions = statement(
  'adverse-events.versions',
  `SELECT v.number, v.record, coalesce(m.by_whom, v.recorded_by) AS "recordedBy", coalesce(m.at, v.recorded_at) AS "recordedAt",
          v.error_reason AS "errorReason", m.reason AS "moveReason"
     FROM adverse_event_versions v LEFT JOIN LATERAL (
       SELECT merged_by AS by_whom, merged_at AS at, reason FROM patient_merges
        WHERE clinic_id = v.clinic_id AND patient_id = v.moved_from AND into_id = v.moved_to AND merged_at >= v.recorded_at
       UNION ALL
       SELECT undone_by, undone_at, undo_reason FROM patient_merges
        WHERE clinic_id = v.clinic_id AND into_id = v.moved_from AND patient_id = v.moved_to AND undone_at >= v.recorded_at
       ORDER BY at LIMIT 1) m ON v.moved_from IS NOT NULL
    WHERE v.clinic_id = current_clinic() AND v.id = $1 AND v.number > $2 ORDER BY v.number LIMIT $3`,
);
const insertFollowUp = statement(
  'adverse-events.insert-follow-up',
  `INSERT INTO adverse_event_follow_ups (event_id, number, note, observed_at, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
);
const insertDecision = statement(
  'adverse-events.insert-decision',
  `INSERT INTO adverse_event_decisions (event_id, number, decision, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6)`,
);

const groupKeys: Record<Grouping, string> = {
  treatment: `SELECT s.treatment AS key`,
  practitioner: `SELECT s.performed_by::text AS key`,
  month: `SELECT to_char(s.started_at AT TIME ZONE $3, 'YYYY-MM') AS key`,
  lot: `SELECT DISTINCT used ->> 'lotId' AS key FROM ${productsOf} AS used WHERE used ? 'lotId'`,
  product: `SELECT DISTINCT l.product_id::text AS key
    FROM ${productsOf} AS used JOIN product_lots l ON l.clinic_id = s.clinic_id AND l.id = (used ->> 'lotId')::uuid`,
};

/** Sessions that began on the days asked for, each with its events, counted by the key; a session without a key is counted under none. */
const reportBy = (grouping: Grouping) =>
  statement(
    `adverse-events.report-by-${grouping}`,
    `WITH given AS (
       SELECT s.id, s.clinic_id, grouped.key
         FROM treatment_sessions s LEFT JOIN LATERAL (${groupKeys[grouping]}) grouped ON true
        WHERE s.clinic_id = current_clinic() AND s.started_at >= ($1::date)::timestamp AT TIME ZONE $3
          AND s.started_at < ($2::date + 1)::timestamp AT TIME ZONE $3
     )
     SELECT g.key AS "group", count(DISTINCT g.id)::integer AS sessions, count(DISTINCT e.session_id)::integer AS "sessionsWithEvents",
            count(e.id)::integer AS events, (count(*) FILTER (WHERE e.serious))::integer AS serious,
            (count(*) FILTER (WHERE NOT e.expected))::integer AS unexpected,
            ARRAY[${[1, 2, 3, 4, 5].map((grade) => `(count(*) FILTER (WHERE e.grade = ${grade}))::integer`).join(', ')}] AS grades
       FROM given g LEFT JOIN adverse_events e ON e.clinic_id = g.clinic_id AND e.session_id = g.id AND e.error_at IS NULL
      GROUP BY g.key ORDER BY g.key`,
  );

const reports = {
  treatment: reportBy('treatment'),
  practitioner: reportBy('practitioner'),
  month: reportBy('month'),
  lot: reportBy('lot'),
  product: reportBy('product'),
} satisfies Record<Grouping, unknown>;

const filterValues = (by: EventFilter): unknown[] => [by.patientId, by.planId, by.sessionId, by.serious, by.awaitsDecision, by.outlasts, by.now];

/** What a check of contraindications reads, of many patients. */
const forRules = statement(
  'adverse-events.for-rules',
  `SELECT e.id, e.patient_id AS "patientId", e.type, e.description AS text, e.grade, e.serious, e.resolved_at IS NOT NULL AS resolved,
          e.onset_at AS "onsetAt", e.created_at AS "recordedAt"
     FROM adverse_events e
    WHERE e.clinic_id = current_clinic() AND e.patient_id = ANY ($1::uuid[]) AND e.error_at IS NULL
    ORDER BY e.onset_at DESC, e.id DESC`,
);

type RowForRules = Omit<EventForRules, 'onsetAt' | 'recordedAt'> & { onsetAt: Date; recordedAt: Date };

@Injectable()
export class AdverseEventsRepository implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly rules: AdverseEventsForRules,
  ) {}

  onModuleInit(): void {
    this.rules.use((patientIds) => this.forRules(patientIds));
  }

  private async forRules(patientIds: readonly string[]): Promise<EventForRules[]> {
    const rows = await this.database.query<RowForRules>(forRules, [patientIds]);
    return rows.map((row) => ({ ...row, onsetAt: row.onsetAt.toISOString(), recordedAt: row.recordedAt.toISOString() }));
  }

  find(id: string): Promise<AdverseEventRecord | null> {
    return this.database.maybe<AdverseEventRecord>(find, [id]);
  }

  lock(id: string): Promise<AdverseEventRecord | null> {
    return this.database.maybe<AdverseEventRecord>(lock, [id]);
  }

  findSession(sessionId: string): Promise<EventSession | null> {
    return this.database.maybe<EventSession>(findSession, [sessionId]);
  }

  list(by: EventFilter, after: string | null, limit: number): Promise<AdverseEventRecord[]> {
    return this.database.query<AdverseEventRecord>(list, [...filterValues(by), after, limit]);
  }

  async count(by: EventFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(count, filterValues(by))).total;
  }

  /** The ids of the serious events that keep the plan from being resumed. */
  async inTheWayOf(planId: string): Promise<string[]> {
    return (await this.database.query<{ id: string }>(inTheWay, [planId])).map((row) => row.id);
  }

  async insert(event: AdverseEventRecord): Promise<void> {
    await this.database.execute(insert, [
      event.id,
      event.patientId,
      event.planId,
      event.sessionId,
      event.type,
      event.description,
      event.grade,
      event.seriousness,
      event.expected,
      event.usualEnd,
      event.relation,
      event.zones,
      event.onsetAt,
      event.resolvedAt,
      event.action,
      event.actionNote,
      event.outcome,
      event.heldPlan,
      event.awaitsDecision,
      event.recordedBy,
      event.createdAt,
    ]);
  }

  async update(event: AdverseEventRecord, changedBy: string): Promise<void> {
    await this.database.execute(update, [
      event.id,
      event.type,
      event.description,
      event.grade,
      event.seriousness,
      event.expected,
      event.usualEnd,
      event.relation,
      event.zones,
      event.onsetAt,
      event.resolvedAt,
      event.action,
      event.actionNote,
      event.outcome,
      event.heldPlan,
      event.awaitsDecision,
      event.errorReason,
      event.errorBy,
      event.errorAt,
      event.updatedAt,
      changedBy,
    ]);
  }

  /** The first version first. */
  async versions(eventId: string, after: number, limit: number): Promise<AdverseEventVersion[]> {
    const rows = await this.database.query<RecordVersion & { record: StoredEvent }>(versions, [eventId, after, limit]);
    return rows.map(({ record, ...version }) => ({ ...version, said: saidIn(record) }));
  }

  async insertFollowUp(eventId: string, one: FollowUpRecord): Promise<void> {
    await this.database.execute(insertFollowUp, [eventId, one.number, one.note, one.observedAt, one.recordedBy, one.recordedAt]);
  }

  async insertDecision(eventId: string, one: DecisionRecord): Promise<void> {
    await this.database.execute(insertDecision, [eventId, one.number, one.decision, one.reason, one.decidedBy, one.decidedAt]);
  }

  /** From the first day to the last one, included, in the clinic's time zone. */
  report(grouping: Grouping, from: string, to: string, timeZone: string): Promise<ReportCounts[]> {
    return this.database.query<ReportCounts>(reports[grouping], [from, to, timeZone]);
  }
}
