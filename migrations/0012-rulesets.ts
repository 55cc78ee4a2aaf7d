import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The life of rulesets (drafts, who published them and why), overrides that a second dermatologist confirms and that
 * carry over to a later check, the screenings of plans, and work that goes on in the background.
 *
 * Locks: short exclusive locks on contraindication_rulesets, contraindication_checks, contraindication_overrides and
 * treatment_plans for new columns with constant defaults; nothing is rewritten. The new constraints of treatment_plans
 * and the index of open plans read that table once.
 */
export class Rulesets1763683200012 implements MigrationInterface {
  name = 'Rulesets1763683200012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contraindication_rulesets
        ADD COLUMN revision     integer NOT NULL DEFAULT 1,
        ADD COLUMN created_by   uuid,
        ADD COLUMN based_on     uuid,
        ADD COLUMN published_by uuid,
        ADD COLUMN reason       text,
        ADD CONSTRAINT contraindication_rulesets_revision CHECK (revision > 0),
        ADD CONSTRAINT contraindication_rulesets_created_by_fk FOREIGN KEY (clinic_id, created_by) REFERENCES staff (clinic_id, id),
        ADD CONSTRAINT contraindication_rulesets_published_by_fk FOREIGN KEY (clinic_id, published_by) REFERENCES staff (clinic_id, id),
        ADD CONSTRAINT contraindication_rulesets_based_on_fk FOREIGN KEY (clinic_id, based_on) REFERENCES contraindication_rulesets (clinic_id, id),
        -- What was shipped was published by nobody of the clinic.
        ADD CONSTRAINT contraindication_rulesets_publisher CHECK ((published_by IS NULL) = (reason IS NULL) AND (status <> 'draft' OR published_by IS NULL)),
        ADD CONSTRAINT contraindication_rulesets_reason CHECK (length(reason) BETWEEN 1 AND 2000);
      CREATE INDEX contraindication_rulesets_created_by ON contraindication_rulesets (clinic_id, created_by) WHERE created_by IS NOT NULL;
      CREATE INDEX contraindication_rulesets_published_by ON contraindication_rulesets (clinic_id, published_by) WHERE published_by IS NOT NULL;
      CREATE INDEX contraindication_rulesets_based_on ON contraindication_rulesets (clinic_id, based_on) WHERE based_on IS NOT NULL;

      -- What was once in force stays as it was; it can only be retired, which is one more revision of it.
      DROP TRIGGER contraindication_rulesets_immutable ON contraindication_rulesets;
      DROP FUNCTION keep_published_ruleset();
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
    `);

    await runner.query(`
      ALTER TABLE contraindication_checks
        -- The clinic's zone at the time of the check; NULL for checks made before it was kept.
        ADD COLUMN time_zone           text,
        -- The overrides of the check before it, as they stood: those that still hold, and those that are void and why.
        ADD COLUMN inherited_overrides jsonb NOT NULL DEFAULT '[]',
        ADD CONSTRAINT contraindication_checks_inherited CHECK (jsonb_typeof(inherited_overrides) = 'array');

      ALTER TABLE contraindication_overrides
        ADD COLUMN conditions   jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN needs_second boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT contraindication_overrides_conditions CHECK (jsonb_typeof(conditions) = 'array'),
        ADD CONSTRAINT contraindication_overrides_by_unique UNIQUE (clinic_id, id, overridden_by);

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
      ALTER TABLE treatment_plans
        -- Where a plan on hold goes back to; NULL for one held before it was kept, which was active.
        ADD COLUMN held_from text,
        ADD CONSTRAINT treatment_plans_held_from CHECK (held_from IS NULL OR (status = 'on-hold' AND held_from IN ('proposed', 'accepted', 'active'))),
        DROP CONSTRAINT treatment_plans_consented,
        ADD CONSTRAINT treatment_plans_consented CHECK (status IN ('draft', 'proposed', 'cancelled') OR consent_id IS NOT NULL
          OR (status = 'on-hold' AND held_from IS NOT DISTINCT FROM 'proposed'));
      CREATE INDEX treatment_plans_open ON treatment_plans (clinic_id, treatment, id) WHERE status IN ('proposed', 'accepted', 'active', 'on-hold');

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
        CONSTRAINT treatment_plan_screenings_cause CHECK (cause IN ('record-changed', 'ruleset-published', 'plan-proposed', 'plan-resumed')),
        CONSTRAINT treatment_plan_screenings_before CHECK (outcome_before IN ('clear', 'caution', 'needs-data', 'contraindicated')),
        CONSTRAINT treatment_plan_screenings_now CHECK (outcome_now IN ('clear', 'caution', 'needs-data', 'contraindicated'))
      );
      CREATE INDEX treatment_plan_screenings_plan ON treatment_plan_screenings (clinic_id, plan_id, id);
      CREATE INDEX treatment_plan_screenings_patient ON treatment_plan_screenings (clinic_id, patient_id);
      CREATE INDEX treatment_plan_screenings_check ON treatment_plan_screenings (clinic_id, check_id);
      SELECT protect('treatment_plan_screenings'), append_only('treatment_plan_screenings'), allow_application('treatment_plan_screenings', 'SELECT, INSERT');
    `);

    await runner.query(`
      CREATE TABLE background_jobs (
        clinic_id    uuid NOT NULL DEFAULT current_clinic(),
        id           uuid NOT NULL,
        kind         text NOT NULL,
        status       text NOT NULL DEFAULT 'queued',
        input        jsonb NOT NULL,
        -- Where the work goes on: set in the transaction of the step that came so far.
        position     jsonb,
        done         integer NOT NULL DEFAULT 0,
        total        integer,
        result       jsonb,
        error_class  text,
        -- How often it was taken up since it last came further.
        attempts     integer NOT NULL DEFAULT 0,
        permission   text NOT NULL,
        requested_by uuid NOT NULL,
        run_after    timestamptz NOT NULL,
        leased_by    uuid,
        leased_until timestamptz,
        created_at   timestamptz NOT NULL,
        started_at   timestamptz,
        ended_at     timestamptz,
        CONSTRAINT background_jobs_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT background_jobs_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT background_jobs_status CHECK (status IN ('queued', 'running', 'completed', 'failed')),
        CONSTRAINT background_jobs_lease CHECK ((status = 'running') = (leased_by IS NOT NULL) AND (leased_by IS NULL) = (leased_until IS NULL)),
        CONSTRAINT background_jobs_ended CHECK ((status IN ('completed', 'failed')) = (ended_at IS NOT NULL)),
        CONSTRAINT background_jobs_error CHECK ((status = 'failed') = (error_class IS NOT NULL)),
        CONSTRAINT background_jobs_done CHECK (done >= 0 AND total >= 0)
      );
      CREATE INDEX background_jobs_open ON background_jobs (created_at) WHERE status IN ('queued', 'running');
      SELECT protect('background_jobs'), open_to_operator('background_jobs'), allow_application('background_jobs', 'SELECT, INSERT, UPDATE');

      -- Leases the oldest job that waits, or whose lease ran out, of whatever clinic; the application may call it and see no
      -- job of another clinic in any other way.
      CREATE FUNCTION claim_background_job(worker uuid, at timestamptz, lease interval, kinds text[]) RETURNS SETOF background_jobs
        LANGUAGE sql SECURITY DEFINER SET search_path = public
        AS $$
          UPDATE background_jobs j
             SET status = 'running', leased_by = worker, leased_until = at + lease, started_at = coalesce(j.started_at, at), attempts = j.attempts + 1
            FROM (SELECT clinic_id, id FROM background_jobs
                   WHERE status IN ('queued', 'running') AND kind = ANY (kinds) AND run_after <= at AND (leased_until IS NULL OR leased_until <= at)
                   ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) c
           WHERE j.clinic_id = c.clinic_id AND j.id = c.id
          RETURNING j.*
        $$;
    `);

    // The view as it stands, and one more kind of event.
    await runner.query(`
      DO $do$
      BEGIN
        EXECUTE 'CREATE OR REPLACE VIEW patient_events WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('patient_events'::regclass), E'; \\n') || $view$
          UNION ALL
          SELECT c.clinic_id, c.patient_id, f.confirmed_at, 'contraindication-override-confirmed', 'contraindication-check', c.id, f.confirmed_by,
                 jsonb_build_object('ruleId', o.rule_id)
            FROM contraindication_checks c
            JOIN contraindication_overrides o ON o.clinic_id = c.clinic_id AND o.check_id = c.id
            JOIN contraindication_override_confirmations f ON f.clinic_id = o.clinic_id AND f.override_id = o.id
        $view$;
      END
      $do$;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(
      new Error('Who published rules, and who confirmed overrides, is part of the record: this migration is not undone. Restore a backup.'),
    );
  }
}
