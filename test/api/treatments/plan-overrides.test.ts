import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consentTo, planFor, prepare, type Prepared } from '../../support/journey.js';
import { draftWith, publish, workOff } from '../../support/rulesets.js';

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
const ruleId = 'mesotherapy.hypertension';
const withHypertension = { medicalHistory: { conditions: [{ code: { system: 'icd-10', code: 'I10' }, clinicalStatus: 'active' }] } };
const override = (checkId: string, body: object = {}) =>
  dermatologist().post(`/v1/contraindication-checks/${checkId}/overrides`, { ruleId, reason: 'Well controlled for two years', ...body });
const planAt = async (planId: string) => (await dermatologist().get(`/v1/treatment-plans/${planId}`)).body;

/** An active plan that rests on an override. */
const planOn = async (prepared: Prepared): Promise<string> => {
  await consentTo(clinic, prepared.patientId);
  const { body } = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
  for (const [index, action] of ['propose', 'accept', 'start'].entries()) {
    const moved = await dermatologist().post(`/v1/treatment-plans/${body.id}/${action}`, undefined, { ifMatch: index + 1 });
    expect([action, moved.status]).toEqual([action, 200]);
  }
  return body.id as string;
};
const overriddenPlan = async () => {
  const prepared = await prepare(clinic, withHypertension);
  await override(prepared.checkId, { conditions: ['Pressure below 150/95 on the day'] });
  return { prepared, planId: await planOn(prepared) };
};

describe('an override', () => {
  it('is listed on the plan with its conditions, and holds on the day of a session', async () => {
    const { prepared, planId } = await overriddenPlan();
    expect((await planAt(planId)).overrides).toMatchObject([
      {
        ruleId,
        reason: 'Well controlled for two years',
        conditions: ['Pressure below 150/95 on the day'],
        inForce: true,
        voidBecause: null,
        carriedFrom: null,
      },
    ]);
    const [session] = (await dermatologist().get(`/v1/treatment-plans/${planId}/sessions`)).body.items as { id: string }[];
    const started = await dermatologist().post(`/v1/treatment-sessions/${session!.id}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    expect([started.status, started.body.findings ?? []]).toEqual([200, []]);
    const check = await dermatologist().get(`/v1/contraindication-checks/${started.body.contraindicationCheckId}`);
    expect(check.body).toMatchObject({
      outcome: 'contraindicated',
      effectiveOutcome: 'caution',
      overrides: [{ ruleId, carriedFrom: prepared.checkId, inForce: true, voidBecause: null }],
    });
    const listed = await dermatologist().get(`/v1/treatment-plans?patientId=${prepared.patientId}`);
    expect(listed.body.items[0].overrides).toHaveLength(1);
  });

  it('is taken over when something else changes, and is void when its own facts do', async () => {
    const { prepared, planId } = await overriddenPlan();
    const unrelated = await dermatologist().post(`/v1/patients/${prepared.patientId}/medications`, {
      name: 'Isotretinoin',
      code: { system: 'atc', code: 'D10BA01' },
      status: 'active',
    });
    expect(unrelated.status).toBe(201);
    const between = await planAt(planId);
    expect(between.overrides).toMatchObject([{ ruleId, inForce: true, voidBecause: null }]);

    const again = await dermatologist().post(`/v1/patients/${prepared.patientId}/conditions`, {
      code: { system: 'icd-10', code: 'I15.9' },
      clinicalStatus: 'active',
    });
    expect(again.body.affectedPlans).toMatchObject([{ planId, outcomeNow: 'contraindicated', held: true }]);
    const plan = await planAt(planId);
    expect(plan).toMatchObject({ status: 'on-hold', overrides: [{ ruleId, inForce: false, voidBecause: 'facts-changed' }] });
    expect((await dermatologist().get(`/v1/contraindication-checks/${prepared.checkId}`)).body.effectiveOutcome).toBe('caution');

    expect((await dermatologist().post(`/v1/treatment-plans/${planId}/resume`, undefined, { ifMatch: plan.version })).status).toBe(409);
    expect((await override(plan.currentCheckId as string, { reason: 'Decided anew after the same talk' })).status).toBe(201);
    const resumed = await dermatologist().post(`/v1/treatment-plans/${planId}/resume`, undefined, { ifMatch: plan.version });
    expect([resumed.status, resumed.body.status]).toEqual([200, 'active']);
  });

  it('is void under other rules', async () => {
    const { planId } = await overriddenPlan();
    await publish(clinic, await draftWith(clinic, null));
    await workOff(app, JobRunner);
    expect(await planAt(planId)).toMatchObject({ status: 'on-hold', overrides: [{ ruleId, inForce: false, voidBecause: 'ruleset-changed' }] });
  });
});

describe('an override that needs two dermatologists', () => {
  /** The published rules, with that rule left to two: written to the table, as the language is not what is tested here. */
  const twoMustAgree = async (): Promise<void> => {
    await clinic.as('admin').get('/v1/contraindication-rulesets');
    await app.sql(`UPDATE contraindication_rulesets SET status = 'retired' WHERE treatment = 'mesotherapy' AND status = 'published'`, [], clinic.id);
    await app.sql(
      `INSERT INTO contraindication_rulesets (id, treatment, version, status, content, published_at, created_at, updated_at)
       SELECT gen_random_uuid(), treatment, 2, 'published', jsonb_set(content, '{rules}', (SELECT jsonb_agg(CASE WHEN r ->> 'id' = '${ruleId}'
         THEN jsonb_set(r, '{overridable}', '{"by": "two-dermatologists"}') ELSE r END ORDER BY n) FROM jsonb_array_elements(content -> 'rules') WITH ORDINALITY AS x (r, n))),
         now(), now(), now() FROM contraindication_rulesets WHERE treatment = 'mesotherapy'`,
      [],
      clinic.id,
    );
  };
  let prepared: Prepared;
  const confirm = (caller: { post: typeof Object.prototype.constructor } | ReturnType<typeof dermatologist>, checkId: string, overrideId: string) =>
    (caller as ReturnType<typeof dermatologist>).post(`/v1/contraindication-checks/${checkId}/overrides/${overrideId}/confirm`);

  beforeEach(async () => {
    await twoMustAgree();
    prepared = await prepare(clinic, withHypertension);
  });

  it('counts once the second has confirmed it', async () => {
    const first = await override(prepared.checkId);
    expect(first.body).toMatchObject({ effectiveOutcome: 'contraindicated', overrides: [{ needsConfirmation: true, confirmedBy: null, inForce: false }] });
    const plan = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    const refused = await dermatologist().post(`/v1/treatment-plans/${plan.body.id}/propose`, undefined, { ifMatch: 1 });
    expect(refused.body.type).toBe('/problems/check-not-clear');

    const second = await clinic.another('dermatologist');
    const overrideId = first.body.overrides[0].id as string;
    const confirmed = await confirm(second, prepared.checkId, overrideId);
    expect(confirmed.status).toBe(200);
    expect(confirmed.body).toMatchObject({
      effectiveOutcome: 'caution',
      overrides: [{ confirmedBy: second.actor, confirmedAt: expect.any(String), inForce: true }],
    });
    expect((await dermatologist().get(`/v1/contraindication-checks/${prepared.checkId}`)).body).toEqual(confirmed.body);
    expect((await dermatologist().post(`/v1/treatment-plans/${plan.body.id}/propose`, undefined, { ifMatch: 1 })).body.status).toBe('proposed');
    const timeline = await dermatologist().get(`/v1/patients/${prepared.patientId}/timeline?kind=contraindication-override-confirmed`);
    expect(timeline.body.items).toMatchObject([{ actor: second.actor, details: { ruleId } }]);
  });

  it('is not confirmed by the first, nor twice, nor by anybody but a dermatologist', async () => {
    const overrideId = (await override(prepared.checkId)).body.overrides[0].id as string;
    expect((await confirm(dermatologist(), prepared.checkId, overrideId)).status).toBe(409);
    for (const role of ['technician', 'admin', 'receptionist'] as const)
      expect((await confirm(clinic.as(role), prepared.checkId, overrideId)).status).toBe(403);
    const [second, third] = [await clinic.another('dermatologist'), await clinic.another('dermatologist')];
    const both = await Promise.all([confirm(second, prepared.checkId, overrideId), confirm(third, prepared.checkId, overrideId)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await confirm(third, prepared.checkId, overrideId)).status).toBe(409);
    expect((await confirm((await app.clinic()).as('dermatologist'), prepared.checkId, overrideId)).status).toBe(404);
    expect((await confirm(second, prepared.checkId, '01936f00-0000-7000-8000-00000000dead')).status).toBe(404);
  });

  it('is kept apart by the database, whatever the application thinks', async () => {
    const overrideId = (await override(prepared.checkId)).body.overrides[0].id as string;
    await expect(
      app.sql(
        `INSERT INTO contraindication_override_confirmations (override_id, overridden_by, confirmed_by, confirmed_at) VALUES ($1, $2, $2, now())`,
        [overrideId, dermatologist().id],
        clinic.id,
      ),
    ).rejects.toThrow(/another/);
  });
});

describe('an override for which one dermatologist suffices', () => {
  it('needs no confirmation', async () => {
    const { checkId } = await prepare(clinic, withHypertension);
    const { body } = await override(checkId);
    expect(body.overrides).toMatchObject([{ needsConfirmation: false, inForce: true }]);
    const second = await clinic.another('dermatologist');
    expect((await second.post(`/v1/contraindication-checks/${checkId}/overrides/${body.overrides[0].id}/confirm`)).status).toBe(409);
  });
});
