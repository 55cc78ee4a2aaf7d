import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Treatment plans, the steps that they took, and their sessions. Locks nothing: every object is new. */
export class Treatments1763683200005 implements MigrationInterface {
  name = 'Treatments1763683200005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE treatment_plans (
        clinic_id        uuid NOT NULL DEFAULT current_clinic(),
        id               uuid NOT NULL,
        patient_id       uuid NOT NULL,
        treatment        text NOT NULL,
        consultation_id  uuid NOT NULL,
        check_id         uuid NOT NULL,
        status           text NOT NULL DEFAULT 'draft',
        indication       text,
        goals            text,
        areas            jsonb NOT NULL,
        technique        text,
        protocol_version integer NOT NULL,
        sessions         integer NOT NULL,
        interval_days    integer NOT NULL,
        start_on         date NOT NULL,
        consent_id       uuid,
        created_by       uuid NOT NULL,
        version          integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL,
        updated_at       timestamptz NOT NULL,
        CONSTRAINT treatment_plans_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT treatment_plans_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT treatment_plans_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT treatment_plans_check_fk FOREIGN KEY (clinic_id, check_id) REFERENCES contraindication_checks (clinic_id, id),
        CONSTRAINT treatment_plans_consent_fk FOREIGN KEY (clinic_id, consent_id) REFERENCES consents (clinic_id, id),
        CONSTRAINT treatment_plans_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT treatment_plans_status CHECK (status IN ('draft', 'proposed', 'accepted', 'active', 'on-hold', 'completed', 'cancelled')),
        CONSTRAINT treatment_plans_sessions CHECK (sessions BETWEEN 1 AND 100),
        CONSTRAINT treatment_plans_interval CHECK (interval_days BETWEEN 1 AND 365),
        CONSTRAINT treatment_plans_consented CHECK (status IN ('draft', 'proposed', 'cancelled') OR consent_id IS NOT NULL)
      );
      CREATE INDEX treatment_plans_patient ON treatment_plans (clinic_id, patient_id, id);
      CREATE INDEX treatment_plans_consultation ON treatment_plans (clinic_id, consultation_id);
      CREATE INDEX treatment_plans_check ON treatment_plans (clinic_id, check_id);
      CREATE INDEX treatment_plans_consent ON treatment_plans (clinic_id, consent_id) WHERE consent_id IS NOT NULL;
      SELECT protect('treatment_plans'), keep_history('treatment_plans'), allow_application('treatment_plans', 'SELECT, INSERT, UPDATE');

      CREATE TABLE treatment_plan_transitions (
        clinic_id   uuid NOT NULL DEFAULT current_clinic(),
        plan_id     uuid NOT NULL,
        plan_version integer NOT NULL,
        action      text NOT NULL,
        from_status text NOT NULL,
        to_status   text NOT NULL,
        reason      text,
        actor_id    uuid NOT NULL,
        occurred_at timestamptz NOT NULL,
        CONSTRAINT treatment_plan_transitions_pk PRIMARY KEY (clinic_id, plan_id, plan_version),
        CONSTRAINT treatment_plan_transitions_plan_fk FOREIGN KEY (clinic_id, plan_id) REFERENCES treatment_plans (clinic_id, id)
      );
      SELECT protect('treatment_plan_transitions'), append_only('treatment_plan_transitions'), allow_application('treatment_plan_transitions', 'SELECT, INSERT');

      CREATE TABLE treatment_sessions (
        clinic_id     uuid NOT NULL DEFAULT current_clinic(),
        id            uuid NOT NULL,
        plan_id       uuid NOT NULL,
        patient_id    uuid NOT NULL,
        treatment     text NOT NULL,
        number        integer NOT NULL,
        status        text NOT NULL DEFAULT 'scheduled',
        scheduled_on  date NOT NULL,
        started_at    timestamptz,
        ended_at      timestamptz,
        check_id      uuid,
        performed_by  uuid,
        supervised_by uuid,
        record        jsonb,
        reason        text,
        version       integer NOT NULL DEFAULT 1,
        created_at    timestamptz NOT NULL,
        updated_at    timestamptz NOT NULL,
        CONSTRAINT treatment_sessions_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT treatment_sessions_plan_fk FOREIGN KEY (clinic_id, plan_id) REFERENCES treatment_plans (clinic_id, id),
        CONSTRAINT treatment_sessions_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT treatment_sessions_check_fk FOREIGN KEY (clinic_id, check_id) REFERENCES contraindication_checks (clinic_id, id),
        CONSTRAINT treatment_sessions_performed_by_fk FOREIGN KEY (clinic_id, performed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT treatment_sessions_supervised_by_fk FOREIGN KEY (clinic_id, supervised_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT treatment_sessions_number_unique UNIQUE (clinic_id, plan_id, number),
        CONSTRAINT treatment_sessions_status CHECK (status IN ('scheduled', 'in-progress', 'completed', 'cancelled', 'no-show')),
        CONSTRAINT treatment_sessions_started CHECK (status NOT IN ('in-progress', 'completed') OR (started_at IS NOT NULL AND check_id IS NOT NULL AND performed_by IS NOT NULL)),
        CONSTRAINT treatment_sessions_recorded CHECK ((status = 'completed') = (record IS NOT NULL))
      );
      CREATE INDEX treatment_sessions_patient ON treatment_sessions (clinic_id, patient_id, id);
      CREATE INDEX treatment_sessions_scheduled_on ON treatment_sessions (clinic_id, scheduled_on) WHERE status = 'scheduled';
      CREATE INDEX treatment_sessions_check ON treatment_sessions (clinic_id, check_id) WHERE check_id IS NOT NULL;
      CREATE INDEX treatment_sessions_performed_by ON treatment_sessions (clinic_id, performed_by) WHERE performed_by IS NOT NULL;
      CREATE INDEX treatment_sessions_supervised_by ON treatment_sessions (clinic_id, supervised_by) WHERE supervised_by IS NOT NULL;
      SELECT protect('treatment_sessions'), keep_history('treatment_sessions'), allow_application('treatment_sessions', 'SELECT, INSERT, UPDATE');

      -- What was done to a person stays as it was recorded.
      CREATE FUNCTION keep_ended_session() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF OLD.status IN ('completed', 'cancelled', 'no-show') THEN
            RAISE EXCEPTION 'a session that has ended does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'treatment_sessions_ended_is_final';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER treatment_sessions_ended_is_final BEFORE UPDATE OR DELETE ON treatment_sessions
        FOR EACH ROW EXECUTE FUNCTION keep_ended_session();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE treatment_sessions, treatment_plan_transitions, treatment_plans;
      DROP FUNCTION keep_ended_session();
    `);
  }
}
