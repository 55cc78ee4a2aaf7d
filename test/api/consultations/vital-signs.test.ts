/** Vital signs are a series like the results of laboratories; what no body can have is refused. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan } from '../../support/journey.js';
import { treatmentExamples } from '../../../src/treatments/index.js';

describe('vital signs', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;

  const dermatologist = () => clinic.as('dermatologist');
  const visit = (vitalSigns: object) => dermatologist().post(`/v1/patients/${patientId}/consultations`, { startedAt: '2026-01-20T10:00:00+05:30', vitalSigns });

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    patientId = (await dermatologist().post('/v1/patients', { names: [{ text: 'Measured Testperson' }], sexAtBirth: 'female' })).body.id as string;
    await visit({ measuredAt: '2026-02-01T10:00:00+05:30', bodyWeight: { value: 62, unit: 'kg' }, heartRate: 70 });
    await visit({ measuredAt: '2026-01-01T10:00:00+05:30', bodyWeight: { value: 61000, unit: 'g' }, bloodPressure: { systolic: 118, diastolic: 76 } });
    await visit({ measuredAt: '2026-03-01T10:00:00+05:30', heartRate: 72 });
    const wrong = await visit({ measuredAt: '2026-03-02T10:00:00+05:30', heartRate: 200 });
    await dermatologist().post(`/v1/consultations/${wrong.body.id}/entered-in-error`, { reason: 'Another person' }, { ifMatch: 1 });
  });
  afterAll(() => app.stop());

  const series = async (code: string, more = '', of = patientId) => (await dermatologist().get(`/v1/patients/${of}/observations?code=${code}${more}`)).body;

  it.each([
    ['29463-7', ['2026-01-01 61 kg', '2026-02-01 62 kg']],
    ['8867-4', ['2026-02-01 70 /min', '2026-03-01 72 /min']],
    ['8480-6', ['2026-01-01 118 mm[Hg]']],
    ['8462-4', ['2026-01-01 76 mm[Hg]']],
    ['8302-2', []],
  ])('of the code %s are a series, oldest first, in one unit, without what was entered in error', async (code, expected) => {
    const body = await series(code, '&count=true');
    const items = body.items as { collectedAt: string; canonical: { value: number; unit: string }; bloodTestId: null; consultationId: string }[];
    expect(items.map(({ collectedAt, canonical }) => `${collectedAt.slice(0, 10)} ${canonical.value} ${canonical.unit}`)).toEqual(expected);
    expect(items.every(({ bloodTestId, consultationId }) => bloodTestId === null && consultationId !== null)).toBe(true);
    expect(body.total).toBe(expected.length);
  });

  it('that are null were not measured: they are as if they were left out', async () => {
    const other = (await dermatologist().post('/v1/patients', { names: [{ text: 'Other Testperson' }], sexAtBirth: 'female' })).body.id as string;
    const vitalSigns = { measuredAt: '2026-01-20T10:20:00.000Z', heartRate: 70, bodyWeight: null, bodyHeight: null, bloodPressure: null };
    const sent = { startedAt: '2026-01-20T10:00:00+05:30', vitalSigns };
    const { status, body } = await dermatologist().post(`/v1/patients/${other}/consultations`, sent);
    expect([status, body.vitalSigns]).toEqual([201, { measuredAt: '2026-01-20T10:20:00.000Z', heartRate: 70 }]);
    const refused = await dermatologist().post(`/v1/patients/${other}/consultations`, { ...sent, colour: 'red' });
    expect([refused.status, refused.body.errors.map(({ code }: { code: string }) => code)]).toEqual([400, ['unknown-property']]);
  });

  it('are read page by page, and drawn', async () => {
    const first = await series('29463-7', '&limit=1');
    const second = await series('29463-7', `&limit=1&cursor=${first.nextCursor}`);
    expect([first.items, second.items, second.nextCursor]).toMatchObject([[{ value: 61000, unit: 'g' }], [{ value: 62, unit: 'kg' }], null]);
    const chart = await dermatologist().get(`/v1/patients/${patientId}/observations/chart?code=29463-7`);
    expect([chart.status, chart.headers['content-type']]).toEqual([200, expect.stringContaining('image/svg+xml')]);
  });

  it('of a session stand among those of visits', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    const session = `/v1/treatment-sessions/${sessionIds[0]}`;
    await dermatologist().post(`${session}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    const vitalSigns = { measuredAt: new Date().toISOString(), heartRate: 81 };
    const done = await dermatologist().post(`${session}/complete`, { ...treatmentExamples.mesotherapyRecord, vitalSigns }, { ifMatch: 2 });
    expect(done.status).toBe(200);
    const { items } = await series('8867-4', '', prepared.patientId);
    expect((items as object[]).at(-1)).toMatchObject({ sessionId: sessionIds[0], consultationId: null, value: 81 });
  });

  it('of another clinic do not exist', async () => {
    const other = await app.clinic();
    expect((await other.as('dermatologist').get(`/v1/patients/${patientId}/observations?code=29463-7`)).status).toBe(404);
  });

  it.each([
    [
      'a weight and a height mistaken for each other',
      { vitalSigns: { measuredAt: '2026-01-20T10:00:00Z', bodyWeight: { value: 165, unit: 'kg' }, bodyHeight: { value: 61, unit: 'cm' } } },
      '/vitalSigns/bodyHeight implausible-value',
    ],
    [
      'hairs of 52 nm',
      { trichoanalyses: [{ performedAt: '2026-01-20T10:00:00Z', region: 'vertex', hairDiameter: { value: 52, unit: 'nm' } }] },
      '/trichoanalyses/0/hairDiameter/value out-of-range',
    ],
    [
      'a medicine that was not taken, taken yesterday',
      { medicalHistory: { medications: [{ name: 'Aspirin', status: 'not-taken', lastTakenOn: '2026-01-19' }] } },
      '/medicalHistory/medications/0/lastTakenOn contradiction',
    ],
    [
      'a child that is expected where there is no pregnancy',
      { medicalHistory: { pregnancy: { status: 'no', assessedOn: '2026-01-20', dueOn: '2026-06-01' } } },
      '/medicalHistory/pregnancy/dueOn contradiction',
    ],
    [
      'a child that is expected in years',
      { medicalHistory: { pregnancy: { status: 'yes', assessedOn: '2026-01-20', dueOn: '2028-06-01' } } },
      '/medicalHistory/pregnancy/dueOn implausible-value',
    ],
  ])('and what goes with them is refused: %s', async (_what, part, error) => {
    const refused = await dermatologist().post(`/v1/patients/${patientId}/consultations`, { startedAt: '2026-01-20T10:00:00Z', ...part });
    const errors = (refused.body.errors as { pointer: string; code: string }[] | undefined)?.map(({ pointer, code }) => `${pointer} ${code}`);
    expect([refused.status, errors]).toEqual([400, [error]]);
    const evaluated = await dermatologist().post('/v1/contraindication-checks/evaluate', {
      treatment: 'mesotherapy',
      plannedOn: '2026-12-01',
      patient: { sexAtBirth: 'female' },
      consultations: [{ startedAt: '2026-01-20T10:00:00Z', ...part }],
    });
    expect([evaluated.status, evaluated.body.errors]).toMatchObject([400, [{ pointer: `/consultations/0${error.split(' ')[0]}` }]]);
  });

  it('refuses a medicine on the list that was not taken, and was taken', async () => {
    const refused = await dermatologist().post(`/v1/patients/${patientId}/medications`, { name: 'Aspirin', status: 'not-taken', lastTakenOn: '2026-01-19' });
    expect(refused.body.errors).toMatchObject([{ pointer: '/lastTakenOn', code: 'contradiction' }]);
  });

  it('refuses a trichoanalysis that is compared with itself', async () => {
    const { body } = await dermatologist().post(`/v1/patients/${patientId}/consultations`, {
      startedAt: '2026-01-20T10:00:00Z',
      trichoanalyses: [{ performedAt: '2026-01-20T10:00:00Z', region: 'vertex' }],
    });
    const [{ id }] = body.trichoanalyses as [{ id: string }];
    const compared = await dermatologist().get(`/v1/patients/${patientId}/trichoanalyses/comparison?from=${id}&to=${id.toUpperCase()}`);
    expect([compared.status, compared.body.errors]).toMatchObject([400, [{ pointer: '?to', code: 'same-trichoanalysis' }]]);
  });
});
