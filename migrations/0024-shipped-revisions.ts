import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which shipped revision a clinic's rules came from, and what was decided about later ones; what was weighed in an override, and whether it was
 * discussed with the patient; which rules of a check were not clear, for the report of overrides.
 *
 * Locks: short exclusive locks on contraindication_rulesets, contraindication_overrides and contraindication_checks for new columns
 * without a volatile default, while their new constraints read each table once; writes to contraindication_checks and contraindication_overrides wait
 * while an index of each is built. Nothing is rewritten.
 */
export class ShippedRevisions1763683200024 implements MigrationInterface {
  name = 'ShippedRevisions1763683200024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- All that is there came from the first that was shipped. NULL for rules that a clinic writes anew.
      ALTER TABLE contraindication_rulesets
        ADD COLUMN shipped_revision integer DEFAULT 1,
        ADD CONSTRAINT contraindication_rulesets_shipped_revision CHECK (shipped_revision > 0);
      ALTER TABLE contraindication_rulesets ALTER COLUMN shipped_revision DROP DEFAULT;

      -- Somebody decided not to take a shipped revision of a treatment's rules.
      CREATE TABLE shipped_revision_declines (
        clinic_id   uuid NOT NULL DEFAULT current_clinic(),
        id          uuid NOT NULL,
        treatment   text NOT NULL,
        revision    integer NOT NULL,
        reason      text NOT NULL,
        declined_by uuid NOT NULL,
        declined_at timestamptz NOT NULL,
        CONSTRAINT shipped_revision_declines_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT shipped_revision_declines_staff_fk FOREIGN KEY (clinic_id, declined_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT shipped_revision_declines_once UNIQUE (clinic_id, treatment, revision),
        CONSTRAINT shipped_revision_declines_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT shipped_revision_declines_revision CHECK (revision > 0),
        CONSTRAINT shipped_revision_declines_reason CHECK (length(reason) BETWEEN 1 AND 2000)
      );
      CREATE INDEX shipped_revision_declines_staff ON shipped_revision_declines (clinic_id, declined_by);
      SELECT protect('shipped_revision_declines'), append_only('shipped_revision_declines'),
             allow_application('shipped_revision_declines', 'SELECT, INSERT');
    `);

    await runner.query(`
      ALTER TABLE contraindication_overrides
        ADD COLUMN weighed text,
        -- NULL: not stated. Whoever has not discussed it does not override.
        ADD COLUMN discussed_with_patient text,
        ADD CONSTRAINT contraindication_overrides_weighed CHECK (length(weighed) BETWEEN 1 AND 2000),
        ADD CONSTRAINT contraindication_overrides_discussed CHECK (discussed_with_patient = 'yes');
      CREATE INDEX contraindication_overrides_rule ON contraindication_overrides (clinic_id, rule_id, id);

      -- The rules that were not clear, by id; NULL for a check from before it was kept, whose findings say it.
      ALTER TABLE contraindication_checks
        ADD COLUMN fired jsonb,
        ADD CONSTRAINT contraindication_checks_fired CHECK (jsonb_typeof(fired) = 'array');
      CREATE INDEX contraindication_checks_evaluated ON contraindication_checks (clinic_id, evaluated_at);
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(
      new Error(
        'What was decided about shipped rules, and why findings were overridden, is part of the record: this migration is not undone. Restore a backup.',
      ),
    );
  }
}
