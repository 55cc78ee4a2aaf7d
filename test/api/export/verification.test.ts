import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import { startApp, type Caller, type TestApp } from '../../support/app.js';
import { consultationToday, prepare } from '../../support/journey.js';
import { unzip } from '../../support/zip.js';

/** Runs the script of the documentation as anybody would, on what it is given. */
const verify = (json: string): { status: number | null; lines: string[] } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['docs/verify-content-hash.mjs'], { input: json, encoding: 'utf8' });
  expect(stderr).toBe('');
  return { status, lines: stdout.split('\n').filter((line) => line !== '') };
};

describe('the verification of signed versions', () => {
  let app: TestApp;
  let dermatologist: Caller;
  let patientId: string;
  let consultationId: string;
  let record: string;

  beforeAll(async () => {
    app = await startApp();
    const clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
    ({ patientId, consultationId } = await prepare(clinic));
    const changes = { assessment: { note: 'Was “Ludwig I”; it is Ludwig II – आशा \u{1f9d1} \\ "quoted"' } };
    await dermatologist.post(`/v1/consultations/${consultationId}/amendments`, { reason: 'Looked again', changes }, { ifMatch: 2 });
    await dermatologist.post(`/v1/patients/${patientId}/consultations`, consultationToday());
    record = unzip((await dermatologist.download(`/v1/patients/${patientId}/export`)).body as Buffer)
      .get('record.json')!
      .toString();
  }, 60_000);
  afterAll(() => app.stop());

  const versions = ['version 1: ok', 'version 2: ok'];

  it('finds every signed version of an export as it was signed', () => {
    expect(verify(record)).toEqual({ status: 0, lines: versions.map((version) => `${consultationId} ${version}`) });
  });

  it('finds one changed character', () => {
    const item = JSON.parse(record) as { consultations: { id: string; versions: { content: { reason: string } }[] }[] };
    const { content } = item.consultations.find(({ id }) => id === consultationId)!.versions[0]!;
    content.reason = content.reason.replace('a', 'e');
    expect(verify(JSON.stringify(item))).toEqual({ status: 1, lines: [`${consultationId} version 1: mismatch`, `${consultationId} version 2: ok`] });
  });

  it('takes what the API answers, too', async () => {
    const { body } = await dermatologist.get(`/v1/consultations/${consultationId}/versions`);
    expect(verify(JSON.stringify(body))).toEqual({ status: 0, lines: versions.map((version) => `${consultationId} ${version}`) });
  });

  it('holds after a merge, and of what was entered in error', async () => {
    const into = (await dermatologist.post('/v1/patients', { names: [{ text: 'Asha T.' }], sexAtBirth: 'female' })).body.id as string;
    await dermatologist.post(`/v1/patients/${patientId}/merge`, { into, reason: 'Registered twice' }, { ifMatch: 1 });
    const { version } = (await dermatologist.get(`/v1/consultations/${consultationId}`)).body as { version: number };
    const wrong = await dermatologist.post(`/v1/consultations/${consultationId}/entered-in-error`, { reason: 'Another person' }, { ifMatch: version });
    expect(wrong.status).toBe(200);
    const merged = unzip((await dermatologist.download(`/v1/patients/${into}/export`)).body as Buffer).get('record.json')!;
    expect(verify(merged.toString())).toEqual({ status: 0, lines: versions.map((version) => `${consultationId} ${version}`) });
  });

  it('puts members, numbers and characters in the order and form of RFC 8785', () => {
    const content = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0, 0.1 + 0.2, 1e21, 123456789012],
      string: '\u20ac$\u000f\nA\'B"\\"/\u2028',
      '\u20ac': 'Euro',
      '\r': 'Return',
      '\ufb33': 'Dalet',
      '1': 'One',
      '10': 'Ten',
      '2': 'Two',
      '\u{1f600}': 'Smiley',
      '\u0080': 'Control',
      empty: { list: [], object: {}, nothing: null, no: false },
    };
    const contentHash = createHash('sha256').update(canonicalize(content)!).digest('hex');
    expect(verify(JSON.stringify([{ consultationId: 'x', number: 1, content, contentHash }]))).toEqual({ status: 0, lines: ['x version 1: ok'] });
  });

  it('fits on a page and needs nothing but Node', () => {
    const script = readFileSync('docs/verify-content-hash.mjs', 'utf8');
    expect(script.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
    expect([...script.matchAll(/from '([^']+)'/g)].map(([, name]) => name)).toEqual(['node:crypto', 'node:fs']);
  });
});
