import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** Stored content, and what patients have consented to, each with its signed paper. */
export class Consents1763683200004 extends Migration {
  name = 'Consents1763683200004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Content that lies in the store of files under its clinic and its SHA-256. It is there before its row is.
      CREATE TABLE blobs (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        hash       text NOT NULL,
        byte_size  bigint NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT blobs_pk PRIMARY KEY (clinic_id, hash),
        CONSTRAINT blobs_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT blobs_hash CHECK (hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT blobs_byte_size CHECK (byte_size > 0)
      );
      SELECT protect('blobs'), append_only('blobs'), allow_application('blobs', 'SELECT, INSERT');

      CREATE TABLE consents (
        clinic_id           uuid NOT NULL DEFAULT current_clinic(),
        id                  uuid NOT NULL,
        patient_id          uuid NOT NULL,
        kind                text NOT NULL,
        treatment           text,
        document_version    text NOT NULL,
        language            text NOT NULL,
        -- The text as it was signed, and the hash of exactly that.
        text                text,
        text_hash           text,
        signatory           jsonb NOT NULL,
        witness             jsonb,
        signed_at           timestamptz NOT NULL,
        document_hash       text,
        document_media_type text,
        document_added_at   timestamptz,
        document_added_by   uuid,
        withdrawn_at        timestamptz,
        withdrawal_reason   text,
        error_reason        text,
        error_by            uuid,
        error_at            timestamptz,
        -- Whether the withdrawal was an error with the rest; otherwise it goes on ending what was signed before it.
        withdrawal_in_error boolean NOT NULL DEFAULT false,
        recorded_by         uuid NOT NULL,
        version             integer NOT NULL DEFAULT 1,
        created_at          timestamptz NOT NULL,
        updated_at          timestamptz NOT NULL,
        CONSTRAINT consents_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT consents_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT consents_document_fk FOREIGN KEY (clinic_id, document_hash) REFERENCES blobs (clinic_id, hash),
        CONSTRAINT consents_kind CHECK (kind IN ('treatment', 'photography-record', 'photography-publication', 'data-sharing')),
        CONSTRAINT consents_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT consents_treatment_named CHECK ((kind = 'treatment') = (treatment IS NOT NULL)),
        CONSTRAINT consents_text CHECK (length(text) BETWEEN 1 AND 50000),
        CONSTRAINT consents_text_hash CHECK (text_hash IS NOT DISTINCT FROM encode(sha256(convert_to(text, 'UTF8')), 'hex')),
        CONSTRAINT consents_document_media_type CHECK (document_media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
        CONSTRAINT consents_document CHECK (num_nonnulls(document_hash, document_media_type, document_added_at, document_added_by) IN (0, 4)),
        CONSTRAINT consents_withdrawal CHECK ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL)),
        CONSTRAINT consents_error CHECK (num_nonnulls(error_reason, error_by, error_at) IN (0, 3) AND length(error_reason) BETWEEN 1 AND 2000),
        CONSTRAINT consents_withdrawal_in_error CHECK (NOT withdrawal_in_error OR (error_at IS NOT NULL AND withdrawn_at IS NOT NULL))
      );
      CREATE INDEX consents_patient ON consents (clinic_id, patient_id, id);
      CREATE INDEX consents_document_index ON consents (clinic_id, document_hash) WHERE document_hash IS NOT NULL;
      SELECT protect('consents'), keep_history('consents'), allow_application('consents', 'SELECT, INSERT, UPDATE');

      -- What was signed stays as it was signed; the document comes once, the withdrawal once, and that it was an error once, after which nothing changes.
      CREATE FUNCTION keep_what_was_signed() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF OLD.patient_id <> NEW.patient_id THEN
            -- Only a merge of two records moves it to another patient, and nothing else with that.
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'a consent is its patient''s' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consents_signed';
          END IF;
          IF OLD.error_at IS NOT NULL
             OR ROW(NEW.kind, NEW.treatment, NEW.document_version, NEW.language, NEW.signatory, NEW.signed_at, NEW.text, NEW.text_hash, NEW.witness)
             IS DISTINCT FROM
             ROW(OLD.kind, OLD.treatment, OLD.document_version, OLD.language, OLD.signatory, OLD.signed_at, OLD.text, OLD.text_hash, OLD.witness)
             OR (OLD.document_hash IS NOT NULL AND
                 ROW(NEW.document_hash, NEW.document_media_type, NEW.document_added_at, NEW.document_added_by)
                 IS DISTINCT FROM
                 ROW(OLD.document_hash, OLD.document_media_type, OLD.document_added_at, OLD.document_added_by))
             OR (OLD.withdrawn_at IS NOT NULL AND
                 ROW(NEW.withdrawn_at, NEW.withdrawal_reason) IS DISTINCT FROM ROW(OLD.withdrawn_at, OLD.withdrawal_reason))
          THEN
            RAISE EXCEPTION 'what was signed does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consents_signed';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER consents_signed BEFORE UPDATE ON consents FOR EACH ROW EXECUTE FUNCTION keep_what_was_signed();
    `);
  }
}
