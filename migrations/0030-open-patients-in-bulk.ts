import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Tells for many patients at once that they are open, where restricted records alone are asked of: what is restricted in the clinic is read once in a statement, and the function is
 * called for those alone. The policies say the same as before. Nothing is rewritten.
 */
export class OpenPatientsInBulk1763683200030 extends Migration {
  name = 'OpenPatientsInBulk1763683200030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Shows the rows of a table only of the patients that are open to the caller; the patient is an expression over the row. Restricted records are few: a list of them, kept for the
      -- statement, answers for nearly every row. Where the care team is asked, the function is: one person may be in the team of a hundred thousand.
      CREATE OR REPLACE FUNCTION limit_to_open_patients(table_name text, patient text) RETURNS void LANGUAGE plpgsql AS $limit$
      BEGIN
        EXECUTE format('DROP POLICY IF EXISTS open_patients ON %I', table_name);
        EXECUTE format($policy$
          CREATE POLICY open_patients ON %1$I AS RESTRICTIVE USING (
            (SELECT limited_caller()) IS NULL
            OR ((SELECT NOT limited_to_care_team())
                AND %2$s NOT IN (SELECT r.patient_id FROM patient_access_restrictions r WHERE r.clinic_id = current_clinic() AND r.ended_at IS NULL))
            OR is_open_patient(%2$s))
        $policy$, table_name, patient);
      END
      $limit$;

      DO $do$
      DECLARE
        found record;
      BEGIN
        FOR found IN SELECT c.relname::text AS of_table, substring(pg_get_expr(p.polqual, p.polrelid) FROM 'is_open_patient\\((.*)\\)\\)$') AS patient
                       FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
                      WHERE p.polname = 'open_patients' AND pg_get_expr(p.polqual, p.polrelid) LIKE '%is_open_patient(%' ORDER BY 1 LOOP
          PERFORM limit_to_open_patients(found.of_table, format('(%s)', found.patient));
        END LOOP;
      END
      $do$;
    `);
  }
}
