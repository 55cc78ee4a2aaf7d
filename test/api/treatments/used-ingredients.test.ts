/** What was used in a session is asked about again when it is completed: what its start had not named least of all goes by unseen. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { productExamples } from '../../../src/products/index.js';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, consultationToday, dayFromNow, planFor, prepare, stocked } from '../../support/journey.js';

const { mesotherapyRecord, micropigmentationRecord } = treatmentExamples;

describe('what was used in a session', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const path = (id: string) => `/v1/treatment-sessions/${id}`;
  const start = (id: string, body: object = {}) => dermatologist().post(`${path(id)}/start`, body, { ifMatch: 1 });
  const complete = (id: string, record: object, caller: Caller = dermatologist()) => caller.post(`${path(id)}/complete`, record, { ifMatch: 2 });
  const allergicTo = (patientId: string, text: string) =>
    dermatologist().post(`/v1/patients/${patientId}/allergies`, { substance: { text }, criticality: 'high' });
  const injected = (substances: string[], more: object = {}) => ({
    ...mesotherapyRecord,
    mesotherapy: { ...mesotherapyRecord.mesotherapy, substances },
    ...more,
  });
  const checksOf = async (patientId: string) =>
    (await dermatologist().get(`/v1/patients/${patientId}/contraindication-checks?limit=200`)).body.items as { id: string; ingredients: string[] | null }[];

  /** A session that began with biotin, of a patient who is allergic to something. */
  const begun = async (allergy: string, treatment = 'mesotherapy') => {
    const { sessionIds, prepared } = await activePlan(clinic, treatment);
    await allergicTo(prepared.patientId, allergy);
    const started = await start(sessionIds[0]!, { ingredients: ['biotin'] });
    if (started.status !== 200) throw new Error(started.text);
    return { id: sessionIds[0]!, patientId: prepared.patientId };
  };

  it('and was named when it began is not asked about twice', async () => {
    const { id, patientId } = await begun('latex');
    const before = await checksOf(patientId);
    const done = await complete(id, injected(['Biotin ']));
    expect([done.status, done.body.completionCheckId, done.body.warnings]).toEqual([200, null, []]);
    expect(await checksOf(patientId)).toEqual(before);
  });

  it('and was not named when it began is checked, and the check is kept with the session', async () => {
    const { id, patientId } = await begun('latex');
    const done = await complete(id, injected(['biotin', 'panthenol']));
    expect([done.status, done.body.warnings]).toEqual([200, []]);
    const [newest] = await checksOf(patientId);
    expect(newest).toMatchObject({ id: done.body.completionCheckId, ingredients: ['biotin', 'panthenol'] });
    const versions = await dermatologist().get(`${path(id)}/versions`);
    expect(versions.body.items[0].content.completionCheckId).toBe(newest!.id);
  });

  it.each([
    ['by name', () => Promise.resolve(injected(['biotin', 'panthenol']))],
    [
      'as an anaesthetic',
      () =>
        Promise.resolve(
          injected(['biotin'], {
            anaesthetic: [{ substance: 'dexpanthenol', form: 'gel', milligrams: 5, givenAt: new Date().toISOString() }],
            anaestheticReason: 'A soothing gel, written down where anaesthetics are',
          }),
        ),
    ],
    ['in a lot', async () => injected(['biotin'], { products: [{ lotId: (await stocked(clinic)).lotId, amount: 4, unit: 'mL' }] })],
  ])('is refused where the patient is allergic to it: %s', async (_how, record) => {
    const { id, patientId } = await begun('panthenol');
    const before = await checksOf(patientId);
    const body = await record();
    const refused = await complete(id, body);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { type: '/problems/check-not-clear', findings: [{ ruleId: 'mesotherapy.ingredient-allergy', outcome: 'contraindicated' }] },
    ]);
    // Nothing of the attempt stands: no check, no use, and the session goes on.
    expect(await checksOf(patientId)).toEqual(before);
    expect((await dermatologist().get(path(id))).body).toMatchObject({ status: 'in-progress', version: 2 });
    expect((await dermatologist().get(`/v1/patients/${patientId}/product-exposures`)).body.items).toEqual([]);
  });

  it('is recorded all the same by a dermatologist who says why, and the record says so for good', async () => {
    const { id } = await begun('panthenol');
    const { lotId } = await stocked(clinic);
    const record = injected(['biotin'], {
      products: [{ lotId, amount: 4, unit: 'mL' }],
      contraindicatedUseReason: 'The wrong vial was taken; the patient was watched for two hours and stayed well',
    });
    const done = await complete(id, record);
    expect([done.status, done.body.warnings]).toMatchObject([200, [{ code: 'contraindicated-use', pointer: '/contraindicatedUseReason' }]]);
    // The exposure is on record: whoever has to find it, finds it.
    expect((await dermatologist().get(`/v1/product-lots/${lotId}/exposures`)).body.items).toHaveLength(1);
    const noted = await dermatologist().post(`${path(id)}/amendments`, { reason: 'A note', changes: { note: 'Called next day: well' } }, { ifMatch: 3 });
    expect(noted.body.warnings).toMatchObject([{ code: 'contraindicated-use' }]);
    const bare = { reason: 'It was not so', changes: { contraindicatedUseReason: null } };
    expect((await dermatologist().post(`${path(id)}/amendments`, bare, { ifMatch: 4 })).body.type).toBe('/problems/check-not-clear');
  });

  it('is not recorded by a technician, whatever the reason', async () => {
    const { sessionIds, prepared } = await activePlan(clinic, 'scalp-micropigmentation');
    await allergicTo(prepared.patientId, 'lidocaine');
    const technician = clinic.as('technician');
    const begin = { supervisedBy: clinic.staff.dermatologist, ingredients: ['carbon black'] };
    expect((await technician.post(`${path(sessionIds[0]!)}/start`, begin, { ifMatch: 1 })).status).toBe(200);
    const record = {
      ...micropigmentationRecord,
      anaesthetic: [{ substance: 'lidocaine', form: 'gel', milligrams: 20, givenAt: new Date().toISOString() }],
      contraindicatedUseReason: 'It was on the tray',
    };
    const refused = await complete(sessionIds[0]!, record, technician);
    expect([refused.status, refused.body.findings]).toMatchObject([409, [{ ruleId: 'smp.pigment-anaesthetic-allergy' }]]);
    expect(refused.body.detail).toContain('Only a dermatologist');
    expect((await complete(sessionIds[0]!, record)).status).toBe(200);
  });

  it('is refused where an ingredient brings a rule of its own', async () => {
    const prepared = await prepare(clinic, { medicalHistory: { breastfeeding: 'yes' } });
    const { body: plan } = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    await consentTo(clinic, prepared.patientId);
    for (const [index, action] of ['propose', 'accept', 'start'].entries())
      await dermatologist().post(`/v1/treatment-plans/${plan.id}/${action}`, undefined, { ifMatch: index + 1 });
    const { items } = (await dermatologist().get(`/v1/treatment-plans/${plan.id}/sessions`)).body as { items: { id: string }[] };
    expect((await start(items[0]!.id, { ingredients: ['biotin'] })).status).toBe(200);
    const refused = await complete(items[0]!.id, injected(['minoxidil']));
    expect([refused.status, refused.body.findings]).toMatchObject([409, [{ ruleId: 'mesotherapy.breastfeeding' }]]);
    expect((await complete(items[0]!.id, injected(['biotin']))).status).toBe(200);
  });

  it('is no reason against the record where something else has come up since: what was done is recorded', async () => {
    const { id, patientId } = await begun('latex');
    await dermatologist().post(`/v1/patients/${patientId}/consultations`, consultationToday({ pregnancy: { status: 'yes', assessedOn: dayFromNow(0) } }));
    expect((await complete(id, injected(['biotin', 'panthenol']))).status).toBe(200);
  });

  it('may be amended after an allergy to it has come to light; what is added is asked about', async () => {
    const { id, patientId } = await begun('latex');
    expect((await complete(id, injected(['biotin', 'panthenol']))).status).toBe(200);
    await allergicTo(patientId, 'panthenol');
    await allergicTo(patientId, 'silica');
    const amend = (changes: object, ifMatch: number) => dermatologist().post(`${path(id)}/amendments`, { reason: 'Misread', changes }, { ifMatch });
    expect((await amend({ note: 'A rash on the next day' }, 3)).status).toBe(201);
    const refused = await amend({ mesotherapy: { substances: ['biotin', 'panthenol', 'silicium'] } }, 4);
    expect([refused.status, refused.body.findings]).toMatchObject([409, [{ ruleId: 'mesotherapy.ingredient-allergy' }]]);
  });

  it('is asked about before it begins too: the checklist knows what is in a product, and what was planned', async () => {
    const { productId } = await stocked(clinic);
    const prepared = await prepare(clinic);
    const planned = { treatment: 'mesotherapy', plannedOn: dayFromNow(0), products: [productId] };
    const check = await dermatologist().post(`/v1/patients/${prepared.patientId}/contraindication-checks`, planned);
    const { body: plan } = await dermatologist().post(
      `/v1/patients/${prepared.patientId}/treatment-plans`,
      planFor({ ...prepared, checkId: check.body.id as string }),
    );
    await consentTo(clinic, prepared.patientId);
    for (const [index, action] of ['propose', 'accept', 'start'].entries())
      await dermatologist().post(`/v1/treatment-plans/${plan.id}/${action}`, undefined, { ifMatch: index + 1 });
    const sessionId = ((await dermatologist().get(`/v1/treatment-plans/${plan.id}/sessions`)).body.items as { id: string }[])[0]!.id;
    const blocking = async (query: string) => {
      const { body } = await dermatologist().get(`${path(sessionId)}/checklist${query}`);
      return (body.items as { key: string; state: string; blocking: boolean }[]).filter((item) => item.blocking && item.state === 'open').map(({ key }) => key);
    };
    await allergicTo(prepared.patientId, 'panthenol');
    // The allergy has put the plan on hold: what was planned holds it.
    expect(await blocking('')).toEqual(['plan-active', 'contraindication-check', 'anaesthetic-allergy']);
    expect(await blocking(`?products=${productId}`)).toEqual(['plan-active', 'contraindication-check', 'anaesthetic-allergy']);
    expect(await blocking('?ingredients=biotin')).toEqual(['plan-active']);
    const pigment = await stocked(clinic, { product: productExamples.pigment });
    expect(await blocking(`?products=${pigment.productId}`)).toEqual(['plan-active']);
    const unknown = await dermatologist().get(`${path(sessionId)}/checklist?products=${prepared.patientId}`);
    expect([unknown.status, unknown.body.errors]).toMatchObject([400, [{ pointer: '?products', code: 'unknown-product' }]]);
    const refused = await start(sessionId);
    expect(refused.body.type).toBe('/problems/check-not-clear');
  });
});
