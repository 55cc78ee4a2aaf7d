import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a plan says beside its series, versions and countersignatures of sessions, adverse events, and their places in
 * the timeline.
 *
 * Locks: short exclusive locks on treatment_plans and treatment_sessions for new columns without a volatile default;
 * nothing is rewritten. A session that was completed before has its first version kept when it is amended.
 */
export class Sessions1763683200016 implements MigrationInterface {
  name = 'Sessions1763683200016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE treatment_plans
        ADD COLUMN indications   text[] NOT NULL DEFAULT '{}',
        ADD COLUMN expectations  jsonb,
        ADD COLUMN hair_trimming jsonb,
        ADD CONSTRAINT treatment_plans_expectations CHECK (jsonb_typeof(expectations) = 'object'),
        ADD CONSTRAINT treatment_plans_hair_trimming CHECK (hair_trimming IS NULL
          OR (treatment = 'scalp-micropigmentation' AND (hair_trimming ->> 'agreed' = 'yes' OR hair_trimming ? 'reason')));

      ALTER TABLE treatment_sessions
        ADD COLUMN record_version            integer,
        ADD COLUMN content_hash              text,
        ADD COLUMN warnings                  jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN countersigned_by          uuid,
        ADD COLUMN countersigned_at          timestamptz,
        ADD COLUMN countersigned_version     integer,
        ADD COLUMN countersign_taken_over_from uuid,
        ADD COLUMN countersign_take_over_reason text,
        ADD CONSTRAINT treatment_sessions_countersigned_by_fk FOREIGN KEY (clinic_id, countersigned_by) REFERENCES staff (clinic_id, id),
        ADD CONSTRAINT treatment_sessions_countersign_taken_over_fk FOREIGN KEY (clinic_id, countersign_taken_over_from) REFERENCES staff (clinic_id, id),
        ADD CONSTRAINT treatment_sessions_versioned CHECK (record_version > 0 AND (record_version IS NULL) = (content_hash IS NULL)),
        ADD CONSTRAINT treatment_sessions_countersigned CHECK (num_nonnulls(countersigned_by, countersigned_at, countersigned_version) IN (0, 3)),
        ADD CONSTRAINT treatment_sessions_countersign_take_over CHECK ((countersign_taken_over_from IS NULL) = (countersign_take_over_reason IS NULL)),
        ADD CONSTRAINT treatment_sessions_countersigned_completed CHECK (countersigned_by IS NULL OR status = 'completed');
      CREATE INDEX treatment_sessions_to_countersign ON treatment_sessions (clinic_id, id)
        WHERE status = 'completed' AND countersigned_by IS NULL AND supervised_by IS NOT NULL;
      CREATE INDEX treatment_sessions_started_at ON treatment_sessions (clinic_id, started_at) WHERE started_at IS NOT NULL;

      CREATE TABLE treatment_session_versions (
        clinic_id    uuid NOT NULL DEFAULT current_clinic(),
        session_id   uuid NOT NULL,
        number       integer NOT NULL,
        -- What was recorded, word for word; its RFC 8785 form is what was hashed.
        content      jsonb NOT NULL,
        content_hash text NOT NULL,
        recorded_by  uuid NOT NULL,
        recorded_at  timestamptz NOT NULL,
        reason       text,
        difference   jsonb,
        taken_over_from  uuid,
        take_over_reason text,
        recorded_in  xid8 NOT NULL DEFAULT pg_current_xact_id(),
        CONSTRAINT treatment_session_versions_pk PRIMARY KEY (clinic_id, session_id, number),
        CONSTRAINT treatment_session_versions_session_fk FOREIGN KEY (clinic_id, session_id) REFERENCES treatment_sessions (clinic_id, id),
        CONSTRAINT treatment_session_versions_taken_over_fk FOREIGN KEY (clinic_id, taken_over_from) REFERENCES staff (clinic_id, id),
        CONSTRAINT treatment_session_versions_take_over CHECK ((taken_over_from IS NULL) = (take_over_reason IS NULL)),
        CONSTRAINT treatment_session_versions_number CHECK (number > 0),
        CONSTRAINT treatment_session_versions_hash CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT treatment_session_versions_amendment CHECK ((number > 1) = (reason IS NOT NULL))
      );
      SELECT protect('treatment_session_versions'), append_only('treatment_session_versions'),
             allow_application('treatment_session_versions', 'SELECT, INSERT');

      -- What has ended is final. What may still happen: a new version, recorded in the same transaction, takes its place;
      -- it is countersigned, once; it moves to another record of the same person.
      CREATE OR REPLACE FUNCTION keep_ended_session() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          about_version CONSTANT text[] := ARRAY['record', 'ended_at', 'warnings', 'record_version', 'content_hash', 'completion_check_id', 'version', 'updated_at'];
          about_signature CONSTANT text[] := ARRAY['countersigned_by', 'countersigned_at', 'countersigned_version', 'countersign_taken_over_from',
            'countersign_take_over_reason', 'version', 'updated_at'];
        BEGIN
          IF OLD.status NOT IN ('completed', 'cancelled', 'no-show') THEN RETURN NEW; END IF;
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            IF OLD.status = 'completed' AND OLD.countersigned_by IS NULL AND NEW.countersigned_by IS NOT NULL
              AND NEW.countersigned_version = coalesce(OLD.record_version, 1)
              AND to_jsonb(OLD) - about_signature = to_jsonb(NEW) - about_signature THEN
              RETURN NEW;
            END IF;
            IF OLD.status = 'completed' AND to_jsonb(OLD) - about_version = to_jsonb(NEW) - about_version AND EXISTS (
                SELECT FROM treatment_session_versions v WHERE v.clinic_id = NEW.clinic_id AND v.session_id = NEW.id AND v.number = NEW.record_version
                  AND v.number = coalesce(OLD.record_version, 1) + 1 AND v.content_hash = NEW.content_hash AND v.recorded_in = pg_current_xact_id()) THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'a session that has ended does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treatment_sessions_ended_is_final';
        END
        $$;
    `);

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
    `);

    // The view as it stands, and more: whichever migration came before has its part kept.
    await runner.query(`
      DO $do$
      BEGIN
        EXECUTE 'CREATE OR REPLACE VIEW patient_events WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('patient_events'::regclass), E'; \\n') || $view$
          UNION ALL
          SELECT s.clinic_id, s.patient_id, v.recorded_at, 'session-amended', 'treatment-session', s.id, v.recorded_by,
                 jsonb_build_object('treatment', s.treatment, 'number', s.number, 'reason', v.reason)
            FROM treatment_sessions s JOIN treatment_session_versions v ON v.clinic_id = s.clinic_id AND v.session_id = s.id AND v.number > 1
          UNION ALL
          SELECT clinic_id, patient_id, countersigned_at, 'session-countersigned', 'treatment-session', id, countersigned_by,
                 jsonb_build_object('treatment', treatment, 'number', number) FROM treatment_sessions WHERE countersigned_at IS NOT NULL
          UNION ALL
          SELECT clinic_id, patient_id, onset_at, 'adverse-event', 'adverse-event', id, recorded_by,
                 jsonb_build_object('type', type, 'grade', grade, 'serious', serious, 'enteredInError', error_reason) FROM adverse_events
          UNION ALL
          SELECT e.clinic_id, e.patient_id, d.decided_at, 'adverse-event-decided', 'adverse-event', e.id, d.decided_by,
                 jsonb_build_object('type', e.type, 'decision', d.decision, 'reason', d.reason)
            FROM adverse_events e JOIN adverse_event_decisions d ON d.clinic_id = e.clinic_id AND d.event_id = e.id
        $view$;
      END
      $do$;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Amended sessions and adverse events are part of the record: this migration is not undone. Restore a backup.'));
  }
}
