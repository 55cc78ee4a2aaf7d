import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a surviving record is found by of those that were merged into it, and how the search keys of a patient were made.
 *
 * Locks: short exclusive locks on patients and patient_search_keys for new columns with constant defaults; nothing is rewritten. Records that were
 * merged before are written into their survivors, one version further. Search keys that were made in an earlier way are made anew afterwards, by
 * `remakeSearchKeys` (src/patients/operator.ts): what they are made of is no business of SQL.
 */
export class MergedRecords1763683200031 implements MigrationInterface {
  name = 'MergedRecords1763683200031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE patients
        -- The records that were merged into this one, however many merges ago: each with its number, names and identifiers as they were then.
        ADD COLUMN merged_records jsonb NOT NULL DEFAULT '[]',
        ADD CONSTRAINT patients_merged_records CHECK (jsonb_typeof(merged_records) = 'array');
      CREATE INDEX patients_with_merged_records ON patients (clinic_id) WHERE merged_records <> '[]';

      ALTER TABLE patient_search_keys
        -- The way in which they were made (KEYS_VERSION of search-keys.ts); a server of before makes them in the first.
        ADD COLUMN version smallint NOT NULL DEFAULT 1,
        ADD CONSTRAINT patient_search_keys_version CHECK (version > 0);
      CREATE INDEX patient_search_keys_by_version ON patient_search_keys (clinic_id, version, patient_id);

      DO $$
      DECLARE clinic uuid;
      BEGIN
        FOR clinic IN SELECT clinic_id FROM clinics LOOP
          PERFORM set_config('app.clinic_id', clinic::text, true);
          WITH RECURSIVE merged AS (
            SELECT m.patient_id, m.into_id, m.merged_at FROM patient_merges m WHERE m.clinic_id = clinic AND m.undone_at IS NULL
          ), chain (patient_id, survivor_id, merged_at) AS (
            SELECT patient_id, into_id, merged_at FROM merged
            UNION ALL
            SELECT c.patient_id, m.into_id, c.merged_at FROM chain c JOIN merged m ON m.patient_id = c.survivor_id
          )
          UPDATE patients s SET version = s.version + 1, merged_records = found.records
            FROM (SELECT c.survivor_id, jsonb_agg(jsonb_build_object('id', p.id, 'medicalRecordNumber', p.medical_record_number,
                           'names', (SELECT jsonb_agg(name ->> 'text') FROM jsonb_array_elements(p.names) AS name), 'identifiers', p.identifiers,
                           'mergedAt', to_char(c.merged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY c.merged_at, p.id) AS records
                    FROM chain c JOIN patients p ON p.clinic_id = clinic AND p.id = c.patient_id GROUP BY c.survivor_id) AS found
           WHERE s.clinic_id = clinic AND s.id = found.survivor_id;
        END LOOP;
        PERFORM set_config('app.clinic_id', '', true);
      END
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE patients DROP COLUMN merged_records;
      ALTER TABLE patient_search_keys DROP COLUMN version;
    `);
  }
}
