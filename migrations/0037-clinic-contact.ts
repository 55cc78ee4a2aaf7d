import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How patients reach the clinic: what each of its documents carries. What is known of a clinic keeps its earlier versions, as other records do; its key
 * is the clinic itself.
 *
 * Locks: a short exclusive lock on clinics for new columns without a default, while their constraints read the few rows once.
 */
export class ClinicContact1763683200037 implements MigrationInterface {
  name = 'ClinicContact1763683200037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clinics
        ADD COLUMN phone text,
        ADD COLUMN email text,
        ADD COLUMN address jsonb,
        ADD COLUMN emergency_phone text,
        ADD CONSTRAINT clinics_phone CHECK (phone ~ '^[+][1-9][0-9]{3,14}$'),
        ADD CONSTRAINT clinics_email CHECK (length(email) BETWEEN 3 AND 254),
        ADD CONSTRAINT clinics_address CHECK (jsonb_typeof(address) = 'object'),
        ADD CONSTRAINT clinics_emergency_phone CHECK (emergency_phone ~ '^([+][1-9][0-9]{3,14}|[0-9]{3,6})$');

      CREATE FUNCTION keep_replaced_clinic() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
        BEGIN
          IF NEW.version <> OLD.version + 1 THEN
            RAISE EXCEPTION 'version % must follow %', NEW.version, OLD.version USING ERRCODE = 'serialization_failure';
          END IF;
          INSERT INTO record_history (clinic_id, table_name, row_id, version, record)
          VALUES (OLD.clinic_id, TG_TABLE_NAME, OLD.clinic_id, OLD.version, to_jsonb(OLD));
          RETURN NEW;
        END
        $$;
      CREATE TRIGGER clinics_history BEFORE UPDATE ON clinics FOR EACH ROW EXECUTE FUNCTION keep_replaced_clinic();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER clinics_history ON clinics; DROP FUNCTION keep_replaced_clinic()`);
    await runner.query(`ALTER TABLE clinics DROP COLUMN phone, DROP COLUMN email, DROP COLUMN address, DROP COLUMN emergency_phone`);
  }
}
