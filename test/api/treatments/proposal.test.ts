import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consentTo, photographed, planFor, prepare, type Prepared } from '../../support/journey.js';

const SMP = 'scalp-micropigmentation';

describe('what a plan proposes', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let mesotherapy: Prepared;
  let pigmentation: Prepared;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    [mesotherapy, pigmentation] = [await prepare(clinic), await prepare(clinic, { treatment: SMP })];
  });
  afterAll(() => app.stop());

  const create = (prepared: Prepared, parts: object, treatment = 'mesotherapy') =>
    clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/treatment-plans`, { ...planFor(prepared, treatment), ...parts });
  const errorsOf = (response: { body: { errors?: { pointer: string; code: string }[] } }) =>
    (response.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

  it('is areas with their total, indications by code, and what the patient was told', async () => {
    const created = await create(mesotherapy, {
      indications: ['androgenetic-alopecia', 'hair-thinning'],
      areas: [{ zone: 'vertex', size: { value: 6000, unit: 'mm2' } }, { zone: 'frontal' }],
      expectations: { results: 'Less shedding', limits: 'Lost follicles do not come back' },
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      indications: ['androgenetic-alopecia', 'hair-thinning'],
      totalArea: { value: 125, unit: 'cm2', estimated: true },
      expectations: {
        results: 'Less shedding',
        limits: 'Lost follicles do not come back',
        toldBy: clinic.as('dermatologist').actor,
        toldAt: expect.any(String),
      },
    });
    const path = `/v1/treatment-plans/${created.body.id}`;
    const changed = await clinic
      .as('dermatologist')
      .patch(path, { areas: [{ zone: 'vertex', size: { value: 60, unit: 'cm2' } }], expectations: null }, { ifMatch: 1 });
    expect(changed.body).toMatchObject({ totalArea: { value: 60, estimated: false }, indications: ['androgenetic-alopecia', 'hair-thinning'] });
    expect((await clinic.as('dermatologist').get(path)).body.expectations).toBeUndefined();
  });

  it('is refused with every mistake named at once', async () => {
    const refused = await create(mesotherapy, {
      indications: ['androgenetic-alopecia', 'strip-scar'],
      areas: [{ zone: 'vertex' }, { zone: 'vertex', size: { value: 5, unit: 'kg' } }],
      hairTrimming: { agreed: 'yes' },
      expectations: { results: 'x', limits: 'y', toldBy: '01936f00-0000-7000-8000-00000000dead', toldAt: '2199-01-01T00:00:00Z' },
    });
    expect(refused.status).toBe(400);
    expect(errorsOf(refused).sort()).toEqual([
      '/areas/1/size/unit unknown-unit',
      '/areas/1/zone duplicate',
      '/expectations/toldAt in-the-future',
      '/expectations/toldBy unknown-staff',
      '/hairTrimming not-allowed',
      '/indications/1 other-treatment',
    ]);
    expect(errorsOf(await create(mesotherapy, { areas: [{ zone: 'the moon' }], indications: ['a-whim'] }))).toEqual([
      '/indications/0 not-allowed',
      '/areas/0/zone not-allowed',
    ]);
  });

  it('has the refusal to trim the hair on record when it is accepted, with its reason', async () => {
    const { body } = await create(pigmentation, { hairTrimming: { agreed: 'yes' } }, SMP);
    const path = `/v1/treatment-plans/${body.id}`;
    const dermatologist = clinic.as('dermatologist');
    await consentTo(clinic, pigmentation.patientId, SMP);
    await photographed(clinic, pigmentation.patientId);
    await dermatologist.post(`${path}/propose`, undefined, { ifMatch: 1 });
    const unexplained = await dermatologist.post(`${path}/accept`, { hairTrimming: { agreed: 'no' } }, { ifMatch: 2 });
    expect(errorsOf(unexplained)).toEqual(['/hairTrimming/reason required']);
    const accepted = await dermatologist.post(`${path}/accept`, { hairTrimming: { agreed: 'no', reason: 'For looks at work' } }, { ifMatch: 2 });
    expect(accepted.body).toMatchObject({ status: 'accepted', hairTrimming: { agreed: 'no', reason: 'For looks at work' } });
    expect((await dermatologist.get(path)).body.hairTrimming).toEqual({ agreed: 'no', reason: 'For looks at work' });
  });

  it('has every step listed, page by page: who, when, why', async () => {
    const { body } = await create(mesotherapy, {});
    const path = `/v1/treatment-plans/${body.id}`;
    const dermatologist = clinic.as('dermatologist');
    await consentTo(clinic, mesotherapy.patientId);
    for (const [index, action] of ['propose', 'accept', 'start'].entries()) await dermatologist.post(`${path}/${action}`, undefined, { ifMatch: index + 1 });
    await dermatologist.post(`${path}/hold`, { reason: 'The patient travels' }, { ifMatch: 4 });
    const first = await clinic.as('technician').get(`${path}/transitions?limit=3&count=true`);
    expect(first.body).toMatchObject({ total: 4, items: [{ planVersion: 2 }, { planVersion: 3 }, { planVersion: 4 }] });
    const rest = await clinic.as('technician').get(`${path}/transitions?limit=3&count=true&cursor=${first.body.nextCursor}`);
    expect(rest.body.items).toEqual([
      {
        planId: body.id,
        patientId: mesotherapy.patientId,
        planVersion: 5,
        parallelReason: null,
        action: 'hold',
        from: 'active',
        to: 'on-hold',
        reason: 'The patient travels',
        actor: clinic.as('dermatologist').actor,
        occurredAt: expect.any(String),
      },
    ]);
    expect((await (await app.clinic()).as('dermatologist').get(`${path}/transitions`)).status).toBe(404);
  });

  it('chooses from lists that are served', async () => {
    const zones = await clinic.as('dermatologist').get('/v1/scalp-zones?limit=5&count=true');
    expect(zones.body).toMatchObject({ total: 12, nextCursor: expect.any(String) });
    const more = await clinic.as('dermatologist').get(`/v1/scalp-zones?limit=5&count=true&cursor=${zones.body.nextCursor}`);
    expect(more.body.items).toHaveLength(5);
    const indications = await clinic.as('technician').get('/v1/treatment-indications?treatment=mesotherapy');
    expect((indications.body.items as { treatment: string }[]).every((item) => item.treatment === 'mesotherapy')).toBe(true);
    expect(indications.body.items).toContainEqual(expect.objectContaining({ code: 'androgenetic-alopecia', source: 'S0-25, S0-52' }));
    expect((await clinic.as('receptionist').get('/v1/scalp-zones')).status).toBe(403);
  });
});
