import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listWorkedCases } from '../../../src/cli/demo/worked-cases.js';
import { collectFactsRead, noFacts, type Facts, type FactsRead } from '../../../src/contraindications/engine/index.js';
import { shippedRulesets } from '../../../src/contraindications/rulesets/shipped/index.js';
import { onlyRead } from '../../support/only-read.js';
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

const unplanned = { ingredients: null, productsWithoutIngredients: [], indications: null };
const inJson = (facts: Facts): unknown => JSON.parse(JSON.stringify(facts));

describe('facts that are gathered of many patients at once', () => {
  it('are those that a check gathers of one, for every worked case; and of one rule, all that it looks at', async () => {
    const dermatologist = clinic.as('dermatologist');
    const patients: string[] = [];
    for (const workedCase of listWorkedCases(new Date(), timeZone)) {
      const { patientId } = await register(dermatologist, workedCase);
      await dermatologist.post(`/v1/patients/${patientId}/conditions`, { text: 'Said between visits', clinicalStatus: 'active' });
      await dermatologist.post(`/v1/patients/${patientId}/blood-tests`, {
        collectedAt: new Date().toISOString(),
        results: [{ code: { system: 'loinc', code: '59261-8' }, value: 40, unit: 'mmol/mol', comparator: '<' }],
      });
      const check = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: '2026-12-01' });
      expect(check.status).toBe(201);
      patients.push(patientId);
    }
    const rows = await app.openedSql<{ patientId: string; facts: Facts }>(
      'SELECT patient_id AS "patientId", facts FROM contraindication_checks WHERE patient_id = ANY ($1)',
      [patients],
      clinic.id,
    );
    const gather = (read?: FactsRead) => app.inside(Database).runInClinic(clinic.id, () => app.inside(KnownFactsService).readMany(patients, timeZone, read));
    const gathered = await gather();
    expect(rows.length).toBeGreaterThan(15);
    for (const { patientId, facts } of rows) expect(inJson(gathered.get(patientId)!(unplanned))).toEqual(facts);
    for (const { rules } of shippedRulesets) {
      for (const rule of rules) {
        const read = collectFactsRead([rule]);
        const few = await gather(read);
        for (const { patientId, facts } of rows) expect(inJson(onlyRead(few.get(patientId)!(unplanned), read))).toEqual(inJson(onlyRead(facts, read)));
      }
    }
    const nothing = await gather(collectFactsRead([]));
    expect([...nothing.values()].map((factsOf) => factsOf(unplanned))).toEqual(
      patients.map((id) => ({ ...noFacts, patient: { type: 'patient', id }, unreadResults: [] })),
    );
  });
});
