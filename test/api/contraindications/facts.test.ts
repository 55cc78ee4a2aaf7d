import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp } from '../../support/app.js';
import { aCase, register } from './person.js';

interface FindingSent {
  ruleId: string;
  outcome: string;
  because: { value?: string | number; source: { type: string; id: string | null } }[];
}

let app: TestApp;
let dermatologist: Caller;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  dermatologist = (await app.clinic()).as('dermatologist');
});

const check = async (patientId: string, treatment = 'mesotherapy') => {
  const { body } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: aCase('01').checks[0]!.plannedOn });
  return { outcome: body.outcome as string, finding: (id: string) => (body.findings as FindingSent[]).find(({ ruleId }) => ruleId === id)! };
};

const consult = (patientId: string, medicalHistory: object) =>
  dermatologist.post(`/v1/patients/${patientId}/consultations`, { startedAt: new Date(Date.now() + 1000).toISOString(), medicalHistory });

describe('what a check knows of a patient', () => {
  it('includes a result that came from a laboratory between visits', async () => {
    const { patientId } = await register(dermatologist);
    const test = await dermatologist.post(`/v1/patients/${patientId}/blood-tests`, {
      collectedAt: new Date().toISOString(),
      results: [{ code: { system: 'loinc', code: '59261-8' }, value: 60, unit: 'mmol/mol' }],
    });
    expect(test.status).toBe(201);
    const { finding } = await check(patientId);
    expect(finding('mesotherapy.diabetes')).toMatchObject({
      outcome: 'contraindicated',
      because: [{ value: 7.6408, unit: '%', source: { type: 'blood-test', id: test.body.id } }],
    });
  });

  it('includes each of two results of one moment that differ: the graver counts, and both are told to be set right', async () => {
    const { patientId } = await register(dermatologist);
    const collectedAt = new Date().toISOString();
    const report = (laboratory: string, value: number) =>
      dermatologist.post(`/v1/patients/${patientId}/blood-tests`, {
        collectedAt,
        laboratory,
        results: [{ code: { system: 'loinc', code: '4548-4' }, value, unit: '%' }],
      });
    for (const [laboratory, value] of [
      ['One', 9],
      ['Other', 5.1],
    ] as const)
      expect((await report(laboratory, value)).status).toBe(201);
    expect((await check(patientId)).finding('mesotherapy.diabetes')).toMatchObject({ outcome: 'contraindicated', because: [{ value: 9 }] });
    const { body } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, {
      treatment: 'scalp-micropigmentation',
      plannedOn: aCase('01').checks[0]!.plannedOn,
    });
    const told = (body.contradictions as { about: string }[]).filter(({ about }) => about === 'hba1c');
    expect(told).toMatchObject([
      {
        about: 'hba1c',
        says: [
          { fact: 'lab', value: 5.1 },
          { fact: 'lab', value: 9 },
        ],
        reconcile: expect.stringContaining('entered in error'),
      },
    ]);
    const explained = await dermatologist.get(`/v1/contraindication-checks/${body.id}/explanation`);
    expect(explained.body.text).toMatch(/HbA1c/i);
  });

  it('includes two findings of one region at one moment that differ', async () => {
    const { patientId } = await register(dermatologist, aCase('01'));
    const performedAt = new Date().toISOString();
    const look = (inflammation: string) => ({ region: 'vertex', performedAt, inflammation, infection: 'none' });
    await dermatologist.post(`/v1/patients/${patientId}/consultations`, { startedAt: performedAt, trichoanalyses: [look('none')] });
    await dermatologist.post(`/v1/patients/${patientId}/consultations`, { startedAt: performedAt, trichoanalyses: [look('severe')] });
    const { body } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: aCase('01').checks[0]!.plannedOn,
    });
    expect(body.contradictions).toMatchObject([{ about: 'vertex.inflammation', says: [{ value: 'none' }, { value: 'severe' }] }]);
    expect((body.findings as FindingSent[]).find(({ ruleId }) => ruleId === 'mesotherapy.inflammation')!.outcome).not.toBe('clear');
  });

  it('includes the answers of a draft, which sign nothing', async () => {
    const { patientId } = await register(dermatologist);
    expect((await consult(patientId, { screening: { 'active-infection': 'yes' } })).status).toBe(201);
    const { finding } = await check(patientId);
    expect(finding('mesotherapy.active-infection').outcome).toBe('contraindicated');
  });

  it('is not forgotten when somebody later says "unknown"', async () => {
    const { patientId } = await register(dermatologist, aCase('03'));
    await consult(patientId, { screening: { diabetes: 'unknown' } });
    expect((await check(patientId)).finding('mesotherapy.diabetes').outcome).toBe('contraindicated');
  });

  it('leaves a medicine open that a later complete list does not name', async () => {
    const { patientId } = await register(dermatologist, aCase('09'));
    await consult(patientId, { medications: [], reviewed: ['medications'] });
    const { finding } = await check(patientId, 'scalp-micropigmentation');
    expect(finding('smp.washout').outcome).not.toBe('clear');
  });

  it('recognises a medicine by its name', async () => {
    const { patientId } = await register(dermatologist);
    await consult(patientId, { medications: [{ name: 'Ecosprin 75', status: 'active' }] });
    expect((await check(patientId, 'scalp-micropigmentation')).finding('smp.washout').outcome).toBe('contraindicated');
  });

  it('is asked to be coded when a complete list holds what no rule can read', async () => {
    const { patientId } = await register(dermatologist);
    await consult(patientId, { medications: [{ name: 'Grandmother’s drops', status: 'active' }], reviewed: ['medications'] });
    const { outcome, finding } = await check(patientId, 'scalp-micropigmentation');
    expect([outcome, finding('record.unread')]).toMatchObject([
      'needs-data',
      {
        outcome: 'needs-data',
        overridable: false,
        missing: [{ fact: 'unread.medication', reason: 'unclear', ask: expect.stringContaining('Grandmother’s drops') }],
      },
    ]);
  });
});
