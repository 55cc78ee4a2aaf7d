import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Rules by which a treatment may be ruled out, the checks made by them, what a dermatologist overrode, and what was said not to matter.
 * A published ruleset and a check never change: what was decided stays retraceable.
 */
export class Contraindications1763683200009 extends Migration {
  name = 'Contraindications1763683200009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contraindication_rulesets (
        clinic_id        uuid NOT NULL DEFAULT current_clinic(),
        id               uuid NOT NULL,
        treatment        text NOT NULL,
        version          integer NOT NULL,
        status           text NOT NULL,
        content          jsonb NOT NULL,
        -- Which shipped revision it came from; NULL for rules that a clinic writes anew.
        shipped_revision integer,
        based_on         uuid,
        created_by       uuid,
        published_by     uuid,
        published_at     timestamptz,
        reason           text,
        revision         integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL,
        updated_at       timestamptz NOT NULL,
        CONSTRAINT contraindication_rulesets_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT contraindication_rulesets_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT contraindication_rulesets_created_by_fk FOREIGN KEY (clinic_id, created_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT contraindication_rulesets_published_by_fk FOREIGN KEY (clinic_id, published_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT contraindication_rulesets_based_on_fk FOREIGN KEY (clinic_id, based_on) REFERENCES contraindication_rulesets (clinic_id, id),
        CONSTRAINT contraindication_rulesets_version_unique UNIQUE (clinic_id, treatment, version),
        CONSTRAINT contraindication_rulesets_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT contraindication_rulesets_status CHECK (status IN ('draft', 'published', 'retired')),
        CONSTRAINT contraindication_rulesets_version CHECK (version > 0),
        CONSTRAINT contraindication_rulesets_content CHECK (jsonb_typeof(content -> 'rules') = 'array' AND content ->> 'treatment' = treatment),
        CONSTRAINT contraindication_rulesets_published CHECK (status = 'draft' OR published_at IS NOT NULL),
        CONSTRAINT contraindication_rulesets_revision CHECK (revision > 0),
        CONSTRAINT contraindication_rulesets_shipped_revision CHECK (shipped_revision > 0),
        -- What was shipped was published by nobody of the clinic.
        CONSTRAINT contraindication_rulesets_publisher CHECK ((published_by IS NULL) = (reason IS NULL) AND (status <> 'draft' OR published_by IS NULL)),
        CONSTRAINT contraindication_rulesets_reason CHECK (length(reason) BETWEEN 1 AND 2000)
      );
      -- One ruleset of a treatment is in force.
      CREATE UNIQUE INDEX contraindication_rulesets_one_published ON contraindication_rulesets (clinic_id, treatment) WHERE status = 'published';
      CREATE INDEX contraindication_rulesets_created_by ON contraindication_rulesets (clinic_id, created_by) WHERE created_by IS NOT NULL;
      CREATE INDEX contraindication_rulesets_published_by ON contraindication_rulesets (clinic_id, published_by) WHERE published_by IS NOT NULL;
      CREATE INDEX contraindication_rulesets_based_on ON contraindication_rulesets (clinic_id, based_on) WHERE based_on IS NOT NULL;
      SELECT protect('contraindication_rulesets'),
             allow_application('contraindication_rulesets', 'SELECT, INSERT, UPDATE');

      -- What was once in force stays as it was; it can only be retired, which is one more revision of it.
      CREATE FUNCTION keep_published() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          -- The status, and what counts the changes.
          about_retirement CONSTANT text[] := ARRAY['status', 'updated_at'] || TG_ARGV;
        BEGIN
          IF TG_OP = 'DELETE' THEN
            IF OLD.status <> 'draft' THEN
              RAISE EXCEPTION 'what was published is kept' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_kept';
            END IF;
            RETURN OLD;
          END IF;
          IF OLD.status <> 'draft' AND (to_jsonb(NEW) - about_retirement <> to_jsonb(OLD) - about_retirement
              OR NOT (OLD.status = 'published' AND NEW.status = 'retired')) THEN
            RAISE EXCEPTION 'what was published is immutable' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_immutable';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER contraindication_rulesets_immutable BEFORE UPDATE OR DELETE ON contraindication_rulesets
        FOR EACH ROW EXECUTE FUNCTION keep_published('revision');

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
      CREATE TABLE contraindication_checks (
        clinic_id           uuid NOT NULL DEFAULT current_clinic(),
        id                  uuid NOT NULL,
        patient_id          uuid NOT NULL,
        consultation_id     uuid,
        treatment           text NOT NULL,
        planned_on          date NOT NULL,
        -- The clinic's zone at the time of the check; NULL where it was not kept.
        time_zone           text,
        -- What somebody named; ingredients holds what was in the products at the time as well.
        named_ingredients   jsonb,
        ingredients         jsonb,
        -- The ids of the clinic's products that were named; what they contain is among the ingredients.
        products            jsonb,
        -- What the treatment is for; NULL where nobody said.
        indications         jsonb,
        -- Made before a session on its day, by the stricter limits.
        on_session_day      boolean NOT NULL,
        outcome             text NOT NULL,
        findings            jsonb NOT NULL,
        -- The rules that were not clear, by id; NULL where it was not kept: then the findings say it.
        fired               jsonb,
        contradictions      jsonb NOT NULL,
        -- What no rule understood of what is known, and what a dermatologist had said not to matter.
        unread              jsonb NOT NULL DEFAULT '[]',
        dismissed           jsonb NOT NULL DEFAULT '[]',
        -- The overrides of the check before it, as they stood: those that still hold, and those that are void and why.
        inherited_overrides jsonb NOT NULL DEFAULT '[]',
        earliest_clear_on   date,
        -- What the rules were asked about, as it was known then.
        facts               jsonb NOT NULL,
        ruleset_id          uuid NOT NULL,
        ruleset_version     integer NOT NULL,
        checked_by          uuid NOT NULL,
        evaluated_at        timestamptz NOT NULL,
        valid_until         timestamptz NOT NULL,
        CONSTRAINT contraindication_checks_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT contraindication_checks_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT contraindication_checks_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT contraindication_checks_ruleset_fk FOREIGN KEY (clinic_id, ruleset_id) REFERENCES contraindication_rulesets (clinic_id, id),
        CONSTRAINT contraindication_checks_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT contraindication_checks_outcome CHECK (outcome IN ('clear', 'caution', 'needs-data', 'contraindicated')),
        CONSTRAINT contraindication_checks_inherited CHECK (jsonb_typeof(inherited_overrides) = 'array'),
        CONSTRAINT contraindication_checks_unread CHECK (jsonb_typeof(unread) = 'array' AND jsonb_typeof(dismissed) = 'array'),
        CONSTRAINT contraindication_checks_fired CHECK (jsonb_typeof(fired) = 'array'),
        CONSTRAINT contraindication_checks_indications CHECK (jsonb_typeof(indications -> 'items') = 'array')
      );
      CREATE INDEX contraindication_checks_patient ON contraindication_checks (clinic_id, patient_id, id);
      CREATE INDEX contraindication_checks_consultation ON contraindication_checks (clinic_id, consultation_id) WHERE consultation_id IS NOT NULL;
      CREATE INDEX contraindication_checks_ruleset ON contraindication_checks (clinic_id, ruleset_id);
      CREATE INDEX contraindication_checks_evaluated ON contraindication_checks (clinic_id, evaluated_at);
      SELECT protect('contraindication_checks'), append_only('contraindication_checks'),
             allow_application('contraindication_checks', 'SELECT, INSERT');

      CREATE TABLE contraindication_overrides (
        clinic_id              uuid NOT NULL DEFAULT current_clinic(),
        id                     uuid NOT NULL,
        check_id               uuid NOT NULL,
        rule_id                text NOT NULL,
        reason                 text NOT NULL,
        conditions             jsonb NOT NULL DEFAULT '[]',
        weighed                text,
        -- NULL: not stated. Whoever has not discussed it does not override.
        discussed_with_patient text,
        needs_second           boolean NOT NULL DEFAULT false,
        overridden_by          uuid NOT NULL,
        created_at             timestamptz NOT NULL,
        CONSTRAINT contraindication_overrides_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT contraindication_overrides_check_fk FOREIGN KEY (clinic_id, check_id) REFERENCES contraindication_checks (clinic_id, id),
        CONSTRAINT contraindication_overrides_staff_fk FOREIGN KEY (clinic_id, overridden_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT contraindication_overrides_once UNIQUE (clinic_id, check_id, rule_id),
        CONSTRAINT contraindication_overrides_by_unique UNIQUE (clinic_id, id, overridden_by),
        CONSTRAINT contraindication_overrides_reason CHECK (length(reason) BETWEEN 1 AND 2000),
        CONSTRAINT contraindication_overrides_conditions CHECK (jsonb_typeof(conditions) = 'array'),
        CONSTRAINT contraindication_overrides_weighed CHECK (length(weighed) BETWEEN 1 AND 2000),
        CONSTRAINT contraindication_overrides_discussed CHECK (discussed_with_patient = 'yes')
      );
      CREATE INDEX contraindication_overrides_staff ON contraindication_overrides (clinic_id, overridden_by);
      CREATE INDEX contraindication_overrides_rule ON contraindication_overrides (clinic_id, rule_id, id);
      SELECT protect('contraindication_overrides'), append_only('contraindication_overrides'),
             allow_application('contraindication_overrides', 'SELECT, INSERT');

      -- The second dermatologist, where the rule asks for two: another one than the first.
      CREATE TABLE contraindication_override_confirmations (
        clinic_id     uuid NOT NULL DEFAULT current_clinic(),
        override_id   uuid NOT NULL,
        overridden_by uuid NOT NULL,
        confirmed_by  uuid NOT NULL,
        confirmed_at  timestamptz NOT NULL,
        CONSTRAINT contraindication_override_confirmations_pk PRIMARY KEY (clinic_id, override_id),
        CONSTRAINT contraindication_override_confirmations_override_fk FOREIGN KEY (clinic_id, override_id, overridden_by)
          REFERENCES contraindication_overrides (clinic_id, id, overridden_by),
        CONSTRAINT contraindication_override_confirmations_staff_fk FOREIGN KEY (clinic_id, confirmed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT contraindication_override_confirmations_another CHECK (confirmed_by <> overridden_by)
      );
      CREATE INDEX contraindication_override_confirmations_staff ON contraindication_override_confirmations (clinic_id, confirmed_by);
      SELECT protect('contraindication_override_confirmations'), append_only('contraindication_override_confirmations'),
             allow_application('contraindication_override_confirmations', 'SELECT, INSERT');
    `);

    await runner.query(`
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
    `);
  }
}
