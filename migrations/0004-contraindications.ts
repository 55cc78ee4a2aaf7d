import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rules by which a treatment may be ruled out, the checks made by them, and what a dermatologist overrode.
 * A published ruleset and a check never change: what was decided stays retraceable.
 *
 * Locks nothing: every object is new.
 */
export class Contraindications1763683200004 implements MigrationInterface {
  name = 'Contraindications1763683200004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contraindication_rulesets (
        clinic_id    uuid NOT NULL DEFAULT current_clinic(),
        id           uuid NOT NULL,
        treatment    text NOT NULL,
        version      integer NOT NULL,
        status       text NOT NULL,
        content      jsonb NOT NULL,
        published_at timestamptz,
        created_at   timestamptz NOT NULL,
        updated_at   timestamptz NOT NULL,
        CONSTRAINT contraindication_rulesets_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT contraindication_rulesets_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT contraindication_rulesets_version_unique UNIQUE (clinic_id, treatment, version),
        CONSTRAINT contraindication_rulesets_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT contraindication_rulesets_status CHECK (status IN ('draft', 'published', 'retired')),
        CONSTRAINT contraindication_rulesets_version CHECK (version > 0),
        CONSTRAINT contraindication_rulesets_content CHECK (jsonb_typeof(content -> 'rules') = 'array' AND content ->> 'treatment' = treatment),
        CONSTRAINT contraindication_rulesets_published CHECK (status = 'draft' OR published_at IS NOT NULL)
      );
      -- One ruleset of a treatment is in force.
      CREATE UNIQUE INDEX contraindication_rulesets_one_published ON contraindication_rulesets (clinic_id, treatment) WHERE status = 'published';
      SELECT protect('contraindication_rulesets'),
             allow_application('contraindication_rulesets', 'SELECT, INSERT, UPDATE');

      -- What was once in force stays as it was; it can only be retired.
      CREATE FUNCTION keep_published_ruleset() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF TG_OP = 'DELETE' THEN
            IF OLD.status <> 'draft' THEN
              RAISE EXCEPTION 'a published ruleset is kept' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'contraindication_rulesets_kept';
            END IF;
            RETURN OLD;
          END IF;
          IF OLD.status <> 'draft' AND (to_jsonb(NEW) - 'status' - 'updated_at' <> to_jsonb(OLD) - 'status' - 'updated_at'
              OR NOT (OLD.status = 'published' AND NEW.status = 'retired')) THEN
            RAISE EXCEPTION 'a published ruleset is immutable' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'contraindication_rulesets_immutable';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER contraindication_rulesets_immutable BEFORE UPDATE OR DELETE ON contraindication_rulesets
        FOR EACH ROW EXECUTE FUNCTION keep_published_ruleset();
    `);

    await runner.query(`
      CREATE TABLE contraindication_checks (
        clinic_id         uuid NOT NULL DEFAULT current_clinic(),
        id                uuid NOT NULL,
        patient_id        uuid NOT NULL,
        consultation_id   uuid,
        treatment         text NOT NULL,
        planned_on        date NOT NULL,
        ingredients       jsonb,
        -- Made before a session on its day, by the stricter limits.
        on_session_day    boolean NOT NULL,
        outcome           text NOT NULL,
        findings          jsonb NOT NULL,
        contradictions    jsonb NOT NULL,
        earliest_clear_on date,
        -- What the rules were asked about, as it was known then.
        facts             jsonb NOT NULL,
        ruleset_id        uuid NOT NULL,
        ruleset_version   integer NOT NULL,
        checked_by        uuid NOT NULL,
        evaluated_at      timestamptz NOT NULL,
        valid_until       timestamptz NOT NULL,
        CONSTRAINT contraindication_checks_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT contraindication_checks_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT contraindication_checks_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT contraindication_checks_ruleset_fk FOREIGN KEY (clinic_id, ruleset_id) REFERENCES contraindication_rulesets (clinic_id, id),
        CONSTRAINT contraindication_checks_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT contraindication_checks_outcome CHECK (outcome IN ('clear', 'caution', 'needs-data', 'contraindicated'))
      );
      CREATE INDEX contraindication_checks_patient ON contraindication_checks (clinic_id, patient_id, id);
      CREATE INDEX contraindication_checks_consultation ON contraindication_checks (clinic_id, consultation_id) WHERE consultation_id IS NOT NULL;
      CREATE INDEX contraindication_checks_ruleset ON contraindication_checks (clinic_id, ruleset_id);
      SELECT protect('contraindication_checks'), append_only('contraindication_checks'),
             allow_application('contraindication_checks', 'SELECT, INSERT');

      CREATE TABLE contraindication_overrides (
        clinic_id     uuid NOT NULL DEFAULT current_clinic(),
        id            uuid NOT NULL,
        check_id      uuid NOT NULL,
        rule_id       text NOT NULL,
        reason        text NOT NULL,
        overridden_by uuid NOT NULL,
        created_at    timestamptz NOT NULL,
        CONSTRAINT contraindication_overrides_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT contraindication_overrides_check_fk FOREIGN KEY (clinic_id, check_id) REFERENCES contraindication_checks (clinic_id, id),
        CONSTRAINT contraindication_overrides_staff_fk FOREIGN KEY (clinic_id, overridden_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT contraindication_overrides_once UNIQUE (clinic_id, check_id, rule_id),
        CONSTRAINT contraindication_overrides_reason CHECK (length(reason) BETWEEN 1 AND 2000)
      );
      CREATE INDEX contraindication_overrides_staff ON contraindication_overrides (clinic_id, overridden_by);
      SELECT protect('contraindication_overrides'), append_only('contraindication_overrides'),
             allow_application('contraindication_overrides', 'SELECT, INSERT');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM application_privileges WHERE object IN ('contraindication_overrides', 'contraindication_checks', 'contraindication_rulesets');
      DROP TABLE contraindication_overrides, contraindication_checks, contraindication_rulesets;
      DROP FUNCTION keep_published_ruleset();
    `);
  }
}
