/** What happens after a plan was made counts: what went wrong after a session, and what turns out to be in a product. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { productExamples } from '../../../src/products/index.js';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, dayFromNow, planFor, prepare } from '../../support/journey.js';
import { workOff } from '../../support/rulesets.js';

interface Finding {
  ruleId: string;
  outcome: string;
  because: { fact: string; about?: string; value?: string; source: object }[];
}

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  dermatologist = clinic.as('dermatologist');
});

const planAt = async (planId: string) => (await dermatologist.get(`/v1/treatment-plans/${planId}`)).body;
const checkOf = async (patientId: string, treatment: string) =>
  (await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: dayFromNow(1), ingredients: ['biotin'] })).body;
const openIn = (check: { findings: Finding[] }) =>
  check.findings.filter(({ outcome }) => outcome !== 'clear').map(({ ruleId, outcome }) => `${ruleId} ${outcome}`);

describe('an adverse event after a session', () => {
  const given = async () => {
    const { planId, sessionIds, prepared } = await activePlan(clinic);
    const session = `/v1/treatment-sessions/${sessionIds[0]}`;
    await dermatologist.post(`${session}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    expect((await dermatologist.post(`${session}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 })).status).toBe(200);
    return { planId, session, patientId: prepared.patientId };
  };
  const record = (session: string, event: object) =>
    clinic.as('technician').post(`${session}/adverse-events`, { grade: 2, onsetAt: new Date().toISOString(), ...event });

  it.each([
    ['an infection, while it lasts', { type: 'infection' }, ['mesotherapy.active-infection contraindicated'], ['smp.site-infection contraindicated']],
    ['an abscess', { type: 'abscess' }, ['mesotherapy.active-infection contraindicated'], ['smp.site-infection contraindicated']],
    ['an allergic reaction that no allergy names yet', { type: 'allergic-reaction' }, ['mesotherapy.ingredient-allergy contraindicated'], []],
    ['anaphylaxis', { type: 'anaphylaxis', grade: 3 }, ['mesotherapy.ingredient-allergy contraindicated'], []],
  ])('rules the next session out, of both treatments, and holds the open plan at once: %s', async (_what, event, mesotherapy, micropigmentation) => {
    const { planId, session, patientId } = await given();
    const recorded = await record(session, event);
    expect(recorded.status).toBe(201);
    expect(recorded.body.affectedPlans).toMatchObject([{ planId, outcomeNow: 'contraindicated' }]);
    expect((await planAt(planId)).status).toBe('on-hold');
    const check = await checkOf(patientId, 'mesotherapy');
    expect([check.outcome, openIn(check)]).toEqual(['contraindicated', expect.arrayContaining(mesotherapy)]);
    const [ruleId] = mesotherapy[0]!.split(' ');
    const finding = (check.findings as Finding[]).find((finding) => finding.ruleId === ruleId)!;
    expect(finding.because).toEqual([expect.objectContaining({ fact: 'adverse-event', about: event.type, value: 'not over', source: { type: 'adverse-event', id: recorded.body.id } })]);
    const other = await checkOf(patientId, 'scalp-micropigmentation');
    expect([other.outcome, openIn(other)]).toEqual(['contraindicated', expect.arrayContaining(micropigmentation)]);
  }); // prettier-ignore

  it('that is over still calls for caution, and entered in error says nothing', async () => {
    const { session, patientId } = await given();
    const event = (await record(session, { type: 'infection' })).body.id as string;
    const over = await dermatologist.patch(`/v1/adverse-events/${event}`, { outcome: 'recovered', resolvedAt: new Date().toISOString() }, { ifMatch: 1 });
    expect(over.body.affectedPlans).toMatchObject([{ outcomeBefore: 'contraindicated', outcomeNow: 'caution' }]);
    expect(openIn(await checkOf(patientId, 'mesotherapy'))).toEqual(['mesotherapy.earlier-adverse-event caution']);
    const wrong = await dermatologist.post(`/v1/adverse-events/${event}/entered-in-error`, { reason: 'Another patient' }, { ifMatch: 2 });
    expect(wrong.body.affectedPlans).toMatchObject([{ outcomeBefore: 'caution', outcomeNow: 'clear' }]);
    expect(openIn(await checkOf(patientId, 'mesotherapy'))).toEqual([]);
  });

  it('that was an allergic reaction rules out until the allergy is recorded, which is read from then on', async () => {
    const { session, patientId } = await given();
    await record(session, { type: 'allergic-reaction' });
    const allergy = await dermatologist.post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'panthenol' }, criticality: 'high' });
    // What is to be injected must be named from now on: the plan's check names nothing.
    expect(allergy.body.affectedPlans).toMatchObject([{ outcomeBefore: 'contraindicated', outcomeNow: 'needs-data' }]);
    const check = await checkOf(patientId, 'mesotherapy');
    expect([check.outcome, openIn(check)]).toEqual(['caution', ['mesotherapy.ingredient-allergy caution']]);
    const again = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: dayFromNow(1),
      ingredients: ['d-panthenol'],
    });
    expect(again.body.outcome).toBe('contraindicated');
  });

  it('that only its words describe is unread until a dermatologist has dealt with it', async () => {
    const { planId, session, patientId } = await given();
    const recorded = await record(session, { type: 'other', description: 'Heard a whistling for a day', grade: 1 });
    expect(recorded.body.affectedPlans).toMatchObject([{ planId, outcomeNow: 'needs-data' }]);
    expect(await checkOf(patientId, 'mesotherapy')).toMatchObject({
      outcome: 'needs-data',
      unread: [{ fact: 'adverse-event', about: 'Heard a whistling for a day', source: { type: 'adverse-event', id: recorded.body.id }, alternatives: [] }],
    });
  });

  it('that is usual after the treatment changes nothing', async () => {
    const { session, patientId } = await given();
    await record(session, { type: 'swelling', grade: 1 });
    expect(await checkOf(patientId, 'mesotherapy')).toMatchObject({ outcome: 'clear', unread: [] });
  });
});

describe('a product whose ingredients are corrected', () => {
  const biotin = [{ ingredient: 'biotin', concentration: { value: 5, unit: 'mg/mL' } }];
  const withPanthenol = [...biotin, { ingredient: 'd-panthenol', concentration: { value: 250, unit: 'mg/mL' } }];

  const newProduct = async (ingredients: object[], of: Caller = dermatologist): Promise<string> =>
    (await of.post('/v1/products', { ...productExamples.solution, ingredients })).body.id as string;
  const correct = (productId: string, ingredients: object[], version = 1) =>
    dermatologist.patch(`/v1/products/${productId}`, { ingredients }, { ifMatch: version });

  /** An active plan whose check names a product, of somebody who is allergic to panthenol. */
  const planWith = async (products: string[]) => {
    const prepared = await prepare(clinic);
    const { patientId } = prepared;
    await dermatologist.post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'panthenol' }, criticality: 'high' });
    const { body: check } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: dayFromNow(0),
      consultationId: prepared.consultationId,
      ...(products.length > 0 ? { products } : { ingredients: ['biotin'] }),
    });
    await consentTo(clinic, patientId);
    const created = await dermatologist.post(`/v1/patients/${patientId}/treatment-plans`, planFor({ ...prepared, checkId: check.id as string }));
    for (const [index, action] of ['propose', 'accept', 'start'].entries()) {
      const moved = await dermatologist.post(`/v1/treatment-plans/${created.body.id}/${action}`, undefined, { ifMatch: index + 1 });
      expect([action, moved.status, moved.body.findings]).toEqual([action, 200, undefined]);
    }
    return { planId: created.body.id as string, patientId, checkId: check.id as string };
  };
  const screenings = async (planId: string) =>
    (await dermatologist.get(`/v1/treatment-plans/${planId}/screenings`)).body.items as { cause: string; outcomeNow: string; held: boolean }[];

  it('has the open plans that name it screened again, and held where it is ruled out now; others are left alone', async () => {
    const product = await newProduct(biotin);
    const [named, unnamed, other] = [await planWith([product]), await planWith([]), await planWith([await newProduct(biotin)])];
    const before = await screenings(named.planId);
    expect((await correct(product, withPanthenol)).status).toBe(200);
    await workOff(app, JobRunner);
    const plan = await planAt(named.planId);
    expect(plan.status).toBe('on-hold');
    expect((await screenings(named.planId)).slice(before.length)).toMatchObject([{ cause: 'product-corrected', outcomeNow: 'contraindicated', held: true }]);
    const { body: check } = await dermatologist.get(`/v1/contraindication-checks/${plan.currentCheckId}`);
    expect(openIn(check as { findings: Finding[] })).toContain('mesotherapy.ingredient-allergy contraindicated');
    expect(check.ingredients).toEqual(expect.arrayContaining(['d-panthenol']));
    // The check that the plan rested on stays as it was.
    expect((await dermatologist.get(`/v1/contraindication-checks/${named.checkId}`)).body.outcome).not.toBe('contraindicated');
    for (const { planId } of [unnamed, other]) {
      expect((await planAt(planId)).status).toBe('active');
      expect((await screenings(planId)).map(({ cause }) => cause)).not.toContain('product-corrected');
    }
  });

  it('is read as it is now when a session starts, before the job has run', async () => {
    const product = await newProduct(biotin);
    const { planId } = await planWith([product]);
    await correct(product, withPanthenol);
    const [session] = (await dermatologist.get(`/v1/treatment-plans/${planId}/sessions`)).body.items as { id: string }[];
    const refused = await dermatologist.post(`/v1/treatment-sessions/${session!.id}/start`, { products: [product] }, { ifMatch: 1 });
    expect([refused.status, refused.body.type, refused.body.findings]).toMatchObject([
      409,
      '/problems/check-not-clear',
      [{ ruleId: 'mesotherapy.ingredient-allergy' }],
    ]);
  });

  it('counts with what it contains now in whatever screens the plan next', async () => {
    const product = await newProduct(withPanthenol);
    const prepared = await prepare(clinic);
    await dermatologist.post(`/v1/patients/${prepared.patientId}/allergies`, { substance: { text: 'panthenol' } });
    const ask = async () =>
      (
        await dermatologist.post(`/v1/patients/${prepared.patientId}/contraindication-checks`, {
          treatment: 'mesotherapy',
          plannedOn: dayFromNow(0),
          products: [product],
        })
      ).body;
    expect((await ask()).outcome).toBe('contraindicated');
    await correct(product, biotin);
    expect(await ask()).toMatchObject({ outcome: expect.stringMatching(/clear|caution/), ingredients: ['biotin'], products: [product] });
  });

  it('asks for no job when something else of it changes', async () => {
    const product = await newProduct(biotin);
    await planWith([product]);
    expect((await dermatologist.patch(`/v1/products/${product}`, { maker: 'Other Laboratories' }, { ifMatch: 1 })).status).toBe(200);
    expect(await app.sql(`SELECT FROM background_jobs WHERE kind = 'rescreen-plans-of-product'`, [], clinic.id)).toEqual([]);
    await correct(product, withPanthenol, 2);
    expect(await app.sql(`SELECT FROM background_jobs WHERE kind = 'rescreen-plans-of-product'`, [], clinic.id)).toHaveLength(1);
  });
});
