/** Nothing on any resource happens before the patient's birth, or after the death; what would make the record impossible is refused, and named. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, consentToPhotographs, consultationToday, dayFromNow, photographOf, planFor, prepare } from '../../support/journey.js';

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

const errorsOf = ({ body }: Answer): string[] => ((body.errors ?? []) as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);

const bloodTest = (collectedAt: string) => ({ collectedAt, results: [{ code: { system: 'loinc', code: '718-7' }, value: 13.1, unit: 'g/dL' }] });
const trichoanalysis = (performedAt: string) => ({ performedAt, region: 'vertex' });

describe('the life of a patient', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const newPatient = async (more: object = { birthDate: '1991-04-03' }): Promise<string> =>
    (await clinic.as('receptionist').post('/v1/patients', { names: [{ text: 'Lived Testperson' }], sexAtBirth: 'female', ...more })).body.id as string;
  const change = async (id: string, patch: object, role: 'dermatologist' | 'receptionist' = 'dermatologist'): Promise<Answer> => {
    const path = `/v1/patients/${id}`;
    return clinic.as(role).patch(path, patch, { ifMatch: (await clinic.as(role).get(path)).body.version as number });
  };
  const died = async (id: string, deceasedOn?: string): Promise<Answer> => change(id, { status: 'deceased', ...(deceasedOn && { deceasedOn }) });

  /** Each kind of thing that is recorded of a patient, at an instant and on a day. */
  const recorded: [name: string, send: (id: string, instant: string, day: string) => Promise<Answer>, pointers: string[]][] = [
    [
      'a consultation, and everything in it',
      (id, instant, day) =>
        dermatologist().post(`/v1/patients/${id}/consultations`, {
          startedAt: instant,
          medicalHistory: {
            conditions: [{ text: 'Thinning', onset: day }],
            medications: [{ name: 'Biotin', startedOn: day, lastTakenOn: day }],
            procedures: [{ text: 'Transplant', performedOn: day }],
            pregnancy: { status: 'no', assessedOn: day },
          },
          vitalSigns: { measuredAt: instant, heartRate: 72 },
          bloodTests: [bloodTest(instant)],
          trichoanalyses: [trichoanalysis(instant)],
          assessment: { diagnoses: [{ text: 'Thinning', onset: day }] },
        }),
      [
        '/assessment/diagnoses/0/onset',
        '/bloodTests/0/collectedAt',
        '/medicalHistory/conditions/0/onset',
        '/medicalHistory/medications/0/lastTakenOn',
        '/medicalHistory/medications/0/startedOn',
        '/medicalHistory/pregnancy/assessedOn',
        '/medicalHistory/procedures/0/performedOn',
        '/startedAt',
        '/trichoanalyses/0/performedAt',
        '/vitalSigns/measuredAt',
      ],
    ],
    ['a blood test between visits', (id, instant) => dermatologist().post(`/v1/patients/${id}/blood-tests`, bloodTest(instant)), ['/collectedAt']],
    [
      'a scale',
      (id, instant) => dermatologist().post(`/v1/patients/${id}/scales`, { scale: 'ludwig', assessedAt: instant, assessor: 'clinician', grade: 'I' }),
      ['/assessedAt'],
    ],
    ['a condition', (id, _instant, day) => dermatologist().post(`/v1/patients/${id}/conditions`, { text: 'Thinning', onset: day }), ['/onset']],
    ['a medicine', (id, _instant, day) => dermatologist().post(`/v1/patients/${id}/medications`, { name: 'Biotin', startedOn: day }), ['/startedOn']],
    ['an operation', (id, _instant, day) => dermatologist().post(`/v1/patients/${id}/procedures`, { text: 'Transplant', performedOn: day }), ['/performedOn']],
    ['a consent', (id, instant) => consentToPhotographs(clinic, id, instant), ['/signedAt']],
    ['a photograph', (id, instant) => photographOf(clinic, id, { takenAt: instant }), ['/takenAt']],
  ];

  it.each(recorded)('begins with the birth: %s', async (_name, send, pointers) => {
    const id = await newPatient();
    const refused = await send(id, '1980-01-01T10:00:00+05:30', '1980-01-01');
    expect([refused.status, errorsOf(refused).sort()]).toEqual([400, pointers.map((pointer) => `${pointer} before-birth`)]);
  });

  it.each(recorded)('ends with the death: %s', async (_name, send, pointers) => {
    const id = await newPatient();
    expect((await died(id, '2026-01-10')).status).toBe(200);
    const refused = await send(id, '2026-01-20T10:00:00+05:30', '2026-01-20');
    expect([refused.status, errorsOf(refused).sort()]).toEqual([400, pointers.map((pointer) => `${pointer} after-death`)]);
    const accepted = await send(id, '2026-01-10T10:00:00+05:30', '2026-01-10');
    expect(errorsOf(accepted)).toEqual([]);
  });

  it('holds for what is changed, added to a draft and amended', async () => {
    const id = await newPatient();
    const draft = await dermatologist().post(`/v1/patients/${id}/consultations`, consultationToday());
    const path = `/v1/consultations/${draft.body.id}`;
    const early = '1980-01-01T10:00:00Z';
    expect(errorsOf(await dermatologist().patch(path, { startedAt: early }, { ifMatch: 1 }))).toEqual(['/startedAt before-birth']);
    const history = { conditions: [{ text: 'Thinning', onset: '1990' }] };
    expect(errorsOf(await dermatologist().put(`${path}/medical-history`, history, { ifMatch: 1 }))).toEqual(['/conditions/0/onset before-birth']);
    expect(errorsOf(await dermatologist().post(`${path}/blood-tests`, bloodTest(early)))).toEqual(['/collectedAt before-birth']);
    expect(errorsOf(await dermatologist().post(`${path}/trichoanalyses`, trichoanalysis(early)))).toEqual(['/performedAt before-birth']);
    const condition = await dermatologist().post(`/v1/patients/${id}/conditions`, { text: 'Thinning' });
    const changed = await dermatologist().patch(`/v1/conditions/${condition.body.id}`, { onset: '1990' }, { ifMatch: 1 });
    expect(errorsOf(changed)).toEqual(['/onset before-birth']);
    const { consultationId } = await prepare(clinic);
    const amendment = { reason: 'Forgotten', changes: { startedAt: early }, bloodTests: [bloodTest(early)] };
    const amended = await dermatologist().post(`/v1/consultations/${consultationId}/amendments`, amendment, { ifMatch: 2 });
    expect(errorsOf(amended).sort()).toEqual(['/bloodTests/0/collectedAt before-birth', '/changes/startedAt before-birth']);
  });

  it('holds for what is planned, given and seen afterwards', async () => {
    const { patientId, ...prepared } = await prepare(clinic);
    const check = await dermatologist().post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: '1980-01-01' });
    expect(errorsOf(check)).toEqual(['/plannedOn before-birth']);
    const plan = { ...planFor({ patientId, ...prepared }), expectations: { results: 'Less loss', limits: 'No new follicles', toldAt: '1980-01-01T00:00:00Z' } };
    expect(errorsOf(await dermatologist().post(`/v1/patients/${patientId}/treatment-plans`, plan))).toContain('/expectations/toldAt before-birth');
    const details = {
      ...planFor({ patientId, ...prepared }),
      indications: ['androgenetic-alopecia'],
      indicationDetails: [{ indication: 'androgenetic-alopecia', stableSince: '1980' }],
    };
    expect(errorsOf(await dermatologist().post(`/v1/patients/${patientId}/treatment-plans`, details)).join()).toContain('before-birth');
  });

  it('is what `evaluate` holds its dates against, and nobody is born in the future or before 1900', async () => {
    const evaluate = (birthDate: string, plannedOn = dayFromNow(1)) =>
      dermatologist().post('/v1/contraindication-checks/evaluate', {
        treatment: 'mesotherapy',
        plannedOn,
        patient: { birthDate, sexAtBirth: 'female' },
        consultations: [{ startedAt: '2026-01-20T10:00:00Z', vitalSigns: { measuredAt: '2026-01-20T10:00:00Z', heartRate: 72 } }],
      });
    expect(errorsOf(await evaluate('2026-02-01'))).toEqual(['/consultations/0/startedAt before-birth', '/consultations/0/vitalSigns/measuredAt before-birth']);
    expect(errorsOf(await evaluate('1000-01-01'))).toEqual(['/patient/birthDate invalid-date']);
    expect(errorsOf(await evaluate('2150'))).toContain('/patient/birthDate in-the-future');
    expect(errorsOf(await evaluate('1991-04-03', '1990-01-01'))).toEqual(['/plannedOn before-birth']);
    expect((await evaluate('1991-04-03')).status).toBe(200);
    const register = (birthDate: string) =>
      clinic.as('receptionist').post('/v1/patients', { names: [{ text: 'Old Testperson' }], sexAtBirth: 'male', birthDate });
    expect(errorsOf(await register('1026'))).toEqual(['/birthDate invalid-date']);
    expect((await register('1900')).status).toBe(201);
  });

  describe('a birth date that is corrected', () => {
    it('is refused where it makes something on record impossible, which is named to whoever may see it', async () => {
      const { patientId, consultationId } = await prepare(clinic, { medicalHistory: { conditions: [{ text: 'Eczema', onset: '1995' }] } });
      const refused = await change(patientId, { birthDate: '1996-01-01' });
      expect([refused.status, refused.body.type]).toEqual([409, '/problems/conflict']);
      expect(refused.body.dates).toEqual(
        expect.arrayContaining([
          { type: 'consultation', id: consultationId, pointer: '/medicalHistory/conditions/0/onset' },
          expect.objectContaining({ type: 'condition', pointer: '/onset' }),
        ]),
      );
      const seenByReception = await change(patientId, { birthDate: '1996-01-01' }, 'receptionist');
      expect([seenByReception.status, seenByReception.body.dates]).toEqual([409, undefined]);
      expect((await dermatologist().get(`/v1/patients/${patientId}`)).body.birthDate).toBe('1991-04-03');
      expect((await change(patientId, { birthDate: '1995-12-31' })).status).toBe(200);
      expect((await change(patientId, { birthDate: '1980' })).status).toBe(200);
    });

    it('is not held against what was entered in error', async () => {
      const { patientId, consultationId } = await prepare(clinic, { medicalHistory: { conditions: [{ text: 'Eczema', onset: '1995' }] } });
      await dermatologist().post(`/v1/consultations/${consultationId}/entered-in-error`, { reason: 'Another person' }, { ifMatch: 2 });
      for (const { id, version } of (await dermatologist().get(`/v1/patients/${patientId}/conditions`)).body.items as { id: string; version: number }[]) {
        await dermatologist().post(`/v1/conditions/${id}/entered-in-error`, { reason: 'Another person' }, { ifMatch: version });
      }
      expect((await change(patientId, { birthDate: '1996-01-01' })).status).toBe(200);
    });
  });

  describe('a death', () => {
    it('has a day, which is answered, and which goes when it was a mistake', async () => {
      const id = await newPatient();
      expect((await died(id, '2026-01')).body).toMatchObject({ status: 'deceased', deceasedOn: '2026-01' });
      expect((await change(id, { deceasedOn: '2026-01-12' })).body).toMatchObject({ status: 'deceased', deceasedOn: '2026-01-12' });
      const alive = await change(id, { status: 'active' });
      expect([alive.body.status, 'deceasedOn' in alive.body]).toEqual(['active', false]);
    });

    it.each([
      [{ deceasedOn: '2026-01-12' }, '/deceasedOn not-allowed'],
      [{ status: 'inactive', deceasedOn: '2026-01-12' }, '/deceasedOn not-allowed'],
      [{ status: 'deceased', deceasedOn: '2199-01-01' }, '/deceasedOn in-the-future'],
      [{ status: 'deceased', deceasedOn: '1980-01-01' }, '/deceasedOn before-birth'],
      [{ status: 'deceased', deceasedOn: '2026-02-30' }, '/deceasedOn invalid-date'],
    ])('%j is refused', async (patch, error) => expect(errorsOf(await change(await newPatient(), patch))).toEqual([error]));

    it('that is recorded late is refused where something on record would lie after it; without its day it is recorded', async () => {
      const { patientId, consultationId } = await prepare(clinic);
      const refused = await died(patientId, '2026-01-10');
      expect([refused.status, refused.body.type]).toEqual([409, '/problems/conflict']);
      expect(refused.body.dates).toEqual(expect.arrayContaining([{ type: 'consultation', id: consultationId, pointer: '/startedAt' }]));
      expect((await dermatologist().get(`/v1/patients/${patientId}`)).body.status).toBe('active');
      expect((await died(patientId)).status).toBe(200);
    });

    it('ends the open plans with a reason, and the sessions; the calendar has none to come, and the check says why', async () => {
      const { planId, prepared } = await activePlan(clinic);
      const { patientId, consultationId } = prepared;
      const second = await dermatologist().post(`/v1/patients/${patientId}/treatment-plans`, planFor(prepared));
      const reported = await died(patientId);
      expect(reported.body.affectedPlans).toMatchObject([{ planId, outcomeNow: 'contraindicated', held: false, ended: true }]);
      for (const id of [planId, second.body.id as string]) {
        const { body } = await dermatologist().get(`/v1/treatment-plans/${id}`);
        expect(body.status).toBe('cancelled');
        expect((await dermatologist().get(`/v1/treatment-plans/${id}/transitions`)).body.items.at(-1)).toMatchObject({
          action: 'cancel',
          reason: 'The patient has died.',
        });
      }
      const sessions = (await dermatologist().get(`/v1/treatment-plans/${planId}/sessions`)).body.items as { status: string; reason: string }[];
      expect(new Set(sessions.map(({ status, reason }) => `${status}: ${reason}`))).toEqual(new Set(['cancelled: The patient has died.']));
      const calendar = await dermatologist().get(`/v1/treatment-plans/${planId}/care-instructions/calendar`);
      expect(calendar.text).not.toMatch(/STATUS:(CONFIRMED|TENTATIVE)/);
      const plan = (await dermatologist().get(`/v1/treatment-plans/${planId}`)).body;
      const checks = [
        (await dermatologist().get(`/v1/contraindication-checks/${plan.currentCheckId}`)).body,
        (
          await dermatologist().post(`/v1/patients/${patientId}/contraindication-checks`, {
            treatment: 'mesotherapy',
            plannedOn: dayFromNow(3),
            consultationId,
          })
        ).body,
      ];
      for (const check of checks) {
        expect([check.outcome, check.earliestClearOn]).toEqual(['contraindicated', null]);
        const finding = (check.findings as { ruleId: string }[]).find(({ ruleId }) => ruleId === 'record.deceased');
        expect(finding).toMatchObject({ outcome: 'contraindicated', overridable: false });
      }
      const override = await dermatologist().post(`/v1/contraindication-checks/${checks[1].id}/overrides`, {
        ruleId: 'record.deceased',
        reason: 'The benefit outweighs the risk',
        weighed: 'Nothing',
        discussedWithPatient: 'yes',
      });
      expect(override.body.type).toBe('/problems/not-overridable');
      for (const language of ['en', 'hi']) {
        const explained = await dermatologist().get(`/v1/contraindication-checks/${checks[1].id}/explanation?language=${language}`);
        expect(JSON.stringify(explained.body)).toMatch(/has died|मृत्यु/);
      }
    });

    it('leaves nothing to plan: no plan, no series, no session is moved', async () => {
      const { patientId, ...prepared } = await prepare(clinic);
      await died(patientId);
      const plan = planFor({ patientId, ...prepared });
      expect((await dermatologist().post(`/v1/patients/${patientId}/treatment-plans`, plan)).body.type).toBe('/problems/invalid-transition');
      const series = { treatment: 'mesotherapy', consultationId: prepared.consultationId, startOn: dayFromNow(7) };
      expect((await dermatologist().post(`/v1/patients/${patientId}/treatment-plans/propose-series`, series)).status).toBeGreaterThanOrEqual(400);
    });

    it('that was recorded by mistake is taken back, and what it ended stays ended', async () => {
      const { planId, prepared } = await activePlan(clinic);
      await died(prepared.patientId);
      expect((await change(prepared.patientId, { status: 'active' })).status).toBe(200);
      expect((await dermatologist().get(`/v1/treatment-plans/${planId}`)).body.status).toBe('cancelled');
      const again = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
      expect(again.status).toBe(201);
    });

    it('stays with the session that was under way, whose record is still completed', async () => {
      const { planId, prepared, sessionIds } = await activePlan(clinic);
      const session = `/v1/treatment-sessions/${sessionIds[0]}`;
      expect((await dermatologist().post(`${session}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 })).status).toBe(200);
      expect((await died(prepared.patientId, dayFromNow(0))).status).toBe(200);
      expect((await dermatologist().get(session)).body.status).toBe('in-progress');
      expect((await dermatologist().get(`/v1/treatment-plans/${planId}`)).body.status).toBe('cancelled');
    });

    it('keeps two records apart until both say it', async () => {
      const [one, other] = [await newPatient(), await newPatient()];
      await died(one, '2026-01-10');
      const merge = async () =>
        dermatologist().post(
          `/v1/patients/${one}/merge`,
          { into: other, reason: 'The same person' },
          { ifMatch: (await dermatologist().get(`/v1/patients/${one}`)).body.version as number },
        );
      expect((await merge()).body.type).toBe('/problems/conflict');
      await died(other);
      const merged = await merge();
      expect([merged.status, merged.body.survivor]).toMatchObject([200, { status: 'deceased', deceasedOn: '2026-01-10' }]);
    });

    it('is held against what a merge would bring', async () => {
      const [one, other] = [await newPatient(), await newPatient({ birthDate: '2000-01-01' })];
      await dermatologist().post(`/v1/patients/${one}/conditions`, { text: 'Thinning', onset: '1995' });
      const merged = await dermatologist().post(`/v1/patients/${one}/merge`, { into: other, reason: 'The same person' }, { ifMatch: 1 });
      expect([merged.status, merged.body.dates]).toMatchObject([409, [{ type: 'condition', pointer: '/onset' }]]);
      expect((await dermatologist().get(`/v1/patients/${one}`)).body.status).toBe('active');
    });
  });

  it('consents are withdrawn by those who stay behind', async () => {
    const id = await newPatient();
    const consent = await consentTo(clinic, id);
    expect((await died(id, dayFromNow(0))).status).toBe(200);
    const withdrawn = await dermatologist().post(
      `/v1/consents/${consent.body.id}/withdraw`,
      { reason: 'The family wishes so', withdrawnAt: new Date().toISOString() },
      { ifMatch: 1 },
    );
    expect(withdrawn.status).toBe(200);
  });
});
