/**
 * How long the preview of a ruleset takes over many active plans: the whole server in this process, on a PostgreSQL of its own.
 * Three patients go the whole way through the API; the others are copies of what is recorded of them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApp } from '../src/app.setup.js';
import { addClinic, addStaff } from '../src/clinic/index.js';
import { consultationExamples } from '../src/consultations/index.js';
import { KeyEncryption, generateEncryptionKey } from '../src/platform/access/key-encryption.js';
import { issueAccessToken } from '../src/platform/access/tokens.js';
import { APPLICATION_ROLE, startEmbeddedServer } from '../src/platform/database/embedded-server.js';
import { migrate } from '../src/platform/database/migrate.js';

const ENCRYPTION_KEY = generateEncryptionKey();

export interface PreviewFigures {
  change: string;
  plans: number;
  changed: number;
  milliseconds: number;
  millisecondsToFirstLine: number;
  /** Of this process, which gathers and asks; PostgreSQL is another. */
  cpuMilliseconds: number;
  /** Of this process. */
  mostMegabytes: number;
}

const ROUNDS = 3;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Summary {
  type: string;
  done: number;
  changed: number;
  milliseconds: number;
}

/** Reads a preview as it comes, and keeps only its last line. */
const readLines = async (url: string, token: string): Promise<{ last: Summary; millisecondsToFirstLine: number }> => {
  const started = performance.now();
  const answer = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok || !answer.body) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  let millisecondsToFirstLine = 0;
  let end = '';
  const decoder = new TextDecoder();
  for await (const bytes of answer.body) {
    millisecondsToFirstLine ||= performance.now() - started;
    const text = end + decoder.decode(bytes as Uint8Array, { stream: true });
    end = text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
  }
  return { last: JSON.parse(end) as Summary, millisecondsToFirstLine };
};

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
  ['treatment_plans', 'patient_id = ANY ($1)', ['id', 'patient_id', 'consultation_id', 'check_id', 'consent_id']],
  ['treatment_sessions', 'patient_id = ANY ($1)', ['id', 'patient_id', 'plan_id']],
];

/** In the order of the copies, as ids are that were given one after the other: what is of one patient lies together. */
const ownIn = (column: string): string => {
  const own = column === 'medical_record_number' ? `t.${column} || n` : `(lpad(to_hex(n), 12, '0') || right(md5(t.${column}::text), 20))::uuid`;
  return `CASE WHEN t.${column} IS NOT NULL THEN ${own} END`;
};

const copy = async (ownerUrl: string, clinicId: string, patients: readonly string[], times: number): Promise<void> => {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
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
  await owner.end();
};

type Call = (method: string, path: string, body?: object, ifMatch?: number) => Promise<string>;
const idIn = (answer: string): string => (JSON.parse(answer) as { id: string }).id;

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
const treated = async (call: Call, visits: number): Promise<string> => {
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

type SentRule = Record<string, unknown> & { id: string };

/** What a clinic may change: little that is asked of everybody, and what makes another outcome for many. */
const changes: Record<string, (rules: SentRule[]) => SentRule[]> = {
  'one rule more, about a medicine': (rules) => [
    ...rules,
    {
      id: 'bench.rule',
      title: 'A rule of the bench',
      origin: 'literature',
      citation: { title: 'Bench', url: null },
      severity: 'caution',
      any: [{ medication: ['B01AA'] }],
      needsData: [],
      overridable: true,
    },
  ],
  'one rule more, which rules everybody out': (rules) => [
    ...rules,
    {
      id: 'bench.rule',
      title: 'A rule of the bench',
      origin: 'literature',
      citation: { title: 'Bench', url: null },
      severity: 'contraindicated',
      any: [{ ageUnder: 120 }],
      needsData: ['birthDate'],
      overridable: true,
    },
  ],
};

const draft = async (call: Call, change: (rules: SentRule[]) => SentRule[]): Promise<string> => {
  const { items } = JSON.parse(await call('GET', '/v1/contraindication-rulesets?treatment=mesotherapy&status=published')) as {
    items: { id: string; rules: SentRule[] }[];
  };
  return idIn(await call('POST', '/v1/contraindication-rulesets', { basedOn: items[0]!.id, rules: change(items[0]!.rules) }));
};

/** What each change of the rules costs: of a few runs the one in the middle. */
export const measurePreview = async (plans: number): Promise<PreviewFigures[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'hairline-bench-'));
  const database = await startEmbeddedServer(directory);
  try {
    await migrate(database.ownerUrl, APPLICATION_ROLE);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const clinicId = await addClinic(owner, { name: 'Bench Clinic', timeZone: 'Asia/Kolkata', country: 'IN', currency: 'INR' });
    const tokens: string[] = [];
    for (const role of ['dermatologist', 'admin'] as const) {
      const id = await addStaff(owner, { clinicId, role, name: 'Dr Bench', email: `${role}@bench.test` });
      tokens.push(
        (await issueAccessToken(owner, new KeyEncryption(ENCRYPTION_KEY), { kind: 'staff', id, clinicId }, { issuedAt: new Date(), lifetimeSeconds: 86_400 }))
          .token,
      );
    }
    await owner.end();
    const app = await createApp({
      databaseUrl: database.applicationUrl,
      databasePoolSize: 10,
      logLevel: 'silent',
      requestsPerMinute: 0,
      metricsToken: null,
      bodyLimitBytes: 1_048_576,
      trustProxy: false,
      files: { store: { kind: 'disk', directory: join(directory, 'files') }, largestBytes: 20_971_520 },
      publicUrl: 'http://127.0.0.1:3000',
      encryptionKey: ENCRYPTION_KEY,
      mail: { smtpUrl: null, from: 'nobody@localhost' },
    });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    const as =
      (token: string): Call =>
      async (method, path, body, ifMatch) => {
        const headers = {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
          ...(ifMatch && { 'if-match': `"${ifMatch}"` }),
        };
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
        return text;
      };
    const dermatologist = as(tokens[0]!);
    const patients = [await treated(dermatologist, 1), await treated(dermatologist, 2), await treated(dermatologist, 3)];
    await copy(database.ownerUrl, clinicId, patients, Math.ceil(plans / patients.length));
    const run = async (change: string, rulesetId: string): Promise<PreviewFigures> => {
      const before = process.cpuUsage();
      let mostBytes = 0;
      const watch = setInterval(() => (mostBytes = Math.max(mostBytes, process.memoryUsage().rss)), 20);
      const { last, millisecondsToFirstLine } = await readLines(`http://127.0.0.1:${port}/v1/contraindication-rulesets/${rulesetId}/preview`, tokens[0]!);
      clearInterval(watch);
      const { user, system } = process.cpuUsage(before);
      if (last.type !== 'summary') throw new Error('The preview broke off.');
      const { done, changed, milliseconds } = last;
      return {
        change,
        plans: done,
        changed,
        milliseconds,
        millisecondsToFirstLine,
        cpuMilliseconds: (user + system) / 1000,
        mostMegabytes: mostBytes / 1_048_576,
      };
    };
    const figures: PreviewFigures[] = [];
    for (const [name, change] of Object.entries(changes)) {
      const rulesetId = await draft(as(tokens[1]!), change);
      const runs: PreviewFigures[] = [];
      for (let round = 0; round < ROUNDS; round++) runs.push(await run(name, rulesetId));
      figures.push(runs.sort((one, other) => one.milliseconds - other.milliseconds)[Math.floor(ROUNDS / 2)]!);
    }
    await app.close();
    return figures;
  } finally {
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};
