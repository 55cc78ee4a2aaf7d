import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stored content, photographs, those that a trichoanalysis cites, and what a consent needs to be complete.
 *
 * `consents` is locked while its columns and constraints are added: its rows are read once, nothing is rewritten.
 */
export class Photographs1763683200008 implements MigrationInterface {
  name = 'Photographs1763683200008';

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
    `);

    await runner.query(`
      ALTER TABLE consents
        ADD COLUMN text                text,
        ADD COLUMN text_hash           text,
        ADD COLUMN witness             jsonb,
        ADD COLUMN document_hash       text,
        ADD COLUMN document_media_type text,
        ADD COLUMN document_added_at   timestamptz,
        ADD COLUMN document_added_by   uuid,
        -- The text as it was signed, and the hash of exactly that.
        ADD CONSTRAINT consents_text CHECK (length(text) BETWEEN 1 AND 50000),
        ADD CONSTRAINT consents_text_hash CHECK (text_hash IS NOT DISTINCT FROM encode(sha256(convert_to(text, 'UTF8')), 'hex')),
        ADD CONSTRAINT consents_document_fk FOREIGN KEY (clinic_id, document_hash) REFERENCES blobs (clinic_id, hash),
        ADD CONSTRAINT consents_document_media_type CHECK (document_media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
        ADD CONSTRAINT consents_document CHECK (num_nonnulls(document_hash, document_media_type, document_added_at, document_added_by) IN (0, 4));
      CREATE INDEX consents_standing ON consents (clinic_id, patient_id, kind, signed_at) WHERE withdrawn_at IS NULL;
      CREATE INDEX consents_document_index ON consents (clinic_id, document_hash) WHERE document_hash IS NOT NULL;

      -- What was signed stays as it was signed; the document comes once, the withdrawal once.
      CREATE FUNCTION keep_what_was_signed() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF OLD.patient_id <> NEW.patient_id THEN
            -- Only a merge of two records moves it to another patient, and nothing else with that.
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'a consent is its patient''s' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consents_signed';
          END IF;
          IF ROW(NEW.kind, NEW.treatment, NEW.document_version, NEW.language, NEW.signatory, NEW.signed_at, NEW.text, NEW.text_hash, NEW.witness)
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

    await runner.query(`
      CREATE TABLE photographs (
        clinic_id         uuid NOT NULL DEFAULT current_clinic(),
        id                uuid NOT NULL,
        patient_id        uuid NOT NULL,
        consultation_id   uuid,
        consent_id        uuid NOT NULL,
        region            text NOT NULL,
        angle             text NOT NULL,
        taken_at          timestamptz NOT NULL,
        note              text,
        content_hash      text NOT NULL,
        media_type        text NOT NULL,
        width             integer NOT NULL,
        height            integer NOT NULL,
        thumbnail_hash    text NOT NULL,
        thumbnail_width   integer NOT NULL,
        thumbnail_height  integer NOT NULL,
        status            text NOT NULL DEFAULT 'current',
        error_reason      text,
        error_by uuid,
        error_at timestamptz,
        recorded_by       uuid NOT NULL,
        version           integer NOT NULL DEFAULT 1,
        created_at        timestamptz NOT NULL,
        updated_at        timestamptz NOT NULL,
        CONSTRAINT photographs_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT photographs_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT photographs_consultation_fk FOREIGN KEY (clinic_id, consultation_id) REFERENCES consultations (clinic_id, id),
        CONSTRAINT photographs_consent_fk FOREIGN KEY (clinic_id, consent_id) REFERENCES consents (clinic_id, id),
        CONSTRAINT photographs_content_fk FOREIGN KEY (clinic_id, content_hash) REFERENCES blobs (clinic_id, hash),
        CONSTRAINT photographs_thumbnail_fk FOREIGN KEY (clinic_id, thumbnail_hash) REFERENCES blobs (clinic_id, hash),
        CONSTRAINT photographs_region CHECK (region IN ('frontal', 'mid-scalp', 'vertex', 'temporal-left', 'temporal-right', 'parietal-left',
          'parietal-right', 'occipital', 'beard', 'eyebrow', 'whole-scalp', 'face')),
        CONSTRAINT photographs_angle CHECK (angle IN ('front', 'back', 'left', 'right', 'top', 'close-up', 'trichoscopy')),
        CONSTRAINT photographs_media_type CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp')),
        CONSTRAINT photographs_pixels CHECK (least(width, height, thumbnail_width, thumbnail_height) > 0 AND greatest(thumbnail_width, thumbnail_height) <= 320),
        CONSTRAINT photographs_status CHECK (status IN ('current', 'entered-in-error')),
        CONSTRAINT photographs_error CHECK (num_nonnulls(error_reason, error_by, error_at) = CASE status WHEN 'current' THEN 0 ELSE 3 END)
      );
      CREATE INDEX photographs_patient ON photographs (clinic_id, patient_id, id);
      CREATE INDEX photographs_consultation ON photographs (clinic_id, consultation_id) WHERE consultation_id IS NOT NULL;
      CREATE INDEX photographs_consent ON photographs (clinic_id, consent_id);
      CREATE INDEX photographs_content ON photographs (clinic_id, content_hash);
      CREATE INDEX photographs_thumbnail ON photographs (clinic_id, thumbnail_hash);
      SELECT protect('photographs'), keep_history('photographs'),
             allow_application('photographs', 'SELECT, INSERT, UPDATE (status, error_reason, error_by, error_at, version, updated_at)');

      -- Consent comes first: the patient's own, to photographs for the record, signed by then and standing.
      CREATE FUNCTION require_photography_consent() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM consents c WHERE c.clinic_id = NEW.clinic_id AND c.id = NEW.consent_id AND c.patient_id = NEW.patient_id
                            AND c.kind = 'photography-record' AND c.signed_at <= NEW.taken_at AND c.withdrawn_at IS NULL) THEN
            RAISE EXCEPTION 'a photograph needs a standing consent' USING ERRCODE = 'check_violation', CONSTRAINT = 'photographs_consent';
          END IF;
          IF NEW.consultation_id IS NOT NULL AND NOT EXISTS (SELECT FROM consultations c
                          WHERE c.clinic_id = NEW.clinic_id AND c.id = NEW.consultation_id AND c.patient_id = NEW.patient_id) THEN
            RAISE EXCEPTION 'the consultation is another patient''s' USING ERRCODE = 'check_violation', CONSTRAINT = 'photographs_consultation';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER photographs_consent BEFORE INSERT ON photographs FOR EACH ROW EXECUTE FUNCTION require_photography_consent();

      CREATE FUNCTION keep_entered_in_error() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF OLD.status = 'entered-in-error' AND ROW(NEW.status, NEW.error_reason, NEW.error_by, NEW.error_at)
             IS DISTINCT FROM ROW(OLD.status, OLD.error_reason, OLD.error_by, OLD.error_at) THEN
            RAISE EXCEPTION 'what was entered in error stays so' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'photographs_entered_in_error';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER photographs_entered_in_error BEFORE UPDATE ON photographs FOR EACH ROW EXECUTE FUNCTION keep_entered_in_error();
    `);

    await runner.query(`
      -- The photographs that a trichoanalysis cites. Written by the trigger below alone, so that what is cited is always there.
      CREATE TABLE trichoanalysis_photographs (
        clinic_id         uuid NOT NULL DEFAULT current_clinic(),
        trichoanalysis_id uuid NOT NULL,
        photograph_id     uuid NOT NULL,
        CONSTRAINT trichoanalysis_photographs_pk PRIMARY KEY (clinic_id, trichoanalysis_id, photograph_id),
        CONSTRAINT trichoanalysis_photographs_trichoanalysis_fk FOREIGN KEY (clinic_id, trichoanalysis_id) REFERENCES trichoanalyses (clinic_id, id),
        CONSTRAINT trichoanalysis_photographs_photograph_fk FOREIGN KEY (clinic_id, photograph_id) REFERENCES photographs (clinic_id, id)
      );
      CREATE INDEX trichoanalysis_photographs_photograph ON trichoanalysis_photographs (clinic_id, photograph_id);
      SELECT protect('trichoanalysis_photographs'), append_only('trichoanalysis_photographs'),
             allow_application('trichoanalysis_photographs', 'SELECT');

      -- What is cited is a photograph of the same patient, and was not entered in error.
      CREATE FUNCTION cite_photographs() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        DECLARE
          cited bigint;
          found bigint;
        BEGIN
          SELECT count(*) INTO cited FROM added a, jsonb_array_elements_text(a.findings -> 'photoIds');
          IF cited = 0 THEN RETURN NULL; END IF;
          INSERT INTO trichoanalysis_photographs (clinic_id, trichoanalysis_id, photograph_id)
            SELECT a.clinic_id, a.id, p.id FROM added a, jsonb_array_elements_text(a.findings -> 'photoIds') AS named
              JOIN photographs p ON p.clinic_id = current_clinic() AND p.id = named::uuid
             WHERE p.clinic_id = a.clinic_id AND p.patient_id = a.patient_id AND p.status = 'current';
          GET DIAGNOSTICS found = ROW_COUNT;
          IF found <> cited THEN
            RAISE EXCEPTION 'a trichoanalysis cites photographs of its patient' USING ERRCODE = 'check_violation', CONSTRAINT = 'trichoanalyses_photographs';
          END IF;
          RETURN NULL;
        END
        $$;
      CREATE TRIGGER trichoanalyses_photographs AFTER INSERT ON trichoanalyses
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION cite_photographs();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER trichoanalyses_photographs ON trichoanalyses;
      DROP TABLE trichoanalysis_photographs, photographs;
      DROP TRIGGER consents_signed ON consents;
      ALTER TABLE consents DROP COLUMN text, DROP COLUMN text_hash, DROP COLUMN witness, DROP COLUMN document_hash,
        DROP COLUMN document_media_type, DROP COLUMN document_added_at, DROP COLUMN document_added_by;
      DROP INDEX IF EXISTS consents_standing;
      DROP TABLE blobs;
      DROP FUNCTION cite_photographs(), require_photography_consent(), keep_entered_in_error(), keep_what_was_signed();
    `);
  }
}
