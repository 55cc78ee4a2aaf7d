import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

const result = (code: string, value: number, unit: string) => ({ code: { system: 'loinc', code }, value, unit });

describe('the series of an analyte', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    const dermatologist = clinic.as('dermatologist');
    patientId = (await dermatologist.post('/v1/patients', { names: [{ text: 'Series Testperson' }], sexAtBirth: 'female' })).body.id as string;
    const report = (collectedAt: string, ...results: object[]) => dermatologist.post(`/v1/patients/${patientId}/blood-tests`, { collectedAt, results });
    await report('2026-03-01T08:00:00+05:30', result('718-7', 12.5, 'g/dL'), result('33959-8', 0.2, 'ng/mL'));
    await report('2026-01-01T08:00:00+05:30', result('718-7', 11, 'g/dL'));
    await report('2026-02-01T08:00:00+05:30', result('718-7', 118, 'g/L'));
    await dermatologist.post(`/v1/patients/${patientId}/consultations`, {
      startedAt: '2026-04-01T08:00:00+05:30',
      bloodTests: [{ collectedAt: '2026-04-01T07:00:00+05:30', results: [result('718-7', 13.2, 'g/dL')] }],
    });
  });
  afterAll(() => app.stop());

  const list = (query: string) => clinic.as('dermatologist').get(`/v1/patients/${patientId}/observations?${query}`);

  it('is oldest first, in one unit whatever the laboratory reported, from visits and from between them', async () => {
    const { status, body } = await list('code=718-7&count=true');
    expect(status).toBe(200);
    const items = body.items as { collectedAt: string; canonical: { value: number; unit: string }; interpretation: string; consultationId: string | null }[];
    expect(items.map((item) => [item.collectedAt.slice(0, 10), item.canonical, item.interpretation, item.consultationId !== null])).toEqual([
      ['2026-01-01', { value: 11, unit: 'g/dL' }, 'L', false],
      ['2026-02-01', { value: 11.8, unit: 'g/dL' }, 'L', false],
      ['2026-03-01', { value: 12.5, unit: 'g/dL' }, 'N', false],
      ['2026-04-01', { value: 13.2, unit: 'g/dL' }, 'N', true],
    ]);
    expect(body).toMatchObject({ nextCursor: null, total: 4 });
  });

  it('is read page by page, none lost and none twice', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await list(`code=718-7&limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...(body.items as { collectedAt: string }[]).map((item) => item.collectedAt));
      cursor = body.nextCursor as string | null;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toHaveLength(4);
  });

  it('of a code outside the panel is that code’s own, and one of nothing is empty', async () => {
    expect((await list('code=33959-8')).body.items).toMatchObject([{ analyte: null, canonical: null, value: 0.2, unit: 'ng/mL' }]);
    expect((await list('code=2345-7')).body.items).toEqual([]);
  });

  it('needs a code that can be one', async () => {
    for (const query of ['', 'code=haemoglobin']) expect((await list(query)).body.errors).toMatchObject([{ pointer: '?code' }]);
  });

  it('is in the audit trail', async () => {
    await list('code=718-7');
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=1`);
    expect(body.items).toMatchObject([{ action: 'observation.list', outcome: 'success' }]);
  });
});
