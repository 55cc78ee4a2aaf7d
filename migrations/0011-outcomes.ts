import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** What changes of the row without changing what is said of the event. */
const besides = [
  'version',
  'updated_at',
  'changed_by',
  'patient_id',
  'held_plan',
  'awaiting_decision',
  'usual_end',
  'expected',
  'error_reason',
  'error_by',
  'error_at',
];

/**
 * What came of treatments: adverse events with each of their versions, follow-ups and decisions, and ratings of plans: how satisfied the patient is, how far
 * pigment has faded.
 */
export class Outcomes1763683200011 extends Migration {
  name = 'Outcomes1763683200011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE adverse_events (
        clinic_id         uuid NOT NULL DEFAULT current_clinic(),
        id                uuid NOT NULL,
        patient_id        uuid NOT NULL,
        plan_id           uuid NOT NULL,
        session_id        uuid NOT NULL,
        type              text NOT NULL,
        description       text,
        grade             integer NOT NULL,
        seriousness       text[] NOT NULL,
        serious           boolean NOT NULL,
        expected          boolean NOT NULL,
        -- The end of the usual course of an expected event; an event that lasts longer is flagged.
        usual_end         timestamptz,
        relation          text NOT NULL,
        zones             text[] NOT NULL,
        onset_at          timestamptz NOT NULL,
        resolved_at       timestamptz,
        action            text NOT NULL,
        action_note       text,
        outcome           text NOT NULL,
        held_plan         boolean NOT NULL DEFAULT false,
        awaiting_decision boolean NOT NULL DEFAULT false,
        recorded_by       uuid NOT NULL,
        -- Who changed it last; NULL where nobody did.
        changed_by        uuid,
        error_reason      text,
        error_by          uuid,
        error_at          timestamptz,
        version           integer NOT NULL DEFAULT 1,
        created_at        timestamptz NOT NULL,
        updated_at        timestamptz NOT NULL,
        CONSTRAINT adverse_events_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT adverse_events_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT adverse_events_plan_fk FOREIGN KEY (clinic_id, plan_id) REFERENCES treatment_plans (clinic_id, id),
        CONSTRAINT adverse_events_session_fk FOREIGN KEY (clinic_id, session_id) REFERENCES treatment_sessions (clinic_id, id),
        CONSTRAINT adverse_events_grade CHECK (grade BETWEEN 1 AND 5),
        CONSTRAINT adverse_events_seriousness CHECK (serious = (cardinality(seriousness) > 0)),
        CONSTRAINT adverse_events_grave_is_serious CHECK (serious OR grade < 4),
        CONSTRAINT adverse_events_relation CHECK (relation IN ('unrelated', 'possible', 'probable', 'definite', 'unknown')),
        CONSTRAINT adverse_events_usual_end CHECK (usual_end IS NULL OR expected),
        CONSTRAINT adverse_events_resolved CHECK (resolved_at >= onset_at),
        CONSTRAINT adverse_events_error CHECK (num_nonnulls(error_reason, error_by, error_at) IN (0, 3))
      );
      CREATE INDEX adverse_events_patient ON adverse_events (clinic_id, patient_id, id);
      CREATE INDEX adverse_events_plan ON adverse_events (clinic_id, plan_id, id);
      CREATE INDEX adverse_events_session ON adverse_events (clinic_id, session_id);
      CREATE INDEX adverse_events_undecided ON adverse_events (clinic_id, plan_id) WHERE awaiting_decision;
      SELECT protect('adverse_events'), keep_history('adverse_events'), allow_application('adverse_events', 'SELECT, INSERT, UPDATE');
      CREATE TRIGGER adverse_events_error_is_final BEFORE UPDATE OR DELETE ON adverse_events FOR EACH ROW EXECUTE FUNCTION keep_entry_in_error();

      CREATE TABLE adverse_event_follow_ups (
        clinic_id   uuid NOT NULL DEFAULT current_clinic(),
        event_id    uuid NOT NULL,
        number      integer NOT NULL,
        note        text NOT NULL,
        observed_at timestamptz NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT adverse_event_follow_ups_pk PRIMARY KEY (clinic_id, event_id, number),
        CONSTRAINT adverse_event_follow_ups_event_fk FOREIGN KEY (clinic_id, event_id) REFERENCES adverse_events (clinic_id, id),
        CONSTRAINT adverse_event_follow_ups_number CHECK (number > 0)
      );
      SELECT protect('adverse_event_follow_ups'), append_only('adverse_event_follow_ups'),
             allow_application('adverse_event_follow_ups', 'SELECT, INSERT');

      CREATE TABLE adverse_event_decisions (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        event_id   uuid NOT NULL,
        number     integer NOT NULL,
        decision   text NOT NULL,
        reason     text NOT NULL,
        decided_by uuid NOT NULL,
        decided_at timestamptz NOT NULL,
        CONSTRAINT adverse_event_decisions_pk PRIMARY KEY (clinic_id, event_id, number),
        CONSTRAINT adverse_event_decisions_event_fk FOREIGN KEY (clinic_id, event_id) REFERENCES adverse_events (clinic_id, id),
        CONSTRAINT adverse_event_decisions_decided_by_fk FOREIGN KEY (clinic_id, decided_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT adverse_event_decisions_number CHECK (number > 0),
        CONSTRAINT adverse_event_decisions_decision CHECK (decision IN ('resume', 'stop'))
      );
      CREATE INDEX adverse_event_decisions_decided_by ON adverse_event_decisions (clinic_id, decided_by);
      SELECT protect('adverse_event_decisions'), append_only('adverse_event_decisions'),
             allow_application('adverse_event_decisions', 'SELECT, INSERT');

      CREATE VIEW adverse_event_versions WITH (security_invoker = true) AS
        SELECT e.clinic_id, e.patient_id, e.id, v.number, v.record, v.before, (v.record ->> 'updated_at')::timestamptz AS recorded_at,
               CASE WHEN v.number = 1 THEN e.recorded_by ELSE (v.record ->> 'changed_by')::uuid END AS recorded_by,
               v.record ->> 'error_reason' AS error_reason, e.error_reason AS wrong_by_now,
               v.record - '{${besides.join(',')}}'::text[] <> v.before - '{${besides.join(',')}}'::text[] AS says_otherwise,
               CASE WHEN v.before ->> 'patient_id' <> v.record ->> 'patient_id' THEN (v.before ->> 'patient_id')::uuid END AS moved_from,
               CASE WHEN v.before ->> 'patient_id' <> v.record ->> 'patient_id' THEN (v.record ->> 'patient_id')::uuid END AS moved_to
          FROM adverse_events e CROSS JOIN LATERAL (
            SELECT a.number, a.record, lag(a.record) OVER (ORDER BY a.number) AS before
              FROM (SELECT e.version AS number, to_jsonb(e) AS record
                    UNION ALL
                    SELECT h.version, h.record FROM record_history h
                     WHERE h.clinic_id = e.clinic_id AND h.table_name = 'adverse_events' AND h.row_id = e.id) a
          ) v;
      SELECT allow_application('adverse_event_versions', 'SELECT');
    `);

    await runner.query(`
      CREATE TABLE plan_ratings (
        clinic_id    uuid NOT NULL DEFAULT current_clinic(),
        id           uuid NOT NULL,
        patient_id   uuid NOT NULL,
        plan_id      uuid NOT NULL,
        session_id   uuid,
        kind         text NOT NULL,
        score        smallint NOT NULL,
        assessor     text NOT NULL,
        rated_at     timestamptz NOT NULL,
        note         text,
        recorded_by  uuid NOT NULL,
        error_reason text,
        error_by     uuid,
        error_at     timestamptz,
        version      integer NOT NULL DEFAULT 1,
        created_at   timestamptz NOT NULL,
        updated_at   timestamptz NOT NULL,
        CONSTRAINT plan_ratings_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT plan_ratings_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT plan_ratings_plan_fk FOREIGN KEY (clinic_id, plan_id) REFERENCES treatment_plans (clinic_id, id),
        CONSTRAINT plan_ratings_session_fk FOREIGN KEY (clinic_id, session_id) REFERENCES treatment_sessions (clinic_id, id),
        CONSTRAINT plan_ratings_score CHECK (CASE kind WHEN 'satisfaction' THEN score BETWEEN 0 AND 10 WHEN 'fading' THEN score BETWEEN 0 AND 4 ELSE false END),
        CONSTRAINT plan_ratings_assessor CHECK (assessor IN ('clinician', 'patient') AND (kind <> 'satisfaction' OR assessor = 'patient')),
        CONSTRAINT plan_ratings_note CHECK (length(note) BETWEEN 1 AND 2000),
        CONSTRAINT plan_ratings_past CHECK (rated_at <= created_at),
        CONSTRAINT plan_ratings_error CHECK (num_nonnulls(error_reason, error_by, error_at) IN (0, 3))
      );
      CREATE INDEX plan_ratings_plan ON plan_ratings (clinic_id, plan_id, rated_at, id);
      CREATE INDEX plan_ratings_patient ON plan_ratings (clinic_id, patient_id);
      CREATE INDEX plan_ratings_session ON plan_ratings (clinic_id, session_id) WHERE session_id IS NOT NULL;
      SELECT protect('plan_ratings'), keep_history('plan_ratings'),
             allow_application('plan_ratings', 'SELECT, INSERT, UPDATE (error_reason, error_by, error_at, version, updated_at)');
      CREATE TRIGGER plan_ratings_append_only BEFORE UPDATE OR DELETE ON plan_ratings FOR EACH ROW EXECUTE FUNCTION keep_observed();
      CREATE TRIGGER plan_ratings_no_truncate BEFORE TRUNCATE ON plan_ratings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }
}
