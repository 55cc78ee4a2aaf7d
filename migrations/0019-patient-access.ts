import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Who of a clinic may open which patient: care teams, restricted records, emergency accesses, and the row-level security that follows from them. Plans get the
 * number by which people call them.
 *
 * It locks treatment_plans while the plans that are there are numbered, and the tables of consultations, plans and sessions while care teams are filled from
 * them; the policies take an exclusive lock of each table of patients for an instant. The new column of audit_events rewrites nothing.
 */
export class PatientAccess1763683200019 extends Migration {
  name = 'PatientAccess1763683200019';

  async up(runner: QueryRunner): Promise<void> {
    await this.createTables(runner);
    await this.createSettings(runner);
    await this.limitRows(runner);
    await this.fillCareTeams(runner);
    await this.numberPlans(runner);
  }

  private async createTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who treats whom. A merge may leave two rows of one person: they say the same.
      CREATE TABLE care_team_members (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        id         uuid NOT NULL,
        patient_id uuid NOT NULL,
        staff_id   uuid NOT NULL,
        -- How the person came into the team: named by somebody, by joining, or by work that is on record.
        basis      text NOT NULL,
        started_at timestamptz NOT NULL,
        added_by   uuid,
        ended_at   timestamptz,
        ended_by   uuid,
        CONSTRAINT care_team_members_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT care_team_members_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT care_team_members_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT care_team_members_basis CHECK (basis IN ('named', 'joined', 'recorded')),
        CONSTRAINT care_team_members_ended CHECK (num_nonnulls(ended_at, ended_by) IN (0, 2))
      );
      CREATE INDEX care_team_members_patient ON care_team_members (clinic_id, patient_id, staff_id);
      CREATE INDEX care_team_members_staff ON care_team_members (clinic_id, staff_id, patient_id) WHERE ended_at IS NULL;
      SELECT protect('care_team_members'), allow_application('care_team_members', 'SELECT, INSERT, UPDATE (ended_at, ended_by)');

      -- Records that only the care team opens. A record is restricted while any row of it has not ended.
      CREATE TABLE patient_access_restrictions (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        id         uuid NOT NULL,
        patient_id uuid NOT NULL,
        kind       text NOT NULL,
        -- The member of staff whose own record it is.
        staff_id   uuid,
        reason     text NOT NULL,
        set_by     uuid NOT NULL,
        set_at     timestamptz NOT NULL,
        ended_at   timestamptz,
        ended_by   uuid,
        end_reason text,
        CONSTRAINT patient_access_restrictions_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT patient_access_restrictions_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT patient_access_restrictions_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT patient_access_restrictions_kind CHECK (kind IN ('confidential', 'staff')),
        CONSTRAINT patient_access_restrictions_staff CHECK ((kind = 'staff') = (staff_id IS NOT NULL)),
        CONSTRAINT patient_access_restrictions_reason CHECK (length(reason) BETWEEN 1 AND 500),
        CONSTRAINT patient_access_restrictions_ended CHECK (num_nonnulls(ended_at, ended_by) IN (0, 2) AND (end_reason IS NULL OR ended_at IS NOT NULL))
      );
      CREATE INDEX patient_access_restrictions_patient ON patient_access_restrictions (clinic_id, patient_id);
      CREATE INDEX patient_access_restrictions_in_force ON patient_access_restrictions (clinic_id, patient_id) WHERE ended_at IS NULL;
      CREATE INDEX patient_access_restrictions_staff_in_force ON patient_access_restrictions (clinic_id, staff_id) WHERE ended_at IS NULL AND staff_id IS NOT NULL;
      CREATE TRIGGER patient_access_restrictions_announced AFTER INSERT OR UPDATE ON patient_access_restrictions
        FOR EACH STATEMENT EXECUTE FUNCTION announce_access();
      SELECT protect('patient_access_restrictions'), allow_application('patient_access_restrictions', 'SELECT, INSERT, UPDATE (ended_at, ended_by, end_reason)');

      -- Records that somebody opened in an emergency, for a time.
      CREATE TABLE emergency_accesses (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        id             uuid NOT NULL,
        patient_id     uuid NOT NULL,
        opened_by      uuid NOT NULL,
        reason         text NOT NULL,
        opened_at      timestamptz NOT NULL,
        expires_at     timestamptz NOT NULL,
        outcome        text,
        review_comment text,
        reviewed_by    uuid,
        reviewed_at    timestamptz,
        version        integer NOT NULL DEFAULT 1,
        CONSTRAINT emergency_accesses_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT emergency_accesses_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT emergency_accesses_opened_by_fk FOREIGN KEY (clinic_id, opened_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT emergency_accesses_reviewed_by_fk FOREIGN KEY (clinic_id, reviewed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT emergency_accesses_reason CHECK (length(reason) BETWEEN 10 AND 500),
        CONSTRAINT emergency_accesses_expires CHECK (expires_at > opened_at AND expires_at <= opened_at + interval '72 hours'),
        CONSTRAINT emergency_accesses_outcome CHECK (outcome IN ('justified', 'unjustified')),
        CONSTRAINT emergency_accesses_review CHECK (num_nonnulls(outcome, reviewed_by, reviewed_at) IN (0, 3)),
        CONSTRAINT emergency_accesses_reviewer CHECK (reviewed_by <> opened_by)
      );
      CREATE INDEX emergency_accesses_patient ON emergency_accesses (clinic_id, patient_id, opened_by, expires_at);
      CREATE INDEX emergency_accesses_opened_by ON emergency_accesses (clinic_id, opened_by);
      CREATE INDEX emergency_accesses_reviewed_by ON emergency_accesses (clinic_id, reviewed_by) WHERE reviewed_by IS NOT NULL;
      SELECT protect('emergency_accesses'), keep_history('emergency_accesses'),
             allow_application('emergency_accesses', 'SELECT, INSERT, UPDATE (outcome, review_comment, reviewed_by, reviewed_at, version)');

      -- Under which emergency access the entry was made.
      ALTER TABLE audit_events ADD COLUMN emergency_access_id uuid;
    `);
  }

  private async createSettings(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clinic_settings DROP CONSTRAINT clinic_settings_name;
      ALTER TABLE clinic_settings ADD CONSTRAINT clinic_settings_name
        CHECK (name IN ('price-list', 'care-instructions', 'opening-days', 'consent-validity', 'second-factor', 'patient-access'));
      CREATE TRIGGER clinic_settings_patient_access_announced AFTER INSERT ON clinic_settings
        FOR EACH ROW WHEN (new.name = 'patient-access') EXECUTE FUNCTION announce_access();

      -- What a process needs to know of the clinic to tell whether anything is closed to a caller.
      CREATE FUNCTION patient_access_rules(clinic uuid) RETURNS jsonb
        LANGUAGE sql STABLE SET search_path = pg_catalog, public
        AS $$
          SELECT jsonb_build_object(
            'restricted', EXISTS (SELECT FROM patient_access_restrictions r WHERE r.clinic_id = clinic AND r.ended_at IS NULL),
            'careTeamOf', coalesce((SELECT s.content -> 'careTeamOf' FROM clinic_settings s
                                     WHERE s.clinic_id = clinic AND s.name = 'patient-access' ORDER BY s.version DESC LIMIT 1), '[]'))
        $$;
    `);
  }

  private async limitRows(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The person or client to whom some patients may be closed; NULL where none is. Functions that work as the owner of the tables, such as a merge, see every
      -- row: who opens what moves with a merge, on the way.
      DO $do$ BEGIN
        EXECUTE format($function$
          CREATE FUNCTION limited_caller() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
            RETURN CASE WHEN current_user = %L THEN NULL ELSE (NULLIF(current_setting('app.limited_caller', true), ''))::uuid END
        $function$, current_user);
      END $do$;
      -- Whether only patients of whose care team the caller is are open.
      CREATE FUNCTION limited_to_care_team() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
        RETURN coalesce(current_setting('app.limited_to_care_team', true), '') = 'true';
      -- The time at which emergency accesses are held against their end.
      CREATE FUNCTION limited_at() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
        RETURN (NULLIF(current_setting('app.limited_at', true), ''))::timestamptz;

      -- Whether a patient is open to the caller. In a function, so that a statement on tables of patients is planned as if this were not asked: in most clinics and
      -- for most callers it is not.
      CREATE FUNCTION is_open_patient(patient uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
      DECLARE caller uuid := limited_caller();
      BEGIN
        IF caller IS NULL OR patient IS NULL THEN RETURN true; END IF;
        IF EXISTS (SELECT FROM patient_access_restrictions r
                    WHERE r.clinic_id = current_clinic() AND r.patient_id = patient AND r.ended_at IS NULL AND r.staff_id = caller) THEN RETURN false; END IF;
        IF NOT limited_to_care_team()
           AND NOT EXISTS (SELECT FROM patient_access_restrictions r WHERE r.clinic_id = current_clinic() AND r.patient_id = patient AND r.ended_at IS NULL)
        THEN RETURN true; END IF;
        RETURN EXISTS (SELECT FROM care_team_members m
                        WHERE m.clinic_id = current_clinic() AND m.patient_id = patient AND m.ended_at IS NULL AND m.staff_id = caller)
            OR EXISTS (SELECT FROM emergency_accesses e WHERE e.clinic_id = current_clinic() AND e.patient_id = patient AND e.opened_by = caller
                          AND e.opened_at <= limited_at() AND e.expires_at > limited_at());
      END
      $$;

      -- Whether the caller sees the row with this id of a table.
      CREATE FUNCTION sees_row(of_table text, row_id uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
      DECLARE is_seen boolean;
      BEGIN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE clinic_id = current_clinic() AND id = $1)', of_table) INTO is_seen USING row_id;
        RETURN is_seen;
      END
      $$;

      -- Shows the rows of a table only of the patients that are open to the caller; the patient is an expression over the row.
      CREATE FUNCTION limit_to_open_patients(table_name text, patient text) RETURNS void LANGUAGE plpgsql AS $limit$
      BEGIN
        EXECUTE format('CREATE POLICY open_patients ON %I AS RESTRICTIVE USING ((SELECT limited_caller()) IS NULL OR is_open_patient(%s))', table_name, patient);
      END
      $limit$;

      -- Shows the rows of a table only beside the row that they belong to.
      CREATE FUNCTION limit_with(table_name text, reference text, parent text) RETURNS void LANGUAGE plpgsql AS $limit$
      BEGIN
        EXECUTE format('CREATE POLICY open_patients ON %1$I AS RESTRICTIVE USING ((SELECT limited_caller()) IS NULL OR sees_row(%3$L, %1$I.%2$I))', table_name, reference, parent);
      END
      $limit$;

      -- Not patient_search_keys: they are hashes that lead to patients alone, and their owner reads them by an index that another policy would keep it from.
      -- Nor what the policies themselves read.
      -- A merged record, and its merge, are open to those to whom the surviving one is: its care team went there.
      SELECT limit_to_open_patients('patients', 'coalesce(patients.merged_into, patients.id)');
      SELECT limit_to_open_patients('patient_merges', 'CASE WHEN patient_merges.undone_at IS NULL THEN patient_merges.into_id ELSE patient_merges.patient_id END');
      SELECT limit_to_open_patients(t.name, format('%I.patient_id', t.name)) FROM unnest(ARRAY['adverse_events', 'bills', 'blood_test_results', 'blood_tests', 'consents',
        'consultations', 'contraindication_checks', 'contraindication_dismissals', 'estimates', 'patient_allergies', 'patient_conditions', 'patient_identifiers',
        'patient_medications', 'patient_procedures', 'photograph_publications', 'photographs', 'plan_ratings', 'scales', 'stock_movements',
        'treatment_plan_screenings', 'treatment_plans', 'treatment_sessions', 'trichoanalyses']) AS t (name);
      SELECT limit_with('adverse_event_decisions', 'event_id', 'adverse_events'), limit_with('adverse_event_follow_ups', 'event_id', 'adverse_events'),
        limit_with('consultation_versions', 'consultation_id', 'consultations'), limit_with('contraindication_overrides', 'check_id', 'contraindication_checks'),
        limit_with('contraindication_override_confirmations', 'override_id', 'contraindication_overrides'),
        limit_with('estimate_acceptances', 'estimate_id', 'estimates'), limit_with('treatment_plan_transitions', 'plan_id', 'treatment_plans'),
        limit_with('treatment_session_versions', 'session_id', 'treatment_sessions'),
        limit_with('trichoanalysis_photographs', 'trichoanalysis_id', 'trichoanalyses'), limit_with('patient_merge_rows', 'merge_id', 'patient_merges');

      -- The patients that the ids are of, or to whom rows with these ids belong. Asked when a caller found nothing, to tell whether something is closed to them.
      CREATE FUNCTION patients_of(ids uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
      BEGIN
        RETURN QUERY EXECUTE (
          SELECT 'SELECT id FROM patients WHERE clinic_id = current_clinic() AND id = ANY ($1) '
            || string_agg(format('UNION SELECT patient_id FROM %s WHERE clinic_id = current_clinic() AND id = ANY ($1) AND patient_id IS NOT NULL', owned), ' ')
            FROM tables_of_patient() AS owned) USING ids;
      END
      $$;
    `);
  }

  private async fillCareTeams(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whoever records a consultation, signs it or answers for it, makes a plan, or performs, supervises or countersigns a session, treats the patient from then on.
      CREATE FUNCTION record_care_team() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        named text;
        person uuid;
      BEGIN
        FOREACH named IN ARRAY TG_ARGV LOOP
          person := (to_jsonb(NEW) ->> named)::uuid;
          IF person IS NULL OR (TG_OP = 'UPDATE' AND to_jsonb(OLD) ->> named IS NOT DISTINCT FROM person::text) THEN CONTINUE; END IF;
          INSERT INTO care_team_members (clinic_id, id, patient_id, staff_id, basis, started_at)
          SELECT NEW.clinic_id, gen_random_uuid(), NEW.patient_id, s.id, 'recorded', NEW.updated_at FROM staff s
           WHERE s.clinic_id = NEW.clinic_id AND s.id = person AND s.role IN ('dermatologist', 'technician')
             AND NOT EXISTS (SELECT FROM care_team_members m
                              WHERE m.clinic_id = NEW.clinic_id AND m.patient_id = NEW.patient_id AND m.staff_id = person AND m.ended_at IS NULL);
        END LOOP;
        RETURN NULL;
      END
      $$;
      CREATE TRIGGER consultations_care_team AFTER INSERT OR UPDATE OF recorded_by, responsible_id, signed_by ON consultations
        FOR EACH ROW EXECUTE FUNCTION record_care_team('recorded_by', 'responsible_id', 'signed_by');
      CREATE TRIGGER treatment_plans_care_team AFTER INSERT ON treatment_plans
        FOR EACH ROW EXECUTE FUNCTION record_care_team('created_by');
      CREATE TRIGGER treatment_sessions_care_team AFTER UPDATE OF performed_by, supervised_by, countersigned_by ON treatment_sessions
        FOR EACH ROW EXECUTE FUNCTION record_care_team('performed_by', 'supervised_by', 'countersigned_by');
    `);
    const filled = ['consultations', 'treatment_plans', 'treatment_sessions', 'staff', 'care_team_members'];
    for (const table of filled) await runner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
    await runner.query(`
      INSERT INTO care_team_members (clinic_id, id, patient_id, staff_id, basis, started_at)
      SELECT w.clinic_id, gen_random_uuid(), w.patient_id, w.person, 'recorded', min(w.at) FROM (
          SELECT clinic_id, patient_id, unnest(ARRAY[recorded_by, responsible_id, signed_by]) AS person, created_at AS at FROM consultations
          UNION ALL SELECT clinic_id, patient_id, created_by, created_at FROM treatment_plans
          UNION ALL SELECT clinic_id, patient_id, unnest(ARRAY[performed_by, supervised_by, countersigned_by]), created_at FROM treatment_sessions) w
        JOIN staff s ON s.clinic_id = w.clinic_id AND s.id = w.person AND s.role IN ('dermatologist', 'technician')
       GROUP BY w.clinic_id, w.patient_id, w.person
    `);
    for (const table of filled) await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  }

  private async numberPlans(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE treatment_plan_counters (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        last      bigint NOT NULL,
        CONSTRAINT treatment_plan_counters_pk PRIMARY KEY (clinic_id),
        CONSTRAINT treatment_plan_counters_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id)
      );
      SELECT protect('treatment_plan_counters'), allow_application('treatment_plan_counters', 'SELECT, INSERT, UPDATE');

      -- The number by which people call a plan, such as T000042.
      ALTER TABLE treatment_plans ADD COLUMN plan_number text;
      ALTER TABLE treatment_plans DISABLE TRIGGER USER;
      ALTER TABLE treatment_plans NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE treatment_plan_counters NO FORCE ROW LEVEL SECURITY;
      UPDATE treatment_plans p SET plan_number = n.number FROM (
        SELECT clinic_id, id, 'T' || lpad((row_number() OVER (PARTITION BY clinic_id ORDER BY created_at, id))::text, 6, '0') AS number FROM treatment_plans) n
       WHERE p.clinic_id = n.clinic_id AND p.id = n.id;
      INSERT INTO treatment_plan_counters (clinic_id, last) SELECT clinic_id, count(*) FROM treatment_plans GROUP BY clinic_id;
      ALTER TABLE treatment_plan_counters FORCE ROW LEVEL SECURITY;
      ALTER TABLE treatment_plans FORCE ROW LEVEL SECURITY;
      ALTER TABLE treatment_plans ENABLE TRIGGER USER;
      ALTER TABLE treatment_plans ALTER COLUMN plan_number SET NOT NULL;
      ALTER TABLE treatment_plans ADD CONSTRAINT treatment_plans_plan_number_unique UNIQUE (clinic_id, plan_number);

      -- The schedule of the front desk, by day.
      CREATE INDEX treatment_sessions_by_day ON treatment_sessions (clinic_id, scheduled_on, id);

      CREATE FUNCTION number_plan() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO treatment_plan_counters (clinic_id, last) VALUES (NEW.clinic_id, 1)
          ON CONFLICT ON CONSTRAINT treatment_plan_counters_pk DO UPDATE SET last = treatment_plan_counters.last + 1
          RETURNING 'T' || lpad(last::text, 6, '0') INTO NEW.plan_number;
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER treatment_plans_numbered BEFORE INSERT ON treatment_plans FOR EACH ROW WHEN (NEW.plan_number IS NULL) EXECUTE FUNCTION number_plan();
    `);
  }
}
