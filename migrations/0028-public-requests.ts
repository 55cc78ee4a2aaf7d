import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Requests for appointments from the public, and links with which a patient confirms, moves or cancels an appointment. New tables. On tables with rows only two constraints are widened: that of
 * `audit_events` is not checked again for the rows that are there, so that it locks for an instant.
 */
export class PublicRequests1763683200028 extends Migration {
  name = 'PublicRequests1763683200028';

  async up(runner: QueryRunner): Promise<void> {
    await this.createSettings(runner);
    await this.createRequests(runner);
    await this.createLinks(runner);
  }

  private async createSettings(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clinic_settings DROP CONSTRAINT clinic_settings_name;
      ALTER TABLE clinic_settings ADD CONSTRAINT clinic_settings_name
        CHECK (name IN ('price-list', 'care-instructions', 'opening-days', 'consent-validity', 'second-factor', 'patient-access', 'public-requests'));

      -- Where the public finds a clinic. It is written together with the setting, which has the rest.
      CREATE TABLE public_clinics (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        slug           text NOT NULL,
        takes_requests boolean NOT NULL,
        CONSTRAINT public_clinics_pk PRIMARY KEY (clinic_id),
        CONSTRAINT public_clinics_slug_unique UNIQUE (slug),
        CONSTRAINT public_clinics_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT public_clinics_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) BETWEEN 3 AND 60)
      );
      SELECT protect('public_clinics'), open_to_operator('public_clinics'), allow_application('public_clinics', 'SELECT, INSERT, UPDATE');

      -- The clinic that takes requests at the address; null where there is none.
      CREATE FUNCTION find_public_clinic(slug text) RETURNS uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$ SELECT c.clinic_id FROM public_clinics c WHERE c.slug = find_public_clinic.slug AND c.takes_requests $$;

      -- How much of an allowance is used up in the present window, by keyed hashes of addresses and clinics: who asked cannot be read here.
      CREATE TABLE public_allowances (
        subject bytea NOT NULL,
        ends_at timestamptz NOT NULL,
        taken   integer NOT NULL,
        CONSTRAINT public_allowances_pk PRIMARY KEY (subject)
      );
      CREATE INDEX public_allowances_ends_at ON public_allowances (ends_at);
      SELECT allow_application('public_allowances', 'SELECT, INSERT, UPDATE, DELETE');
    `);
  }

  private async createRequests(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- No history: a request is erased for good when its time is over. It names no patient; the appointment does that it became.
      CREATE TABLE appointment_requests (
        clinic_id           uuid NOT NULL DEFAULT current_clinic(),
        id                  uuid NOT NULL,
        status              text NOT NULL,
        appointment_type_id uuid NOT NULL,
        wishes              jsonb NOT NULL,
        name                text NOT NULL,
        phone               text,
        email               text,
        remark              text,
        language            text NOT NULL,
        -- The version of the setting whose consent text the person agreed to.
        consent_version     integer NOT NULL,
        content_hash        bytea NOT NULL,
        received_at         timestamptz NOT NULL,
        appointment_id      uuid,
        decided_by          uuid,
        decided_at          timestamptz,
        decline_reason      text,
        version             integer NOT NULL DEFAULT 1,
        CONSTRAINT appointment_requests_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT appointment_requests_type_fk FOREIGN KEY (clinic_id, appointment_type_id) REFERENCES appointment_types (clinic_id, id),
        CONSTRAINT appointment_requests_decided_by_fk FOREIGN KEY (clinic_id, decided_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT appointment_requests_status CHECK (status IN ('new', 'accepted', 'declined')),
        CONSTRAINT appointment_requests_reach CHECK (phone IS NOT NULL OR email IS NOT NULL),
        CONSTRAINT appointment_requests_wishes CHECK (jsonb_typeof(wishes) = 'array'),
        CONSTRAINT appointment_requests_decision CHECK ((status = 'new') = (decided_at IS NULL) AND (status = 'new') = (decided_by IS NULL)),
        CONSTRAINT appointment_requests_appointment CHECK ((status = 'accepted') = (appointment_id IS NOT NULL)),
        CONSTRAINT appointment_requests_decline CHECK ((status = 'declined') = (decline_reason IS NOT NULL))
      );
      -- The same words again while the first request waits are the same request.
      CREATE UNIQUE INDEX appointment_requests_once ON appointment_requests (clinic_id, content_hash) WHERE status = 'new';
      CREATE INDEX appointment_requests_by_receipt ON appointment_requests (clinic_id, received_at, id);
      SELECT protect('appointment_requests'), allow_application('appointment_requests', 'SELECT, INSERT, UPDATE, DELETE');
      -- One that became an appointment is seen by whoever sees the appointment.
      CREATE POLICY open_patients ON appointment_requests AS RESTRICTIVE
        USING ((SELECT limited_caller()) IS NULL OR appointment_id IS NULL OR sees_row('appointments', appointment_id));
    `);
  }

  private async createLinks(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE appointment_links (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        id             uuid NOT NULL,
        appointment_id uuid NOT NULL,
        purpose        text NOT NULL,
        -- When the appointment began as the link was made: one that was moved since makes the link useless.
        starts_at      timestamptz NOT NULL,
        expires_at     timestamptz NOT NULL,
        created_by     uuid NOT NULL,
        created_at     timestamptz NOT NULL,
        used_at        timestamptz,
        revoked_by     uuid,
        revoked_at     timestamptz,
        CONSTRAINT appointment_links_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT appointment_links_appointment_fk FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointments (clinic_id, id),
        CONSTRAINT appointment_links_purpose CHECK (purpose IN ('confirm', 'move', 'cancel')),
        CONSTRAINT appointment_links_span CHECK (created_at < expires_at),
        CONSTRAINT appointment_links_revocation CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
      );
      CREATE INDEX appointment_links_by_appointment ON appointment_links (clinic_id, appointment_id, id);
      SELECT protect('appointment_links'), limit_with('appointment_links', 'appointment_id', 'appointments'),
        allow_application('appointment_links', 'SELECT, INSERT, UPDATE (used_at, revoked_by, revoked_at)');

      ALTER TABLE audit_events DROP CONSTRAINT audit_events_actor_kind;
      ALTER TABLE audit_events ADD CONSTRAINT audit_events_actor_kind CHECK (actor_kind IN ('staff', 'client', 'patient-link')) NOT VALID;
    `);
  }
}
