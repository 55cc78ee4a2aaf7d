import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, dayFromNow, planFor, prepare } from '../../support/journey.js';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
});

const dermatologist = () => clinic.as('dermatologist');
/** No rule asks about it. */
const flatFeet = { code: { system: 'icd-10', code: 'M21.4' }, clinicalStatus: 'active' };
/** A medicine that rules micropigmentation out until two weeks after the last dose. */
const aspirin = { name: 'Aspirin 75 mg', code: { system: 'atc', code: 'B01AC06' }, status: 'active' };
const hypertension = { code: { system: 'icd-10', code: 'I10' }, clinicalStatus: 'active' };
const planAt = async (planId: string) => (await dermatologist().get(`/v1/treatment-plans/${planId}`)).body;

/** A plan of mesotherapy that is only proposed, or accepted. */
const planUpTo = async (actions: readonly string[]) => {
  const prepared = await prepare(clinic);
  await consentTo(clinic, prepared.patientId);
  const { body } = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
  for (const [index, action] of actions.entries())
    expect((await dermatologist().post(`/v1/treatment-plans/${body.id}/${action}`, undefined, { ifMatch: index + 1 })).status).toBe(200);
  return { planId: body.id as string, patientId: prepared.patientId };
};

describe('what is recorded of a patient with an open plan', () => {
  const pregnant = () => ({
    startedAt: new Date().toISOString(),
    medicalHistory: { pregnancy: { status: 'yes', assessedOn: dayFromNow(0) } },
  });

  it.each<[string, (patientId: string) => Promise<Response>]>([
    ['a pregnancy, in a draft', (id) => dermatologist().post(`/v1/patients/${id}/consultations`, pregnant())],
    ['a condition', (id) => dermatologist().post(`/v1/patients/${id}/conditions`, hypertension)],
    [
      'a late laboratory result',
      (id) =>
        dermatologist().post(`/v1/patients/${id}/blood-tests`, {
          collectedAt: new Date().toISOString(),
          results: [{ code: { system: 'loinc', code: '4548-4' }, value: 9.1, unit: '%' }],
        }),
    ],
    [
      'an amendment of the consultation',
      async (id) => {
        const { items } = (await dermatologist().get(`/v1/consultations?patientId=${id}`)).body as { items: { id: string }[] };
        const amendment = { reason: 'Forgotten', changes: { medicalHistory: { conditions: [hypertension] } } };
        return dermatologist().post(`/v1/consultations/${items[0]!.id}/amendments`, amendment, { ifMatch: 2 });
      },
    ],
  ])('such as %s, holds it at once when it rules the treatment out, and says so', async (_what, record) => {
    const { planId, prepared } = await activePlan(clinic);
    const before = await planAt(planId);
    const answer = await record(prepared.patientId);
    expect(answer.status).toBe(201);
    expect(answer.body.affectedPlans).toEqual([
      {
        ...{ planId, outcomeBefore: expect.stringMatching(/clear|caution/), outcomeNow: 'contraindicated', held: true, ended: false },
        contraindicationCheckId: expect.any(String),
      },
    ]);
    const plan = await planAt(planId);
    expect(plan).toMatchObject({
      status: 'on-hold',
      version: (before.version as number) + 1,
      currentCheckId: answer.body.affectedPlans[0].contraindicationCheckId,
    });
    expect((plan.transitions as { reason: string }[]).at(-1)!.reason).toMatch(/^What was recorded of the patient rules the treatment out: .+\.$/);
    const session = (await dermatologist().get(`/v1/treatment-plans/${planId}/sessions`)).body.items[0] as { id: string };
    expect((await dermatologist().post(`/v1/treatment-sessions/${session.id}/start`, {}, { ifMatch: 1 })).body.type).toBe('/problems/check-not-clear');
  });

  it('says of a medicine and of its end what each means', async () => {
    const { planId, prepared } = await activePlan(clinic, 'scalp-micropigmentation');
    const added = await dermatologist().post(`/v1/patients/${prepared.patientId}/medications`, aspirin);
    expect(added.body.affectedPlans).toMatchObject([{ planId, outcomeNow: 'contraindicated', held: true }]);
    const error = await dermatologist().post(`/v1/medications/${added.body.id}/entered-in-error`, { reason: 'Another patient' }, { ifMatch: 1 });
    expect(error.body.affectedPlans).toMatchObject([{ planId, outcomeBefore: 'contraindicated', held: false }]);
    expect(error.body.affectedPlans[0].outcomeNow).not.toBe('contraindicated');
    expect((await planAt(planId)).status).toBe('on-hold');
  });

  it('keeps the check that counts when no rule says anything else', async () => {
    const { planId, prepared } = await activePlan(clinic);
    const answer = await dermatologist().post(`/v1/patients/${prepared.patientId}/conditions`, flatFeet);
    const [affected] = answer.body.affectedPlans as { outcomeBefore: string; outcomeNow: string; held: boolean; contraindicationCheckId: string }[];
    expect(affected).toMatchObject({ held: false, contraindicationCheckId: prepared.checkId });
    expect(affected!.outcomeNow).toBe(affected!.outcomeBefore);
    expect(await planAt(planId)).toMatchObject({ status: 'active', version: 4, currentCheckId: prepared.checkId });
    expect(await app.sql('SELECT FROM contraindication_checks WHERE patient_id = $1', [prepared.patientId], clinic.id)).toHaveLength(1);
  });

  it('holds a plan that is proposed or accepted, which goes back to where it was', async () => {
    for (const [actions, from] of [
      [['propose'], 'proposed'],
      [['propose', 'accept'], 'accepted'],
    ] as const) {
      const { planId, patientId } = await planUpTo(actions);
      const condition = await dermatologist().post(`/v1/patients/${patientId}/conditions`, hypertension);
      const plan = await planAt(planId);
      expect(plan).toMatchObject({ status: 'on-hold', heldFrom: from, allowed: ['resume', 'complete', 'cancel'] });
      expect((await dermatologist().post(`/v1/treatment-plans/${planId}/resume`, undefined, { ifMatch: plan.version })).status).toBe(409);
      await dermatologist().post(`/v1/conditions/${condition.body.id}/entered-in-error`, { reason: 'Another patient' }, { ifMatch: 1 });
      const resumed = await dermatologist().post(`/v1/treatment-plans/${planId}/resume`, undefined, { ifMatch: plan.version });
      expect(resumed.body).toMatchObject({ status: from, heldFrom: null });
    }
  });

  it('of a draft of a plan or an ended one says nothing, and nothing of another patient’s', async () => {
    const prepared = await prepare(clinic);
    const { body: plan } = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    const other = await activePlan(clinic);
    const answer = await dermatologist().post(`/v1/patients/${prepared.patientId}/conditions`, hypertension);
    expect(answer.body).not.toHaveProperty('affectedPlans');
    expect((await planAt(other.planId)).status).toBe('active');
    const refused = await dermatologist().post(`/v1/treatment-plans/${plan.id}/propose`, undefined, { ifMatch: 1 });
    expect([refused.status, refused.body.type, refused.body.findings]).toEqual([
      409,
      '/problems/check-not-clear',
      expect.arrayContaining([expect.objectContaining({ ruleId: 'mesotherapy.hypertension' })]),
    ]);
  });

  it('is screened by all that two people record at the same time', async () => {
    const { planId, prepared } = await activePlan(clinic);
    const both = await Promise.all([
      dermatologist().post(`/v1/patients/${prepared.patientId}/conditions`, hypertension),
      dermatologist().post(`/v1/patients/${prepared.patientId}/conditions`, flatFeet),
    ]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both.filter(({ body }) => body.affectedPlans[0].held)).toHaveLength(1);
    const transitions = (await planAt(planId)).transitions as { action: string }[];
    expect(transitions.filter(({ action }) => action === 'hold')).toHaveLength(1);
  });

  it('is answered again, word for word, to a repeated request', async () => {
    const { prepared } = await activePlan(clinic);
    const send = () => dermatologist().post(`/v1/patients/${prepared.patientId}/conditions`, hypertension, { idempotencyKey: 'again' });
    const [first, second] = [await send(), await send()];
    expect(first.body.affectedPlans).toMatchObject([{ held: true }]);
    expect(second.text).toBe(first.text);
    expect(await app.sql('SELECT FROM treatment_plan_screenings WHERE patient_id = $1', [prepared.patientId], clinic.id)).toHaveLength(1);
  });

  it('is not told to those who see no plans, yet holds them', async () => {
    const { planId, prepared } = await activePlan(clinic);
    const client = await clinic.asClient(['consultation.write']);
    const answer = await client.post(`/v1/patients/${prepared.patientId}/conditions`, hypertension);
    expect([answer.status, 'affectedPlans' in answer.body]).toEqual([201, false]);
    expect((await planAt(planId)).status).toBe('on-hold');
    const receptionist = await clinic.as('receptionist').patch(`/v1/patients/${prepared.patientId}`, { birthDate: '2020-01-01' }, { ifMatch: 1 });
    expect([receptionist.status, 'affectedPlans' in receptionist.body]).toEqual([200, false]);
  });

  it('changes a plan whose patient turns out to be too young', async () => {
    const { planId, prepared } = await activePlan(clinic);
    const answer = await dermatologist().patch(`/v1/patients/${prepared.patientId}`, { birthDate: '2020-01-01' }, { ifMatch: 1 });
    expect(answer.body.affectedPlans).toMatchObject([{ planId, held: true }]);
  });
});
