import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How each treatment is given, as data: versions of a clinic's own, of which one is published a treatment and what was once
 * published never changes. The days on which a clinic and its people work, so that sessions are planned on them. A session may
 * stand in the place of one that was missed.
 *
 * Locks `staff` and `treatment_sessions` for the moment in which a column without a default is added; no row is rewritten.
 */
export class Protocols1763683200014 implements MigrationInterface {
  name = 'Protocols1763683200014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE treatment_protocols (
        clinic_id        uuid NOT NULL DEFAULT current_clinic(),
        id               uuid NOT NULL,
        treatment        text NOT NULL,
        protocol_version integer NOT NULL,
        status           text NOT NULL,
        content          jsonb NOT NULL,
        -- NULL: shipped with the software.
        created_by       uuid,
        published_by     uuid,
        published_at     timestamptz,
        publish_reason   text,
        version          integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL,
        updated_at       timestamptz NOT NULL,
        CONSTRAINT treatment_protocols_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT treatment_protocols_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT treatment_protocols_published_by_fk FOREIGN KEY (clinic_id, published_by) REFERENCES staff (clinic_id, id),
        CONSTRAINT treatment_protocols_version_unique UNIQUE (clinic_id, treatment, protocol_version),
        CONSTRAINT treatment_protocols_treatment CHECK (treatment IN ('mesotherapy', 'scalp-micropigmentation')),
        CONSTRAINT treatment_protocols_status CHECK (status IN ('draft', 'published', 'retired')),
        CONSTRAINT treatment_protocols_version CHECK (protocol_version > 0),
        CONSTRAINT treatment_protocols_content CHECK (jsonb_typeof(content -> 'limits') = 'object'),
        CONSTRAINT treatment_protocols_reason CHECK (length(publish_reason) BETWEEN 1 AND 2000),
        CONSTRAINT treatment_protocols_published CHECK ((status = 'draft') = (published_at IS NULL)
          AND (status <> 'draft' OR (published_by IS NULL AND publish_reason IS NULL))
          AND (status = 'draft' OR created_by IS NULL OR (published_by IS NOT NULL AND publish_reason IS NOT NULL)))
      );
      -- One protocol of a treatment is in force.
      CREATE UNIQUE INDEX treatment_protocols_one_published ON treatment_protocols (clinic_id, treatment) WHERE status = 'published';
      CREATE INDEX treatment_protocols_published_by ON treatment_protocols (clinic_id, published_by) WHERE published_by IS NOT NULL;
      SELECT protect('treatment_protocols'), keep_history('treatment_protocols'),
             allow_application('treatment_protocols', 'SELECT, INSERT, UPDATE');

      -- Plans keep to what was once in force.
      CREATE TRIGGER treatment_protocols_immutable BEFORE UPDATE OR DELETE ON treatment_protocols
        FOR EACH ROW EXECUTE FUNCTION keep_published('version');
    `);

    await runner.query(`
      -- NULL: it is not known on which days the person works.
      ALTER TABLE staff ADD COLUMN working_days text[],
        ADD CONSTRAINT staff_working_days CHECK (cardinality(working_days) > 0
          AND working_days <@ ARRAY['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
    `);

    await runner.query(`
      -- The missed session in whose place this one stands, so that the number of sessions is kept.
      ALTER TABLE treatment_sessions ADD COLUMN replaces uuid,
        ADD CONSTRAINT treatment_sessions_replaces_fk FOREIGN KEY (clinic_id, replaces) REFERENCES treatment_sessions (clinic_id, id);
      CREATE UNIQUE INDEX treatment_sessions_replaces ON treatment_sessions (clinic_id, replaces) WHERE replaces IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE treatment_sessions DROP COLUMN replaces;
      ALTER TABLE staff DROP COLUMN working_days;
      DELETE FROM application_privileges WHERE object = 'treatment_protocols';
      DROP TABLE treatment_protocols;
    `);
  }
}
