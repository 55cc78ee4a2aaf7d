import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentToPhotographs, consultationToday, photographOf } from '../../support/journey.js';

interface Measure {
  region: string;
  measure: string;
  baseline: object | null;
  latest: object | null;
  points: object[];
}

const now = (): string => new Date().toISOString();

describe('how a plan has turned out', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let planId: string;
  let patientId: string;

  const by = () => clinic.as('dermatologist');
  const outcomes = async (id = planId) => (await clinic.as('technician').get(`/v1/treatment-plans/${id}/outcomes`)).body;
  const give = async (sessionId: string): Promise<string> => {
    await by().post(`/v1/treatment-sessions/${sessionId}/start`, {}, { ifMatch: 1 });
    const { body, text } = await by().post(`/v1/treatment-sessions/${sessionId}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 });
    if (body.status !== 'completed') throw new Error(text);
    return body.startedAt as string;
  };
  const look = async (performedAt: string, findings: object, region = 'vertex'): Promise<string> => {
    const { body, text } = await by().post(`/v1/patients/${patientId}/consultations`, {
      startedAt: performedAt,
      trichoanalyses: [{ performedAt, region, ...findings }],
    });
    if (!body.trichoanalyses) throw new Error(text);
    return body.trichoanalyses[0].id as string;
  };
  const grade = (assessedAt: string, more: object) => by().post(`/v1/patients/${patientId}/scales`, { assessedAt, assessor: 'patient', ...more });
  const dlqi = (worst: number) => Array.from({ length: 10 }, (_, index) => (index < worst ? 3 : 0));

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    const plan = await activePlan(clinic);
    ({ planId } = plan);
    ({ patientId } = plan.prepared);
    const before = await look('2025-06-01T10:00:00+05:30', { hairDensity: { value: 190, unit: '/cm2' } });
    const wrong = await by().post(`/v1/patients/${patientId}/consultations`, {
      startedAt: '2026-03-01T10:00:00+05:30',
      trichoanalyses: [{ performedAt: '2026-03-01T10:00:00+05:30', region: 'vertex', hairDensity: { value: 1, unit: '/cm2' } }],
    });
    await by().post(`/v1/consultations/${wrong.body.id}/entered-in-error`, { reason: 'Another person' }, { ifMatch: 1 });
    await look('2026-02-01T10:00:00+05:30', { hairDensity: { value: 200, unit: '/cm2' } }, 'occipital');
    expect(before).toEqual(expect.any(String));
    await grade('2026-02-01T10:00:00+05:30', { scale: 'dlqi', dlqi: dlqi(4) });
    await grade('2026-02-01T10:00:00+05:30', { scale: 'ludwig', grade: 'II', assessor: 'clinician' });
    await consentToPhotographs(clinic, patientId);
    await photographOf(clinic, patientId);
    const mistaken = await photographOf(clinic, patientId, { takenAt: '2026-03-01T10:00:00+05:30' });
    await by().post(`/v1/photos/${mistaken.body.id}/entered-in-error`, { reason: 'Taken of another patient' }, { ifMatch: 1 });
  }, 60_000);
  afterAll(() => app.stop());

  it('is, before any session, what there is, and what is still missing', async () => {
    const { sessions, measures, photographs, missing, ratings } = await outcomes();
    expect(sessions).toEqual({ planned: 8, completed: 0, noShows: 0, firstStartedAt: null, lastCompletedAt: null });
    // The example's consultation, made for the plan, is the last of three.
    expect(measures[0]).toMatchObject({ region: 'vertex', treated: true, measure: 'hair-density', baseline: { value: 132 }, latest: null, change: null });
    expect((measures[0].points as { value: number }[]).map(({ value }) => value)).toEqual([190, 132]);
    expect(photographs).toEqual([
      { region: 'vertex', angle: 'top', before: { photoId: expect.any(String), takenAt: '2026-02-01T05:10:00.000Z' }, after: null },
    ]);
    expect(ratings).toEqual([]);
    expect((missing as { code: string }[]).filter(({ code }) => code === 'no-follow-up')).toEqual([]);
  });

  describe('after a session', () => {
    let startedAt: string;
    let followUp: string;

    beforeAll(async () => {
      const { body } = await by().get(`/v1/treatment-plans/${planId}/sessions`);
      startedAt = await give((body.items as { id: string }[])[0]!.id);
      followUp = await look(now(), { hairCount: 310, fieldOfView: { value: 2, unit: 'cm2' }, hairDiameter: { value: 0.058, unit: 'mm' } });
      await grade(now(), { scale: 'dlqi', dlqi: dlqi(1) });
      await grade(now(), { scale: 'ludwig', grade: 'I', assessor: 'clinician' });
      await grade(now(), { scale: 'gais', grade: '2', baselineOn: '2026-02-01' });
      await photographOf(clinic, patientId, { takenAt: now() });
      await photographOf(clinic, patientId, { takenAt: now(), angle: 'front' });
    }, 60_000);

    const measure = async (name: string, region = 'vertex'): Promise<Measure> =>
      ((await outcomes()).measures as Measure[]).find((measure) => measure.measure === name && measure.region === region)!;

    it('is the last figure before it against the last since, each with its record, in one unit whatever unit it was typed in', async () => {
      expect((await outcomes()).sessions).toMatchObject({ completed: 1, firstStartedAt: startedAt, lastCompletedAt: startedAt });
      expect(await measure('hair-density')).toMatchObject({
        display: 'Hair density',
        baseline: { value: 132, unit: '/cm2', source: { type: 'trichoanalysis', id: expect.any(String) } },
        latest: { value: 155, unit: '/cm2', source: { type: 'trichoanalysis', id: followUp } },
        change: { absolute: 23, percent: 17.4, days: 0, sessions: 1 },
        // The example was seen through 1 cm2, this through 2.
        cautions: ['field-of-view-differs'],
      });
      expect(await measure('hair-diameter')).toMatchObject({
        baseline: { value: 52 },
        latest: { value: 58, unit: 'um' },
        change: { absolute: 6, percent: 11.5 },
      });
      expect(await measure('anagen')).toMatchObject({ baseline: { value: 78, unit: '%' }, latest: null, change: null });
      expect(await measure('hair-density', 'occipital')).toMatchObject({ treated: false, baseline: { value: 200 }, latest: null });
    });

    it('shows scales, of which improvement is itself a comparison, and photographs side by side', async () => {
      const { scales, photographs } = await outcomes();
      const named = Object.fromEntries((scales as { scale: string }[]).map((scale) => [scale.scale, scale]));
      expect(named.dlqi).toMatchObject({
        assessor: 'patient',
        baseline: { value: 12, grade: null },
        latest: { value: 3 },
        change: { absolute: -9, percent: -75 },
      });
      expect(named.ludwig).toMatchObject({ baseline: { value: 2, grade: 'II' }, latest: { value: 1, grade: 'I' }, change: { absolute: -1, percent: null } });
      expect(named.gais).toMatchObject({ baseline: null, latest: { value: 2, grade: '2', meaning: 'much improved' }, change: null });
      expect((photographs as { angle: string; before: unknown; after: unknown }[]).map(({ angle, before, after }) => [angle, !!before, !!after])).toEqual([
        ['top', true, true],
        ['front', false, true],
      ]);
    });

    it('says what is missing', async () => {
      const missing = (await outcomes()).missing as { of: string; name: string; region: string; code: string; detail: string }[];
      expect(missing).toContainEqual({
        of: 'measure',
        name: 'anagen',
        region: 'vertex',
        code: 'no-follow-up',
        detail: 'No figure of anagen in the region vertex since the first session.',
      });
      expect(missing).toContainEqual(expect.objectContaining({ of: 'measure', name: 'hair-density', region: 'occipital', code: 'no-follow-up' }));
      expect(missing).toContainEqual(expect.objectContaining({ of: 'rating', name: 'satisfaction', code: 'no-follow-up' }));
      expect(missing.filter(({ of, name, region }) => of !== 'rating' && (name === 'hair-density' || of !== 'measure') && region !== 'occipital')).toEqual([]);
    });

    it('is a chart too, with the sessions numbered and the change in words', async () => {
      const response = await clinic.as('technician').get(`/v1/treatment-plans/${planId}/outcomes/chart?measure=hair-density&region=vertex`);
      expect([response.status, response.headers['content-type']]).toEqual([200, expect.stringContaining('image/svg+xml')]);
      const svg = (response.body as Buffer).toString('utf8');
      expect(svg).toContain('Hair density, vertex</title>');
      expect(svg).toContain('latest 155 /cm²');
      expect(svg).toMatch(/<title>\d+ \w+ \d{4}: session 1<\/title>/);
      expect(svg).toContain('Change from baseline to latest: +23 /cm² (+17.4 %), in 0 days with 1 session.');
      expect(svg).toContain('up is better');
      expect(svg).not.toContain('Testperson');
      const again = await clinic.as('technician').get(`/v1/treatment-plans/${planId}/outcomes/chart?measure=hair-density&region=vertex`, {
        ifNoneMatch: response.headers.etag!,
      });
      expect(again.status).toBe(304);
      const svgOf = async (query: string) => ((await by().get(`/v1/treatment-plans/${planId}/outcomes/chart?${query}`)).body as Buffer).toString('utf8');
      expect(await svgOf('measure=hair-density&region=occipital')).toContain('Nothing was recorded since the first session.');
      expect(await svgOf('measure=vellus&region=beard')).toContain('No values recorded');
    });

    it('claims nothing of hair for micropigmentation', async () => {
      const { planId: pigmentPlan, prepared, sessionIds } = await activePlan(clinic, 'scalp-micropigmentation');
      const path = `/v1/treatment-sessions/${sessionIds[0]}`;
      expect((await by().post(`${path}/start`, { ingredients: ['carbon black'] }, { ifMatch: 1 })).status).toBe(200);
      expect((await by().post(`${path}/complete`, treatmentExamples.micropigmentationRecord, { ifMatch: 2 })).status).toBe(200);
      const [look] = consultationToday().trichoanalyses;
      const later = { startedAt: now(), trichoanalyses: [{ ...look, performedAt: now(), hairCount: 190, hairDensity: { value: 190, unit: '/cm2' } }] };
      expect((await by().post(`/v1/patients/${prepared.patientId}/consultations`, later)).status).toBe(201);
      const svgOf = async (query: string) => ((await by().get(`/v1/treatment-plans/${pigmentPlan}/outcomes/chart?${query}`)).body as Buffer).toString('utf8');
      for (const measure of ['hair-density', 'hair-count']) {
        const svg = await svgOf(`measure=${measure}&region=vertex`);
        expect(svg).toContain('190');
        expect(svg).toContain('Micropigmentation adds no hair');
        expect(svg).not.toMatch(/Change from|session 1</);
      }
      await by().post(`/v1/treatment-plans/${pigmentPlan}/ratings`, { kind: 'fading', score: 1, assessor: 'clinician', ratedAt: now() });
      expect(await svgOf('measure=fading')).toMatch(
        /4 hardly visible any more<.*up is better \(lower values are above\)|up is better \(lower values are above\).*4 hardly visible any more</s,
      );
    });

    it('is a chart of scales and of ratings too', async () => {
      const svgOf = async (query: string) => ((await by().get(`/v1/treatment-plans/${planId}/outcomes/chart?${query}`)).body as Buffer).toString('utf8');
      const life = await svgOf('measure=dlqi');
      expect(life).toContain('Dermatology life quality (DLQI), by the patient</title>');
      expect(life).toContain('(−75 %)');
      expect(await svgOf('measure=ludwig')).toContain('Change from baseline to latest: −1, in');
      expect(await svgOf('measure=gais')).toContain('2 much improved');
      expect(await svgOf('measure=gais')).not.toContain('Change from');
      expect(await svgOf('measure=gais&assessor=clinician')).toContain('No values recorded');
      await by().post(`/v1/treatment-plans/${planId}/ratings`, { kind: 'satisfaction', score: 7, assessor: 'patient', ratedAt: now() });
      expect(await svgOf('measure=satisfaction')).toMatch(/<title id="[^"]+">Satisfaction<\/title>.*One value\..*: 7\..*One session/s);
    });

    it('refuses a chart that says too little, or what does not belong to it', async () => {
      const errors = async (query: string) => {
        const { body } = await by().get(`/v1/treatment-plans/${planId}/outcomes/chart?${query}`);
        return (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
      };
      expect(await errors('measure=anagen&assessor=patient')).toEqual(['?region required', '?assessor not-allowed']);
      expect(await errors('measure=dlqi&region=vertex')).toEqual(['?region not-allowed']);
      expect(await errors('region=vertex')).toEqual(['?measure required']);
    });

    it('refuses a chart of what is no measure, and names both parameters', async () => {
      const { status, body } = await by().get(`/v1/treatment-plans/${planId}/outcomes/chart?measure=density&region=elbow`);
      expect([status, (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual([
        400,
        ['?measure not-allowed', '?region not-allowed'],
      ]);
    });
  });

  it('is seen by who treats, not by others, and is in the audit trail with the patient', async () => {
    const path = `/v1/treatment-plans/${planId}/outcomes`;
    for (const role of ['admin', 'receptionist', 'auditor'] as const) {
      expect([role, (await clinic.as(role).get(path)).status, (await clinic.as(role).get(`${path}/chart?measure=anagen&region=vertex`)).status]).toEqual([
        role,
        403,
        403,
      ]);
    }
    expect((await (await clinic.asClient(['plan.read'])).get(path)).status).toBe(200);
    const other = await app.clinic();
    expect((await other.as('dermatologist').get(path)).status).toBe(404);
    expect((await other.as('dermatologist').get(`${path}/chart?measure=anagen&region=vertex`)).status).toBe(404);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=200`);
    const actions = (body.items as { action: string; outcome: string }[]).filter(({ outcome }) => outcome === 'success').map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['outcome.read', 'outcome.chart']));
  });
});
