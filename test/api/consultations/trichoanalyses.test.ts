import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { consultationExamples } from '../../../src/consultations/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consentToPhotographs, photographed, photographOf, prepare } from '../../support/journey.js';

const perCm2 = (value: number) => ({ value, unit: '/cm2' });
const phases = (anagen: number, catagen: number, telogen: number) => ({ anagen, catagen, telogen });

/** Every member that a trichoanalysis has, but the photographs that it cites. */
const complete = {
  performedAt: '2026-01-20T10:25:00+05:30',
  region: 'vertex',
  device: 'Handheld trichoscope',
  magnification: 70,
  fieldOfView: { value: 1, unit: 'cm2' },
  scalpCondition: ['dry', 'flaky'],
  possibleCauses: [{ system: 'icd-10', code: 'L64.8' }],
  infection: 'none',
  inflammation: 'mild',
  perifollicularSigns: ['erythema', 'casts'],
  buildUp: { kinds: ['sebum'], grade: 2 },
  hairDensity: perCm2(130),
  follicularUnitDensity: perCm2(62),
  hairCount: 132,
  growthPhase: phases(70, 2, 28),
  hairType: { shape: 'wavy', thickness: 'fine', colour: 'black' },
  microscopicDandruff: 1,
  microscopicDandruffDistribution: 'patchy',
  hairDiameter: { value: 29, unit: 'um' },
  hairDiameterDeviation: { value: 14, unit: 'um' },
  hairDiameterDiversity: 24,
  terminalVellus: { terminal: 75, vellus: 25 },
  hairsPerUnit: { one: 30, two: 50, three: 15, four: 5 },
  suspiciousLesion: 'yes',
  signs: ['yellow-dots', 'peripilar-sign'],
  pullTest: { pulled: 60, extracted: 9 },
  note: 'Thinner than last year',
};

interface Item {
  id: string;
  region: string;
  performedAt: string;
  change: Record<'sincePrevious' | 'sinceBaseline', { trichoanalysisId: string; days: number; measures: object[] } | null>;
}

describe('trichoanalyses', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const newPatient = async (): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Look Testperson' }], sexAtBirth: 'female' })).body.id as string;
  const consult = (patientId: string, ...trichoanalyses: object[]) =>
    clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, { startedAt: '2026-01-20T10:15:00+05:30', trichoanalyses });
  const look = (performedAt: string, more: object = {}) => ({ performedAt, region: 'vertex', ...more });
  /** The ids of what was recorded, in the order of recording. */
  const recorded = async (patientId: string, ...looks: object[]): Promise<string[]> => {
    const response = await consult(patientId, ...looks);
    expect(response.status).toBe(201);
    return (response.body.trichoanalyses as { id: string }[]).map(({ id }) => id);
  };
  const list = async (patientId: string, query = '') => (await clinic.as('technician').get(`/v1/patients/${patientId}/trichoanalyses?${query}`)).body;

  it('record every finding, and answer what follows from it', async () => {
    const patientId = await newPatient();
    const photoIds = [await photographed(clinic, patientId)];
    const { status, body } = await consult(patientId, { ...complete, photoIds });
    expect(status).toBe(201);
    const [answered] = body.trichoanalyses;
    expect(answered).toMatchObject({ ...complete, photoIds, performedAt: '2026-01-20T04:55:00.000Z' });
    expect(answered.derived).toMatchObject({
      hairDensity: 132,
      anagenTelogenRatio: 2.5,
      meanHairsPerUnit: 1.95,
      cumulativeThickness: 3.83,
      terminalVellusRatio: 3,
      pullTestPercentage: 15,
      pullTestPositive: true,
    });
    expect((answered.derived.flags as { code: string }[]).map(({ code }) => code)).toEqual([
      'sign-of-effluvium',
      'sign-of-androgenetic-alopecia',
      'vellus-calibre',
      'positive-pull-test',
      'lesion-to-be-examined',
    ]);
    expect(answered.derived.usual[0]).toEqual({ measure: 'hair-density', value: 132, unit: '/cm2', low: 150, high: 250, standing: 'below' });
    expect((await clinic.as('technician').get(`/v1/consultations/${body.id}`)).body.trichoanalyses).toEqual(body.trichoanalyses);
  });

  it('refuse what is derived, and everything that cannot be at once', async () => {
    const patientId = await newPatient();
    const typed = await consult(patientId, { ...complete, derived: { hairDensity: 1 } });
    expect(typed.body.errors).toMatchObject([{ pointer: '/trichoanalyses/0/derived', code: 'unknown-property' }]);
    const wrong = await consult(patientId, {
      ...complete,
      inflammation: 'severe!',
      perifollicularSigns: ['warts'],
      microscopicDandruffDistribution: 'everywhere',
      hairDiameterDiversity: 101,
      photoIds: ['first'],
    });
    expect((wrong.body.errors as { pointer: string }[]).map(({ pointer }) => pointer.split('/')[3]).sort()).toEqual([
      'hairDiameterDiversity',
      'inflammation',
      'microscopicDandruffDistribution',
      'perifollicularSigns',
      'photoIds',
    ]);
    const contradicting = await consult(patientId, {
      ...complete,
      inflammation: 'none',
      buildUp: { kinds: ['none'], grade: 1 },
      fieldOfView: { value: 0.1, unit: 'cm2' },
    });
    expect((contradicting.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer.slice(18)} ${code}`)).toEqual([
      'hairDensity density-disagrees',
      'hairCount out-of-range',
      'buildUp/grade contradiction',
      'perifollicularSigns contradiction',
    ]);
  });

  describe('cite photographs', () => {
    const unknown = (...pointers: string[]) => [400, pointers.map((pointer) => ({ pointer, code: 'unknown-photograph' }))];
    const refusal = ({ status, body }: { status: number; body: { errors?: { pointer: string; code: string }[] } }) => [
      status,
      body.errors?.map(({ pointer, code }) => ({ pointer, code })),
    ];

    it('of their own patient that were not entered in error, wherever they are recorded', async () => {
      const [patientId, stranger] = [await newPatient(), await newPatient()];
      const [own, wrong, theirs] = [await photographed(clinic, patientId), await photographed(clinic, patientId), await photographed(clinic, stranger)];
      const nobodys = '01936f00-0000-7000-8000-00000000dead';
      const elsewhere = await app.clinic();
      const foreignPatient = (await elsewhere.as('dermatologist').post('/v1/patients', { names: [{ text: 'Look Testperson' }], sexAtBirth: 'female' })).body.id;
      const foreign = await photographed(elsewhere, foreignPatient as string);
      await clinic.as('dermatologist').post(`/v1/photos/${wrong}/entered-in-error`, { reason: 'Blurred' }, { ifMatch: 1 });
      const [good, bad] = [
        look('2026-01-20T18:00:00Z', { photoIds: [own] }),
        look('2026-01-20T18:00:00Z', { photoIds: [own, wrong, theirs, nobodys, foreign] }),
      ];

      expect(refusal(await consult(patientId, good, bad))).toEqual(unknown(...[1, 2, 3, 4].map((place) => `/trichoanalyses/1/photoIds/${place}`)));
      expect((await list(patientId)).items).toEqual([]);
      const draft = await consult(patientId, good);
      expect(draft.status).toBe(201);
      const path = `${draft.headers.location}/trichoanalyses`;
      expect(refusal(await clinic.as('dermatologist').post(path, { ...bad, photoIds: [theirs] }))).toEqual(unknown('/photoIds/0'));
      expect((await clinic.as('dermatologist').post(path, { ...good, photoIds: [own.toUpperCase()] })).status).toBe(201);
    });

    it('of an amendment as well; what is cited already stays, also when the photograph turns out to be wrong', async () => {
      const { patientId, consultationId } = await prepare(clinic);
      const photoId = await photographed(clinic, patientId);
      const amend = (version: number, photoIds: string[]) =>
        clinic
          .as('dermatologist')
          .post(
            `/v1/consultations/${consultationId}/amendments`,
            { reason: 'x', trichoanalyses: [look('2026-01-20T18:00:00Z', { photoIds })] },
            { ifMatch: version },
          );
      const stranger = await photographed(clinic, await newPatient());
      expect(refusal(await amend(2, [stranger]))).toEqual(unknown('/trichoanalyses/0/photoIds/0'));
      expect((await amend(2, [photoId])).status).toBe(201);
      await clinic.as('dermatologist').post(`/v1/photos/${photoId}/entered-in-error`, { reason: 'Blurred' }, { ifMatch: 1 });
      expect(refusal(await amend(3, [photoId]))).toEqual(unknown('/trichoanalyses/0/photoIds/0'));
      const other = (await photographOf(clinic, patientId)).body.id as string;
      expect((await amend(3, [other])).status).toBe(201);
      const read = await clinic.as('dermatologist').get(`/v1/consultations/${consultationId}`);
      expect((read.body.trichoanalyses as { photoIds?: string[] }[]).map(({ photoIds }) => photoIds)).toEqual([undefined, [photoId], [other]]);
    });

    it('and keep two merged records from being taken apart once they do so across them', async () => {
      const [merged, into] = [await newPatient(), await newPatient()];
      const photoId = await photographed(clinic, merged);
      await consentToPhotographs(clinic, into);
      const path = `/v1/patients/${merged}`;
      await clinic.as('dermatologist').post(`${path}/merge`, { into, reason: 'Registered twice' }, { ifMatch: 1 });
      await recorded(into, look('2026-01-20T18:00:00Z', { photoIds: [photoId] }));
      const refused = await clinic.as('dermatologist').post(`${path}/unmerge`, { reason: 'Two people' }, { ifMatch: 2 });
      expect([refused.status, refused.body.reasons]).toEqual([409, ['Among the trichoanalyses is one that rests on photographs of the other record.']]);
      expect((await clinic.as('dermatologist').get(`/v1/photos/${photoId}`)).body.patientId).toBe(into);
    });
  });

  it('of a consultation signed before there were more figures still give its hash', async () => {
    const patientId = await newPatient();
    const { whole } = consultationExamples;
    const draft = await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, whole);
    const hashOf = (body: Record<string, unknown>) => {
      const members = ['patientId', 'startedAt', 'reason', 'medicalHistory', 'vitalSigns', 'bloodTests', 'trichoanalyses', 'assessment', 'recommendation'];
      const content = Object.fromEntries(members.filter((name) => name in body).map((name) => [name, body[name]]));
      return createHash('sha256').update(canonicalize(content)!).digest('hex');
    };
    await app.owner.query('ALTER TABLE trichoanalyses DISABLE TRIGGER trichoanalyses_append_only');
    const owner = await app.owner.connect();
    await owner.query(`SELECT set_config('app.clinic_id', $1, false)`, [clinic.id]);
    await owner.query('UPDATE trichoanalyses SET derivation = 1 WHERE consultation_id = $1', [draft.body.id]);
    await owner.query(`SELECT set_config('app.clinic_id', '', false)`);
    owner.release();
    await app.owner.query('ALTER TABLE trichoanalyses ENABLE TRIGGER trichoanalyses_append_only');
    const signed = await clinic.as('dermatologist').post(`${draft.headers.location}/sign`, undefined, { ifMatch: 1 });
    expect(Object.keys(signed.body.trichoanalyses[0].derived as object)).toHaveLength(4);
    expect(hashOf(signed.body as Record<string, unknown>)).toBe(signed.body.contentHash);
    // What came later does not change what was signed.
    await recorded(patientId, look('2026-03-20T10:00:00Z', { hairDensity: perCm2(200) }));
    const read = await clinic.as('dermatologist').get(draft.headers.location!);
    expect(hashOf(read.body as Record<string, unknown>)).toBe(signed.body.contentHash);
  });

  it('are listed newest first, each with its change since the one before and since the first of its region', async () => {
    const patientId = await newPatient();
    const [first, other] = await recorded(patientId, look('2026-01-20T18:00:00Z', { hairDensity: perCm2(120), growthPhase: phases(80, 0, 20) }), {
      ...look('2026-01-20T18:00:00Z', { hairDensity: perCm2(80) }),
      region: 'occipital',
    });
    const [third] = await recorded(patientId, look('2026-05-20T19:00:00Z', { hairDensity: perCm2(180) }));
    const [second] = await recorded(patientId, look('2026-03-20T18:00:00Z', { hairDensity: perCm2(150), growthPhase: phases(84, 1, 15) }));
    const items = (await list(patientId)).items as Item[];
    expect(items.map(({ id }) => id)).toEqual([third, second, ...[first!, other!].sort().reverse()]);
    const by = Object.fromEntries(items.map((item) => [item.id, item.change]));
    expect(by[first!]).toEqual({ sincePrevious: null, sinceBaseline: null });
    expect(by[other!]).toEqual({ sincePrevious: null, sinceBaseline: null });
    expect(by[second!]!.sincePrevious).toMatchObject({ trichoanalysisId: first, performedAt: '2026-01-20T18:00:00.000Z', days: 59 });
    expect(by[second!]!.sinceBaseline).toEqual(by[second!]!.sincePrevious);
    expect(by[second!]!.sincePrevious!.measures).toContainEqual({ measure: 'hair-density', unit: '/cm2', from: 120, to: 150, absolute: 30, percent: 25 });
    expect(by[third!]!.sincePrevious).toMatchObject({
      trichoanalysisId: second,
      // At 19:00 in Greenwich it is the next day in the clinic.
      days: 62,
      measures: [{ measure: 'hair-density', from: 150, to: 180, absolute: 30, percent: 20 }],
    });
    expect(by[third!]!.sinceBaseline).toMatchObject({ trichoanalysisId: first, days: 121, measures: [{ from: 120, to: 180, absolute: 60, percent: 50 }] });

    expect(((await list(patientId, 'region=occipital')).items as Item[]).map(({ id }) => id)).toEqual([other]);
    expect((await list(patientId, 'region=vertex&count=true')).total).toBe(3);
    const paged: Item[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const body = await list(patientId, `limit=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...(body.items as Item[]));
      cursor = body.nextCursor as string | null;
    }
    expect(paged).toEqual(items);
  });

  it('entered in error, alone or with their consultation, count for nothing', async () => {
    const patientId = await newPatient();
    const standing = async () => {
      const { total, items } = (await list(patientId, 'count=true')) as { total: number; items: Item[] };
      return { total, ids: items.map(({ id }) => id), change: items[0]!.change };
    };
    const draft = await consult(patientId, look('2026-01-20T18:00:00Z', { hairDensity: perCm2(120) }));
    const wrong = draft.body.trichoanalyses[0].id as string;
    const signable = { ...consultationExamples.whole, trichoanalyses: [look('2026-02-20T18:00:00Z', { hairDensity: perCm2(90) })] };
    const signed = await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, signable);
    const taken = signed.body.trichoanalyses[0].id as string;
    const [later] = await recorded(patientId, look('2026-03-20T18:00:00Z', { hairDensity: perCm2(150) }));
    expect((await standing()).ids).toEqual([later, taken, wrong]);

    const inError = await clinic.as('dermatologist').post(`${draft.headers.location}/entered-in-error`, { reason: 'Wrong patient' }, { ifMatch: 1 });
    expect(inError.status).toBe(200);
    expect(await standing()).toMatchObject({ total: 2, ids: [later, taken], change: { sinceBaseline: { trichoanalysisId: taken } } });

    await clinic.as('dermatologist').post(`${signed.headers.location}/sign`, undefined, { ifMatch: 1 });
    const amendment = { reason: 'The wrong region', enteredInError: [taken] };
    expect((await clinic.as('dermatologist').post(`${signed.headers.location}/amendments`, amendment, { ifMatch: 2 })).status).toBe(201);
    expect(await standing()).toEqual({ total: 1, ids: [later], change: { sincePrevious: null, sinceBaseline: null } });

    for (const id of [wrong, taken]) {
      const compared = await clinic.as('technician').get(`/v1/patients/${patientId}/trichoanalyses/comparison?from=${id}&to=${later}`);
      expect([compared.status, compared.body.errors]).toMatchObject([400, [{ pointer: '?from', code: 'unknown-trichoanalysis' }]]);
    }
  });

  describe('compared', () => {
    it('stand side by side, with every measure, what came and went, and what speaks against it', async () => {
      const patientId = await newPatient();
      const [from, to] = await recorded(
        patientId,
        { ...complete, signs: ['yellow-dots', 'honeycomb'] },
        {
          ...complete,
          performedAt: '2026-03-21T10:25:00+05:30',
          magnification: 20,
          hairDensity: perCm2(165),
          hairCount: 165,
          signs: ['honeycomb', 'erythema'],
          infection: undefined,
        },
      );
      const ask = (query: string) => clinic.as('technician').get(`/v1/patients/${patientId}/trichoanalyses/comparison?${query}`);
      const { status, body } = await ask(`from=${from}&to=${to}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ patientId, region: 'vertex', days: 60, from: { id: from }, to: { id: to }, cautions: ['magnification-differs'] });
      expect(body.measures).toHaveLength(22);
      expect(body.measures[0]).toEqual({ measure: 'hair-density', unit: '/cm2', from: 132, to: 165, absolute: 33, percent: 25 });
      expect(body.findings).toEqual([
        { finding: 'infection', from: ['none'], to: null, added: [], removed: [] },
        { finding: 'signs', from: ['yellow-dots', 'honeycomb'], to: ['honeycomb', 'erythema'], added: ['erythema'], removed: ['yellow-dots'] },
      ]);
      expect((await ask(`from=${to}&to=${from!.toUpperCase()}`)).body).toMatchObject({ days: -60 });
    });

    it('are two of this patient and of one region', async () => {
      const [patientId, stranger] = [await newPatient(), await newPatient()];
      const [vertex, frontal] = await recorded(patientId, look('2026-01-20T18:00:00Z'), { ...look('2026-01-20T18:00:00Z'), region: 'frontal' });
      const [theirs] = await recorded(stranger, look('2026-01-20T18:00:00Z'));
      const ask = async (query: string) => {
        const response = await clinic.as('technician').get(`/v1/patients/${patientId}/trichoanalyses/comparison?${query}`);
        expect(response.status).toBe(400);
        return (response.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
      };
      expect(await ask(`from=${vertex}&to=${frontal}`)).toEqual(['?to other-region']);
      expect(await ask(`from=${theirs}&to=${vertex}`)).toEqual(['?from unknown-trichoanalysis']);
      expect(await ask(`from=${theirs}&to=${theirs}`)).toEqual(['?from unknown-trichoanalysis', '?to unknown-trichoanalysis']);
      expect(await ask('from=x')).toEqual(['?from invalid-id', '?to required']);
    });
  });

  it('are nothing for a receptionist or another clinic, and leave their trace in the audit trail', async () => {
    const patientId = await newPatient();
    const [one, later] = await recorded(patientId, look('2026-01-20T18:00:00Z'), look('2026-01-21T18:00:00Z'));
    const paths = ['', `/comparison?from=${one}&to=${later}`, '/chart?region=vertex&measure=anagen'].map(
      (end) => `/v1/patients/${patientId}/trichoanalyses${end}`,
    );
    const other = (await app.clinic()).as('dermatologist');
    for (const path of paths) {
      expect([path, (await clinic.as('receptionist').get(path)).status]).toEqual([path, 403]);
      expect([path, (await other.get(path)).status]).toEqual([path, 404]);
      expect([path, (await clinic.as('technician').get(path)).status]).toEqual([path, 200]);
    }
    expect((await list(patientId, 'region=scalp')).errors).toMatchObject([{ pointer: '?region' }]);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=50`);
    const actions = (body.items as { action: string; outcome: string }[]).filter(({ outcome }) => outcome === 'success').map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['trichoanalysis.list', 'trichoanalysis.compare', 'trichoanalysis.chart']));
  });
});
