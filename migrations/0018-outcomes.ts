import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ratings of a plan: how satisfied the patient is, how far pigment has faded. Nothing of a row changes but that it was entered in
 * error, once; a merge moves it with its patient. GAIS and all other scales are rows of `scales`.
 *
 * Locks: writes to treatment_sessions and treatment_plan_transitions wait while an index of each is built.
 */
export class Outcomes1763683200018 implements MigrationInterface {
  name = 'Outcomes1763683200018';

  async up(runner: QueryRunner): Promise<void> {
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

    // What the clinic's figures of a period are counted from.
    await runner.query(`
      CREATE INDEX treatment_plan_transitions_ended ON treatment_plan_transitions (clinic_id, occurred_at) INCLUDE (plan_id)
        WHERE to_status IN ('completed', 'cancelled');
      CREATE INDEX treatment_sessions_due ON treatment_sessions (clinic_id, scheduled_on) INCLUDE (treatment, patient_id, status)
        WHERE status = 'no-show' OR started_at IS NOT NULL;
    `);

    // The view as it stands, and more: whichever migration came before has its part kept.
    await runner.query(`
      DO $do$
      BEGIN
        EXECUTE 'CREATE OR REPLACE VIEW patient_events WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('patient_events'::regclass), E'; \\n') || $view$
          UNION ALL
          SELECT clinic_id, patient_id, rated_at, 'plan-rated', 'plan-rating', id, recorded_by,
                 jsonb_build_object('kind', kind, 'score', score, 'assessor', assessor, 'enteredInError', error_reason) FROM plan_ratings
        $view$;
      END
      $do$;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Ratings are part of the record: this migration is not undone. Restore a backup.'));
  }
}
