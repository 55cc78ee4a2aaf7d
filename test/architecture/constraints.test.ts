/** Every constraint of the patient's record, each broken on purpose: with the application's own role, straight in SQL. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadFile } from '../../src/cli/codes.js';
import { startApp, type TestApp, type TestClinic } from '../support/app.js';
import { activePlan, dismiss, prepare, prepareUnread } from '../support/journey.js';
import { oneOfEach, type OneOfEach } from '../support/one-of-each.js';

type Row = Record<string, unknown>;

/** The tables, and whether the application itself may add to them; where it may not, their owner tries. */
const tables: Record<string, 'application' | 'owner'> = {
  consultations: 'application',
  consultation_versions: 'application',
  blood_tests: 'application',
  blood_test_results: 'application',
  trichoanalyses: 'application',
  trichoanalysis_photographs: 'owner',
  scales: 'application',
  photographs: 'application',
  consents: 'application',
  photograph_publications: 'application',
  blobs: 'application',
  patient_conditions: 'application',
  patient_allergies: 'application',
  patient_medications: 'application',
  patient_procedures: 'application',
  patient_merges: 'application',
  patient_merge_rows: 'owner',
  clinic_code_lists: 'owner',
  clinic_codes: 'owner',
  clinic_code_words: 'owner',
  contraindication_dismissals: 'application',
  shipped_revision_declines: 'application',
};

/** Which row a case begins with, where any will not do. */
const baseRows: Record<string, string> = {
  consultations: `status = 'amended'`,
  consultation_versions: `number = 1`,
  blood_test_results: `value IS NOT NULL`,
  consents: `kind = 'treatment'`,
};

/** Columns that say which transaction wrote the row: they have their defaults. */
const ofTransaction = ['merged_in', 'recorded_in'];

/** What breaks each CHECK: put over a row that is right. */
const broken: Record<string, (row: Row) => Row> = {
  consultations_status: () => ({ status: 'finished' }),
  consultations_signature: () => ({ signed_by: null }),
  consultations_error_reason: () => ({ error_reason: 'Wrong patient' }),
  consultation_versions_number: () => ({ number: 0 }),
  consultation_versions_hash: () => ({ number: 3, reason: 'x', content_hash: 'x' }),
  consultation_versions_amendment: () => ({ number: 3, reason: null }),
  consultation_versions_take_over: (row) => ({ number: 3, reason: 'x', taken_over_from: row.signed_by }),
  blood_tests_fasting: () => ({ fasting: 'perhaps' }),
  blood_tests_status: () => ({ status: 'done' }),
  blood_tests_error: () => ({ error_reason: 'Wrong patient' }),
  blood_test_results_value: () => ({ position: 99, value: null, unit: null, text_value: null }),
  blood_test_results_unit: () => ({ position: 99, unit: null }),
  blood_test_results_comparator: () => ({ position: 99, comparator: '~' }),
  blood_test_results_interpretation: () => ({ position: 99, interpretation: 'X' }),
  blood_test_results_range_source: () => ({ position: 99, range_source: 'somebody' }),
  blood_test_results_finding: () => ({ position: 99, finding: 'perhaps' }),
  blood_test_results_laboratory_interpretation: () => ({ position: 99, laboratory_interpretation: 'X' }),
  blood_test_results_unread: () => ({ position: 99, unread: '"see note"' }),
  trichoanalyses_region: () => ({ region: 'elbow' }),
  trichoanalyses_error: () => ({ error_reason: 'Wrong patient' }),
  scales_scale: () => ({ scale: 'hamilton' }),
  scales_assessor: () => ({ assessor: 'nurse' }),
  scales_grade: () => ({ grade: null }),
  scales_salt: () => ({ scale: 'salt', grade: null, salt: { top: 1, back: 1, left: 1, right: 1 }, score: 101, class: 'S5' }),
  scales_dlqi: () => ({ scale: 'dlqi', assessor: 'patient', grade: null, dlqi: [1, 2], score: 3 }),
  scales_score: () => ({ score: 3 }),
  scales_baseline: () => ({ baseline_on: '2026-01-01' }),
  scales_error: () => ({ error_reason: 'Wrong patient' }),
  photographs_region: () => ({ region: 'elbow' }),
  photographs_angle: () => ({ angle: 'inside' }),
  photographs_media_type: () => ({ media_type: 'image/gif' }),
  photographs_pixels: () => ({ thumbnail_width: 321 }),
  photographs_status: (row) => ({ status: 'lost', error_reason: 'x', error_by: row.recorded_by, error_at: row.created_at }),
  photographs_error: () => ({ error_reason: 'Wrong patient' }),
  consents_kind: () => ({ kind: 'loan', treatment: null }),
  consents_treatment: () => ({ treatment: 'massage' }),
  consents_treatment_named: () => ({ treatment: null }),
  consents_withdrawal: (row) => ({ withdrawn_at: row.signed_at }),
  consents_error: () => ({ error_reason: 'Wrong patient' }),
  consents_withdrawal_in_error: () => ({ withdrawal_in_error: true }),
  photograph_publications_place: () => ({ place: '' }),
  photograph_publications_url: () => ({ url: '' }),
  photograph_publications_taken_down: (row) => ({ taken_down_at: row.published_at }),
  consents_text: () => ({ text: '', text_hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }),
  consents_text_hash: () => ({ text: 'Something that was not signed' }),
  consents_document: () => ({ document_media_type: 'application/pdf' }),
  consents_document_media_type: (row) => ({
    document_hash: '0'.repeat(64),
    document_media_type: 'image/gif',
    document_added_at: row.created_at,
    document_added_by: row.recorded_by,
  }),
  blobs_hash: () => ({ hash: 'A'.repeat(64) }),
  blobs_byte_size: () => ({ hash: '0'.repeat(64), byte_size: 0 }),
  patient_merges_two: (row) => ({ patient_id: row.into_id }),
  patient_merges_reason: () => ({ reason: '' }),
  patient_merges_undone: () => ({ undo_reason: 'Two people' }),
  clinic_code_lists_system: () => ({ system: 'snomed' }),
  clinic_code_lists_codes: () => ({ system: 'atc', codes: -1 }),
  clinic_codes_code: () => ({ code: 'l64' }),
  clinic_codes_display: () => ({ code: 'X99', display: '' }),
  clinic_code_words_word: () => ({ word: '' }),
  clinic_code_words_numbers: () => ({ word: 'other', numbers: [] }),
  contraindication_dismissals_treatment: () => ({ treatment: 'massage' }),
  contraindication_dismissals_item: () => ({ item_id: 'Zorvexil drops' }),
  contraindication_dismissals_reason: () => ({ reason: '' }),
  contraindication_dismissals_revoked: () => ({ revoked_reason: 'The pack was brought' }),
  shipped_revision_declines_treatment: () => ({ treatment: 'massage' }),
  shipped_revision_declines_revision: () => ({ revision: 0 }),
  shipped_revision_declines_reason: () => ({ reason: '' }),
  ...Object.fromEntries(
    ['conditions', 'allergies', 'medications', 'procedures'].flatMap((list) => [
      [`patient_${list}_entry`, () => ({ entry: {} })],
      [`patient_${list}_error_reason`, () => ({ error_reason: '' })],
    ]),
  ),
};

/** Uniqueness beside the primary keys, where only part of the row is the same. */
const repeated: Record<string, () => Row> = {
  clinic_codes_number_unique: () => ({ code: 'X99' }),
  shipped_revision_declines_once: () => ({ id: newId() }),
};

/** What a reference to another clinic's row needs beside it, so that nothing else is wrong. */
const besideReference: Record<string, (row: Row) => Row> = {
  consultation_versions_taken_over_fk: () => ({ number: 3, reason: 'x', take_over_reason: 'On leave' }),
  consultation_versions_signed_by_fk: () => ({ number: 3, reason: 'x' }),
  blood_test_results_patient_fk: () => ({ position: 99 }),
  consents_document_fk: (row) => ({ document_media_type: 'application/pdf', document_added_at: row.created_at, document_added_by: row.recorded_by }),
  // The first record is merged already, the other is not.
  patient_merges_into_fk: (row) => ({ patient_id: row.into_id }),
  // One decision about an item of a check stands.
  contraindication_dismissals_revoker_fk: (row) => ({ revoked_at: row.dismissed_at, revoked_reason: 'The pack was brought' }),
  ...Object.fromEntries(['patient', 'staff'].map((name) => [`contraindication_dismissals_${name}_fk`, () => ({ item_id: '0123456789abcdef' })])),
  shipped_revision_declines_staff_fk: () => ({ revision: 9 }),
};

/** A trigger sees these before the foreign key is asked. */
const seenBefore: Record<string, string> = {
  photographs_patient_fk: 'photographs_consent',
  photograph_publications_patient_fk: 'photograph_publications_consent',
  photograph_publications_consent_fk: 'photograph_publications_consent',
  photograph_publications_photograph_fk: 'photograph_publications_photograph',
  photographs_consent_fk: 'photographs_consent',
  photographs_consultation_fk: 'photographs_consultation',
};

interface Constraint {
  name: string;
  table: string;
  kind: 'c' | 'f' | 'p' | 'u';
  columns: string[];
  referenced: string | null;
  referencedColumns: string[] | null;
}

let app: TestApp;
let clinic: TestClinic;
let other: TestClinic;
let record: OneOfEach;
let theirs: OneOfEach;
let constraints: Constraint[];

/** The other clinic has a list that the first has not. */
const lists: Record<string, string> = { 'icd-10': 'L64\tAlopecia\n', atc: 'B01AC06\tAspirin\n' };

const loadCodes = async (of: TestClinic, ...systems: string[]): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'hairline codes '));
  const connection = await app.owner.connect();
  try {
    for (const system of systems) {
      const file = join(directory, `${system}.txt`);
      writeFileSync(file, lists[system]!);
      await loadFile(connection, { clinic: of.id, system, file });
    }
  } finally {
    connection.release();
    rmSync(directory, { recursive: true, force: true });
  }
};

/** A merge that stands. */
const mergeOnce = async (of: TestClinic, patientId: string): Promise<void> => {
  const dermatologist = of.as('dermatologist');
  const into = (await dermatologist.post('/v1/patients', { names: [{ text: 'Other Testperson' }], sexAtBirth: 'female' })).body.id as string;
  expect((await dermatologist.post(`/v1/patients/${patientId}/merge`, { into, reason: 'Registered twice' }, { ifMatch: 2 })).status).toBe(200);
};

beforeAll(async () => {
  app = await startApp();
  [clinic, other] = [await app.clinic(), await app.clinic()];
  record = await oneOfEach(clinic);
  theirs = await oneOfEach(other);
  for (const [of, { patientId }] of [
    [clinic, record],
    [other, theirs],
  ] as const) {
    await mergeOnce(of, patientId);
    expect((await dismiss(of, await prepareUnread(of))).status).toBe(201);
    await app.sql(
      `INSERT INTO shipped_revision_declines (id, treatment, revision, reason, declined_by, declined_at)
       VALUES (gen_random_uuid(), 'mesotherapy', 2, 'Our own rule is stricter already', $1, now())`,
      [of.staff.dermatologist],
      of.id,
    );
  }
  await app.sql(`INSERT INTO blobs (hash, byte_size) VALUES (repeat('0a', 32), 1)`, [], other.id);
  await loadCodes(clinic, 'icd-10');
  await loadCodes(other, 'icd-10', 'atc');
  const { rows } = await app.owner.query<Constraint>(
    `SELECT k.conname AS name, k.conrelid::regclass::text AS "table", k.contype AS kind, nullif(k.confrelid, 0)::regclass::text AS referenced,
            (SELECT array_agg(a.attname::text ORDER BY n) FROM unnest(k.conkey) WITH ORDINALITY AS c (num, n)
               JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.num) AS columns,
            (SELECT array_agg(a.attname::text ORDER BY n) FROM unnest(k.confkey) WITH ORDINALITY AS c (num, n)
               JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.num) AS "referencedColumns"
       FROM pg_constraint k WHERE k.conrelid = ANY ($1::regclass[]) AND k.contype IN ('c', 'f', 'p', 'u') ORDER BY 1`,
    [Object.keys(tables)],
  );
  constraints = rows;
});
afterAll(() => app.stop());

const asOwner = async (text: string, values: unknown[], clinicId: string): Promise<Row[]> => {
  const client = await app.owner.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinicId]);
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
};

const rowOf = async (table: string, of = clinic): Promise<Row> => {
  const [found] = await app.sql<{ row: Row }>(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${baseRows[table] ?? 'true'} LIMIT 1`, [], of.id);
  expect([table, found]).toEqual([table, expect.anything()]);
  return Object.fromEntries(Object.entries(found!.row).filter(([column]) => !ofTransaction.includes(column)));
};

/** Adds a row, and answers which constraint refused it; null when none did. */
const refusalOf = async (table: string, row: Row, boundTo = clinic.id): Promise<string | null> => {
  const columns = Object.keys(row).join(', ');
  const text = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1)`;
  try {
    await (tables[table] === 'owner' ? asOwner(text, [JSON.stringify(row)], boundTo) : app.sql(text, [JSON.stringify(row)], boundTo));
    return null;
  } catch (error) {
    const { constraint, message } = error as { constraint?: string; message: string };
    return constraint ?? message;
  }
};

const newId = (): string => crypto.randomUUID();
const withNewId = (row: Row): Row => (Object.hasOwn(row, 'id') ? { ...row, id: newId() } : row);
const ofKind = (...kinds: string[]): Constraint[] => constraints.filter(({ kind }) => kinds.includes(kind));

describe('the record’s constraints', () => {
  it('have each a case here that breaks it', () => {
    expect(
      ofKind('c')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(broken).sort());
    expect(ofKind('f').length).toBeGreaterThan(30);
  });

  it('of values refuse what cannot be, by their own name', async () => {
    for (const { name, table } of ofKind('c')) {
      const row = withNewId(await rowOf(table));
      expect([name, await refusalOf(table, { ...row, ...broken[name]!(row) })]).toEqual([name, name]);
    }
  });

  it('of keys refuse the same row a second time', async () => {
    for (const { name, table, kind } of ofKind('p', 'u')) {
      const row = await rowOf(table);
      expect([name, await refusalOf(table, kind === 'u' ? { ...row, ...repeated[name]!() } : row)]).toEqual([name, name]);
    }
  });

  it('of references refuse every row of another clinic, though it is there', async () => {
    for (const { name, table, columns, referenced, referencedColumns } of ofKind('f')) {
      const row = withNewId(await rowOf(table));
      const others = columns.filter((column) => column !== 'clinic_id');
      if (others.length === 0) {
        // The clinic itself: bound to one that does not exist, nothing can be added.
        const nobody = newId();
        expect([name, await refusalOf(table, { ...row, clinic_id: nobody }, nobody)]).toEqual([name, name]);
        continue;
      }
      const mine = new Set((await keysOf(referenced!, referencedColumns!, clinic)).map((key) => JSON.stringify(key)));
      const key = (await keysOf(referenced!, referencedColumns!, other)).find((key) => !mine.has(JSON.stringify(key)));
      expect([name, key]).toEqual([name, expect.anything()]);
      const reference = Object.fromEntries(columns.map((column, index) => [column, column === 'clinic_id' ? row.clinic_id : key![index]]));
      const refused = await refusalOf(table, { ...row, ...besideReference[name]?.(row), ...reference });
      expect([name, refused]).toEqual([name, seenBefore[name] ?? name]);
    }
  });

  it('of one clinic see no row of another', async () => {
    for (const table of Object.keys(tables)) {
      const seen = await app.sql(`SELECT FROM ${table} WHERE clinic_id = $1`, [other.id], clinic.id);
      expect([table, seen.length]).toEqual([table, 0]);
      expect([table, (await app.sql(`SELECT FROM ${table} LIMIT 1`, [], other.id)).length]).toEqual([table, 1]);
    }
  });
});

const keysOf = async (table: string, columns: string[], of: TestClinic): Promise<unknown[][]> => {
  const named = columns.map((column) => (column === 'clinic_id' ? 'NULL::uuid' : column)).join(', ');
  return (await app.sql<{ key: unknown[] }>(`SELECT jsonb_build_array(${named}) AS key FROM ${table}`, [], of.id)).map(({ key }) => key);
};

describe('what stays as it was written', () => {
  const final = /permission denied|append-only|does not change|stands until|_append_only|kept as it was/;

  it.each(Object.keys(tables))('%s: nothing is deleted, and nobody empties it', async (table) => {
    for (const statement of [`DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(app.sql(statement, [], clinic.id)).rejects.toThrow(final);
    }
  });

  it.each([
    ['consultation_versions', 'content'],
    ['blood_test_results', 'value'],
    ['trichoanalysis_photographs', 'photograph_id'],
    ['patient_merge_rows', 'row_id'],
    ['patient_merges', 'reason'],
    ['blobs', 'byte_size'],
    ['photographs', 'content_hash'],
    ['scales', 'grade'],
    ['blood_tests', 'collected_at'],
    ['trichoanalyses', 'findings'],
    ['clinic_codes', 'display'],
    ['clinic_code_lists', 'codes'],
    ['clinic_code_words', 'numbers'],
    ['shipped_revision_declines', 'reason'],
  ])('%s: no one changes %s', async (table, column) => {
    await expect(app.sql(`UPDATE ${table} SET ${column} = ${column}`, [], clinic.id)).rejects.toThrow(final);
  });

  /** Also the role that owns the tables is held by the triggers: privileges are not all there is. */
  it.each(['consultation_versions', 'blood_test_results', 'trichoanalysis_photographs', 'patient_merge_rows', 'blobs', 'scales', 'trichoanalyses'])(
    '%s: not even its owner',
    async (table) => {
      const column = { consultation_versions: 'number', blobs: 'byte_size', scales: 'note', trichoanalyses: 'region' }[table] ?? 'clinic_id';
      await expect(asOwner(`UPDATE ${table} SET ${column} = ${column}`, [], clinic.id)).rejects.toThrow(final);
      await expect(asOwner(`DELETE FROM ${table}`, [], clinic.id)).rejects.toThrow(final);
    },
  );

  const refusedBy = async (text: string, values: unknown[] = []): Promise<string> => {
    try {
      await app.sql(text, values, clinic.id);
      return 'nobody';
    } catch (error) {
      const { constraint, message } = error as { constraint?: string; message: string };
      return constraint ?? message;
    }
  };

  it('a signed consultation takes no blood test, trichoanalysis or scale, and loses none', async () => {
    const { consultationId } = record;
    const copied: Record<string, Row> = {
      blood_tests: { duplicate_of: null },
      trichoanalyses: {},
      scales: {},
    };
    for (const [table, more] of Object.entries(copied)) {
      const [found] = await app.sql<{ row: Row }>(
        `SELECT to_jsonb(t) - 'recorded_in' AS row FROM ${table} t WHERE patient_id = (SELECT patient_id FROM consultations WHERE id = $1) LIMIT 1`,
        [consultationId],
        clinic.id,
      );
      const row = { ...found!.row, ...more, id: newId(), consultation_id: consultationId };
      expect([table, await refusalOf(table, row)]).toEqual([table, 'consultations_signed_is_final']);
      expect([table, await refusalOf(table, { ...row, id: newId(), consultation_id: record.draftId })]).toEqual([table, null]);
    }
    for (const table of ['blood_tests', 'trichoanalyses']) {
      const mark = `UPDATE ${table} SET error_reason = 'x', error_by = gen_random_uuid(), error_at = now() WHERE consultation_id = $1`;
      expect([table, await refusedBy(mark, [consultationId])]).toEqual([table, 'consultations_signed_is_final']);
    }
  });

  it('nothing of one patient is added to a consultation of another', async () => {
    const stranger = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Stranger Testperson' }], sexAtBirth: 'female' })).body
      .id as string;
    for (const table of ['blood_tests', 'trichoanalyses', 'scales']) {
      const row: Row = { ...withNewId(await rowOf(table)), patient_id: stranger, consultation_id: record.draftId };
      if (table === 'trichoanalyses') row.findings = {};
      expect([table, await refusalOf(table, row)]).toEqual([table, 'consultations_of_patient']);
    }
  });

  it('a trichoanalysis cites only photographs of its patient that stand', async () => {
    const row = { ...withNewId(await rowOf('trichoanalyses')), consultation_id: record.draftId };
    const cite = (...photoIds: string[]) => refusalOf('trichoanalyses', { ...row, id: newId(), findings: { photoIds } });
    expect(await cite(record.photoId)).toBeNull();
    expect(await cite(theirs.photoId)).toBe('trichoanalyses_photographs');
    expect(await cite(record.photoId, newId())).toBe('trichoanalyses_photographs');
    const [{ cited }] = (await app.sql<{ cited: number }>(
      `SELECT count(*)::integer AS cited FROM trichoanalysis_photographs WHERE photograph_id = $1`,
      [record.photoId],
      clinic.id,
    )) as [{ cited: number }];
    expect(cited).toBeGreaterThan(1);
    expect(await refusedBy(`INSERT INTO trichoanalysis_photographs (trichoanalysis_id, photograph_id) VALUES ($1, $2)`, [newId(), record.photoId])).toContain(
      'permission denied',
    );
  });

  it('a decision that something unread does not matter is taken back, once, and nothing else of it changes', async () => {
    const row = withNewId(await rowOf('contraindication_dismissals'));
    expect(await refusalOf('contraindication_dismissals', row)).toBe('contraindication_dismissals_standing');
    const kept = 'contraindication_dismissals_kept';
    for (const change of [`reason = 'Another one'`, `item_id = '0123456789abcdef'`, 'patient_id = gen_random_uuid()', `dismissed_at = now()`])
      expect([change, await refusedBy(`UPDATE contraindication_dismissals SET ${change}`)]).toEqual([change, kept]);
    const back = `UPDATE contraindication_dismissals SET revoked_by = dismissed_by, revoked_at = now(), revoked_reason = 'The pack was brought'`;
    expect(await refusedBy(back)).toBe('nobody');
    expect(await refusedBy(back)).toBe(kept);
    expect(await refusedBy(`UPDATE contraindication_dismissals SET revoked_by = NULL, revoked_at = NULL, revoked_reason = NULL`)).toBe(kept);
    // Once it was taken back, another one may be made of the same item.
    expect(await refusalOf('contraindication_dismissals', { ...row, id: newId() })).toBeNull();
  });

  it.each<[string, string, Row]>([
    ['contraindication_checks', 'contraindication_checks_unread', { unread: {} }],
    ['contraindication_checks', 'contraindication_checks_unread', { dismissed: 'none' }],
    ['contraindication_checks', 'contraindication_checks_fired', { fired: {} }],
    ['contraindication_rulesets', 'contraindication_rulesets_shipped_revision', { shipped_revision: 0, status: 'retired' }],
  ])('%s: %s refuses what cannot be', async (table, constraint, wrong) => {
    const row = withNewId(await rowOf(table));
    expect(await refusalOf(table, { ...row, ...wrong })).toBe(constraint);
  });

  it('what was weighed in an override, and why a plan runs beside another, are said or left out', async () => {
    const { checkId } = await prepare(clinic, { medicalHistory: { screening: { hypertension: 'yes' } } });
    const override = { ruleId: 'mesotherapy.hypertension', reason: 'Well controlled for two years' };
    expect((await clinic.as('dermatologist').post(`/v1/contraindication-checks/${checkId}/overrides`, override)).status).toBe(201);
    const row = withNewId(await rowOf('contraindication_overrides'));
    expect(await refusalOf('contraindication_overrides', { ...row, weighed: '' })).toBe('contraindication_overrides_weighed');
    expect(await refusalOf('contraindication_overrides', { ...row, discussed_with_patient: 'no' })).toBe('contraindication_overrides_discussed');
    const { planId, sessionIds } = await activePlan(clinic);
    const step = await rowOf('treatment_plan_transitions');
    const beside = { plan_id: planId, plan_version: 99, action: 'resume', from_status: 'on-hold', to_status: 'active', parallel_reason: 'because' };
    expect(await refusalOf('treatment_plan_transitions', { ...step, ...beside })).toBe('treatment_plan_transitions_parallel_reason');
    const soon = `UPDATE treatment_sessions SET interval_reason = $2, version = version + 1 WHERE id = $1`;
    expect(await refusedBy(soon, [sessionIds[0], 'Before it has begun, at length'])).toBe('treatment_sessions_interval_reason');
    const start = { ingredients: ['biotin'] };
    expect((await clinic.as('dermatologist').post(`/v1/treatment-sessions/${sessionIds[0]}/start`, start, { ifMatch: 1 })).status).toBe(200);
    expect(await refusedBy(soon, [sessionIds[0], 'Said after it had begun'])).toBe('treatment_sessions_interval_reason_is_final');
    const screened = `INSERT INTO treatment_plan_screenings (id, plan_id, patient_id, check_id, cause, outcome_before, outcome_now, held, screened_by, screened_at)
      SELECT gen_random_uuid(), id, patient_id, check_id, $2, 'clear', 'clear', false, $3, now() FROM treatment_plans WHERE id = $1`;
    expect(await refusedBy(screened, [planId, 'a whim', clinic.staff.dermatologist])).toBe('treatment_plan_screenings_cause');
    expect(await refusedBy(screened, [planId, 'product-corrected', clinic.staff.dermatologist])).toBe('nobody');
  });

  it('a merge belongs to its transaction, is undone once, and moves nothing by itself', async () => {
    const row = withNewId(await rowOf('patient_merges'));
    expect(await refusalOf('patient_merges', row)).toBe('patient_merges_one_standing');
    expect(await refusalOf('patient_merges', { ...row, merged_in: '1' })).toBe('patient_merges_final');
    const undone = `undo_reason = 'x', undone_by = gen_random_uuid(), undone_at = now()`;
    expect(await refusedBy(`UPDATE patient_merges SET ${undone}, undone_in = '1'`)).toBe('patient_merges_final');
    expect(await refusedBy(`SELECT move_back(id) FROM patient_merges`)).toContain('no rows');
    for (const table of ['patient_conditions', 'consents', 'consultations', 'patient_allergies']) {
      const moved = await refusedBy(`UPDATE ${table} SET patient_id = $1, version = version + 1`, [row.patient_id]);
      expect([table, moved]).toEqual([table, expect.stringMatching(/_error_is_final$|consents_signed|consultations_signed_is_final/)]);
    }
  });
});
