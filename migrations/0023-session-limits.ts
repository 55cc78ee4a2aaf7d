import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why a dermatologist began a session sooner after an earlier one than it should have been, and let a plan run beside another one of its
 * treatment.
 *
 * That one plan of a treatment is active at a time is kept by a lock on the patient's plans, not by a unique index: records that are merged may
 * each bring one, and a dermatologist may decide for two.
 *
 * Locks: short exclusive locks on treatment_sessions and treatment_plan_transitions for new columns without a default, and a share lock on
 * treatment_plans while the index is made; nothing is rewritten.
 */
export class SessionLimits1763683200023 implements MigrationInterface {
  name = 'SessionLimits1763683200023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE treatment_sessions
        ADD COLUMN interval_reason text,
        ADD CONSTRAINT treatment_sessions_interval_reason CHECK (interval_reason IS NULL
          OR (started_at IS NOT NULL AND length(btrim(interval_reason)) >= 10));
      ALTER TABLE treatment_plan_transitions
        ADD COLUMN parallel_reason text,
        ADD CONSTRAINT treatment_plan_transitions_parallel_reason CHECK (parallel_reason IS NULL
          OR (to_status = 'active' AND length(btrim(parallel_reason)) >= 10));
      CREATE INDEX treatment_plans_active ON treatment_plans (clinic_id, patient_id, treatment) WHERE status = 'active';

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

  async down(): Promise<void> {
    return Promise.reject(new Error('Why a dermatologist decided otherwise is part of the record: this migration is not undone. Restore a backup.'));
  }
}
