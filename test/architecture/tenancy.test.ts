import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLINIC_TABLES, startApp, type TestApp } from '../support/app.js';
import { oneOfEach } from '../support/one-of-each.js';

interface Table {
  table: string;
  forced: boolean;
  policies: number;
  clinicFirst: boolean;
}

describe('the database keeps clinics apart', () => {
  let app: TestApp;
  let tables: string[];
  let clinicId: string;

  beforeAll(async () => {
    app = await startApp();
    const clinic = await app.clinic();
    clinicId = clinic.id;
    await oneOfEach(clinic);
    tables = await app.clinicTables();
  });
  afterAll(() => app.stop());

  it('in every table that belongs to one: the clinic leads the primary key, and row-level security is forced', async () => {
    const { rows } = await app.owner.query<Table>(`
      SELECT o.table, c.relrowsecurity AND c.relforcerowsecurity AS forced,
             (SELECT count(*)::integer FROM pg_policy p WHERE p.polrelid = o.oid AND p.polname = 'clinic_isolation') AS policies,
             (SELECT a.attname = 'clinic_id' FROM pg_index i JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum = i.indkey[0]
               WHERE i.indrelid = o.oid AND i.indisprimary) AS "clinicFirst"
        FROM (${CLINIC_TABLES}) o JOIN pg_class c ON c.oid = o.oid`);
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => !row.forced || row.policies !== 1 || !row.clinicFirst)).toEqual([]);
  });

  it('leaves no table without a clinic but those that hold nothing of any', async () => {
    const { rows } = await app.owner.query<{ relname: string }>(`
      SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'clinic_id') ORDER BY 1`);
    // Tries at logging in, allowances of the public, and access that was revoked, are keyed hashes: they say nothing of anybody.
    const none = ['application_privileges', 'login_attempts', 'public_allowances', 'revoked_access', 'schema_migrations', 'server_secrets', 'signing_keys'];
    expect(rows.map((row) => row.relname)).toEqual(none);
  });

  it('in every foreign key between such tables: the clinic is part of it, on both sides', async () => {
    const { rows } = await app.owner.query<{ conname: string }>(`
      SELECT k.conname FROM pg_constraint k JOIN (${CLINIC_TABLES}) o ON o.oid = k.conrelid
       WHERE k.contype = 'f' AND ((SELECT attname FROM pg_attribute WHERE attrelid = k.conrelid AND attnum = k.conkey[1]) <> 'clinic_id'
          OR (SELECT attname FROM pg_attribute WHERE attrelid = k.confrelid AND attnum = k.confkey[1]) <> 'clinic_id')`);
    expect(rows).toEqual([]);
  });

  it('in every table of patients: rows of those who are closed to the caller are left out', async () => {
    // What the policy itself reads, and hashes that lead to patients alone.
    const without = ['care_team_members', 'emergency_accesses', 'patient_access_restrictions', 'patient_search_keys'];
    const { rows } = await app.owner.query<{ table: string }>(`
      SELECT o.table FROM (${CLINIC_TABLES}) o
       WHERE EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = o.oid AND k.confrelid IN (SELECT 'patients'::regclass UNION ALL SELECT tables_of_patient()))
         AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = o.oid AND p.polname = 'open_patients' AND NOT p.polpermissive) ORDER BY 1`);
    expect(rows.map(({ table }) => table)).toEqual(without);
  });

  it('from the application’s role, which owns nothing and cannot bypass it', async () => {
    const [role] = await app.sql(`SELECT rolsuper, rolbypassrls, rolcreaterole,
      EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) AS owns FROM pg_roles r WHERE rolname = current_user`);
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, owns: false });
  });

  it('so that a connection without a clinic sees no row, nor one of another clinic', async () => {
    for (const bound of ['', '01936f00-0000-7000-8000-00000000dead']) {
      for (const table of tables) {
        const [{ seen }] = (await app.sql<{ seen: string }>(`SELECT count(*) AS seen FROM ${table}`, [], bound)) as [{ seen: string }];
        expect([bound, table, Number(seen)]).toEqual([bound, table, 0]);
      }
    }
    const filled = await Promise.all(tables.map(async (table) => ({ table, rows: await app.sql(`SELECT FROM ${table} LIMIT 1`, [], clinicId) })));
    expect(filled.filter(({ rows }) => rows.length > 0).length).toBeGreaterThan(25);
  });

  it('nor finds one by the search, which reads the keys of all as their owner', async () => {
    const [{ keys }] = (await app.sql<{ keys: string }>(`SELECT keys::text FROM patient_search_keys LIMIT 1`, [], clinicId)) as [{ keys: string }];
    const find = (bound: string) => app.sql(`SELECT patients_with_keys($1, 10)`, [[keys]], bound);
    expect(await find(clinicId)).not.toEqual([]);
    expect(await find('01936f00-0000-7000-8000-00000000dead')).toEqual([]);
    expect(await find('')).toEqual([]);
  });

  it('and writes none: neither without a clinic nor into another', async () => {
    const other = '01936f00-0000-7000-8000-00000000dead';
    for (const bound of ['', clinicId]) {
      await expect(
        app.sql(
          `INSERT INTO staff (clinic_id, id, role, name, email, created_at, updated_at) VALUES ($1, gen_random_uuid(), 'admin', 'x', 'x@example.test', now(), now())`,
          [other],
          bound,
        ),
      ).rejects.toThrow('row-level security');
    }
  });

  it('and neither changes nor deletes what is append-only', async () => {
    for (const table of [
      'audit_events',
      'record_history',
      'contraindication_checks',
      'contraindication_overrides',
      'shipped_revision_declines',
      'treatment_plan_transitions',
      'blood_tests',
      'blood_test_results',
      'trichoanalyses',
      'plan_ratings',
      'trichoanalysis_photographs',
      'consultation_versions',
      'patient_merge_rows',
      'blobs',
      'stock_movements',
    ]) {
      for (const statement of [`UPDATE ${table} SET clinic_id = clinic_id`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
        await expect(app.sql(statement, [], clinicId)).rejects.toThrow(/permission denied|append-only|immutable|does not change/);
      }
    }
  });
});
