import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workedCases } from '../../../src/cli/demo/worked-cases.js';
import { KnownFactsService } from '../../../src/contraindications/checks/known-facts.service.js';
import { Database } from '../../../src/platform/database/database.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { register, timeZone } from './person.js';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

describe('facts that are gathered of many patients at once', () => {
  it('are those that a check gathers of one, for every worked case', async () => {
    const dermatologist = clinic.as('dermatologist');
    const patients: string[] = [];
    for (const one of workedCases(new Date(), timeZone)) {
      const { patientId } = await register(dermatologist, one);
      await dermatologist.post(`/v1/patients/${patientId}/conditions`, { text: 'Said between visits', clinicalStatus: 'active' });
      await dermatologist.post(`/v1/patients/${patientId}/blood-tests`, {
        collectedAt: new Date().toISOString(),
        results: [{ code: { system: 'loinc', code: '59261-8' }, value: 40, unit: 'mmol/mol', comparator: '<' }],
      });
      const check = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: '2026-12-01' });
      expect(check.status).toBe(201);
      patients.push(patientId);
    }
    const rows = await app.sql<{ patientId: string; facts: object }>(
      'SELECT patient_id AS "patientId", facts FROM contraindication_checks WHERE patient_id = ANY ($1)',
      [patients],
      clinic.id,
    );
    const gathered = await app.inside(Database).inClinic(clinic.id, () => app.inside(KnownFactsService).ofMany(patients, timeZone));
    expect(rows.length).toBeGreaterThan(15);
    for (const { patientId, facts } of rows) expect(JSON.parse(JSON.stringify(gathered.get(patientId)!(null)))).toEqual(facts);
  });
});
