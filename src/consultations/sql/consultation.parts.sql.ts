/** SQL that reads and writes any number of parts of a consultation as JSON, in one statement. */
import type { BloodTestRecord } from '../domain/blood-tests/blood-test-record.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';

/** The entry in error of a row as a JSON object, with the instant in the form in which it is sent; null where the row was not entered in error. */
export const buildErrorJson = (
  row: string,
): string => `CASE WHEN ${row}.error_reason IS NOT NULL THEN jsonb_build_object('reason', ${row}.error_reason, 'by', ${row}.error_by,
    'at', to_char(${row}.error_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END`;

/** A result `r` as a JSON object. */
export const resultJson = `jsonb_build_object(
    'code', jsonb_strip_nulls(jsonb_build_object('system', r.code_system, 'code', r.code, 'display', r.display)),
    'value', r.value, 'unit', r.unit, 'comparator', r.comparator, 'text', r.text_value, 'referenceRange', r.typed_range, 'analyte', r.analyte,
    'canonical', CASE WHEN r.canonical_value IS NOT NULL THEN jsonb_build_object('value', r.canonical_value, 'unit', r.canonical_unit) END,
    'finding', r.finding, 'unread', r.unread, 'interpretation', r.interpretation, 'laboratoryInterpretation', r.laboratory_interpretation,
    'rangeUsed', CASE WHEN r.range_source IS NOT NULL THEN
      jsonb_build_object('low', r.range_low, 'high', r.range_high, 'unit', coalesce(r.canonical_unit, r.unit), 'source', r.range_source) END
  )`;

const buildRecordedTestMembers = (test: string): string => `'id', ${test}.id, 'patientId', ${test}.patient_id, 'consultationId', ${test}.consultation_id,
    'collectedAt', ${test}.collected_at, 'laboratory', ${test}.laboratory, 'reportNumber', ${test}.report_number, 'status', ${test}.status,
    'issuedAt', ${test}.issued_at, 'fasting', ${test}.fasting, 'createdAt', ${test}.created_at,
    'results', (SELECT coalesce(jsonb_agg(${resultJson} ORDER BY r.position), '[]') FROM blood_test_results r
      WHERE r.clinic_id = ${test}.clinic_id AND r.blood_test_id = ${test}.id)`;

/** The other reports of the sample of `test` as a JSON array: the blood tests of the same patient and minute, except those entered in error. */
export const buildAlongsideJson = (
  test: string,
  clinic = `${test}.clinic_id`,
): string => `(SELECT coalesce(jsonb_agg(jsonb_build_object(${buildRecordedTestMembers('o')})), '[]')
    FROM blood_tests o WHERE o.clinic_id = ${clinic} AND o.patient_id = ${test}.patient_id AND o.id <> ${test}.id AND o.error_reason IS NULL
      AND o.collected_at >= date_trunc('minute', ${test}.collected_at, 'UTC')
      AND o.collected_at < date_trunc('minute', ${test}.collected_at, 'UTC') + interval '1 minute')`;

/** A blood test `b` as a JSON object, with its results, the patient's sex and birth date, and the other blood tests of its sample. */
export const bloodTestJson = `jsonb_build_object(${buildRecordedTestMembers('b')}, 'enteredInError', ${buildErrorJson('b')},
    'whose', (SELECT jsonb_build_object('sexAtBirth', p.sex_at_birth, 'birthDate', p.birth_date) FROM patients p
      WHERE p.clinic_id = b.clinic_id AND p.id = b.patient_id),
    'alongside', ${buildAlongsideJson('b')})`;

/** A trichoanalysis `t` as a JSON object. */
export const trichoanalysisJson = `jsonb_build_object('id', t.id, 'patientId', t.patient_id, 'consultationId', t.consultation_id,
    'performedAt', t.performed_at, 'region', t.region, 'findings', t.findings, 'derivation', t.derivation, 'enteredInError', ${buildErrorJson('t')},
    'createdAt', t.created_at)`;

/** The other blood tests of the sample, for each of the blood tests that `insertBloodTests` inserted. */
export const besideInserted = `SELECT n.id, ${buildAlongsideJson('n', 'current_clinic()')} AS alongside FROM tests n`;

/** Common table expressions that insert blood tests and their results: `:tests`, `:results` and `:recordedBy`. */
export const insertBloodTests = `tests AS (
     INSERT INTO blood_tests (id, patient_id, consultation_id, position, collected_at, laboratory, report_number, status, issued_at, fasting, recorded_by, created_at)
     SELECT id, patient_id, consultation_id, position, collected_at, laboratory, report_number, status, issued_at, fasting, :recordedBy::uuid, created_at
       FROM jsonb_to_recordset(:tests::jsonb) AS test (id uuid, patient_id uuid, consultation_id uuid, position integer, collected_at timestamptz,
            laboratory text, report_number text, status text, issued_at timestamptz, fasting text, created_at timestamptz)
     RETURNING id, patient_id, collected_at
   ), results AS (
     INSERT INTO blood_test_results (blood_test_id, position, patient_id, collected_at, analyte, code_system, code, display, comparator, value, unit,
       text_value, canonical_value, canonical_unit, interpretation, range_low, range_high, range_source, typed_range, finding, laboratory_interpretation, unread)
     SELECT * FROM jsonb_to_recordset(:results::jsonb) AS result (blood_test_id uuid, position integer, patient_id uuid, collected_at timestamptz,
       analyte text, code_system text, code text, display text, comparator text, value double precision, unit text, text_value text,
       canonical_value double precision, canonical_unit text, interpretation text, range_low double precision, range_high double precision,
       range_source text, typed_range jsonb, finding text, laboratory_interpretation text, unread jsonb)
   )`;

/** The two parameters of `insertBloodTests`. */
export const toBloodTestParameters = (tests: readonly BloodTestRecord[]) => ({
  tests: tests.map((test, position) => ({
    id: test.id,
    patient_id: test.patientId,
    consultation_id: test.consultationId,
    position,
    collected_at: test.collectedAt,
    laboratory: test.laboratory,
    report_number: test.reportNumber,
    status: test.status,
    issued_at: test.issuedAt,
    fasting: test.fasting,
    created_at: test.createdAt,
  })),
  results: tests.flatMap((test) =>
    test.results.map((result, position) => ({
      blood_test_id: test.id,
      position,
      patient_id: test.patientId,
      collected_at: test.collectedAt,
      analyte: result.analyte,
      code_system: result.code.system,
      code: result.code.code,
      display: result.code.display ?? null,
      comparator: result.comparator,
      value: result.value,
      unit: result.unit,
      text_value: result.text,
      canonical_value: result.canonical?.value ?? null,
      canonical_unit: result.canonical?.unit ?? null,
      interpretation: result.interpretation,
      range_low: result.rangeUsed?.low ?? null,
      range_high: result.rangeUsed?.high ?? null,
      range_source: result.rangeUsed?.source ?? null,
      typed_range: result.referenceRange,
      finding: result.finding,
      laboratory_interpretation: result.laboratoryInterpretation,
      unread: result.unread,
    })),
  ),
});

/** A common table expression that inserts trichoanalyses: `:trichoanalyses` and `:recordedBy`. */
export const insertTrichoanalyses = `looks AS (
     INSERT INTO trichoanalyses (id, patient_id, consultation_id, position, performed_at, region, findings, derivation, recorded_by, created_at)
     SELECT id, patient_id, consultation_id, position, performed_at, region, findings, derivation, :recordedBy::uuid, created_at
       FROM jsonb_to_recordset(:trichoanalyses::jsonb) AS look (id uuid, patient_id uuid, consultation_id uuid, position integer,
            performed_at timestamptz, region text, findings jsonb, derivation smallint, created_at timestamptz)
   )`;

export const toTrichoanalysisParameters = (all: readonly TrichoanalysisRecord[]) =>
  all.map((item, position) => ({
    id: item.id,
    patient_id: item.patientId,
    consultation_id: item.consultationId,
    position,
    performed_at: item.performedAt,
    region: item.region,
    findings: item.findings,
    derivation: item.derivation,
    created_at: item.createdAt,
  }));
