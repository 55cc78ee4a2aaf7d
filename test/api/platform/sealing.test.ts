/** Notes and identifiers at rest: sealed while requests go on, sealed anew under new keys, of no use without them. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AwsKeyManagement } from '../../../src/platform/access/aws-key-management.js';
import { KeyEncryption } from '../../../src/platform/access/key-encryption.js';
import { LocalKeyManagement } from '../../../src/platform/access/local-key-management.js';
import { ClinicKeys } from '../../../src/platform/database/clinic-keys.js';
import { DataKeys } from '../../../src/platform/database/data-keys.js';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';
import { opensDataKeys, readKeyStatus, rewrapDataKeys, rotateDataKeys } from '../../../src/platform/sealing/operator.js';
import { startApp, testEncryption, type TestApp, type TestClinic } from '../../support/app.js';
import { consultationToday } from '../../support/journey.js';
import { KmsServer } from '../../support/kms-server.js';

const NOTE = 'Combs it over the crown';
const SYSTEM = 'https://id.example';

let app: TestApp;
let clinic: TestClinic;
const local = new LocalKeyManagement(testEncryption);

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

const drain = () => app.inside(JobRunner).drain();

const register = async (value: string): Promise<string> => {
  const body = { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', identifiers: [{ system: SYSTEM, value }] };
  return (await clinic.as('dermatologist').post('/v1/patients', body)).body.id as string;
};

/** A signed consultation, with its note in the row, in the version and in the history. */
const consult = async (patientId: string): Promise<string> => {
  const by = clinic.as('dermatologist');
  const { body } = await by.post(`/v1/patients/${patientId}/consultations`, {
    ...consultationToday({ familyHistory: [{ relative: NOTE, text: NOTE }] }),
    reason: NOTE,
  });
  await by.post(`/v1/consultations/${body.id}/sign`, undefined, { ifMatch: 1 });
  return body.id as string;
};

/** What the database has of the notes of a consultation and of its histories, as text. */
const readStored = async (id: string): Promise<string[]> => {
  const rows = await app.sql<{ stored: string }>(
    `SELECT to_jsonb(c)::text AS stored FROM consultations c WHERE id = $1 UNION ALL SELECT to_jsonb(v)::text FROM consultation_versions v WHERE consultation_id = $1
     UNION ALL SELECT record::text FROM record_history WHERE row_id = $1`,
    [id],
    clinic.id,
  );
  return rows.map(({ stored }) => stored);
};

const isFoundBy = async (value: string, id: string): Promise<void> => {
  const { body } = await clinic.as('dermatologist').get(`/v1/patients?identifier=${encodeURIComponent(`${SYSTEM}|${value}`)}`);
  expect(body.items.map((item: { id: string }) => item.id)).toEqual([id]);
};

const isReadable = async (id: string): Promise<void> => {
  const by = clinic.as('dermatologist');
  const { body: consultation } = await by.get(`/v1/consultations/${id}`);
  expect([consultation.reason, consultation.medicalHistory.familyHistory]).toEqual([NOTE, [{ relative: NOTE, text: NOTE }]]);
  const { body } = await by.get(`/v1/consultations/${id}/versions`);
  expect(body.items[0].content.reason).toBe(NOTE);
};

/** Puts plain text where an older release had it: opens every sealed text of a row, without a trigger noticing. */
const unseal = async (patientId: string, consultationId: string, value: string): Promise<void> => {
  const keys = (await app.inside(DataKeys).load(clinic.id))!;
  const open = (json: string): string => JSON.stringify(openDeep(JSON.parse(json), keys));
  const connection = await app.owner.connect();
  try {
    await connection.query('BEGIN');
    await connection.query(`SELECT set_config('app.clinic_id', $1, true)`, [clinic.id]);
    for (const [table, key, id] of [
      ['consultations', 'id', consultationId],
      ['consultation_versions', 'consultation_id', consultationId],
      ['record_history', 'row_id', consultationId],
      ['patients', 'id', patientId],
    ]) {
      await connection.query(`ALTER TABLE ${table!} DISABLE TRIGGER USER`);
      const { rows } = await connection.query<{ row: string; at: string }>(
        `SELECT to_jsonb(t)::text AS row, ctid::text AS at FROM ${table!} t WHERE ${key!} = $1`,
        [id],
      );
      for (const { row, at } of rows) {
        const columns = Object.keys(JSON.parse(row) as object);
        const list = columns.map((column) => `"${column}"`).join(', ');
        await connection.query(`UPDATE ${table!} SET (${list}) = (SELECT ${list} FROM jsonb_populate_record(NULL::${table!}, $1)) WHERE ctid = $2::tid`, [
          open(row),
          at,
        ]);
      }
      await connection.query(`ALTER TABLE ${table!} ENABLE TRIGGER USER`);
    }
    await connection.query('UPDATE patient_identifiers SET value = $1 WHERE patient_id = $2', [value, patientId]);
    await connection.query(
      `INSERT INTO background_jobs (clinic_id, id, kind, input, permission, run_after, created_at) VALUES ($1, gen_random_uuid(), 'seal-texts', '{}', 'clinic.write', now(), now())`,
      [clinic.id],
    );
    await connection.query('COMMIT');
  } finally {
    connection.release();
  }
};

const openDeep = (value: unknown, keys: ClinicKeys): unknown => {
  if (typeof value === 'string') return value.startsWith('\u0002') ? keys.open(value) : value;
  if (Array.isArray(value)) return value.map((item) => openDeep(item, keys));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, openDeep(member, keys)]));
};

const versionsIn = (stored: string[]): Set<string> =>
  new Set(stored.flatMap((text) => [...text.matchAll(/\\u0002[tj](\d+):/g)].map(([, version]) => version!)));

describe('what an older release stored in plain text', () => {
  it('is read and found before, sealed in the background, and read and found after', async () => {
    const patientId = await register('PLAIN-1');
    const id = await consult(patientId);
    await unseal(patientId, id, 'PLAIN-1');
    expect((await readStored(id)).filter((text) => text.includes(NOTE)).length).toBeGreaterThanOrEqual(3);
    await isReadable(id);
    await isFoundBy('PLAIN-1', patientId);
    const twice = await clinic
      .as('dermatologist')
      .post('/v1/patients', { names: [{ text: 'Usha Testperson' }], sexAtBirth: 'female', identifiers: [{ system: SYSTEM, value: 'PLAIN-1' }] });
    expect(twice.status).toBe(409);
    await drain();
    expect((await readStored(id)).filter((text) => text.includes(NOTE))).toEqual([]);
    expect(await app.sql('SELECT FROM patient_identifiers WHERE value = $1', ['PLAIN-1'], clinic.id)).toEqual([]);
    await isReadable(id);
    await isFoundBy('PLAIN-1', patientId);
    const [job] = await app.sql<{ status: string }>(
      `SELECT status FROM background_jobs WHERE kind = 'seal-texts' ORDER BY created_at DESC LIMIT 1`,
      [],
      clinic.id,
    );
    expect(job).toEqual({ status: 'completed' });
  });
});

describe('a new data key', () => {
  it('seals at once, and what older keys sealed is readable until it is sealed anew, while requests go on', async () => {
    const patientId = await register('ROTATED-1');
    const id = await consult(patientId);
    const [before] = await app.sql<{ version: number }>(`SELECT max(version) AS version FROM data_keys WHERE purpose = 'data'`, [], clinic.id);
    const rotated = await rotateDataKeys(app.owner, local);
    const { version } = rotated.find(({ clinicId }) => clinicId === clinic.id)!;
    expect(version).toBe(before!.version + 1);
    await isReadable(id);
    const asked = Array.from({ length: 5 }, async (_, index) => {
      const another = await register(`ROTATED-${index + 2}`);
      await isFoundBy(`ROTATED-${index + 2}`, another);
      await isReadable(id);
    });
    await Promise.all([...asked, drain()]);
    await drain();
    expect(versionsIn(await readStored(id))).toEqual(new Set([String(version)]));
    await isReadable(id);
    await isFoundBy('ROTATED-1', patientId);
    const status = (await readKeyStatus(app.owner)).find(({ clinicId }) => clinicId === clinic.id);
    expect(status).toMatchObject({ version, status: 'completed', rootKeys: [local.rootKeyId] });
  });

  it('changes no version, no history and no hash of what was signed', async () => {
    const id = await consult(await register('HASHED-1'));
    const count = async () => await app.sql('SELECT version FROM record_history WHERE row_id = $1', [id], clinic.id);
    const [history, read] = [await count(), await clinic.as('dermatologist').get(`/v1/consultations/${id}`)];
    await rotateDataKeys(app.owner, local);
    await drain();
    expect(await count()).toEqual(history);
    const after = await clinic.as('dermatologist').get(`/v1/consultations/${id}`);
    expect([after.headers.etag, after.body]).toEqual([read.headers.etag, read.body]);
  });
});

describe('the function that seals rows anew', () => {
  it('changes nothing but seals', async () => {
    const id = await consult(await register('SAME-1'));
    const change = (rows: object[]) =>
      app.sql('SELECT reseal_rows($1, $2, $3)', ['consultation_versions', ['reason', 'content'], JSON.stringify(rows)], clinic.id);
    await expect(change([{ consultation_id: id, number: 1, reason: null, content: { reason: 'Another' } }])).rejects.toThrow('would say something else');
  });
});

describe('without the root key', () => {
  it('neither a data key nor a note can be opened, nor with that of another clinic', async () => {
    const id = await consult(await register('LOST-1'));
    const stranger = new LocalKeyManagement(new KeyEncryption(randomBytes(32).toString('base64url')));
    expect(await opensDataKeys(app.owner, local)).toBe(true);
    expect(await opensDataKeys(app.owner, stranger)).toBe(false);
    const [{ reason }] = (await app.sql<{ reason: string }>('SELECT reason FROM consultations WHERE id = $1', [id], clinic.id)) as [{ reason: string }];
    const other = await app.clinic();
    const keys = (await app.inside(DataKeys).load(other.id))!;
    expect(() => keys.open(reason.replace(/^(.)t\d+/, `$1t${keys.version}`))).toThrow('belongs to another clinic');
    await expect(rewrapDataKeys(app.owner, stranger)).rejects.toThrow('does not have');
  });

  it('is exchanged: the new one wraps, and the old one is not needed any more', async () => {
    const fresh = randomBytes(32).toString('base64url');
    const both = new LocalKeyManagement(new KeyEncryption(`${fresh},${Buffer.alloc(32, 'hairline tests').toString('base64url')}`));
    expect(await rewrapDataKeys(app.owner, both)).toBeGreaterThan(1);
    expect(await rewrapDataKeys(app.owner, both)).toBe(0);
    expect(await opensDataKeys(app.owner, new LocalKeyManagement(new KeyEncryption(fresh)))).toBe(true);
    expect(await opensDataKeys(app.owner, local)).toBe(false);
    const back = new LocalKeyManagement(new KeyEncryption(`${Buffer.alloc(32, 'hairline tests').toString('base64url')},${fresh}`));
    await rewrapDataKeys(app.owner, back);
    expect(await opensDataKeys(app.owner, local)).toBe(true);
  });
});

describe('AWS KMS', () => {
  it('wraps the data keys, opens what the local root key wrapped before, and is needed no more once they are unwrapped', async () => {
    const server = new KmsServer('alias/hairline', 'AKIATEST');
    const endpoint = await server.start();
    const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
    const kms = new AwsKeyManagement({ keyId: server.keyId, region: 'us-east-1', endpoint, credentials }, local);
    const another = await startApp({ keyManagement: kms });
    try {
      const place = await another.clinic();
      const by = place.as('dermatologist');
      const body = { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', identifiers: [{ system: SYSTEM, value: 'KMS-1' }] };
      const registered = await by.post('/v1/patients', body);
      expect(registered.status).toBe(201);
      expect(new Set(server.asked)).toEqual(new Set(['Encrypt', 'Decrypt']));
      expect((await readKeyStatus(another.owner)).map(({ rootKeys }) => rootKeys)).toEqual([['aws-kms alias/hairline']]);
      expect(await opensDataKeys(another.owner, local)).toBe(false);
      server.broken = true;
      const read = await by.get(`/v1/patients/${registered.body.id}`);
      expect(read.body.identifiers).toEqual(body.identifiers);
      await expect(opensDataKeys(another.owner, kms)).rejects.toThrow();
      server.broken = false;
      await kms.unwrap(await local.wrap(randomBytes(32), 'before'), 'before').then((key) => expect(key).toHaveLength(32));
      expect(await kms.unwrap(await kms.wrap(randomBytes(32), 'one'), 'two')).toBeNull();
    } finally {
      await another.stop();
      await server.stop();
    }
  });
});
