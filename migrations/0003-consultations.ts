import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Consultations with their blood tests and trichoanalyses. What a dermatologist has signed cannot be changed, added
 * to or deleted, whatever the application tries: triggers hold that, and no role but the owner could drop them.
 * Locks nothing: every object is new.
 */
export class Consultations1763683200003 implements MigrationInterface {
  name = 'Consultations1763683200003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consultations (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        id              uuid NOT NULL,
        patient_id      uuid NOT NULL,
        status          text NOT NULL DEFAULT 'draft',
        started_at      timestamptz NOT NULL,
        reason          text,
        medical_history jsonb,
        vital_signs     jsonb,
        assessment      jsonb,
        recommendation  jsonb,
        recorded_by     uuid NOT NULL,
        signed_by       uuid,
        signed_at       timestamptz,
        content_hash    text,
        version         integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL,
        updated_at      timestamptz NOT NULL,
        CONSTRAINT consultations_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT consultations_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT consultations_signed_by_fk FOREIGN KEY (clinic_id, signed_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT consultations_status CHECK (status IN ('draft', 'signed', 'amended', 'entered-in-error')),
        CONSTRAINT consultations_signature CHECK (status IN ('draft', 'entered-in-error') OR (signed_by IS NOT NULL AND signed_at IS NOT NULL AND content_hash ~ '^[0-9a-f]{64}$'))
      );
      CREATE INDEX consultations_patient ON consultations (clinic_id, patient_id, id);
      CREATE INDEX consultations_started_at ON consultations (clinic_id, started_at);
      CREATE INDEX consultations_signed_by ON consultations (clinic_id, signed_by) WHERE signed_by IS NOT NULL;
      SELECT protect('consultations'), keep_history('consultations'), allow_application('consultations', 'SELECT, INSERT, UPDATE');

      -- Signed is final: the content stays as it is. A later amendment is a version of its own.
      CREATE FUNCTION keep_signed_consultation() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF OLD.status <> 'draft' THEN
            RAISE EXCEPTION 'a signed consultation does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consultations_signed_is_final';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER consultations_signed_is_final BEFORE UPDATE OR DELETE ON consultations
        FOR EACH ROW EXECUTE FUNCTION keep_signed_consultation();

      CREATE TABLE blood_tests (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        id              uuid NOT NULL,
        patient_id      uuid NOT NULL,
        consultation_id uuid,
        position        integer NOT NULL,
        collected_at    timestamptz NOT NULL,
        laboratory      text,
        fasting         text NOT NULL,
        recorded_by     uuid NOT NULL,
        recorded_in     xid8 NOT NULL DEFAULT pg_current_xact_id(),
        created_at      timestamptz NOT NULL,
        CONSTRAINT blood_tests_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT blood_tests_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT blood_tests_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT blood_tests_fasting CHECK (fasting IN ('yes', 'no', 'unknown'))
      );
      CREATE INDEX blood_tests_patient ON blood_tests (clinic_id, patient_id, collected_at);
      CREATE INDEX blood_tests_consultation ON blood_tests (clinic_id, consultation_id) WHERE consultation_id IS NOT NULL;
      SELECT protect('blood_tests'), append_only('blood_tests'), allow_application('blood_tests', 'SELECT, INSERT');

      CREATE TABLE blood_test_results (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        blood_test_id   uuid NOT NULL,
        position        integer NOT NULL,
        patient_id      uuid NOT NULL,
        collected_at    timestamptz NOT NULL,
        analyte         text,
        code_system     text NOT NULL,
        code            text NOT NULL,
        display         text,
        comparator      text,
        value           double precision,
        unit            text,
        text_value      text,
        canonical_value double precision,
        canonical_unit  text,
        interpretation  text,
        range_low       double precision,
        range_high      double precision,
        range_source    text,
        typed_range     jsonb,
        CONSTRAINT blood_test_results_pk PRIMARY KEY (clinic_id, blood_test_id, position),
        CONSTRAINT blood_test_results_blood_test_fk FOREIGN KEY (clinic_id, blood_test_id) REFERENCES blood_tests (clinic_id, id),
        CONSTRAINT blood_test_results_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT blood_test_results_value CHECK ((value IS NULL) <> (text_value IS NULL)),
        CONSTRAINT blood_test_results_unit CHECK ((value IS NULL) = (unit IS NULL)),
        CONSTRAINT blood_test_results_comparator CHECK (comparator IN ('<', '<=', '>=', '>')),
        CONSTRAINT blood_test_results_interpretation CHECK (interpretation IN ('LL', 'L', 'N', 'H', 'HH')),
        CONSTRAINT blood_test_results_range_source CHECK (range_source IN ('laboratory', 'sex', 'either-sex', 'adult'))
      );
      CREATE INDEX blood_test_results_series ON blood_test_results (clinic_id, patient_id, analyte, collected_at);
      SELECT protect('blood_test_results'), append_only('blood_test_results'), allow_application('blood_test_results', 'SELECT, INSERT');

      CREATE TABLE trichoanalyses (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        id              uuid NOT NULL,
        patient_id      uuid NOT NULL,
        consultation_id uuid NOT NULL,
        position        integer NOT NULL,
        performed_at    timestamptz NOT NULL,
        region          text NOT NULL,
        findings        jsonb NOT NULL,
        recorded_by     uuid NOT NULL,
        created_at      timestamptz NOT NULL,
        CONSTRAINT trichoanalyses_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT trichoanalyses_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT trichoanalyses_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT trichoanalyses_region CHECK (region IN ('frontal', 'mid-scalp', 'vertex', 'temporal-left', 'temporal-right',
          'parietal-left', 'parietal-right', 'occipital', 'beard', 'eyebrow'))
      );
      CREATE INDEX trichoanalyses_patient ON trichoanalyses (clinic_id, patient_id, region, performed_at);
      CREATE INDEX trichoanalyses_consultation ON trichoanalyses (clinic_id, consultation_id);
      SELECT protect('trichoanalyses'), append_only('trichoanalyses'), allow_application('trichoanalyses', 'SELECT, INSERT');

      -- Nothing is added to a consultation that is no draft any more. Checked once a statement, after it.
      CREATE FUNCTION refuse_addition_to_signed() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF EXISTS (SELECT FROM added a JOIN consultations c ON c.clinic_id = a.clinic_id AND c.id = a.consultation_id WHERE c.status <> 'draft') THEN
            RAISE EXCEPTION 'nothing is added to a signed consultation' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consultations_signed_is_final';
          END IF;
          RETURN NULL;
        END
        $$;
      CREATE TRIGGER blood_tests_of_draft AFTER INSERT ON blood_tests
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition_to_signed();
      CREATE TRIGGER trichoanalyses_of_draft AFTER INSERT ON trichoanalyses
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition_to_signed();

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
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE trichoanalyses, blood_test_results, blood_tests, consultations;
      DROP FUNCTION refuse_late_results(), refuse_addition_to_signed(), keep_signed_consultation();
    `);
  }
}
