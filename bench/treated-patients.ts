/** People with a record, in any number: a few go the whole way through the API, the others are copies of what is recorded of them. */
import pg from 'pg';
import { consultationExamples } from '../src/consultations/index.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Each table with its rows of the three, the columns that hold an id of a copy's own, and the instant that is another one for each copy. */
const copied: [table: string, rows: string, ids: string[], instant?: string][] = [
  ['patients', 'id = ANY ($1)', ['id', 'medical_record_number']],
  ['consultations', 'patient_id = ANY ($1)', ['id', 'patient_id'], 'started_at'],
  ['blood_tests', 'patient_id = ANY ($1)', ['id', 'patient_id', 'consultation_id'], 'collected_at'],
  ['blood_test_results', 'blood_test_id IN (SELECT id FROM blood_tests WHERE patient_id = ANY ($1))', ['blood_test_id']],
  ['trichoanalyses', 'patient_id = ANY ($1)', ['id', 'patient_id', 'consultation_id'], 'performed_at'],
  ['patient_medications', 'patient_id = ANY ($1)', ['id', 'patient_id', 'consultation_id']],
  ['contraindication_checks', 'patient_id = ANY ($1)', ['id', 'patient_id', 'consultation_id']],
  ['consents', 'patient_id = ANY ($1)', ['id', 'patient_id']],
  ['treatment_plans', 'patient_id = ANY ($1)', ['id', 'patient_id', 'plan_number', 'consultation_id', 'check_id', 'consent_id']],
  ['treatment_sessions', 'patient_id = ANY ($1)', ['id', 'patient_id', 'plan_id']],
];

/** In the order of the copies, as ids are that were given one after the other: what is of one patient lies together. */
const ownIn = (column: string): string => {
  const own =
    column === 'medical_record_number' || column === 'plan_number'
      ? `t.${column} || n`
      : `(lpad(to_hex(n), 12, '0') || right(md5(t.${column}::text), 20))::uuid`;
  return `CASE WHEN t.${column} IS NOT NULL THEN ${own} END`;
};

export const copyPatients = async (ownerUrl: string, clinicId: string, patients: readonly string[], times: number): Promise<void> => {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await copyRows(owner, clinicId, patients, times);
  } finally {
    await owner.end();
  }
};

const copyRows = async (owner: pg.Client, clinicId: string, patients: readonly string[], times: number): Promise<void> => {
  await owner.query('SET synchronous_commit = off');
  await owner.query(`SELECT set_config('app.clinic_id', $1, false)`, [clinicId]);
  // What a copy refers to is a copy as well: a million times nobody need look.
  const { rows: keys } = await owner.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY ($1::regclass[])`,
    [copied.map(([table]) => table)],
  );
  for (const { table, name } of keys) await owner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const [table, rows, ids, instant] of copied) {
    const { rows: columns } = await owner.query<{ column: string }>(
      `SELECT quote_ident(attname) AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      [table],
    );
    const names = columns.map(({ column }) => column);
    const valueOf = (column: string): string => {
      if (ids.includes(column)) return ownIn(column);
      // Large, and read of nobody for whom nothing was overridden.
      if (table === 'contraindication_checks' && column === 'findings') return `'[]'`;
      if (table === 'contraindication_checks' && column === 'facts') return `'{}'`;
      return column === instant ? `t.${column} - n * interval '1 millisecond'` : `t.${column}`;
    };
    await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await owner.query(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map(valueOf).join(', ')} FROM ${table} t, generate_series(1, ${times}) n WHERE ${rows} ORDER BY n`,
      [patients],
    );
    await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    say(`  ${table} of ${patients.length * times} patients`);
  }
  for (const { table, name, definition } of keys) await owner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition} NOT VALID`);
  await owner.query(`VACUUM ANALYZE ${copied.map(([table]) => table).join(', ')}`);
};

export type Call = (method: string, path: string, body?: object, ifMatch?: number) => Promise<string>;
export const idIn = (answer: string): string => (JSON.parse(answer) as { id: string }).id;

const visit = () => {
  const now = new Date().toISOString();
  const { whole } = consultationExamples;
  return {
    ...whole,
    startedAt: now,
    vitalSigns: { ...whole.vitalSigns, measuredAt: now },
    medicalHistory: {
      ...whole.medicalHistory,
      pregnancy: { status: 'no', assessedOn: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(new Date()) },
    },
    bloodTests: whole.bloodTests.map((test) => ({ ...test, collectedAt: now })),
    trichoanalyses: whole.trichoanalyses.map((trichoanalysis) => ({ ...trichoanalysis, performedAt: now })),
  };
};

/** A patient with one visit or more, and an active plan. */
export const treatPatient = async (call: Call, visits: number): Promise<string> => {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(new Date());
  const patientId = idIn(await call('POST', '/v1/patients', { names: [{ text: 'Bench Person' }], sexAtBirth: 'female', birthDate: '1991-04-03' }));
  const consultationId = idIn(await call('POST', `/v1/patients/${patientId}/consultations`, visit()));
  await call('POST', `/v1/consultations/${consultationId}/sign`, undefined, 1);
  const asked = { treatment: 'mesotherapy', plannedOn: today, ingredients: ['biotin'] };
  const contraindicationCheckId = idIn(await call('POST', `/v1/patients/${patientId}/contraindication-checks`, asked));
  const series = { sessions: 8, intervalDays: 14, startOn: today };
  const plan = { treatment: 'mesotherapy', consultationId, contraindicationCheckId, series };
  const planId = idIn(await call('POST', `/v1/patients/${patientId}/treatment-plans`, plan));
  await call('POST', `/v1/patients/${patientId}/consents`, {
    kind: 'treatment',
    treatment: 'mesotherapy',
    documentVersion: '1',
    language: 'en',
    signatory: { name: 'Bench Person', relationship: 'self' },
    signedAt: new Date().toISOString(),
  });
  for (const [index, action] of ['propose', 'accept', 'start'].entries()) await call('POST', `/v1/treatment-plans/${planId}/${action}`, undefined, index + 1);
  for (let more = 1; more < visits; more++) await call('POST', `/v1/patients/${patientId}/consultations`, visit());
  if (visits > 1) await call('POST', `/v1/patients/${patientId}/medications`, { name: 'Biotin' });
  return patientId;
};
