import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** SMART App Launch: with which patient an EHR opens an application, and with which patient a grant was given. */
export class SmartLaunches1763683200020 extends Migration {
  name = 'SmartLaunches1763683200020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where an EHR opens the application.
      ALTER TABLE integration_clients ADD COLUMN launch_url text;

      -- What an EHR hands to an application that it opens: good once, for a short time, for that application alone.
      CREATE TABLE launch_contexts (
        clinic_id             uuid NOT NULL DEFAULT current_clinic(),
        id                    uuid NOT NULL,
        launch_hash           bytea NOT NULL,
        integration_client_id uuid NOT NULL,
        patient_id            uuid NOT NULL,
        -- No foreign key: it would be a tie of the patient's record, for which a merge could not be undone.
        consultation_id       uuid,
        -- The only person who may use it, where a person made it; NULL where a client made it.
        staff_id              uuid,
        created_at            timestamptz NOT NULL,
        expires_at            timestamptz NOT NULL,
        used_at               timestamptz,
        CONSTRAINT launch_contexts_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT launch_contexts_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT launch_contexts_client_fk FOREIGN KEY (clinic_id, integration_client_id) REFERENCES integration_clients (clinic_id, id),
        CONSTRAINT launch_contexts_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT launch_contexts_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT launch_contexts_hash_unique UNIQUE (launch_hash),
        CONSTRAINT launch_contexts_hash CHECK (length(launch_hash) = 32)
      );
      CREATE INDEX launch_contexts_patient ON launch_contexts (clinic_id, patient_id);
      CREATE INDEX launch_contexts_client ON launch_contexts (clinic_id, integration_client_id);
      CREATE INDEX launch_contexts_staff ON launch_contexts (clinic_id, staff_id) WHERE staff_id IS NOT NULL;
      CREATE INDEX launch_contexts_expires_at ON launch_contexts (expires_at);
      SELECT protect('launch_contexts'), limit_to_open_patients('launch_contexts', 'launch_contexts.patient_id'), open_to_operator('launch_contexts'), allow_application('launch_contexts', 'SELECT, INSERT, UPDATE (used_at)');

      -- The patient of a grant, as long as the grant lives. A merge moves it to the survivor.
      CREATE TABLE grant_contexts (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        id              uuid NOT NULL,
        grant_hash      bytea NOT NULL,
        patient_id      uuid NOT NULL,
        consultation_id uuid,
        created_at      timestamptz NOT NULL,
        expires_at      timestamptz NOT NULL,
        CONSTRAINT grant_contexts_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT grant_contexts_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT grant_contexts_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT grant_contexts_grant_unique UNIQUE (clinic_id, grant_hash),
        CONSTRAINT grant_contexts_hash CHECK (length(grant_hash) = 32)
      );
      CREATE INDEX grant_contexts_patient ON grant_contexts (clinic_id, patient_id);
      CREATE INDEX grant_contexts_expires_at ON grant_contexts (expires_at);
      SELECT protect('grant_contexts'), limit_to_open_patients('grant_contexts', 'grant_contexts.patient_id'), open_to_operator('grant_contexts'), allow_application('grant_contexts', 'SELECT, INSERT');

      CREATE FUNCTION forget_launches() RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          DELETE FROM launch_contexts WHERE expires_at < now();
          DELETE FROM grant_contexts WHERE expires_at < now();
        $$;
    `);
  }
}
