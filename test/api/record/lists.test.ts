import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consultationToday, dayFromNow, prepare } from '../../support/journey.js';

const lists = {
  conditions: { entry: { code: { system: 'icd-10', code: 'E11.9' }, clinicalStatus: 'active' }, change: { clinicalStatus: 'resolved' } },
  allergies: { entry: { substance: { text: 'latex' }, criticality: 'high' }, change: { criticality: 'low' } },
  medications: { entry: { name: 'Aspirin 75 mg', code: { system: 'atc', code: 'B01AC06' } }, change: { status: 'stopped', lastTakenOn: '2026-01-02' } },
  procedures: { entry: { code: { system: 'hairline', code: 'hair-transplant-fue' }, performedOn: '2023-06' }, change: { performedOn: '2023-06-14' } },
} as const;

describe('the longitudinal lists', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  beforeEach(async () => {
    patientId = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
  });
  afterAll(() => app.stop());

  const add = (list: string, entry: object) => clinic.as('dermatologist').post(`/v1/patients/${patientId}/${list}`, entry);
  const items = async (list: string, query = '') =>
    (await clinic.as('dermatologist').get(`/v1/patients/${patientId}/${list}${query}`)).body.items as Record<string, unknown>[];

  it.each(Object.entries(lists))('%s: an entry is added, changed, marked as an error, and stays readable', async (list, { entry, change }) => {
    const added = await add(list, entry);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ ...entry, patientId, enteredInError: null, provenance: { origin: 'direct', consultationId: null } });
    const path = `/v1/${list}/${added.body.id}`;
    expect(added.headers.location).toBe(path);
    const changed = await clinic.as('dermatologist').patch(path, change, { ifMatch: 1 });
    expect(changed.body).toMatchObject({ ...entry, ...change, version: 2 });
    expect((await clinic.as('dermatologist').patch(path, change, { ifMatch: 1 })).status).toBe(412);
    expect((await clinic.as('dermatologist').get(path)).body).toEqual(changed.body);
    const wrong = await clinic.as('dermatologist').post(`${path}/entered-in-error`, { reason: 'Belongs to another person' }, { ifMatch: 2 });
    expect(wrong.body).toMatchObject({ enteredInError: { reason: 'Belongs to another person', by: clinic.as('dermatologist').actor }, version: 3 });
    expect(await items(list)).toEqual([]);
    expect(await items(list, '?includeEnteredInError=true')).toMatchObject([{ id: added.body.id }]);
    expect((await clinic.as('dermatologist').patch(path, change, { ifMatch: 3 })).body.type).toBe('/problems/invalid-transition');
    await expect(app.sql(`UPDATE patient_${list} SET entry = '{"a":1}', version = version + 1 WHERE id = $1`, [added.body.id], clinic.id)).rejects.toThrow(
      'in error',
    );
    await expect(app.sql(`DELETE FROM patient_${list}`, [], clinic.id)).rejects.toThrow('permission denied');
    const history = await app.sql(`SELECT version FROM record_history WHERE row_id = $1 ORDER BY version`, [added.body.id], clinic.id);
    expect(history).toEqual([{ version: 1 }, { version: 2 }]);
  });

  it('have each thing once', async () => {
    const { body } = await add('conditions', lists.conditions.entry);
    const again = await add('conditions', { code: { system: 'icd-10', code: 'E11.9', display: 'Type 2 diabetes' } });
    expect(again.body).toMatchObject({ status: 409, existing: body.id });
    expect((await add('procedures', lists.procedures.entry)).status).toBe(201);
    expect((await add('procedures', { ...lists.procedures.entry, performedOn: '2025' })).status).toBe(201);
  });

  it('state that there is no allergy, until there is one', async () => {
    const none = { substance: { code: { system: 'hairline', code: 'no-known-allergies' } } };
    expect((await add('allergies', none)).status).toBe(201);
    expect((await add('allergies', none)).status).toBe(409);
    expect((await add('allergies', lists.allergies.entry)).status).toBe(201);
    expect(await items('allergies')).toMatchObject([lists.allergies.entry]);
    expect((await add('allergies', none)).body).toMatchObject({ status: 409, type: '/problems/conflict' });
  });

  it('refuse what cannot be, all of it at once, and store nothing', async () => {
    const wrong = await add('conditions', { code: { system: 'icd-10', code: 'NOPE' }, onset: '2199' });
    expect(wrong.status).toBe(400);
    expect((wrong.body.errors as { pointer: string }[]).map((error) => error.pointer)).toEqual(['/code/code', '/onset']);
    expect((await add('allergies', { substance: {} })).body.errors).toMatchObject([{ pointer: '/substance', code: 'required' }]);
    expect((await add('medications', { status: 'active' })).body.errors).toMatchObject([{ code: 'required' }]);
    expect(await items('conditions')).toEqual([]);
  });

  it('are read and written by those who may, in their own clinic', async () => {
    const { body } = await add('conditions', lists.conditions.entry);
    expect((await clinic.as('receptionist').get(`/v1/patients/${patientId}/conditions`)).status).toBe(403);
    expect((await clinic.as('technician').post(`/v1/patients/${patientId}/conditions`, lists.conditions.entry)).status).toBe(403);
    const other = await app.clinic();
    expect((await other.as('dermatologist').get(`/v1/conditions/${body.id}`)).status).toBe(404);
    expect((await other.as('dermatologist').get(`/v1/patients/${patientId}/conditions`)).status).toBe(404);
  });

  it('follow what a dermatologist signs, who is told what that changed', async () => {
    const known = (await add('medications', { name: 'Finasteride 1 mg', code: { system: 'atc', code: 'D11AX10' }, status: 'active' })).body.id as string;
    const base = consultationToday();
    const { body } = await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, {
      ...base,
      medicalHistory: {
        ...base.medicalHistory,
        reviewed: ['conditions', 'medications', 'allergies'],
        conditions: [{ text: 'Eczema' }],
        medications: [],
        allergies: [],
      },
      assessment: {
        diagnoses: [{ code: { system: 'icd-10', code: 'L64.9' } }, { code: { system: 'icd-10', code: 'L63.9' }, verificationStatus: 'differential' }],
      },
    });
    const signed = await clinic.as('dermatologist').post(`/v1/consultations/${body.id}/sign`, {}, { ifMatch: 1 });
    const changes = (signed.body.listChanges as { list: string; action: string; id: string }[]).map(({ list, action }) => `${list} ${action}`).sort();
    expect(changes).toEqual(['allergies added', 'conditions added', 'conditions added', 'medications not-mentioned']);
    expect(await items('conditions')).toMatchObject([
      { text: 'Eczema', clinicalStatus: 'active', provenance: { origin: 'consultation', consultationId: body.id } },
      { code: { code: 'L64.9' } },
    ]);
    expect((await clinic.as('dermatologist').get(`/v1/patients/${patientId}/allergies`)).body).toMatchObject({
      items: [],
      noKnownAllergies: { text: null, provenance: { origin: 'consultation', consultationId: body.id } },
    });
    expect(await items('medications')).toMatchObject([{ id: known, status: 'active' }]);
    expect((await clinic.as('dermatologist').get(`/v1/consultations/${body.id}`)).body.listChanges).toEqual(signed.body.listChanges);
  });

  it('start the next draft, to be confirmed', async () => {
    await add('conditions', lists.conditions.entry);
    const empty = await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, { startedAt: new Date().toISOString() });
    expect(empty.body.historyToConfirm).toMatchObject({ conditions: [lists.conditions.entry], consultationId: null });
    expect(empty.body.medicalHistory).toBeUndefined();
    const { body } = await clinic
      .as('dermatologist')
      .post(`/v1/patients/${patientId}/consultations`, consultationToday({ screening: { diabetes: 'yes', epilepsy: 'unknown' } }));
    expect(body.historyToConfirm).toBeNull();
    await clinic.as('dermatologist').post(`/v1/consultations/${body.id}/sign`, {}, { ifMatch: 1 });
    const next = await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, { startedAt: new Date().toISOString() });
    expect(next.body.historyToConfirm).toMatchObject({ screening: { diabetes: 'yes' }, consultationId: body.id });
    expect(next.body.historyToConfirm.screening).not.toHaveProperty('epilepsy');
    expect(next.body.historyToConfirm).not.toHaveProperty('pregnancy');
  });

  it('are known to a check at once: what was added between consultations, and what was taken back', async () => {
    const prepared = await prepare(clinic);
    const check = async () => {
      const { body } = await clinic
        .as('dermatologist')
        .post(`/v1/patients/${prepared.patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: dayFromNow(0) });
      return (body.findings as { ruleId: string; outcome: string; because: { source: object }[] }[]).find(
        (finding) => finding.ruleId === 'mesotherapy.diabetes',
      )!;
    };
    expect((await check()).outcome).toBe('clear');
    const { body } = await clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/conditions`, lists.conditions.entry);
    const found = await check();
    expect(found.outcome).toBe('contraindicated');
    expect(found.because).toContainEqual(expect.objectContaining({ source: { type: 'condition', id: body.id } }));
    await clinic.as('dermatologist').post(`/v1/conditions/${body.id}/entered-in-error`, { reason: 'Another person' }, { ifMatch: 1 });
    expect((await check()).outcome).toBe('clear');
  });
});
