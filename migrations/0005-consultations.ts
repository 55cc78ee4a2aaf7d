import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Consultations with their signed versions, blood tests, trichoanalyses and scales.
 *
 * What a dermatologist has signed cannot be changed, added to or deleted, whatever the application tries: triggers hold that, and no role but the owner
 * could drop them.
 */
export class Consultations1763683200005 extends Migration {
  name = 'Consultations1763683200005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consultations (
        clinic_id          uuid NOT NULL DEFAULT current_clinic(),
        id                 uuid NOT NULL,
        patient_id         uuid NOT NULL,
        status             text NOT NULL DEFAULT 'draft',
        started_at         timestamptz NOT NULL,
        reason             text,
        medical_history    jsonb,
        history_to_confirm jsonb,
        vital_signs        jsonb,
        assessment         jsonb,
        recommendation     jsonb,
        list_changes       jsonb,
        recorded_by        uuid NOT NULL,
        responsible_id     uuid,
        signed_by          uuid,
        signed_at          timestamptz,
        content_hash       text,
        version_number     integer,
        error_reason       text,
        error_by           uuid,
        error_at           timestamptz,
        version            integer NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL,
        updated_at         timestamptz NOT NULL,
        CONSTRAINT consultations_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT consultations_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT consultations_signed_by_fk FOREIGN KEY (clinic_id, signed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT consultations_responsible_fk FOREIGN KEY (clinic_id, responsible_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT consultations_status CHECK (status IN ('draft', 'signed', 'amended', 'entered-in-error')),
        CONSTRAINT consultations_signature CHECK (status IN ('draft', 'entered-in-error')
          OR (signed_by IS NOT NULL AND signed_at IS NOT NULL AND content_hash ~ '^[0-9a-f]{64}$')),
        CONSTRAINT consultations_error_reason CHECK (num_nonnulls(error_reason, error_by, error_at) = CASE status WHEN 'entered-in-error' THEN 3 ELSE 0 END)
      );
      CREATE INDEX consultations_patient ON consultations (clinic_id, patient_id, id);
      CREATE INDEX consultations_started_at ON consultations (clinic_id, started_at);
      CREATE INDEX consultations_signed_by ON consultations (clinic_id, signed_by) WHERE signed_by IS NOT NULL;
      CREATE INDEX consultations_responsible ON consultations (clinic_id, responsible_id) WHERE responsible_id IS NOT NULL;
      SELECT protect('consultations'), keep_history('consultations'), allow_application('consultations', 'SELECT, INSERT, UPDATE');

      CREATE TABLE consultation_versions (
        clinic_id        uuid NOT NULL DEFAULT current_clinic(),
        consultation_id  uuid NOT NULL,
        number           integer NOT NULL,
        -- What the signature covers, word for word; its RFC 8785 form is what was hashed.
        content          jsonb NOT NULL,
        content_hash     text NOT NULL,
        signed_by        uuid NOT NULL,
        signed_at        timestamptz NOT NULL,
        reason           text,
        difference       jsonb,
        taken_over_from  uuid,
        take_over_reason text,
        recorded_in      xid8 NOT NULL DEFAULT pg_current_xact_id(),
        CONSTRAINT consultation_versions_pk PRIMARY KEY (clinic_id, consultation_id, number),
        CONSTRAINT consultation_versions_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT consultation_versions_signed_by_fk FOREIGN KEY (clinic_id, signed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT consultation_versions_taken_over_fk FOREIGN KEY (clinic_id, taken_over_from) REFERENCES staff (clinic_id, id),
        CONSTRAINT consultation_versions_number CHECK (number > 0),
        CONSTRAINT consultation_versions_hash CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT consultation_versions_amendment CHECK ((number > 1) = (reason IS NOT NULL)),
        CONSTRAINT consultation_versions_take_over CHECK ((taken_over_from IS NULL) = (take_over_reason IS NULL))
      );
      CREATE INDEX consultation_versions_signed_by ON consultation_versions (clinic_id, signed_by);
      SELECT protect('consultation_versions'), append_only('consultation_versions'), allow_application('consultation_versions', 'SELECT, INSERT');

      -- A version is recorded by the transaction that signs it, and by no other: what follows from that is allowed to no other.
      CREATE FUNCTION date_consultation_version() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          NEW.recorded_in := pg_current_xact_id();
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER consultation_versions_recorded_in BEFORE INSERT ON consultation_versions FOR EACH ROW EXECUTE FUNCTION date_consultation_version();

      -- Signed is final. What may still happen: a new signed version, recorded in the same transaction, takes its place;
      -- it is marked as entered in error, with its content untouched; it moves to another record of the same person.
      CREATE FUNCTION keep_signed_consultation() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          about_error CONSTANT text[] := ARRAY['status', 'error_reason', 'error_by', 'error_at', 'version', 'updated_at'];
        BEGIN
          IF OLD.status = 'draft' AND TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            IF OLD.status <> 'entered-in-error' AND NEW.status = 'entered-in-error'
              AND to_jsonb(OLD) - about_error = to_jsonb(NEW) - about_error THEN
              RETURN NEW;
            END IF;
            IF OLD.status IN ('signed', 'amended') AND NEW.status = 'amended' AND NEW.patient_id = OLD.patient_id AND EXISTS (
                SELECT FROM consultation_versions v WHERE v.clinic_id = NEW.clinic_id AND v.consultation_id = NEW.id AND v.number = NEW.version_number
                  AND v.number = coalesce(OLD.version_number, 1) + 1 AND v.content_hash = NEW.content_hash AND v.recorded_in = pg_current_xact_id()) THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'a signed consultation does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consultations_signed_is_final';
        END
        $$;
      CREATE TRIGGER consultations_signed_is_final BEFORE UPDATE OR DELETE ON consultations
        FOR EACH ROW EXECUTE FUNCTION keep_signed_consultation();

      -- What was observed is kept; it may be marked once as entered in error, and be moved with its patient.
      CREATE FUNCTION keep_observed() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          about_error CONSTANT text[] := ARRAY['error_reason', 'error_by', 'error_at', 'version', 'updated_at'];
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            IF OLD.error_at IS NULL AND NEW.error_at IS NOT NULL AND to_jsonb(NEW) - about_error = to_jsonb(OLD) - about_error THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
        END
        $$;

      -- Nothing is added to what is signed, unless the transaction amends it; nor anything of one patient to a consultation of another.
      CREATE FUNCTION refuse_addition_to_signed() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF EXISTS (SELECT FROM added a JOIN consultations c ON c.clinic_id = a.clinic_id AND c.id = a.consultation_id WHERE c.patient_id <> a.patient_id) THEN
            RAISE EXCEPTION 'the consultation is another patient''s' USING ERRCODE = 'check_violation', CONSTRAINT = 'consultations_of_patient';
          END IF;
          IF EXISTS (SELECT FROM added a JOIN consultations c ON c.clinic_id = a.clinic_id AND c.id = a.consultation_id
              WHERE c.status <> 'draft' AND NOT EXISTS (SELECT FROM consultation_versions v
                WHERE v.clinic_id = c.clinic_id AND v.consultation_id = c.id AND v.recorded_in = pg_current_xact_id())) THEN
            RAISE EXCEPTION 'nothing is added to a signed consultation' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consultations_signed_is_final';
          END IF;
          RETURN NULL;
        END
        $$;

      -- Nothing is taken out of what is signed, unless the transaction amends it or takes all of it back.
      CREATE FUNCTION refuse_removal_from_signed() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF EXISTS (SELECT FROM after a JOIN before b ON b.clinic_id = a.clinic_id AND b.id = a.id AND b.error_at IS DISTINCT FROM a.error_at
              JOIN consultations c ON c.clinic_id = a.clinic_id AND c.id = a.consultation_id
              WHERE c.status IN ('signed', 'amended') AND NOT EXISTS (SELECT FROM consultation_versions v
                WHERE v.clinic_id = c.clinic_id AND v.consultation_id = c.id AND v.recorded_in = pg_current_xact_id())) THEN
            RAISE EXCEPTION 'nothing is taken out of a signed consultation' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consultations_signed_is_final';
          END IF;
          RETURN NULL;
        END
        $$;
    `);

    await runner.query(`
      CREATE TABLE blood_tests (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        id              uuid NOT NULL,
        patient_id      uuid NOT NULL,
        consultation_id uuid,
        position        integer NOT NULL,
        collected_at    timestamptz NOT NULL,
        laboratory      text,
        report_number   text,
        -- FHIR DiagnosticReport.status and issued; NULL where nobody said.
        status          text,
        issued_at       timestamptz,
        fasting         text NOT NULL,
        -- What a report is to the others of its sample is worked out whenever it is read. This stays for the timeline, which names it; nothing writes it.
        duplicate_of    uuid,
        recorded_by     uuid NOT NULL,
        recorded_in     xid8 NOT NULL DEFAULT pg_current_xact_id(),
        error_reason    text,
        error_by        uuid,
        error_at        timestamptz,
        created_at      timestamptz NOT NULL,
        CONSTRAINT blood_tests_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT blood_tests_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT blood_tests_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT blood_tests_duplicate_of_fk FOREIGN KEY (clinic_id, duplicate_of) REFERENCES blood_tests (clinic_id, id),
        CONSTRAINT blood_tests_fasting CHECK (fasting IN ('yes', 'no', 'unknown')),
        CONSTRAINT blood_tests_status CHECK (status IN ('preliminary', 'final', 'amended', 'corrected', 'appended')),
        CONSTRAINT blood_tests_error CHECK (num_nonnulls(error_reason, error_by, error_at) IN (0, 3))
      );
      CREATE INDEX blood_tests_patient ON blood_tests (clinic_id, patient_id, collected_at);
      CREATE INDEX blood_tests_consultation ON blood_tests (clinic_id, consultation_id) WHERE consultation_id IS NOT NULL;
      CREATE INDEX blood_tests_duplicate_of ON blood_tests (clinic_id, duplicate_of) WHERE duplicate_of IS NOT NULL;
      SELECT protect('blood_tests'), allow_application('blood_tests', 'SELECT, INSERT, UPDATE (error_reason, error_by, error_at)');
      CREATE TRIGGER blood_tests_append_only BEFORE UPDATE OR DELETE ON blood_tests FOR EACH ROW EXECUTE FUNCTION keep_observed();
      CREATE TRIGGER blood_tests_no_truncate BEFORE TRUNCATE ON blood_tests FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER blood_tests_of_draft AFTER INSERT ON blood_tests
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition_to_signed();
      CREATE TRIGGER blood_tests_of_signed AFTER UPDATE ON blood_tests
        REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal_from_signed();

      CREATE TABLE blood_test_results (
        clinic_id                 uuid NOT NULL DEFAULT current_clinic(),
        blood_test_id             uuid NOT NULL,
        position                  integer NOT NULL,
        patient_id                uuid NOT NULL,
        collected_at              timestamptz NOT NULL,
        analyte                   text,
        code_system               text NOT NULL,
        code                      text NOT NULL,
        display                   text,
        comparator                text,
        value                     double precision,
        unit                      text,
        text_value                text,
        canonical_value           double precision,
        canonical_unit            text,
        -- What the laboratory's words were found to say.
        finding                   text,
        interpretation            text,
        laboratory_interpretation text,
        range_low                 double precision,
        range_high                double precision,
        range_source              text,
        typed_range               jsonb,
        -- What of it is unread, why and what to do; false for what is read; NULL where it was not told.
        unread                    jsonb,
        CONSTRAINT blood_test_results_pk PRIMARY KEY (clinic_id, blood_test_id, position),
        CONSTRAINT blood_test_results_blood_test_fk FOREIGN KEY (clinic_id, blood_test_id) REFERENCES blood_tests (clinic_id, id),
        CONSTRAINT blood_test_results_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT blood_test_results_value CHECK ((value IS NULL) <> (text_value IS NULL)),
        CONSTRAINT blood_test_results_unit CHECK (value IS NULL OR unit IS NOT NULL),
        CONSTRAINT blood_test_results_comparator CHECK (comparator IN ('<', '<=', '>=', '>')),
        CONSTRAINT blood_test_results_interpretation CHECK (interpretation IN ('LL', 'L', 'N', 'H', 'HH')),
        CONSTRAINT blood_test_results_range_source CHECK (range_source IN ('laboratory', 'pregnancy', 'age', 'sex', 'either-sex', 'adult')),
        CONSTRAINT blood_test_results_finding CHECK (finding IN ('negative', 'positive', 'indeterminate')),
        CONSTRAINT blood_test_results_laboratory_interpretation CHECK (laboratory_interpretation IN ('LL', 'L', 'N', 'H', 'HH', 'A')),
        CONSTRAINT blood_test_results_unread CHECK (jsonb_typeof(unread) IN ('object', 'boolean'))
      );
      CREATE INDEX blood_test_results_series ON blood_test_results (clinic_id, patient_id, analyte, collected_at);
      SELECT protect('blood_test_results'), append_only('blood_test_results'), allow_application('blood_test_results', 'SELECT, INSERT');

      -- Results come with their blood test, in the same transaction, or not at all.
      CREATE FUNCTION refuse_late_results() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF EXISTS (SELECT FROM added a JOIN blood_tests b ON b.clinic_id = a.clinic_id AND b.id = a.blood_test_id WHERE b.recorded_in <> pg_current_xact_id()) THEN
            RAISE EXCEPTION 'a blood test is complete once it is recorded' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'blood_test_results_complete';
          END IF;
          RETURN NULL;
        END
        $$;
      CREATE TRIGGER blood_test_results_complete AFTER INSERT ON blood_test_results
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_results();
    `);

    await runner.query(`
      CREATE TABLE trichoanalyses (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        id              uuid NOT NULL,
        patient_id      uuid NOT NULL,
        consultation_id uuid NOT NULL,
        position        integer NOT NULL,
        performed_at    timestamptz NOT NULL,
        region          text NOT NULL,
        findings        jsonb NOT NULL,
        -- By which rules its derived figures were worked out: the hash of a signed consultation covers them, so it keeps answering the ones it was signed with.
        derivation      smallint NOT NULL DEFAULT 2,
        recorded_by     uuid NOT NULL,
        error_reason    text,
        error_by        uuid,
        error_at        timestamptz,
        created_at      timestamptz NOT NULL,
        CONSTRAINT trichoanalyses_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT trichoanalyses_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT trichoanalyses_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT trichoanalyses_region CHECK (region IN ('frontal', 'mid-scalp', 'vertex', 'temporal-left', 'temporal-right',
          'parietal-left', 'parietal-right', 'occipital', 'beard', 'eyebrow')),
        CONSTRAINT trichoanalyses_error CHECK (num_nonnulls(error_reason, error_by, error_at) IN (0, 3))
      );
      CREATE INDEX trichoanalyses_patient ON trichoanalyses (clinic_id, patient_id, region, performed_at);
      CREATE INDEX trichoanalyses_consultation ON trichoanalyses (clinic_id, consultation_id);
      SELECT protect('trichoanalyses'), allow_application('trichoanalyses', 'SELECT, INSERT, UPDATE (error_reason, error_by, error_at)');
      CREATE TRIGGER trichoanalyses_append_only BEFORE UPDATE OR DELETE ON trichoanalyses FOR EACH ROW EXECUTE FUNCTION keep_observed();
      CREATE TRIGGER trichoanalyses_no_truncate BEFORE TRUNCATE ON trichoanalyses FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER trichoanalyses_of_draft AFTER INSERT ON trichoanalyses
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition_to_signed();
      CREATE TRIGGER trichoanalyses_of_signed AFTER UPDATE ON trichoanalyses
        REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal_from_signed();

      -- What a person or a questionnaire graded. The score and the class are computed and never typed; they are kept as they were answered.
      CREATE TABLE scales (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        id              uuid NOT NULL,
        patient_id      uuid NOT NULL,
        consultation_id uuid,
        scale           text NOT NULL,
        assessed_at     timestamptz NOT NULL,
        assessor        text NOT NULL,
        grade           text,
        salt            jsonb,
        dlqi            smallint[],
        baseline_on     date,
        score           double precision,
        class           text,
        note            text,
        recorded_by     uuid NOT NULL,
        error_at        timestamptz,
        error_by        uuid,
        error_reason    text,
        version         integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL,
        updated_at      timestamptz NOT NULL,
        CONSTRAINT scales_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT scales_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT scales_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT scales_scale CHECK (scale IN ('norwood-hamilton', 'ludwig', 'sinclair', 'savin', 'salt', 'gais', 'dlqi')),
        CONSTRAINT scales_assessor CHECK (assessor IN ('clinician', 'patient') AND (scale <> 'dlqi' OR assessor = 'patient')),
        CONSTRAINT scales_grade CHECK ((grade IS NOT NULL) = (scale NOT IN ('salt', 'dlqi'))),
        CONSTRAINT scales_salt CHECK ((salt IS NOT NULL) = (scale = 'salt') AND (scale <> 'salt' OR (score BETWEEN 0 AND 100 AND class ~ '^S[0-5]$'))),
        CONSTRAINT scales_dlqi CHECK ((dlqi IS NOT NULL) = (scale = 'dlqi') AND (scale <> 'dlqi' OR (cardinality(dlqi) = 10 AND score BETWEEN 0 AND 30))),
        CONSTRAINT scales_score CHECK ((score IS NOT NULL) = (scale IN ('salt', 'dlqi')) AND (class IS NOT NULL) = (scale = 'salt')),
        CONSTRAINT scales_baseline CHECK ((baseline_on IS NOT NULL) = (scale = 'gais')),
        CONSTRAINT scales_error CHECK ((error_at IS NULL) = (error_by IS NULL) AND (error_at IS NULL) = (error_reason IS NULL))
      );
      CREATE INDEX scales_patient ON scales (clinic_id, patient_id, assessed_at, id);
      CREATE INDEX scales_consultation ON scales (clinic_id, consultation_id) WHERE consultation_id IS NOT NULL;
      SELECT protect('scales'), keep_history('scales'),
             allow_application('scales', 'SELECT, INSERT, UPDATE (error_at, error_by, error_reason, version, updated_at)');
      CREATE TRIGGER scales_append_only BEFORE UPDATE OR DELETE ON scales FOR EACH ROW EXECUTE FUNCTION keep_observed();
      CREATE TRIGGER scales_no_truncate BEFORE TRUNCATE ON scales FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER scales_of_draft AFTER INSERT ON scales
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition_to_signed();
    `);
  }
}
