import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { aCase } from './person.js';

const path = '/v1/contraindication-checks/evaluate';

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
  dermatologist = clinic.as('dermatologist');
});
afterAll(() => app.stop());

const question = (id: string) => {
  const workedCase = aCase(id);
  return {
    treatment: 'mesotherapy',
    plannedOn: workedCase.checks[0]!.plannedOn,
    patient: { birthDate: workedCase.patient.birthDate, sexAtBirth: workedCase.patient.sexAtBirth },
    consultations: [{ ...workedCase.consultation, signed: workedCase.sign }],
  };
};

describe('evaluating the rules for somebody who is not registered', () => {
  it('answers the document of a check without an id, and stores nothing', async () => {
    const answer = await dermatologist.post(path, question('01'));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ outcome: 'clear', effectiveOutcome: 'clear', overrides: [], ruleset: { version: 1 }, evaluatedAt: expect.any(String) });
    expect(answer.body).not.toHaveProperty('id');
    expect(answer.body).not.toHaveProperty('patientId');
    for (const table of ['contraindication_checks', 'patients', 'consultations']) expect(await app.sql(`SELECT FROM ${table}`, [], clinic.id)).toEqual([]);
  });

  it('names the request as the source of what it was told', async () => {
    const { body } = await dermatologist.post(path, question('03'));
    const finding = (body.findings as { ruleId: string; because: { source: unknown }[] }[]).find(({ ruleId }) => ruleId === 'mesotherapy.diabetes')!;
    for (const { source } of finding.because) expect(source).toEqual({ type: 'request', id: null });
  });

  it('takes a consultation as signed only when it is said to be', async () => {
    const { consultations, ...rest } = question('01');
    const [{ signed: _signed, ...unsigned }] = consultations as [{ signed: boolean }];
    const { body } = await dermatologist.post(path, { ...rest, consultations: [unsigned] });
    expect(body.outcome).toBe('needs-data');
  });

  it('takes several consultations together, the newest answer winning, whatever their order', async () => {
    const now = question('01');
    const older = {
      startedAt: new Date(Date.now() - 20 * 86_400_000).toISOString(),
      medicalHistory: { screening: { 'active-infection': 'yes', 'cold-sores': 'unknown' } },
      signed: true,
    };
    for (const consultations of [
      [older, ...now.consultations],
      [...now.consultations, older],
    ]) {
      const { body } = await dermatologist.post(path, { ...now, consultations });
      expect([body.outcome, body.contradictions]).toEqual(['clear', []]);
    }
  });

  it('believes no later "no" about a disease that does not end: it stays a caution, and the two answers are told as a contradiction', async () => {
    const now = question('01');
    const older = { startedAt: new Date(Date.now() - 20 * 86_400_000).toISOString(), medicalHistory: { screening: { diabetes: 'yes' } }, signed: true };
    const { body } = await dermatologist.post(path, { ...now, consultations: [older, ...now.consultations] });
    const findings = (body.findings as { ruleId: string; outcome: string }[]).filter(({ outcome }) => outcome !== 'clear');
    expect([body.outcome, findings]).toMatchObject(['caution', [{ ruleId: 'mesotherapy.diabetes', outcome: 'caution' }]]);
    expect(body.contradictions).toMatchObject([{ about: 'diabetes', says: [{ value: expect.anything() }, { value: expect.anything() }] }]);
    const values = (body.contradictions as { says: { value: string }[] }[])[0]!.says.map(({ value }) => value);
    expect(values.sort()).toEqual(['no', 'yes']);
  });

  it('knows when a course of antibiotics and a pregnancy come to their ends', async () => {
    const { consultations, ...rest } = question('01');
    const [one] = consultations as unknown as [{ medicalHistory: object }];
    const later = (days: number): string => new Date(Date.parse(rest.plannedOn) + days * 86_400_000).toISOString().slice(0, 10);
    const today = later(-2);
    const history = {
      ...one.medicalHistory,
      medications: [{ code: { system: 'atc', code: 'J01CA04' }, status: 'active', endsOn: later(3) }],
      pregnancy: { status: 'yes', assessedOn: today, dueOn: later(90) },
    };
    const { body } = await dermatologist.post(path, { ...rest, consultations: [{ ...one, medicalHistory: history }] });
    const findings = body.findings as { ruleId: string; outcome: string; reconsiderOn: string | null }[];
    expect(findings.find(({ ruleId }) => ruleId === 'mesotherapy.active-infection')).toMatchObject({ outcome: 'caution', reconsiderOn: later(4) });
    expect(findings.find(({ ruleId }) => ruleId === 'mesotherapy.pregnancy')).toMatchObject({ outcome: 'contraindicated', reconsiderOn: later(91) });
  });

  it('asks two dermatologists where one is not enough, and says so', async () => {
    const { consultations, ...rest } = question('01');
    const [one] = consultations as unknown as [{ medicalHistory: object }];
    const history = { ...one.medicalHistory, conditions: [{ code: { system: 'icd-10', code: 'I25.1' }, clinicalStatus: 'active' }] };
    const { body } = await dermatologist.post(path, { ...rest, ingredients: ['minoxidil'], consultations: [{ ...one, medicalHistory: history }] });
    const findings = body.findings as { ruleId: string; overridableBy?: string }[];
    expect(findings.find(({ ruleId }) => ruleId === 'mesotherapy.heart-condition')).toMatchObject({ overridable: true, overridableBy: 'two-dermatologists' });
  });

  it('knows a person by nothing but the birth year', async () => {
    const { patient, ...rest } = question('01');
    const year = Number(rest.plannedOn.slice(0, 4)) - 18;
    const { body } = await dermatologist.post(path, { ...rest, patient: { ...patient, birthDate: String(year) } });
    expect((body.findings as { ruleId: string }[]).find(({ ruleId }) => ruleId === 'mesotherapy.age')).toMatchObject({
      outcome: 'needs-data',
      missing: [{ fact: 'birthDate', reason: 'unclear' }],
    });
  });

  it('needs data when nothing is known at all', async () => {
    const { body } = await dermatologist.post(path, { ...question('01'), patient: { sexAtBirth: 'unknown' }, consultations: [] });
    expect(body).toMatchObject({ outcome: 'needs-data', earliestClearOn: null });
  });

  it('names everything that is wrong in any consultation, and where', async () => {
    const { consultations, ...rest } = question('01');
    const wrong = structuredClone(consultations[0]) as unknown as { bloodTests: { results: { unit: string }[] }[]; medicalHistory: { conditions: object[] } };
    wrong.bloodTests[0]!.results[0]!.unit = 'kg';
    wrong.medicalHistory.conditions.push({});
    const refused = await dermatologist.post(path, { ...rest, consultations: [consultations[0], wrong] });
    expect(refused.status).toBe(400);
    expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/consultations/1/bloodTests/0/results/0/unit',
      '/consultations/1/medicalHistory/conditions/1',
    ]);
  });

  it.each([
    ['no person', { patient: undefined }, '/patient'],
    ['a sex that does not exist', { patient: { sexAtBirth: 'both' } }, '/patient/sexAtBirth'],
    ['no consultations', { consultations: undefined }, '/consultations'],
    ['a consultation that it does not know', { consultations: [{ startedAt: '2026-01-20T10:15:00Z', mood: 'good' }] }, '/consultations/0/mood'],
  ])('refuses %s', async (_what, change, pointer) => {
    const refused = await dermatologist.post(path, { ...question('01'), ...change });
    expect(refused.status).toBe(400);
    expect((refused.body.errors as { pointer: string }[])[0]!.pointer).toBe(pointer);
  });

  it('is for those who may run a check', async () => {
    expect((await clinic.as('receptionist').post(path, question('01'))).status).toBe(403);
    expect((await (await clinic.asClient(['check.run'])).post(path, question('01'))).status).toBe(200);
  });
});
