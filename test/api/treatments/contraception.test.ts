import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consultationToday, dayFromNow } from '../../support/journey.js';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

const androgenetic = { conditions: [{ code: { system: 'icd-10', code: 'L64.9' } }] };

const person = async (patient: object, history: object = {}) => {
  const by = clinic.as('dermatologist');
  const { body } = await by.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], ...patient });
  const consultation = await by.post(
    `/v1/patients/${body.id}/consultations`,
    consultationToday({ capacityForPregnancy: 'unknown', ...androgenetic, ...history }),
  );
  expect(consultation.status).toBe(201);
  return { patientId: body.id as string, consultationId: consultation.body.id as string, history: consultation.body.medicalHistory as Record<string, unknown> };
};

const woman = { sexAtBirth: 'female', birthDate: '1991-04-03' };
const used = { contraception: { status: 'yes', method: 'intrauterine-device', text: 'Copper, since 2024' } };

describe('finasteride and dutasteride', () => {
  it.each<[string, object, object, boolean]>([
    ['a woman of 35', woman, {}, false],
    ['a woman of 35 with contraception', woman, used, false],
    ['a woman whose age nobody knows', { sexAtBirth: 'female' }, {}, false],
    ['somebody whose sex at birth nobody knows', { sexAtBirth: 'unknown', birthDate: '1991-04-03' }, {}, false],
    ['a woman of 35 who cannot become pregnant', woman, { capacityForPregnancy: 'no' }, true],
    ['a woman of 35 after a hysterectomy', woman, { procedures: [{ code: { system: 'hairline', code: 'hysterectomy' }, performedOn: '2020' }] }, true],
    ['a woman of 70', { sexAtBirth: 'female', birthDate: '1955-04-03' }, {}, true],
    ['a man', { sexAtBirth: 'male', birthDate: '1991-04-03' }, {}, true],
  ])('are suggested to nobody who could become pregnant: %s', async (_who, patient, history, suggested) => {
    const { patientId, consultationId } = await person(patient, history);
    const { status, body } = await clinic
      .as('dermatologist')
      .post(`/v1/patients/${patientId}/treatment-plans/propose-series`, { treatment: 'mesotherapy', consultationId, startOn: dayFromNow(0) });
    expect(status).toBe(200);
    const formulations = body.formulations as { substances: string[]; leftOut: string[] }[];
    const substances = formulations.flatMap((formulation) => formulation.substances);
    expect(substances).toContain('minoxidil');
    for (const name of ['finasteride', 'dutasteride']) expect([name, substances.includes(name)]).toEqual([name, suggested]);
    expect(formulations.flatMap(({ leftOut }) => leftOut)).toEqual(suggested ? [] : ['finasteride', 'dutasteride']);
  });

  const outcomesOf = async (history: object): Promise<string[]> => {
    const { patientId } = await person(woman, history);
    const check = await clinic
      .as('dermatologist')
      .post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: dayFromNow(0), ingredients: ['finasteride'] });
    const findings = check.body.findings as { ruleId: string; outcome: string }[];
    return ['mesotherapy.antiandrogen-childbearing', 'mesotherapy.antiandrogen-without-contraception'].map(
      (rule) => findings.find(({ ruleId }) => ruleId === rule)!.outcome,
    );
  };

  it('are ruled out without contraception, and not cleared by it', async () => {
    expect(await outcomesOf({})).toEqual(['caution', 'clear']);
    expect(await outcomesOf(used)).toEqual(['caution', 'clear']);
    expect(await outcomesOf({ contraception: { status: 'no' } })).toEqual(['caution', 'contraindicated']);
  });

  it('contraception is recorded with its method', async () => {
    expect((await person(woman, used)).history.contraception).toEqual(used.contraception);
  });
});
