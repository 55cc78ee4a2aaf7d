import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { productExamples } from '../../../src/products/index.js';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, stocked } from '../../support/journey.js';
import { completeWith, runningSession } from './journey.js';

const mL = (value: number) => ({ value, unit: 'mL' });

/** The calendar day in a time zone, so many days from now. */
const dayIn = (timeZone: string, days: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(Date.now() + days * 86_400_000));

describe('what is used in a session', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const quantityOf = async (id: string) => ((await dermatologist().get(`/v1/product-lots/${id}`)).body as { quantity: { value: number } }).quantity.value;
  const exposuresOf = async (id: string) => (await dermatologist().get(`/v1/product-lots/${id}/exposures`)).body.items as Record<string, unknown>[];

  it('leaves the stock and names the patient, in one transaction with the session', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const needles = await stocked(clinic, { product: productExamples.cartridge });
    const { sessionId, patientId } = await runningSession(clinic);
    const completed = await completeWith(dermatologist(), sessionId, [
      { lotId, amount: 4000.5, unit: 'uL' },
      { lotId: needles.lotId, locationId: needles.locationId, amount: 2, unit: '{piece}' },
    ]);
    expect(completed.status).toBe(200);
    expect(completed.body.record.products).toEqual([
      { lotId, locationId, amount: 4000.5, unit: 'uL' },
      { lotId: needles.lotId, locationId: needles.locationId, amount: 2, unit: '{piece}' },
    ]);
    expect([await quantityOf(lotId), await quantityOf(needles.lotId)]).toEqual([95.9995, 98]);
    expect(await exposuresOf(lotId)).toMatchObject([
      {
        patientId,
        patientName: 'Asha Testperson',
        sessionId,
        quantity: mL(4.0005),
        usedAt: completed.body.endedAt,
        recordedBy: clinic.as('dermatologist').actor,
      },
    ]);
    const ledger = await dermatologist().get(`/v1/product-lots/${lotId}/movements?limit=1`);
    expect(ledger.body.items).toMatchObject([{ kind: 'use', locationId, change: mL(-4.0005) }]);
    expect(JSON.stringify(ledger.body)).not.toContain(patientId);
    const received = await dermatologist().get(`/v1/patients/${patientId}/product-exposures?count=true`);
    expect(received.body).toMatchObject({
      items: [
        { lotId: needles.lotId, productName: 'Cartridge of three', quantity: { value: 2, unit: '{piece}' } },
        { lotId, lotNumber: 'A-1', lotStatus: 'usable', quantity: mL(4.0005) },
      ].sort((one, other) => (one.lotId < other.lotId ? 1 : -1)),
      total: 2,
    });
  });

  it('that there is not enough of leaves the session as it was, and everything else unbooked', async () => {
    const { lotId, locationId } = await stocked(clinic, { received: mL(3) });
    const plenty = await stocked(clinic);
    const { sessionId } = await runningSession(clinic);
    const refused = await completeWith(dermatologist(), sessionId, [
      { lotId: plenty.lotId, amount: 1, unit: 'mL' },
      { lotId, amount: 2, unit: 'mL' },
      { lotId, amount: 1.5, unit: 'mL' },
    ]);
    expect([refused.status, refused.body]).toMatchObject([409, { type: '/problems/out-of-stock', lotId, locationId, available: mL(3), needed: mL(3.5) }]);
    expect([await quantityOf(lotId), await quantityOf(plenty.lotId)]).toEqual([3, 100]);
    expect((await dermatologist().get(`/v1/treatment-sessions/${sessionId}`)).body).toMatchObject({ status: 'in-progress', version: 2 });
    const empty = await stocked(clinic, { received: mL(1) });
    await dermatologist().post(`/v1/product-lots/${empty.lotId}/movements`, { kind: 'waste', locationId: empty.locationId, quantity: mL(1), reason: 'x' });
    expect((await completeWith(dermatologist(), sessionId, [{ lotId: empty.lotId, amount: 1, unit: 'mL' }])).body).toMatchObject({
      type: '/problems/out-of-stock',
      locationId: null,
      available: mL(0),
    });
  });

  it('says which lot and from where: all that is wrong is named at once', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const shelf = (await dermatologist().post('/v1/stock-locations', { name: 'Shelf' })).body.id as string;
    await dermatologist().post(`/v1/product-lots/${lotId}/movements`, { kind: 'transfer', locationId, toLocationId: shelf, quantity: mL(10) });
    const foreign = await stocked(await app.clinic());
    const { sessionId } = await runningSession(clinic);
    const wrong = async (products: object[]) =>
      ((await completeWith(dermatologist(), sessionId, products)).body.errors as { pointer: string; code: string }[]).map(
        ({ pointer, code }) => `${pointer} ${code}`,
      );
    expect(
      await wrong([
        { lotId: foreign.lotId, amount: 1, unit: 'mL' },
        { lotId, amount: 0, unit: '{piece}', locationId: foreign.locationId },
        { lotId, amount: 0.00001, unit: 'mL' },
      ]),
    ).toEqual([
      '/products/0/lotId unknown-lot',
      '/products/1/locationId unknown-location',
      '/products/1/amount out-of-range',
      '/products/1/unit inconvertible-unit',
      '/products/2/amount too-fine',
    ]);
    expect(await wrong([{ lotId, amount: 1, unit: 'mL' }])).toEqual(['/products/0/locationId required']);
    expect(await wrong([{ lotId, amount: -1, unit: 'mL' }])).toEqual(['/products/0/amount out-of-range']);
    expect(
      (await completeWith(dermatologist(), sessionId, [{ lotId: lotId.toUpperCase(), locationId: shelf.toUpperCase(), amount: 1, unit: 'mL' }])).status,
    ).toBe(200);
  });

  // The two lie 25 hours apart: it is never the same day in both.
  it.each(['Asia/Kolkata', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
    'may be of a lot on its last day, and not a day later, by the calendar of a clinic in %s',
    async (timeZone) => {
      const here = await app.clinic();
      const last = await stocked(here, { expiresOn: dayIn(timeZone, 0) });
      const over = await stocked(here, { expiresOn: dayIn(timeZone, -1) });
      const { sessionId } = await runningSession(here);
      expect((await here.as('admin').patch('/v1/clinic', { timeZone }, { ifMatch: 1 })).status).toBe(200);
      const caller = await here.another('dermatologist');
      const refused = await completeWith(caller, sessionId, [
        { lotId: last.lotId, amount: 1, unit: 'mL' },
        { lotId: over.lotId, amount: 1, unit: 'mL' },
      ]);
      expect([refused.status, refused.body]).toMatchObject([
        409,
        { type: '/problems/lot-not-usable', lots: [{ lotId: over.lotId, lotNumber: 'A-1', status: 'expired', expiresOn: dayIn(timeZone, -1) }] },
      ]);
      expect((await completeWith(caller, sessionId, [{ lotId: last.lotId, amount: 1, unit: 'mL' }])).status).toBe(200);
      const listed = async (status: string) =>
        ((await caller.get(`/v1/product-lots?status=${status}`)).body.items as { id: string; status: string }[]).map((item) => [item.id, item.status]);
      expect([await listed('usable'), await listed('expired'), await listed('recalled')]).toEqual([[[last.lotId, 'usable']], [[over.lotId, 'expired']], []]);
    },
  );

  it('cannot be of an expired or recalled lot in SQL either', async () => {
    const over = await stocked(clinic, { expiresOn: dayIn('Asia/Kolkata', -1) });
    const recalled = await stocked(clinic);
    await dermatologist().post(`/v1/product-lots/${recalled.lotId}/recall`, { reason: 'Particles' }, { ifMatch: 1 });
    const { sessionId, patientId } = await runningSession(clinic);
    for (const { lotId, locationId } of [over, recalled]) {
      const use = app.sql(
        `INSERT INTO stock_movements (id, lot_id, location_id, kind, quantity, balance, patient_id, session_id, occurred_at, recorded_by, created_at)
         VALUES (gen_random_uuid(), $1, $2, 'use', -1, 0, $3, $4, now(), gen_random_uuid(), now())`,
        [lotId, locationId, patientId, sessionId],
        clinic.id,
      );
      await expect(use).rejects.toMatchObject({ constraint: 'product_lots_usable' });
    }
  });

  it('is what there is, and no more, when fifty sessions end at once', async () => {
    const { lotId, locationId } = await stocked(clinic, { received: mL(20) });
    const second = await stocked(clinic, { received: mL(50) });
    const sessions = [];
    for (let index = 0; index < 50; index++) sessions.push(await runningSession(clinic));
    const lines = [
      { lotId, locationId, amount: 0.5, unit: 'mL' },
      { lotId: second.lotId, amount: 1, unit: 'mL' },
    ];
    const all = await Promise.all(
      sessions.map(({ sessionId }, index) => completeWith(dermatologist(), sessionId, index % 2 === 0 ? lines : [...lines].reverse())),
    );
    expect([200, 409].map((status) => all.filter((response) => response.status === status).length)).toEqual([40, 10]);
    expect(all.filter((response) => response.status === 409).map((response) => response.body.type as string)).toEqual(Array(10).fill('/problems/out-of-stock'));
    expect([await quantityOf(lotId), await quantityOf(second.lotId)]).toEqual([0, 10]);
    const exposed = await dermatologist().get(`/v1/product-lots/${lotId}/exposures?count=true&limit=200`);
    expect(exposed.body.total).toBe(40);
    const done = sessions.filter((_one, index) => all[index]!.status === 200).map((session) => session.patientId);
    expect((exposed.body.items as { patientId: string }[]).map((item) => item.patientId).sort()).toEqual(done.sort());
  }, 120_000);

  it('is booked once when the request is repeated', async () => {
    const { lotId } = await stocked(clinic);
    const { sessionId } = await runningSession(clinic);
    const key = { idempotencyKey: randomUUID() };
    const once = () => completeWith(dermatologist(), sessionId, [{ lotId, amount: 1, unit: 'mL' }], {}, key);
    expect([(await once()).status, (await once()).status, await quantityOf(lotId)]).toEqual([200, 200, 99]);
    expect((await completeWith(dermatologist(), sessionId, [{ lotId, amount: 1, unit: 'mL' }])).status).toBe(412);
  });

  it('is booked by the technician who gives the session, who books nothing else', async () => {
    const { lotId, locationId } = await stocked(clinic, { product: productExamples.pigment });
    const { sessionIds, prepared } = await activePlan(clinic, 'scalp-micropigmentation');
    const technician = clinic.as('technician');
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    await technician.post(`${path}/start`, { supervisedBy: clinic.staff.dermatologist }, { ifMatch: 1 });
    const record = { ...treatmentExamples.micropigmentationRecord, products: [{ lotId, amount: 0.4, unit: 'mL' }] };
    expect((await technician.post(`${path}/complete`, record, { ifMatch: 2 })).status).toBe(200);
    expect(await exposuresOf(lotId)).toMatchObject([{ patientId: prepared.patientId, recordedBy: clinic.as('technician').actor, quantity: mL(0.4) }]);
    const waste = { kind: 'waste', locationId, quantity: mL(1), reason: 'x' };
    expect((await technician.post(`/v1/product-lots/${lotId}/movements`, waste)).status).toBe(403);
  });

  it('is nothing where a record names no lots, as before', async () => {
    const { sessionId } = await runningSession(clinic);
    const { body } = await dermatologist().post(`/v1/treatment-sessions/${sessionId}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 });
    expect(body).toMatchObject({ status: 'completed', record: treatmentExamples.mesotherapyRecord });
    expect(body.record).not.toHaveProperty('products');
  });

  it('goes with the patient when two records become one, and back again', async () => {
    const { lotId } = await stocked(clinic);
    const { sessionId, patientId } = await runningSession(clinic);
    await completeWith(dermatologist(), sessionId, [{ lotId, amount: 1, unit: 'mL' }]);
    const into = (await dermatologist().post('/v1/patients', { names: [{ text: 'Asha Survivor' }], sexAtBirth: 'female' })).body.id as string;
    const exposed = async () => (await exposuresOf(lotId)).map((exposure) => [exposure.patientId, exposure.patientName]);
    expect((await dermatologist().post(`/v1/patients/${patientId}/merge`, { into, reason: 'Registered twice' }, { ifMatch: 1 })).status).toBe(200);
    expect(await exposed()).toEqual([[into, 'Asha Survivor']]);
    expect((await dermatologist().post(`/v1/patients/${patientId}/unmerge`, { reason: 'Two people' }, { ifMatch: 2 })).status).toBe(200);
    expect(await exposed()).toEqual([[patientId, 'Asha Testperson']]);
  });

  it('is asked about before: a session does not begin with a product that the patient is allergic to', async () => {
    const { productId } = await stocked(clinic);
    const {
      sessionIds: [next],
      prepared: { patientId },
    } = await activePlan(clinic);
    await dermatologist().post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'panthenol' }, criticality: 'high' });
    const refused = await dermatologist().post(`/v1/treatment-sessions/${next}/start`, { products: [productId] }, { ifMatch: 1 });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/check-not-clear']);
  });
});
