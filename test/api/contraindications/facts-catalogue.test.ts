import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { operations } from '../../support/openapi-validator.js';

const path = '/v1/contraindication-facts';

interface Fact {
  fact: string;
  question: string;
  recordingRoutes: { method: string; path: string }[];
}

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

describe('the catalogue of facts', () => {
  it('tells an editor of rules what to ask, and a front end where to write it', async () => {
    const { status, body } = await clinic.as('dermatologist').get(path);
    expect(status).toBe(200);
    expect(body.combinations).toEqual(expect.arrayContaining(['all', 'any']));
    expect((body.facts as Fact[]).find(({ fact }) => fact === 'lab.hba1c')).toEqual({
      fact: 'lab.hba1c',
      kind: 'laboratory',
      meaning: 'The newest readable result, in its canonical unit; a result in any other convertible unit is converted.',
      question: 'A blood test: HbA1c.',
      answerType: 'laboratory',
      values: null,
      unit: '%',
      otherUnits: ['mmol/mol'],
      codes: expect.arrayContaining([{ system: 'loinc', code: '4548-4' }]),
      clauses: [
        { clause: 'lab', example: { lab: 'hba1c', ge: 1, unit: '%' } },
        { clause: 'labOnFile', example: { labOnFile: ['hba1c'] } },
      ],
      needs: ['lab.hba1c'],
      ages: 'lab',
      recordingRoutes: [
        { method: 'POST', path: '/v1/patients/{patientId}/blood-tests', pointer: '/results/-' },
        { method: 'POST', path: '/v1/consultations/{consultationId}/blood-tests', pointer: '/results/-' },
      ],
    });
  });

  it('names calls that exist', async () => {
    const { body } = await clinic.as('dermatologist').get(path);
    const calls = new Set(operations.map((operation) => `${operation.method.toUpperCase()} ${operation.path}`));
    const named = (body.facts as Fact[]).flatMap(({ recordingRoutes }) => recordingRoutes.map((item) => `${item.method} ${item.path}`));
    expect(named.filter((call) => !calls.has(call))).toEqual([]);
  });

  it('speaks the language of the reader', async () => {
    const hindi = await clinic.as('dermatologist').get(path, { headers: { 'accept-language': 'hi' } });
    expect(hindi.headers['content-language']).toBe('hi');
    expect((hindi.body.facts as Fact[]).find(({ fact }) => fact === 'pregnancy')!.question).toBe('क्या मरीज़ गर्भवती हैं?');
    expect((await clinic.as('dermatologist').get(`${path}?language=hi`)).body).toEqual(hindi.body);
    expect((await clinic.as('dermatologist').get(`${path}?language=xx`)).status).toBe(400);
  });

  it('is for those who may read rules', async () => {
    expect((await clinic.as('admin').get(path)).status).toBe(200);
    expect((await clinic.as('receptionist').get(path)).status).toBe(403);
    expect((await app.nobody.get(path)).status).toBe(401);
  });
});
