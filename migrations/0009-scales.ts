import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Scales: what a person or a questionnaire graded, one row each. Nothing of a row changes but that it was
 * entered in error, once; a merge moves it with its patient.
 * The score and the class are computed and never typed; they are kept as they were answered, and CHECKs hold them to their limits.
 *
 * A trichoanalysis remembers by which rules its derived figures were worked out: a signed consultation's hash covers them, so what
 * was signed before there were more of them keeps answering the ones it was signed with.
 *
 * Locks `trichoanalyses` for the moment in which a column with a constant default is added; no row is rewritten.
 */
export class Scales1763683200009 implements MigrationInterface {
  name = 'Scales1763683200009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE trichoanalyses ADD COLUMN derivation smallint NOT NULL DEFAULT 1;
      ALTER TABLE trichoanalyses ALTER COLUMN derivation SET DEFAULT 2;

      CREATE TABLE scales (
        clinic_id               uuid NOT NULL DEFAULT current_clinic(),
        id                      uuid NOT NULL,
        patient_id              uuid NOT NULL,
        consultation_id         uuid,
        scale                   text NOT NULL,
        assessed_at             timestamptz NOT NULL,
        assessor                text NOT NULL,
        grade                   text,
        salt                    jsonb,
        dlqi                    smallint[],
        baseline_on             date,
        score                   double precision,
        class                   text,
        note                    text,
        recorded_by             uuid NOT NULL,
        error_at     timestamptz,
        error_by     uuid,
        error_reason text,
        version                 integer NOT NULL DEFAULT 1,
        created_at              timestamptz NOT NULL,
        updated_at              timestamptz NOT NULL,
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
      CREATE TRIGGER scales_of_draft AFTER INSERT ON scales
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_addition_to_signed();
      CREATE TRIGGER scales_no_truncate BEFORE TRUNCATE ON scales FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE scales;
      ALTER TABLE trichoanalyses DROP COLUMN derivation;
    `);
  }
}
