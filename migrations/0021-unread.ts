import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a check has not read, and what dermatologists have said not to matter.
 *
 * Locks: short exclusive locks on contraindication_checks, for new columns with a constant default, and on treatment_plan_screenings, whose rows are
 * read once for a wider constraint. Nothing is rewritten.
 */
export class Unread1763683200021 implements MigrationInterface {
  name = 'Unread1763683200021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contraindication_checks
        ADD COLUMN unread jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN dismissed jsonb NOT NULL DEFAULT '[]',
        -- What somebody named; ingredients holds what was in the products at the time as well.
        ADD COLUMN named_ingredients jsonb,
        ADD CONSTRAINT contraindication_checks_unread CHECK (jsonb_typeof(unread) = 'array' AND jsonb_typeof(dismissed) = 'array');

      CREATE TABLE contraindication_dismissals (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        id             uuid NOT NULL,
        patient_id     uuid NOT NULL,
        -- The check that had not read it.
        check_id       uuid NOT NULL,
        treatment      text NOT NULL,
        -- What is dismissed, by the name that it has as long as it stays as it is.
        item_id        text NOT NULL,
        item           jsonb NOT NULL,
        reason         text NOT NULL,
        dismissed_by   uuid NOT NULL,
        dismissed_at   timestamptz NOT NULL,
        revoked_by     uuid,
        revoked_at     timestamptz,
        revoked_reason text,
        CONSTRAINT contraindication_dismissals_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT contraindication_dismissals_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT contraindication_dismissals_check_fk FOREIGN KEY (clinic_id, check_id) REFERENCES contraindication_checks (clinic_id, id),
        CONSTRAINT contraindication_dismissals_staff_fk FOREIGN KEY (clinic_id, dismissed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT contraindication_dismissals_revoker_fk FOREIGN KEY (clinic_id, revoked_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT contraindication_dismissals_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT contraindication_dismissals_item CHECK (jsonb_typeof(item) = 'object' AND item_id ~ '^[0-9a-f]{16}$'),
        CONSTRAINT contraindication_dismissals_reason CHECK (length(reason) BETWEEN 1 AND 2000),
        CONSTRAINT contraindication_dismissals_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revoked_reason IS NULL))
      );
      -- Once for an item of a check, as long as nobody takes it back. Not once for a patient: records that are merged may each bring a decision.
      CREATE UNIQUE INDEX contraindication_dismissals_standing ON contraindication_dismissals (clinic_id, check_id, item_id) WHERE revoked_at IS NULL;
      CREATE INDEX contraindication_dismissals_patient ON contraindication_dismissals (clinic_id, patient_id, id);
      CREATE INDEX contraindication_dismissals_check ON contraindication_dismissals (clinic_id, check_id);
      CREATE INDEX contraindication_dismissals_staff ON contraindication_dismissals (clinic_id, dismissed_by);
      CREATE INDEX contraindication_dismissals_revoker ON contraindication_dismissals (clinic_id, revoked_by) WHERE revoked_by IS NOT NULL;
      SELECT protect('contraindication_dismissals'), allow_application('contraindication_dismissals', 'SELECT, INSERT, UPDATE');

      -- What was decided stays; it can only be taken back, once, and moves to another record of the same person.
      CREATE FUNCTION keep_dismissal() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
          IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL
              OR to_jsonb(NEW) - 'revoked_by' - 'revoked_at' - 'revoked_reason' <> to_jsonb(OLD) - 'revoked_by' - 'revoked_at' - 'revoked_reason' THEN
            RAISE EXCEPTION 'a dismissal is kept as it was decided' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'contraindication_dismissals_kept';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER contraindication_dismissals_kept BEFORE UPDATE OR DELETE ON contraindication_dismissals
        FOR EACH ROW EXECUTE FUNCTION keep_dismissal();

      ALTER TABLE treatment_plan_screenings
        DROP CONSTRAINT treatment_plan_screenings_cause,
        ADD CONSTRAINT treatment_plan_screenings_cause
          CHECK (cause IN ('record-changed', 'ruleset-published', 'product-corrected', 'plan-proposed', 'plan-resumed'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privileges WHERE object = 'contraindication_dismissals';
      DROP TABLE contraindication_dismissals;
      DROP FUNCTION keep_dismissal();
      -- Screenings because of a corrected product stay: the narrower constraint holds for new rows only.
      ALTER TABLE treatment_plan_screenings
        DROP CONSTRAINT treatment_plan_screenings_cause,
        ADD CONSTRAINT treatment_plan_screenings_cause
          CHECK (cause IN ('record-changed', 'ruleset-published', 'plan-proposed', 'plan-resumed')) NOT VALID;
      ALTER TABLE contraindication_checks DROP COLUMN unread, DROP COLUMN dismissed, DROP COLUMN named_ingredients;
    `);
  }
}
