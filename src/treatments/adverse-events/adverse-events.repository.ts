import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import type { RecordVersion } from '../../platform/http/index.js';
import type { actions, Decision, outcomes, relations, SeriousnessCriterion } from './domain/adverse-event.js';
import type { EventTypeCode } from './domain/event-types.js';
import type { Grouping } from './domain/report.js';
import type { Treatment } from '../../kernel/treatment.js';

/** The clinical content of an adverse event, without its place in the record and its course through the clinic. */
export type SaidOfEvent = Pick<
  AdverseEventRecord,
  'type' | 'description' | 'grade' | 'seriousness' | 'relation' | 'zones' | 'onsetAt' | 'resolvedAt' | 'action' | 'actionNote' | 'outcome'
>;

/** The clinical content of an adverse event, as a row of the table stores it. */
type StoredEvent = Omit<SaidOfEvent, 'onsetAt' | 'resolvedAt' | 'actionNote'> & { onset_at: string; resolved_at: string | null; action_note: string | null };

const parseStoredEvent = ({ onset_at, resolved_at, action_note, ...row }: StoredEvent): SaidOfEvent => ({
  ...row,
  onsetAt: new Date(onset_at),
  resolvedAt: resolved_at === null ? null : new Date(resolved_at),
  actionNote: action_note,
});

/** An adverse event at one of its versions. */
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
  /** When the session began after which the event occurred. */
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

/** The facts of the session that an adverse event needs. */
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
  from: string | null;
  to: string | null;
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

/** The products of a session's record: a list, each product with its lot. */
const productsOf = `jsonb_array_elements(CASE jsonb_typeof(s.record -> 'products') WHEN 'array' THEN s.record -> 'products' ELSE '[]' END)`;
const lotsOf = `(SELECT coalesce(jsonb_agg(DISTINCT used ->> 'lotId') FILTER (WHERE used ? 'lotId'), '[]') FROM ${productsOf} AS used)`;

const saidOfEvent = {
  type: 'text',
  description: 'text?',
  grade: 'integer',
  seriousness: 'text[]',
  expected: 'boolean',
  usualEnd: 'timestamptz?',
  relation: 'text',
  zones: 'text[]',
  onsetAt: 'timestamptz',
  resolvedAt: 'timestamptz?',
  action: 'text',
  actionNote: 'text?',
  outcome: 'text',
  heldPlan: 'boolean',
} as const;

const adverseEventRow = declareColumns<AdverseEventRecord>(
  {
    id: 'uuid',
    patientId: 'uuid',
    planId: 'uuid',
    sessionId: 'uuid',
    treatment: ['text', 's.treatment'],
    sessionStartedAt: ['timestamptz!', 's.started_at'],
    ...saidOfEvent,
    awaitsDecision: ['boolean', 'e.awaiting_decision'],
    lots: ['jsonb', `${lotsOf}`],
    followUps: [
      'jsonb',
      `(SELECT coalesce(jsonb_agg(jsonb_build_object('number', f.number, 'note', f.note, 'observedAt', f.observed_at, 'recordedBy', f.recorded_by,
      'recordedAt', f.recorded_at) ORDER BY f.number), '[]')
     FROM adverse_event_follow_ups f WHERE f.clinic_id = e.clinic_id AND f.event_id = e.id)`,
    ],
    decisions: [
      'jsonb',
      `(SELECT coalesce(jsonb_agg(jsonb_build_object('number', d.number, 'decision', d.decision, 'reason', d.reason, 'decidedBy', d.decided_by,
      'decidedAt', d.decided_at) ORDER BY d.number), '[]')
     FROM adverse_event_decisions d WHERE d.clinic_id = e.clinic_id AND d.event_id = e.id)`,
    ],
    recordedBy: 'uuid',
    errorReason: 'text?',
    errorBy: 'uuid?',
    errorAt: 'timestamptz?',
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  'e',
);
const joined = `adverse_events e JOIN treatment_sessions s ON s.clinic_id = e.clinic_id AND s.id = e.session_id`;

const find = declareStatement('adverse-events.find', {
  parameters: { id: 'uuid' },
  row: adverseEventRow,
  sql: `SELECT ${adverseEventRow.list} FROM ${joined} WHERE e.clinic_id = current_clinic() AND e.id = :id`,
});
const lock = declareStatement('adverse-events.lock', {
  parameters: { id: 'uuid' },
  row: adverseEventRow,
  sql: `SELECT ${adverseEventRow.list} FROM ${joined} WHERE e.clinic_id = current_clinic() AND e.id = :id FOR UPDATE OF e`,
});
const findSession = declareStatement('adverse-events.session', {
  parameters: { sessionId: 'uuid' },
  row: declareColumns<EventSession>({ patientId: 'uuid', planId: 'uuid', treatment: 'text', status: 'text', startedAt: 'timestamptz?', lots: 'jsonb' }),
  sql: `SELECT s.patient_id AS "patientId", s.plan_id AS "planId", s.treatment, s.status, s.started_at AS "startedAt", ${lotsOf} AS lots
     FROM treatment_sessions s WHERE s.clinic_id = current_clinic() AND s.id = :sessionId`,
});

const filterParameters = {
  patientId: 'uuid?',
  planId: 'uuid?',
  sessionId: 'uuid?',
  from: 'timestamptz?',
  to: 'timestamptz?',
  serious: 'boolean?',
  awaitsDecision: 'boolean?',
  outlasts: 'boolean?',
  now: 'timestamptz',
} as const;
const outlasting = `(e.error_at IS NULL AND e.usual_end IS NOT NULL AND coalesce(e.resolved_at, :now::timestamptz) > e.usual_end)`;
const filter = `e.clinic_id = current_clinic() AND (:patientId::uuid IS NULL OR e.patient_id = :patientId) AND (:planId::uuid IS NULL OR e.plan_id = :planId)
   AND (:sessionId::uuid IS NULL OR e.session_id = :sessionId) AND (:serious::boolean IS NULL OR e.serious = :serious) AND (:awaitsDecision::boolean IS NULL OR e.awaiting_decision = :awaitsDecision)
   AND (:from::timestamptz IS NULL OR e.onset_at >= :from) AND (:to::timestamptz IS NULL OR e.onset_at < :to) AND (:outlasts::boolean IS NULL OR ${outlasting} = :outlasts)`;
const list = declareStatement('adverse-events.list', {
  parameters: {
    ...filterParameters,
    after: 'uuid?',
    limit: 'bigint',
  },
  row: adverseEventRow,
  sql: `SELECT ${adverseEventRow.list} FROM ${joined} WHERE ${filter} AND (:after::uuid IS NULL OR e.id > :after) ORDER BY e.id LIMIT :limit`,
});
const newest = declareStatement('adverse-events.newest', {
  parameters: { patientId: 'uuid', limit: 'bigint' },
  row: adverseEventRow,
  sql: `SELECT ${adverseEventRow.list} FROM ${joined}
    WHERE e.clinic_id = current_clinic() AND e.patient_id = :patientId AND e.error_at IS NULL ORDER BY e.onset_at DESC, e.id DESC LIMIT :limit`,
});
const count = declareStatement('adverse-events.count', {
  parameters: {
    ...filterParameters,
  },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM adverse_events e WHERE ${filter} AND :now::timestamptz IS NOT NULL`,
});

/** The serious adverse events that keep a plan from being resumed: nobody has decided on the event, or the last decision is to stop. */
const inTheWay = declareStatement('adverse-events.in-the-way', {
  parameters: { planId: 'uuid' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT e.id FROM adverse_events e
    WHERE e.clinic_id = current_clinic() AND e.plan_id = :planId AND e.error_at IS NULL AND (e.awaiting_decision OR (
      SELECT d.decision FROM adverse_event_decisions d WHERE d.clinic_id = e.clinic_id AND d.event_id = e.id ORDER BY d.number DESC LIMIT 1) = 'stop')
    ORDER BY e.id`,
});

const sealed = declareSealedColumns('adverse_events', { description: 'sealed-text?', actionNote: 'sealed-text?', errorReason: 'sealed-text?' });
const sealedFollowUp = declareSealedColumns('adverse_event_follow_ups', { note: 'sealed-text' });
const sealedDecision = declareSealedColumns('adverse_event_decisions', { reason: 'sealed-text' });

const insert = declareStatement('adverse-events.insert', {
  parameters: {
    id: 'uuid',
    patientId: 'uuid',
    planId: 'uuid',
    sessionId: 'uuid',
    ...saidOfEvent,
    description: sealed.description,
    actionNote: sealed.actionNote,
    awaitsDecision: 'boolean',
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
  },
  sql: `INSERT INTO adverse_events (id, patient_id, plan_id, session_id, type, description, grade, seriousness, serious, expected, usual_end, relation, zones,
     onset_at, resolved_at, action, action_note, outcome, held_plan, awaiting_decision, recorded_by, created_at, updated_at)
   VALUES (:id, :patientId, :planId, :sessionId, :type, :description, :grade, :seriousness, cardinality(:seriousness::text[]) > 0, :expected, :usualEnd, :relation, :zones, :onsetAt, :resolvedAt, :action, :actionNote, :outcome, :heldPlan, :awaitsDecision, :recordedBy, :createdAt, :createdAt)`,
});
const update = declareStatement('adverse-events.update', {
  parameters: {
    id: 'uuid',
    ...saidOfEvent,
    ...sealed,
    awaitsDecision: 'boolean',
    errorBy: 'uuid?',
    errorAt: 'timestamptz?',
    updatedAt: 'timestamptz',
    changedBy: 'uuid',
  },
  sql: `UPDATE adverse_events SET type = :type, description = :description, grade = :grade, seriousness = :seriousness, serious = cardinality(:seriousness::text[]) > 0, expected = :expected, usual_end = :usualEnd,
     relation = :relation, zones = :zones, onset_at = :onsetAt, resolved_at = :resolvedAt, action = :action, action_note = :actionNote, outcome = :outcome, held_plan = :heldPlan, awaiting_decision = :awaitsDecision,
     error_reason = :errorReason, error_by = :errorBy, error_at = :errorAt, updated_at = :updatedAt, changed_by = :changedBy, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});
/** Selects the versions of an event. For a version that was moved to another patient's record, the merge, or its undoing, says by whom and when. */
const versions = declareStatement('adverse-events.versions', {
  parameters: { eventId: 'uuid', after: 'integer', limit: 'bigint' },
  row: declareColumns<RecordVersion & { record: StoredEvent }>({
    number: 'integer!',
    record: 'jsonb!',
    recordedBy: 'uuid?',
    recordedAt: 'timestamptz',
    errorReason: 'text?',
    moveReason: 'text?',
  }),
  sql: `SELECT v.number, v.record, coalesce(m.by_whom, v.recorded_by) AS "recordedBy", coalesce(m.at, v.recorded_at) AS "recordedAt",
          v.error_reason AS "errorReason", m.reason AS "moveReason"
     FROM adverse_event_versions v LEFT JOIN LATERAL (
       SELECT merged_by AS by_whom, merged_at AS at, reason FROM patient_merges
        WHERE clinic_id = v.clinic_id AND patient_id = v.moved_from AND into_id = v.moved_to AND merged_at >= v.recorded_at
       UNION ALL
       SELECT undone_by, undone_at, undo_reason FROM patient_merges
        WHERE clinic_id = v.clinic_id AND into_id = v.moved_from AND patient_id = v.moved_to AND undone_at >= v.recorded_at
       ORDER BY at LIMIT 1) m ON v.moved_from IS NOT NULL
    WHERE v.clinic_id = current_clinic() AND v.id = :eventId AND v.number > :after ORDER BY v.number LIMIT :limit`,
});
const insertFollowUp = declareStatement('adverse-events.insert-follow-up', {
  parameters: { eventId: 'uuid', number: 'integer', note: sealedFollowUp.note, observedAt: 'timestamptz', recordedBy: 'uuid', recordedAt: 'timestamptz' },
  sql: `INSERT INTO adverse_event_follow_ups (event_id, number, note, observed_at, recorded_by, recorded_at) VALUES (:eventId, :number, :note, :observedAt, :recordedBy, :recordedAt)`,
});
const insertDecision = declareStatement('adverse-events.insert-decision', {
  parameters: { eventId: 'uuid', number: 'integer', decision: 'text', reason: sealedDecision.reason, decidedBy: 'uuid', decidedAt: 'timestamptz' },
  sql: `INSERT INTO adverse_event_decisions (event_id, number, decision, reason, decided_by, decided_at) VALUES (:eventId, :number, :decision, :reason, :decidedBy, :decidedAt)`,
});

const groupKeys: Record<Grouping, string> = {
  treatment: `SELECT s.treatment AS key`,
  practitioner: `SELECT s.performed_by::text AS key`,
  month: `SELECT to_char(s.started_at AT TIME ZONE :timeZone, 'YYYY-MM') AS key`,
  lot: `SELECT DISTINCT used ->> 'lotId' AS key FROM ${productsOf} AS used WHERE used ? 'lotId'`,
  product: `SELECT DISTINCT l.product_id::text AS key
    FROM ${productsOf} AS used JOIN product_lots l ON l.clinic_id = s.clinic_id AND l.id = (used ->> 'lotId')::uuid`,
};

/** Counts sessions that began in the period, each with its events, by key. Sessions without a key are counted under null. */
const declareReportBy = (grouping: Grouping) =>
  declareStatement(`adverse-events.report-by-${grouping}`, {
    parameters: { from: 'date', to: 'date', timeZone: 'text' },
    row: declareColumns<ReportCounts>({
      group: 'text?',
      sessions: 'integer',
      sessionsWithEvents: 'integer',
      events: 'integer',
      serious: 'integer',
      unexpected: 'integer',
      grades: 'integer[]',
    }),
    sql: `WITH given AS (
       SELECT s.id, s.clinic_id, grouped.key
         FROM treatment_sessions s LEFT JOIN LATERAL (${groupKeys[grouping]}) grouped ON true
        WHERE s.clinic_id = current_clinic() AND s.started_at >= (:from::date)::timestamp AT TIME ZONE :timeZone
          AND s.started_at < (:to::date + 1)::timestamp AT TIME ZONE :timeZone
     )
     SELECT g.key AS "group", count(DISTINCT g.id)::integer AS sessions, count(DISTINCT e.session_id)::integer AS "sessionsWithEvents",
            count(e.id)::integer AS events, (count(*) FILTER (WHERE e.serious))::integer AS serious,
            (count(*) FILTER (WHERE NOT e.expected))::integer AS unexpected,
            ARRAY[${[1, 2, 3, 4, 5].map((grade) => `(count(*) FILTER (WHERE e.grade = ${grade}))::integer`).join(', ')}] AS grades
       FROM given g LEFT JOIN adverse_events e ON e.clinic_id = g.clinic_id AND e.session_id = g.id AND e.error_at IS NULL
      GROUP BY g.key ORDER BY g.key`,
  });

const reports = {
  treatment: declareReportBy('treatment'),
  practitioner: declareReportBy('practitioner'),
  month: declareReportBy('month'),
  lot: declareReportBy('lot'),
  product: declareReportBy('product'),
} satisfies Record<Grouping, unknown>;

@Injectable()
export class AdverseEventsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<AdverseEventRecord | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<AdverseEventRecord | null> {
    return this.database.findRow(lock, { id });
  }

  findSession(sessionId: string): Promise<EventSession | null> {
    return this.database.findRow(findSession, { sessionId });
  }

  list(by: EventFilter, after: string | null, limit: number): Promise<AdverseEventRecord[]> {
    return this.database.query(list, { ...by, after, limit });
  }

  /** Lists the newest events of a patient, without those entered in error, the newest first. */
  listNewest(patientId: string, limit: number): Promise<AdverseEventRecord[]> {
    return this.database.query(newest, { patientId, limit });
  }

  async count(by: EventFilter): Promise<number> {
    return (await this.database.getRow(count, by)).total;
  }

  /** Finds the ids of the serious adverse events that keep the plan from being resumed. */
  async listBlockingIds(planId: string): Promise<string[]> {
    return (await this.database.query(inTheWay, { planId })).map((row) => row.id);
  }

  async insert(event: AdverseEventRecord): Promise<void> {
    await this.database.execute(insert, event);
  }

  async update(event: AdverseEventRecord, changedBy: string): Promise<void> {
    await this.database.execute(update, { ...event, changedBy });
  }

  /** Lists the versions of an event, the first version first. */
  async listVersions(eventId: string, after: number, limit: number): Promise<AdverseEventVersion[]> {
    const rows = await this.database.query(versions, { eventId, after, limit });
    return rows.map(({ record, ...version }) => ({ ...version, said: parseStoredEvent(record) }));
  }

  async insertFollowUp(eventId: string, followUp: FollowUpRecord): Promise<void> {
    await this.database.execute(insertFollowUp, { ...followUp, eventId });
  }

  async insertDecision(eventId: string, decision: DecisionRecord): Promise<void> {
    await this.database.execute(insertDecision, { ...decision, eventId });
  }

  /** Counts sessions and events from the first day to the last day, included, in the clinic's time zone. */
  listReportCounts(grouping: Grouping, from: string, to: string, timeZone: string): Promise<ReportCounts[]> {
    return this.database.query(reports[grouping], { from, to, timeZone });
  }
}
