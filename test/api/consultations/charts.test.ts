import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

const result = (code: string, value: number, unit: string, more: object = {}) => ({ code: { system: 'loinc', code }, value, unit, ...more });

describe('a chart', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    const dermatologist = clinic.as('dermatologist');
    patientId = (await dermatologist.post('/v1/patients', { names: [{ text: 'Chart Testperson' }], sexAtBirth: 'female' })).body.id as string;
    const report = (collectedAt: string, ...results: object[]) => dermatologist.post(`/v1/patients/${patientId}/blood-tests`, { collectedAt, results });
    await report('2026-01-01T08:00:00+05:30', result('718-7', 110, 'g/L'), result('33959-8', 0.2, 'ng/mL'));
    await report('2026-02-01T00:30:00+05:30', result('718-7', 12.5, 'g/dL'), result('2276-4', 5, 'ng/mL', { comparator: '<' }));
    await report('2026-03-01T08:00:00+05:30', result('718-7', 14.2, 'g/dL', { referenceRange: { low: 11.5, high: 14 } }), {
      code: { system: 'loinc', code: '33959-8' },
      text: 'see report',
    });
    await dermatologist.post(`/v1/patients/${patientId}/consultations`, {
      startedAt: '2026-01-20T10:15:00+05:30',
      trichoanalyses: [
        {
          performedAt: '2026-01-20T10:20:00+05:30',
          region: 'vertex',
          hairDensity: { value: 132, unit: '/cm2' },
          growthPhase: { anagen: 78, catagen: 2, telogen: 20 },
        },
        { performedAt: '2026-02-20T10:20:00+05:30', region: 'vertex', microscopicDandruff: 1 },
        { performedAt: '2026-03-20T10:20:00+05:30', region: 'vertex', hairDensity: { value: 160, unit: '/cm2' } },
        { performedAt: '2026-03-20T10:20:00+05:30', region: 'occipital', hairDensity: { value: 210, unit: '/cm2' } },
      ],
    });
    const grade = (assessedAt: string, more: object) => dermatologist.post(`/v1/patients/${patientId}/scales`, { assessedAt, assessor: 'clinician', ...more });
    await grade('2026-01-20T10:20:00+05:30', { scale: 'salt', salt: { top: 30, back: 10, left: 5, right: 0 } });
    const wrong = await grade('2026-02-20T10:20:00+05:30', { scale: 'salt', salt: { top: 99, back: 99, left: 99, right: 99 } });
    await dermatologist.post(`/v1/scales/${wrong.body.id}/entered-in-error`, { reason: 'Wrong patient' }, { ifMatch: 1 });
    await grade('2026-01-20T10:20:00+05:30', { scale: 'gais', grade: '2', baselineOn: '2025-07-20' });
    await grade('2026-01-21T10:20:00+05:30', { scale: 'gais', grade: '4', baselineOn: '2025-07-20', assessor: 'patient' });
  });
  afterAll(() => app.stop());

  const get = (path: string, sent = {}) => clinic.as('technician').get(`/v1/patients/${patientId}/${path}`, sent);
  const svg = async (path: string): Promise<string> => {
    const response = await get(path);
    expect([path, response.status, response.headers['content-type']]).toEqual([path, 200, expect.stringContaining('image/svg+xml')]);
    return (response.body as Buffer).toString('utf8');
  };

  it('of an analyte shows each result in one unit, its flag and the ranges that were used', async () => {
    const chart = await svg('observations/chart?code=718-7');
    expect(chart).toContain('Haemoglobin</title>');
    expect(chart).toContain('3 values from 1 Jan 2026 to 1 Mar 2026. First 11 g/dL, latest 14.2 g/dL');
    expect(chart).toContain('1 Feb 2026, 00:30: 12.5 g/dL, within the range');
    expect(chart).toContain('1 within the range, 1 below the range, 1 above the range.');
    expect(chart.match(/<rect [^>]*class="f-band"\/>/g)).toHaveLength(2);
  });

  it('of an analyte shows on which side a value lies, and says what it leaves out', async () => {
    expect(await svg('observations/chart?code=2276-4')).toContain('less than 5 ng/mL');
    expect(await svg('observations/chart?code=33959-8')).toContain('1 result in words is not drawn.');
    expect(await svg('observations/chart?code=2345-7')).toContain('No values recorded');
  });

  it('of a measure shows one region, the usual range, and a gap where nothing was recorded', async () => {
    const chart = await svg('trichoanalyses/chart?region=vertex&measure=hair-density');
    expect(chart).toContain('Hair density, vertex</title>');
    expect(chart).toContain('2 values from 20 Jan 2026 to 20 Mar 2026. First 132 /cm², latest 160 /cm²');
    expect(chart).toContain('1 within the range, 1 below the range.');
    expect(chart).toContain('>usual range</text>');
    expect(chart).not.toContain('stroke-linecap="round" stroke="#0b5cad"');
    expect(await svg('trichoanalyses/chart?region=occipital&measure=hair-density')).toContain('One value. 20 Mar 2026, 10:20: 210 /cm²');
    expect(await svg('trichoanalyses/chart?region=beard&measure=vellus')).toContain('No values recorded');
    expect(await svg('trichoanalyses/chart?region=vertex&measure=anagen-telogen-ratio')).toContain('3.9');
  });

  it('of a scale leaves out what was entered in error, and keeps clinician and patient apart', async () => {
    expect(await svg('scales/chart?scale=salt')).toContain('One value. 20 Jan 2026, 10:20: 15.3 %.');
    expect(await svg('scales/chart?scale=gais')).toContain('One value. 20 Jan 2026, 10:20: 2 much improved.');
    expect(await svg('scales/chart?scale=gais&assessor=patient')).toContain('One value. 21 Jan 2026, 10:20: 4 no change.');
    expect(await svg('scales/chart?scale=dlqi')).toContain('No values recorded');
  });

  it('names nobody, may not run anything, is kept nowhere, and is not sent twice', async () => {
    const response = await get('observations/chart?code=718-7');
    expect((response.body as Buffer).toString()).not.toContain('Testperson');
    expect(response.headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['content-disposition']).toBeUndefined();
    const again = await get('observations/chart?code=718-7', { ifNoneMatch: response.headers.etag });
    expect(again.status).toBe(304);
    expect((await get('observations/chart?code=2276-4', { ifNoneMatch: response.headers.etag })).status).toBe(200);
  });

  it.each([
    ['observations/chart', ['?code']],
    ['observations/chart?code=haemoglobin', ['?code']],
    ['trichoanalyses/chart', ['?region', '?measure']],
    ['trichoanalyses/chart?region=knee&measure=beauty', ['?region', '?measure']],
    ['trichoanalyses/chart?region=vertex&region=beard&measure=anagen', ['?region']],
    ['scales/chart', ['?scale']],
    ['scales/chart?scale=salt&assessor=nurse&colour=red', ['?assessor', '?colour']],
  ])('%s is refused, every wrong parameter named', async (path, pointers) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    expect((response.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([...pointers].sort());
  });

  it('is for who may read consultations, in this clinic, and is in the audit trail', async () => {
    const other = (await app.clinic()).as('dermatologist');
    for (const [path, action] of [
      ['observations/chart?code=718-7', 'observation.chart'],
      ['trichoanalyses/chart?region=vertex&measure=anagen', 'trichoanalysis.chart'],
      ['scales/chart?scale=salt', 'scale.chart'],
    ] as const) {
      const url = `/v1/patients/${patientId}/${path}`;
      expect([path, (await clinic.as('receptionist').get(url)).status]).toEqual([path, 403]);
      expect([path, (await other.get(url)).status]).toEqual([path, 404]);
      await get(path);
      const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=1`);
      expect(body.items).toMatchObject([{ action, outcome: 'success', status: 200 }]);
    }
  });
});
