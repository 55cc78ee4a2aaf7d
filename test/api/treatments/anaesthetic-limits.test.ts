/** Local anaesthetic: over all sessions of 24 hours, over what left the lots, and what nobody can hold against a limit. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, stocked } from '../../support/journey.js';

const { mesotherapyRecord, micropigmentationRecord } = treatmentExamples;
const SMP = 'scalp-micropigmentation';
const REASON = 'Chosen after a talk about its risks';

describe('local anaesthetic', () => {
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
  const complete = (id: string, more: object, caller: Caller = dermatologist(), record: object = mesotherapyRecord) =>
    caller.post(`${path(id)}/complete`, { ...record, ...more }, { ifMatch: 2 });
  const errorsOf = (answer: { body: { errors?: { pointer: string; code: string }[] } }) =>
    (answer.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  const warningsOf = (answer: { body: { warnings?: { code: string }[] } }) => (answer.body.warnings ?? []).map(({ code }) => code);
  /** The consultation of the journey has 61 kg: 274.5 mg of lidocaine without adrenaline. */
  const dose = (milligrams: number, more: object = {}) => ({ substance: 'lidocaine', form: 'gel', milligrams, givenAt: new Date().toISOString(), ...more });
  const bottle = (concentration?: object, ingredient = 'lidocaine') => ({
    kind: 'anaesthetic',
    name: 'A numbing solution',
    ingredients: [{ ingredient, ...(concentration && { concentration }) }],
    stockUnit: 'mL',
  });
  const used = async (product: { stockUnit: string }, amount: number, unit = product.stockUnit) => {
    const { lotId, productId } = await stocked(clinic, { product });
    return { productId, products: [{ lotId, amount, unit }] };
  };
  const begun = async (treatment = 'mesotherapy') => {
    const plan = await activePlan(clinic, treatment);
    const started = await start(plan.sessionIds[0]!);
    expect(started.status).toBe(200);
    return { id: plan.sessionIds[0]!, ...plan };
  };

  it('of every agent is limited, and the agents add up', async () => {
    const { id } = await begun();
    const over = await complete(id, { anaesthetic: [dose(138), dose(62, { substance: 'bupivacaine' })] });
    expect([over.status, errorsOf(over)]).toEqual([400, ['/anaesthetic over-limit']]);
    expect(over.body.errors[0].detail).toContain('138 mg of lidocaine and 62 mg of bupivacaine are together 101 % of the limit at 61 kg');
    const near = await complete(id, { anaesthetic: [dose(110), dose(55, { substance: 'bupivacaine' })] });
    expect([near.status, warningsOf(near)]).toEqual([200, ['near-limit']]);
  });

  it('adds up over the sessions of 24 hours, of whichever plan', async () => {
    const first = await begun();
    expect((await complete(first.id, { anaesthetic: [dose(200)] })).status).toBe(200);
    const second = first.sessionIds[1]!;
    expect((await start(second, { intervalReason: 'Another zone than in the session before' })).status).toBe(200);
    const over = await complete(second, { anaesthetic: [dose(100)] });
    expect(errorsOf(over)).toEqual(['/anaesthetic over-limit']);
    expect(over.body.errors[0].detail).toContain('300 mg of lidocaine, with what other sessions gave within 24 hours, are 109 %');
    // An instant of long ago does not take a dose out of its session.
    expect(errorsOf(await complete(second, { anaesthetic: [dose(100, { givenAt: '2020-01-01T00:00:00Z' })] }))).toEqual(['/anaesthetic over-limit']);
    expect((await complete(second, { anaesthetic: [dose(40)] })).status).toBe(200);
    // The earlier one is amended by the same count: 240 mg are given in all.
    const amended = await dermatologist().post(`${path(first.id)}/amendments`, { reason: 'Misread', changes: { anaesthetic: [dose(240)] } }, { ifMatch: 3 });
    expect(errorsOf(amended)).toEqual(['/changes/anaesthetic over-limit']);
  });

  it('of another patient is none of it', async () => {
    const [one, other] = [await begun(), await begun()];
    expect((await complete(one.id, { anaesthetic: [dose(200)] })).status).toBe(200);
    expect((await complete(other.id, { anaesthetic: [dose(200)] })).status).toBe(200);
  });

  it('that left the lots counts whether or not anybody typed it: 10 mg/mL and 50 mL are 500 mg', async () => {
    const { id } = await begun();
    const { products } = await used(bottle({ value: 10, unit: 'mg/mL' }), 50);
    const over = await complete(id, { products });
    expect(errorsOf(over)).toEqual(['/products over-limit']);
    expect(over.body.errors[0].detail).toContain('500 mg of lidocaine');
    expect(errorsOf(await complete(id, { products, anaesthetic: [dose(20)] }))).toEqual(['/anaesthetic over-limit']);
    const done = await complete(id, { products: [{ ...products[0], amount: 5 }], anaesthetic: [dose(20)] });
    expect([done.status, warningsOf(done)]).toEqual([200, ['anaesthetic-differs']]);
    expect(done.body.warnings[0].detail).toBe('50 mg of lidocaine left the lots, 20 mg were recorded as given: the larger counts.');
  });

  it('of which nobody can say how much left the lot is refused until a dermatologist says why', async () => {
    const { id } = await begun(SMP);
    const unknown = await used(bottle(), 2);
    const complete_ = (more: object, caller?: Caller) => complete(id, more, caller, micropigmentationRecord);
    expect(errorsOf(await complete_(unknown))).toEqual(['/productId unknown-property']);
    const refused = await complete_({ products: unknown.products });
    expect([refused.status, errorsOf(refused)]).toEqual([400, ['/products/0 unknown-concentration']]);
    expect(refused.body.errors[0].detail).toContain('anaestheticReason');
    const byTechnician = await complete_({ products: unknown.products, anaestheticReason: REASON }, clinic.as('technician'));
    expect(errorsOf(byTechnician)).toEqual(['/products/0 unknown-concentration']);
    expect(byTechnician.body.errors[0].detail).toContain('Only a dermatologist');
    // What the product holds is said later: it counts as it is now.
    const product = `/v1/products/${unknown.productId}`;
    const ingredients = [{ ingredient: 'lidocaine', concentration: { value: 2, unit: '%' } }];
    expect((await dermatologist().patch(product, { ingredients }, { ifMatch: 1 })).status).toBe(200);
    const done = await complete_({ products: unknown.products });
    expect([done.status, warningsOf(done)]).toEqual([200, ['anaesthetic-differs', 'unusual-duration']]);
    expect(done.body.warnings[0].detail).toContain('40 mg of lidocaine left the lots');
  });

  it('without a known limit is recorded by a dermatologist who says why; the record shows it, keeps it and is audited', async () => {
    const { id, prepared } = await begun();
    const benzocaine = { anaesthetic: [dose(30, { substance: 'benzocaine' })] };
    expect(errorsOf(await complete(id, benzocaine))).toEqual(['/anaesthetic/0 no-known-limit']);
    expect(errorsOf(await complete(id, { ...benzocaine, anaestheticReason: 'ok' }))).toEqual(['/anaestheticReason too-short']);
    expect(errorsOf(await complete(id, { anaesthetic: [dose(30, { substance: 'the blue cream' })] }))).toEqual(['/anaesthetic/0 no-known-limit']);
    expect((await complete(id, { ...benzocaine, anaestheticReason: REASON }, (await app.clinic()).as('dermatologist'))).status).toBe(404);
    const send = () =>
      dermatologist().post(
        `${path(id)}/complete`,
        { ...mesotherapyRecord, ...benzocaine, anaestheticReason: REASON },
        { ifMatch: 2, idempotencyKey: `limits-${id}` },
      );
    const [done, again] = [await send(), await send()];
    expect([done.status, warningsOf(done), again.headers['idempotency-replayed']]).toEqual([200, ['no-known-limit'], 'true']);
    expect(again.body).toEqual(done.body);
    const versions = (await dermatologist().get(`${path(id)}/versions`)).body.items as { content: { record: object } }[];
    expect(versions).toHaveLength(1);
    expect(versions[0]!.content.record).toMatchObject({ anaestheticReason: REASON });
    expect((await clinic.as('technician').get(path(id))).body.record).toMatchObject({ anaestheticReason: REASON });
    const trail = await clinic.as('auditor').get(`/v1/audit-events?patientId=${prepared.patientId}&limit=200`);
    const completed = (trail.body.items as { action: string; outcome: string; resourceId: string }[]).filter(
      ({ action, outcome }) => action === 'session.complete' && outcome === 'success',
    );
    expect(completed).toMatchObject([{ resourceId: id }]);
    const bare = await dermatologist().post(`${path(id)}/amendments`, { reason: 'x', changes: { anaestheticReason: null } }, { ifMatch: 3 });
    expect(errorsOf(bare)).toEqual(['/changes/anaesthetic/0 no-known-limit']);
  });

  it('that was injected is measured somewhere', async () => {
    const { id } = await begun();
    const mesotherapy = { ...mesotherapyRecord.mesotherapy, substances: ['biotin', 'procaine'] };
    expect(errorsOf(await complete(id, { mesotherapy }))).toEqual(['/mesotherapy/substances/1 amount-not-recorded']);
    expect((await complete(id, { mesotherapy, anaesthetic: [dose(20, { substance: 'procaine', form: 'injection' })] })).status).toBe(200);
  });

  it('on the skin keeps to area and time', async () => {
    const { id } = await begun();
    const cream = (more: object) => ({ anaesthetic: [dose(50, { substance: 'EMLA', ...more })] });
    expect(errorsOf(await complete(id, cream({ areaSquareCentimetres: 700, minutesOnSkin: 400 })))).toEqual([
      '/anaesthetic/0/areaSquareCentimetres over-limit',
      '/anaesthetic/0/minutesOnSkin over-limit',
    ]);
    const done = await complete(id, cream({ areaSquareCentimetres: 100, minutesOnSkin: 60 }));
    expect([done.status, warningsOf(done)]).toEqual([200, []]);
  });

  it('of two sessions that end at once is seen by one of them', async () => {
    const [meso, other] = [await begun(), await begun()];
    // The second plan's session becomes the first patient's: two sessions of one person are under way.
    const { version } = (await dermatologist().get(`/v1/patients/${other.prepared.patientId}`)).body as { version: number };
    const merged = await dermatologist().post(
      `/v1/patients/${other.prepared.patientId}/merge`,
      { into: meso.prepared.patientId, reason: 'Registered twice' },
      { ifMatch: version },
    );
    expect(merged.status).toBeLessThan(300);
    const both = await Promise.all(
      [meso.id, other.id].map(async (id) => {
        const { version: now } = (await dermatologist().get(path(id))).body as { version: number };
        return dermatologist().post(`${path(id)}/complete`, { ...mesotherapyRecord, anaesthetic: [dose(150)] }, { ifMatch: now });
      }),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(both.flatMap(errorsOf)).toEqual(['/anaesthetic over-limit']);
  });
});
