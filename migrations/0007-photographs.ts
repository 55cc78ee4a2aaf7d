import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/** Whether the consent `c`, of the patient's and of that kind, stood at a moment, and was not withdrawn since. How long it lasts is for the clinic to say. */
const standsFor = (kind: string, at: string): string => `
  SELECT FROM consents c WHERE c.clinic_id = NEW.clinic_id AND c.id = NEW.consent_id AND c.patient_id = NEW.patient_id
     AND c.kind = '${kind}' AND c.signed_at <= ${at} AND c.error_at IS NULL
     AND NOT EXISTS (SELECT FROM consents w WHERE w.clinic_id = c.clinic_id AND w.patient_id = c.patient_id AND w.kind = c.kind
                        AND w.treatment IS NOT DISTINCT FROM c.treatment AND w.withdrawn_at >= c.signed_at AND NOT w.withdrawal_in_error)`;

/** Photographs, those that a trichoanalysis cites, and where the clinic has shown them to the public. */
export class Photographs1763683200007 extends Migration {
  name = 'Photographs1763683200007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE photographs (
        clinic_id        uuid NOT NULL DEFAULT current_clinic(),
        id               uuid NOT NULL,
        patient_id       uuid NOT NULL,
        consultation_id  uuid,
        consent_id       uuid NOT NULL,
        region           text NOT NULL,
        angle            text NOT NULL,
        taken_at         timestamptz NOT NULL,
        note             text,
        content_hash     text NOT NULL,
        media_type       text NOT NULL,
        width            integer NOT NULL,
        height           integer NOT NULL,
        thumbnail_hash   text NOT NULL,
        thumbnail_width  integer NOT NULL,
        thumbnail_height integer NOT NULL,
        status           text NOT NULL DEFAULT 'current',
        error_reason     text,
        error_by         uuid,
        error_at         timestamptz,
        recorded_by      uuid NOT NULL,
        version          integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL,
        updated_at       timestamptz NOT NULL,
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
          IF NOT EXISTS (${standsFor('photography-record', 'NEW.taken_at')}) THEN
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

      -- What was entered in error stays so.
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

    await runner.query(`
      -- Where the clinic has shown a photograph to the public, and until when.
      CREATE TABLE photograph_publications (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        id             uuid NOT NULL,
        patient_id     uuid NOT NULL,
        photograph_id  uuid NOT NULL,
        consent_id     uuid NOT NULL,
        place          text NOT NULL,
        url            text,
        published_at   timestamptz NOT NULL,
        recorded_by    uuid NOT NULL,
        taken_down_at  timestamptz,
        taken_down_by  uuid,
        take_down_note text,
        version        integer NOT NULL DEFAULT 1,
        created_at     timestamptz NOT NULL,
        updated_at     timestamptz NOT NULL,
        CONSTRAINT photograph_publications_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT photograph_publications_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT photograph_publications_photograph_fk FOREIGN KEY (clinic_id, photograph_id) REFERENCES photographs (clinic_id, id),
        CONSTRAINT photograph_publications_consent_fk FOREIGN KEY (clinic_id, consent_id) REFERENCES consents (clinic_id, id),
        CONSTRAINT photograph_publications_place CHECK (length(place) BETWEEN 1 AND 300),
        CONSTRAINT photograph_publications_url CHECK (length(url) BETWEEN 1 AND 2000),
        CONSTRAINT photograph_publications_taken_down CHECK (num_nonnulls(taken_down_at, taken_down_by) IN (0, 2) AND taken_down_at >= published_at
          AND (take_down_note IS NULL OR (taken_down_at IS NOT NULL AND length(take_down_note) BETWEEN 1 AND 2000)))
      );
      CREATE INDEX photograph_publications_patient ON photograph_publications (clinic_id, patient_id, id);
      CREATE INDEX photograph_publications_photograph ON photograph_publications (clinic_id, photograph_id);
      CREATE INDEX photograph_publications_consent ON photograph_publications (clinic_id, consent_id);
      SELECT protect('photograph_publications'), keep_history('photograph_publications'),
             allow_application('photograph_publications', 'SELECT, INSERT, UPDATE (taken_down_at, taken_down_by, take_down_note, version, updated_at)');

      CREATE FUNCTION require_publication_consent() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF NOT EXISTS (${standsFor('photography-publication', 'NEW.published_at')}) THEN
            RAISE EXCEPTION 'a publication needs a standing consent' USING ERRCODE = 'check_violation', CONSTRAINT = 'photograph_publications_consent';
          END IF;
          IF NOT EXISTS (SELECT FROM photographs p WHERE p.clinic_id = NEW.clinic_id AND p.id = NEW.photograph_id AND p.patient_id = NEW.patient_id
                            AND p.status = 'current' AND p.taken_at <= NEW.published_at) THEN
            RAISE EXCEPTION 'what is published is a photograph of the patient' USING ERRCODE = 'check_violation', CONSTRAINT = 'photograph_publications_photograph';
          END IF;
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER photograph_publications_consent BEFORE INSERT ON photograph_publications FOR EACH ROW EXECUTE FUNCTION require_publication_consent();

      -- What was published was published; it is taken down once, and moves with its patient.
      CREATE FUNCTION keep_publication() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        DECLARE
          about_end CONSTANT text[] := ARRAY['taken_down_at', 'taken_down_by', 'take_down_note', 'version', 'updated_at'];
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF only_moves(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
            IF OLD.taken_down_at IS NULL AND to_jsonb(OLD) - about_end = to_jsonb(NEW) - about_end THEN RETURN NEW; END IF;
          END IF;
          RAISE EXCEPTION 'what was published stays on record' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'photograph_publications_kept';
        END
        $$;
      CREATE TRIGGER photograph_publications_kept BEFORE UPDATE OR DELETE ON photograph_publications FOR EACH ROW EXECUTE FUNCTION keep_publication();
    `);
  }
}
