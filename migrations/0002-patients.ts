import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Patients, what they are found by, and their consents. Locks nothing: every object is new.
 *
 * `patient_search_keys` holds nothing but hashed words (see patients/domain/search-keys.ts), each bound to its clinic.
 * Row-level security would keep its index from being used: the operator `&&` is not leakproof, so PostgreSQL evaluates
 * it only on rows that already passed the policy, which is to read them all. `patients_with_keys` therefore reads the
 * table as its owner, asks for the clinic itself, and gives out ids alone; the patients behind them stay protected.
 */
export class Patients1763683200002 implements MigrationInterface {
  name = 'Patients1763683200002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The last record number of each clinic. The row is locked from the registration's INSERT to its COMMIT only.
      CREATE TABLE medical_record_counters (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        last      bigint NOT NULL,
        CONSTRAINT medical_record_counters_pk PRIMARY KEY (clinic_id),
        CONSTRAINT medical_record_counters_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id)
      );
      SELECT protect('medical_record_counters'), allow_application('medical_record_counters', 'SELECT, INSERT, UPDATE');

      CREATE TABLE patients (
        clinic_id                 uuid NOT NULL DEFAULT current_clinic(),
        id                        uuid NOT NULL,
        medical_record_number     text NOT NULL,
        names                     jsonb NOT NULL,
        sex_at_birth              text NOT NULL,
        birth_date                text COLLATE "C",
        gender                    text,
        phones                    jsonb NOT NULL,
        emails                    jsonb NOT NULL,
        addresses                 jsonb NOT NULL,
        identifiers               jsonb NOT NULL,
        skin_type                 text,
        preferred_language        text,
        emergency_contact         jsonb,
        communication_preferences jsonb,
        status                    text NOT NULL DEFAULT 'active',
        merged_into               uuid,
        version                   integer NOT NULL DEFAULT 1,
        created_at                timestamptz NOT NULL,
        updated_at                timestamptz NOT NULL,
        CONSTRAINT patients_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT patients_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT patients_merged_into_fk FOREIGN KEY (clinic_id, merged_into) REFERENCES patients (clinic_id, id),
        CONSTRAINT patients_medical_record_number_unique UNIQUE (clinic_id, medical_record_number),
        CONSTRAINT patients_names CHECK (jsonb_typeof(names) = 'array' AND jsonb_array_length(names) BETWEEN 1 AND 20),
        CONSTRAINT patients_sex_at_birth CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown')),
        CONSTRAINT patients_birth_date CHECK (birth_date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
        CONSTRAINT patients_skin_type CHECK (skin_type IN ('I', 'II', 'III', 'IV', 'V', 'VI')),
        CONSTRAINT patients_status CHECK (status IN ('active', 'inactive', 'deceased', 'merged')),
        CONSTRAINT patients_merged CHECK ((status = 'merged') = (merged_into IS NOT NULL))
      );
      CREATE INDEX patients_birth_date_index ON patients (clinic_id, birth_date, id);
      CREATE INDEX patients_updated_at ON patients (clinic_id, updated_at, id);
      CREATE INDEX patients_merged_into ON patients (clinic_id, merged_into) WHERE merged_into IS NOT NULL;
      SELECT protect('patients'), keep_history('patients'), allow_application('patients', 'SELECT, INSERT, UPDATE');

      CREATE TABLE patient_search_keys (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        patient_id uuid NOT NULL,
        keys       integer[] NOT NULL,
        CONSTRAINT patient_search_keys_pk PRIMARY KEY (clinic_id, patient_id),
        CONSTRAINT patient_search_keys_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id)
      );
      -- A short pending list: a search reads all of it, and answers in milliseconds also after many registrations.
      CREATE INDEX patient_search_keys_index ON patient_search_keys USING gin (keys) WITH (gin_pending_list_limit = 256);
      SELECT protect('patient_search_keys'), open_to_operator('patient_search_keys'),
             allow_application('patient_search_keys', 'SELECT, INSERT, UPDATE');

      -- The clinic's patients that have, for every word, one of its keys. A word is the text form of an array of keys.
      CREATE FUNCTION patients_with_keys(words text[], most integer) RETURNS SETOF uuid
        LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
        SET search_path = pg_catalog, public SET enable_seqscan = off SET enable_indexscan = off
        AS $$
        DECLARE conditions text;
        BEGIN
          SELECT string_agg(format('keys && %L::integer[]', word::integer[]), ' AND ') INTO STRICT conditions FROM unnest(words) AS word;
          RETURN QUERY EXECUTE 'SELECT patient_id FROM patient_search_keys WHERE clinic_id = current_clinic() AND ' || conditions || ' LIMIT $1' USING most;
        END
        $$;

      -- Which patient has which identifier; the patient's own list is the record, this makes it unique in the clinic.
      CREATE TABLE patient_identifiers (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        system     text NOT NULL,
        value      text NOT NULL,
        patient_id uuid NOT NULL,
        CONSTRAINT patient_identifiers_pk PRIMARY KEY (clinic_id, system, value),
        CONSTRAINT patient_identifiers_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id)
      );
      CREATE INDEX patient_identifiers_patient ON patient_identifiers (clinic_id, patient_id);
      SELECT protect('patient_identifiers'), allow_application('patient_identifiers', 'SELECT, INSERT, DELETE');

      CREATE TABLE consents (
        clinic_id        uuid NOT NULL DEFAULT current_clinic(),
        id               uuid NOT NULL,
        patient_id       uuid NOT NULL,
        kind             text NOT NULL,
        treatment        text,
        document_version text NOT NULL,
        language         text NOT NULL,
        signatory        jsonb NOT NULL,
        signed_at        timestamptz NOT NULL,
        withdrawn_at     timestamptz,
        withdrawal_reason text,
        recorded_by      uuid NOT NULL,
        version          integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL,
        updated_at       timestamptz NOT NULL,
        CONSTRAINT consents_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT consents_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT consents_kind CHECK (kind IN ('treatment', 'photography-record', 'photography-publication', 'data-sharing')),
        CONSTRAINT consents_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT consents_treatment_named CHECK ((kind = 'treatment') = (treatment IS NOT NULL)),
        CONSTRAINT consents_withdrawal CHECK ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL))
      );
      CREATE INDEX consents_patient ON consents (clinic_id, patient_id, id);
      SELECT protect('consents'), keep_history('consents'), allow_application('consents', 'SELECT, INSERT, UPDATE');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION patients_with_keys; DROP TABLE consents, patient_identifiers, patient_search_keys, patients, medical_record_counters`);
  }
}
