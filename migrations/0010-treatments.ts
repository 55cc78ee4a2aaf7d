import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * How each treatment is given, plans with the steps that they took and the screenings of them, and sessions with their versions.
 *
 * That one plan of a treatment is active at a time is kept by a lock on the patient's plans, not by a unique index: records that are merged may
 * each bring one, and a dermatologist may decide for two.
 */
export class Treatments1763683200010 extends Migration {
  name = 'Treatments1763683200010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How a treatment is given, in versions of a clinic's own. Plans keep to what was once in force.
      CREATE TABLE treatment_protocols (
        clinic_id        uuid NOT NULL DEFAULT current_clinic(),
        id               uuid NOT NULL,
        treatment        text NOT NULL,
        protocol_version integer NOT NULL,
        status           text NOT NULL,
        content          jsonb NOT NULL,
        -- NULL: shipped with the software.
        created_by       uuid,
        published_by     uuid,
        published_at     timestamptz,
        publish_reason   text,
        version          integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL,
        updated_at       timestamptz NOT NULL,
        CONSTRAINT treatment_protocols_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT treatment_protocols_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT treatment_protocols_published_by_fk FOREIGN KEY (clinic_id, published_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT treatment_protocols_version_unique UNIQUE (clinic_id, treatment, protocol_version),
        CONSTRAINT treatment_protocols_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT treatment_protocols_status CHECK (status IN ('draft', 'published', 'retired')),
        CONSTRAINT treatment_protocols_version CHECK (protocol_version > 0),
        CONSTRAINT treatment_protocols_content CHECK (jsonb_typeof(content -> 'limits') = 'object'),
        CONSTRAINT treatment_protocols_reason CHECK (length(publish_reason) BETWEEN 1 AND 2000),
        CONSTRAINT treatment_protocols_published CHECK ((status = 'draft') = (published_at IS NULL)
          AND (status <> 'draft' OR (published_by IS NULL AND publish_reason IS NULL))
          AND (status = 'draft' OR created_by IS NULL OR (published_by IS NOT NULL AND publish_reason IS NOT NULL)))
      );
      -- One protocol of a treatment is in force.
      CREATE UNIQUE INDEX treatment_protocols_one_published ON treatment_protocols (clinic_id, treatment) WHERE status = 'published';
      CREATE INDEX treatment_protocols_published_by ON treatment_protocols (clinic_id, published_by) WHERE published_by IS NOT NULL;
      SELECT protect('treatment_protocols'), keep_history('treatment_protocols'),
             allow_application('treatment_protocols', 'SELECT, INSERT, UPDATE');
      CREATE TRIGGER treatment_protocols_immutable BEFORE UPDATE OR DELETE ON treatment_protocols
        FOR EACH ROW EXECUTE FUNCTION keep_published('version');

      CREATE TABLE treatment_plans (
        clinic_id          uuid NOT NULL DEFAULT current_clinic(),
        id                 uuid NOT NULL,
        patient_id         uuid NOT NULL,
        treatment          text NOT NULL,
        consultation_id    uuid NOT NULL,
        check_id           uuid NOT NULL,
        status             text NOT NULL DEFAULT 'draft',
        -- Where a plan on hold goes back to; NULL for an active one.
        held_from          text,
        purpose            text NOT NULL DEFAULT 'series',
        follows_plan_id    uuid,
        indication         text,
        indications        text[] NOT NULL DEFAULT '{}',
        -- What is known of each: the age of a scar, how long a disease has been stable, which therapy was tried.
        indication_details jsonb NOT NULL DEFAULT '[]',
        goals              text,
        expectations       jsonb,
        areas              jsonb NOT NULL,
        technique          text,
        hair_trimming      jsonb,
        protocol_version   integer NOT NULL,
        sessions           integer NOT NULL,
        interval_days      integer NOT NULL,
        start_on           date NOT NULL,
        -- What is worth a second look in it: code, pointer, detail.
        warnings           jsonb NOT NULL DEFAULT '[]',
        consent_id         uuid,
        created_by         uuid NOT NULL,
        version            integer NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL,
        updated_at         timestamptz NOT NULL,
        CONSTRAINT treatment_plans_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT treatment_plans_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT treatment_plans_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT treatment_plans_check_fk FOREIGN KEY (clinic_id, check_id) REFERENCES contraindication_checks (clinic_id, id),
        CONSTRAINT treatment_plans_consent_fk FOREIGN KEY (clinic_id, consent_id) REFERENCES consents (clinic_id, id),
        CONSTRAINT treatment_plans_follows_fk FOREIGN KEY (clinic_id, follows_plan_id) REFERENCES treatment_plans (clinic_id, id),
        CONSTRAINT treatment_plans_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT treatment_plans_status CHECK (status IN ('draft', 'proposed', 'accepted', 'active', 'on-hold', 'completed', 'cancelled')),
        CONSTRAINT treatment_plans_sessions CHECK (sessions BETWEEN 1 AND 100),
        CONSTRAINT treatment_plans_interval CHECK (interval_days BETWEEN 1 AND 365),
        CONSTRAINT treatment_plans_held_from CHECK (held_from IS NULL OR (status = 'on-hold' AND held_from IN ('proposed', 'accepted', 'active'))),
        CONSTRAINT treatment_plans_consented CHECK (status IN ('draft', 'proposed', 'cancelled') OR consent_id IS NOT NULL
          OR (status = 'on-hold' AND held_from IS NOT DISTINCT FROM 'proposed')),
        CONSTRAINT treatment_plans_purpose CHECK (purpose IN ('series', 'touch-up', 'reversal')),
        CONSTRAINT treatment_plans_follows CHECK ((purpose = 'series') = (follows_plan_id IS NULL) AND follows_plan_id IS DISTINCT FROM id),
        CONSTRAINT treatment_plans_reversal CHECK (purpose <> 'reversal' OR treatment = 'scalp-micropigmentation'),
        CONSTRAINT treatment_plans_indication_details CHECK (jsonb_typeof(indication_details) = 'array'),
        CONSTRAINT treatment_plans_expectations CHECK (jsonb_typeof(expectations) = 'object'),
        CONSTRAINT treatment_plans_hair_trimming CHECK (hair_trimming IS NULL
          OR (treatment = 'scalp-micropigmentation' AND (hair_trimming ->> 'agreed' = 'yes' OR hair_trimming ? 'reason'))),
        CONSTRAINT treatment_plans_warnings CHECK (jsonb_typeof(warnings) = 'array')
      );
      CREATE INDEX treatment_plans_patient ON treatment_plans (clinic_id, patient_id, id);
      CREATE INDEX treatment_plans_consultation ON treatment_plans (clinic_id, consultation_id);
      CREATE INDEX treatment_plans_check ON treatment_plans (clinic_id, check_id);
      CREATE INDEX treatment_plans_consent ON treatment_plans (clinic_id, consent_id) WHERE consent_id IS NOT NULL;
      CREATE INDEX treatment_plans_open ON treatment_plans (clinic_id, treatment, id) WHERE status IN ('proposed', 'accepted', 'active', 'on-hold');
      CREATE INDEX treatment_plans_follows ON treatment_plans (clinic_id, follows_plan_id) WHERE follows_plan_id IS NOT NULL;
      CREATE INDEX treatment_plans_active ON treatment_plans (clinic_id, patient_id, treatment) WHERE status = 'active';
      SELECT protect('treatment_plans'), keep_history('treatment_plans'), allow_application('treatment_plans', 'SELECT, INSERT, UPDATE');

      CREATE TABLE treatment_plan_transitions (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        plan_id         uuid NOT NULL,
        plan_version    integer NOT NULL,
        action          text NOT NULL,
        from_status     text NOT NULL,
        to_status       text NOT NULL,
        reason          text,
        -- Why a dermatologist let it run beside another active plan of its treatment.
        parallel_reason text,
        actor_id        uuid NOT NULL,
        occurred_at     timestamptz NOT NULL,
        CONSTRAINT treatment_plan_transitions_pk PRIMARY KEY (clinic_id, plan_id, plan_version),
        CONSTRAINT treatment_plan_transitions_plan_fk FOREIGN KEY (clinic_id, plan_id) REFERENCES treatment_plans (clinic_id, id),
        CONSTRAINT treatment_plan_transitions_parallel_reason CHECK (parallel_reason IS NULL
          OR (to_status = 'active' AND length(btrim(parallel_reason)) >= 10))
      );
      CREATE INDEX treatment_plan_transitions_ended ON treatment_plan_transitions (clinic_id, occurred_at) INCLUDE (plan_id)
        WHERE to_status IN ('completed', 'cancelled');
      SELECT protect('treatment_plan_transitions'), append_only('treatment_plan_transitions'),
             allow_application('treatment_plan_transitions', 'SELECT, INSERT');

      -- Each time that a plan was screened anew and a rule said something else than before: the newest row has the check that counts.
      CREATE TABLE treatment_plan_screenings (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        id             uuid NOT NULL,
        plan_id        uuid NOT NULL,
        patient_id     uuid NOT NULL,
        check_id       uuid NOT NULL,
        cause          text NOT NULL,
        outcome_before text NOT NULL,
        outcome_now    text NOT NULL,
        held           boolean NOT NULL,
        screened_by    uuid NOT NULL,
        screened_at    timestamptz NOT NULL,
        CONSTRAINT treatment_plan_screenings_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT treatment_plan_screenings_plan_fk FOREIGN KEY (clinic_id, plan_id) REFERENCES treatment_plans (clinic_id, id),
        CONSTRAINT treatment_plan_screenings_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT treatment_plan_screenings_check_fk FOREIGN KEY (clinic_id, check_id) REFERENCES contraindication_checks (clinic_id, id),
        CONSTRAINT treatment_plan_screenings_cause
          CHECK (cause IN ('record-changed', 'ruleset-published', 'product-corrected', 'plan-proposed', 'plan-resumed')),
        CONSTRAINT treatment_plan_screenings_before CHECK (outcome_before IN ('clear', 'caution', 'needs-data', 'contraindicated')),
        CONSTRAINT treatment_plan_screenings_now CHECK (outcome_now IN ('clear', 'caution', 'needs-data', 'contraindicated'))
      );
      CREATE INDEX treatment_plan_screenings_plan ON treatment_plan_screenings (clinic_id, plan_id, id);
      CREATE INDEX treatment_plan_screenings_patient ON treatment_plan_screenings (clinic_id, patient_id);
      CREATE INDEX treatment_plan_screenings_check ON treatment_plan_screenings (clinic_id, check_id);
      SELECT protect('treatment_plan_screenings'), append_only('treatment_plan_screenings'),
             allow_application('treatment_plan_screenings', 'SELECT, INSERT');
    `);

    await runner.query(`
      CREATE TABLE treatment_sessions (
        clinic_id                    uuid NOT NULL DEFAULT current_clinic(),
        id                           uuid NOT NULL,
        plan_id                      uuid NOT NULL,
        patient_id                   uuid NOT NULL,
        treatment                    text NOT NULL,
        number                       integer NOT NULL,
        status                       text NOT NULL DEFAULT 'scheduled',
        scheduled_on                 date NOT NULL,
        -- The missed session in whose place this one stands, so that the number of sessions is kept.
        replaces                     uuid,
        started_at                   timestamptz,
        ended_at                     timestamptz,
        check_id                     uuid,
        -- Why a dermatologist began it sooner after an earlier one than it should have been.
        interval_reason              text,
        performed_by                 uuid,
        supervised_by                uuid,
        record                       jsonb,
        -- The check of what was used, where the one at the start had not named it.
        completion_check_id          uuid,
        warnings                     jsonb NOT NULL DEFAULT '[]',
        record_version               integer,
        content_hash                 text,
        countersigned_by             uuid,
        countersigned_at             timestamptz,
        countersigned_version        integer,
        countersign_taken_over_from  uuid,
        countersign_take_over_reason text,
        reason                       text,
        version                      integer NOT NULL DEFAULT 1,
        created_at                   timestamptz NOT NULL,
        updated_at                   timestamptz NOT NULL,
        CONSTRAINT treatment_sessions_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT treatment_sessions_plan_fk FOREIGN KEY (clinic_id, plan_id) REFERENCES treatment_plans (clinic_id, id),
        CONSTRAINT treatment_sessions_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT treatment_sessions_check_fk FOREIGN KEY (clinic_id, check_id) REFERENCES contraindication_checks (clinic_id, id),
        CONSTRAINT treatment_sessions_completion_check_fk FOREIGN KEY (clinic_id, completion_check_id) REFERENCES contraindication_checks (clinic_id, id),
        CONSTRAINT treatment_sessions_performed_by_fk FOREIGN KEY (clinic_id, performed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT treatment_sessions_supervised_by_fk FOREIGN KEY (clinic_id, supervised_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT treatment_sessions_replaces_fk FOREIGN KEY (clinic_id, replaces) REFERENCES treatment_sessions (clinic_id, id),
        CONSTRAINT treatment_sessions_countersigned_by_fk FOREIGN KEY (clinic_id, countersigned_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT treatment_sessions_countersign_taken_over_fk FOREIGN KEY (clinic_id, countersign_taken_over_from) REFERENCES staff (clinic_id, id),
        CONSTRAINT treatment_sessions_number_unique UNIQUE (clinic_id, plan_id, number),
        CONSTRAINT treatment_sessions_status CHECK (status IN ('scheduled', 'in-progress', 'completed', 'cancelled', 'no-show')),
        CONSTRAINT treatment_sessions_started CHECK (status NOT IN ('in-progress', 'completed')
          OR (started_at IS NOT NULL AND check_id IS NOT NULL AND performed_by IS NOT NULL)),
        CONSTRAINT treatment_sessions_interval_reason CHECK (interval_reason IS NULL
          OR (started_at IS NOT NULL AND length(btrim(interval_reason)) >= 10)),
        CONSTRAINT treatment_sessions_recorded CHECK ((status = 'completed') = (record IS NOT NULL)),
        CONSTRAINT treatment_sessions_completion_checked CHECK (completion_check_id IS NULL OR status = 'completed'),
        CONSTRAINT treatment_sessions_versioned CHECK (record_version > 0 AND (record_version IS NULL) = (content_hash IS NULL)),
        CONSTRAINT treatment_sessions_countersigned CHECK (num_nonnulls(countersigned_by, countersigned_at, countersigned_version) IN (0, 3)),
        CONSTRAINT treatment_sessions_countersign_take_over CHECK ((countersign_taken_over_from IS NULL) = (countersign_take_over_reason IS NULL)),
        CONSTRAINT treatment_sessions_countersigned_completed CHECK (countersigned_by IS NULL OR status = 'completed')
      );
      CREATE INDEX treatment_sessions_patient ON treatment_sessions (clinic_id, patient_id, id);
      CREATE INDEX treatment_sessions_scheduled_on ON treatment_sessions (clinic_id, scheduled_on) WHERE status = 'scheduled';
      CREATE INDEX treatment_sessions_check ON treatment_sessions (clinic_id, check_id) WHERE check_id IS NOT NULL;
      CREATE INDEX treatment_sessions_performed_by ON treatment_sessions (clinic_id, performed_by) WHERE performed_by IS NOT NULL;
      CREATE INDEX treatment_sessions_supervised_by ON treatment_sessions (clinic_id, supervised_by) WHERE supervised_by IS NOT NULL;
      CREATE UNIQUE INDEX treatment_sessions_replaces ON treatment_sessions (clinic_id, replaces) WHERE replaces IS NOT NULL;
      CREATE INDEX treatment_sessions_to_countersign ON treatment_sessions (clinic_id, id)
        WHERE status = 'completed' AND countersigned_by IS NULL AND supervised_by IS NOT NULL;
      CREATE INDEX treatment_sessions_started_at ON treatment_sessions (clinic_id, started_at) WHERE started_at IS NOT NULL;
      CREATE INDEX treatment_sessions_due ON treatment_sessions (clinic_id, scheduled_on) INCLUDE (treatment, patient_id, status)
        WHERE status = 'no-show' OR started_at IS NOT NULL;
      CREATE INDEX treatment_sessions_completion_check ON treatment_sessions (clinic_id, completion_check_id) WHERE completion_check_id IS NOT NULL;
      SELECT protect('treatment_sessions'), keep_history('treatment_sessions'), allow_application('treatment_sessions', 'SELECT, INSERT, UPDATE');

      CREATE TABLE treatment_session_versions (
        clinic_id        uuid NOT NULL DEFAULT current_clinic(),
        session_id       uuid NOT NULL,
        number           integer NOT NULL,
        -- What was recorded, word for word; its RFC 8785 form is what was hashed.
        content          jsonb NOT NULL,
        content_hash     text NOT NULL,
        recorded_by      uuid NOT NULL,
        recorded_at      timestamptz NOT NULL,
        reason           text,
        difference       jsonb,
        taken_over_from  uuid,
        take_over_reason text,
        recorded_in      xid8 NOT NULL DEFAULT pg_current_xact_id(),
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
      CREATE FUNCTION keep_ended_session() RETURNS trigger
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
      CREATE TRIGGER treatment_sessions_ended_is_final BEFORE UPDATE OR DELETE ON treatment_sessions
        FOR EACH ROW EXECUTE FUNCTION keep_ended_session();

      -- Why it began so soon stays as it was said.
      CREATE FUNCTION keep_interval_reason() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF OLD.started_at IS NOT NULL AND NEW.interval_reason IS DISTINCT FROM OLD.interval_reason THEN
            RAISE EXCEPTION 'why a session began so soon does not change' USING ERRCODE = 'restrict_violation',
              CONSTRAINT = 'treatment_sessions_interval_reason_is_final';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER treatment_sessions_interval_reason_is_final BEFORE UPDATE ON treatment_sessions
        FOR EACH ROW EXECUTE FUNCTION keep_interval_reason();
    `);
  }
}
