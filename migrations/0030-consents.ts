import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the consent `c`, of the patient's and of that kind, stood at a moment, and was not withdrawn since. How long it lasts is for the clinic to say. */
const standsFor = (kind: string, at: string): string => `
  SELECT FROM consents c WHERE c.clinic_id = NEW.clinic_id AND c.id = NEW.consent_id AND c.patient_id = NEW.patient_id
     AND c.kind = '${kind}' AND c.signed_at <= ${at} AND c.error_at IS NULL
     AND NOT EXISTS (SELECT FROM consents w WHERE w.clinic_id = c.clinic_id AND w.patient_id = c.patient_id AND w.kind = c.kind
                        AND w.treatment IS NOT DISTINCT FROM c.treatment AND w.withdrawn_at >= c.signed_at AND NOT w.withdrawal_in_error)`;

/**
 * Consents that were entered in error; withdrawals that end every consent of their kind signed before; the publications of photographs; how long
 * consents last, as a setting of the clinic.
 *
 * Locks: a short exclusive lock on consents for new columns without defaults or with a constant one, and on clinic_settings while its constraint
 * reads it once. Nothing is rewritten.
 */
export class Consents1763683200030 implements MigrationInterface {
  name = 'Consents1763683200030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clinic_settings
        DROP CONSTRAINT clinic_settings_name,
        ADD CONSTRAINT clinic_settings_name CHECK (name IN ('price-list', 'care-instructions', 'opening-days', 'consent-validity'));

      ALTER TABLE consents
        ADD COLUMN error_reason        text,
        ADD COLUMN error_by            uuid,
        ADD COLUMN error_at            timestamptz,
        -- Whether the withdrawal was an error with the rest; otherwise it goes on ending what was signed before it.
        ADD COLUMN withdrawal_in_error boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT consents_error CHECK (num_nonnulls(error_reason, error_by, error_at) IN (0, 3) AND length(error_reason) BETWEEN 1 AND 2000),
        ADD CONSTRAINT consents_withdrawal_in_error CHECK (NOT withdrawal_in_error OR (error_at IS NOT NULL AND withdrawn_at IS NOT NULL));
      -- What counts is worked out from all consents of the patient, which consents_patient finds.
      DROP INDEX consents_standing;

      -- What was signed stays as it was signed; the document comes once, the withdrawal once, and that it was an error once, after which nothing changes.
      CREATE OR REPLACE FUNCTION keep_what_was_signed() RETURNS trigger
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

      CREATE OR REPLACE FUNCTION require_photography_consent() RETURNS trigger
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
    `);

    await runner.query(`
      -- Where the clinic has shown a photograph to the public, and until when.
      CREATE TABLE photograph_publications (
        clinic_id       uuid NOT NULL DEFAULT current_clinic(),
        id              uuid NOT NULL,
        patient_id      uuid NOT NULL,
        photograph_id   uuid NOT NULL,
        consent_id      uuid NOT NULL,
        place           text NOT NULL,
        url             text,
        published_at    timestamptz NOT NULL,
        recorded_by     uuid NOT NULL,
        taken_down_at   timestamptz,
        taken_down_by   uuid,
        take_down_note  text,
        version         integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL,
        updated_at      timestamptz NOT NULL,
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

    await runner.query(`
      DO $do$
      BEGIN
        EXECUTE 'CREATE OR REPLACE VIEW patient_events WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('patient_events'::regclass), E'; \\n') || $view$
          UNION ALL
          SELECT clinic_id, patient_id, error_at, 'consent-entered-in-error', 'consent', id, error_by,
                 jsonb_build_object('kind', kind, 'treatment', treatment, 'reason', error_reason) FROM consents WHERE error_at IS NOT NULL
          UNION ALL
          SELECT clinic_id, patient_id, published_at, 'photograph-published', 'photograph', photograph_id, recorded_by,
                 jsonb_build_object('place', place) FROM photograph_publications
          UNION ALL
          SELECT clinic_id, patient_id, taken_down_at, 'photograph-taken-down', 'photograph', photograph_id, taken_down_by,
                 jsonb_build_object('place', place) FROM photograph_publications WHERE taken_down_at IS NOT NULL
        $view$;
      END
      $do$;
    `);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('What was consented to and published is part of the record: this migration is not undone. Restore a backup.'));
  }
}
