/** Lots that had expired or were recalled and were used all the same, and lots whose facts are corrected after they were used. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow, stocked } from '../../support/journey.js';
import { completeWith, runningSession } from './journey.js';

const REASON = 'Taken from the wrong shelf; the patient was told';

interface Warned {
  code: string;
  pointer: string;
}

describe('a lot that may not be used', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const line = (lotId: string, amount = 4) => ({ lotId, amount, unit: 'mL' });
  const amend = (sessionId: string, changes: object, ifMatch: number) =>
    dermatologist().post(`/v1/treatment-sessions/${sessionId}/amendments`, { reason: 'Read again', changes }, { ifMatch });
  const correctExpiry = async (lotId: string, expiresOn: string, ifMatch = 1) =>
    expect((await dermatologist().patch(`/v1/product-lots/${lotId}`, { expiresOn }, { ifMatch })).status).toBe(200);
  const warned = (body: { warnings: Warned[] }) => body.warnings.map(({ code, pointer }) => `${code} ${pointer}`);
  const exposuresOf = async (id: string) => (await dermatologist().get(`/v1/product-lots/${id}/exposures`)).body.items as Record<string, unknown>[];

  it('and was given by mistake is recorded as exactly that, by a dermatologist who says why', async () => {
    const expired = await stocked(clinic, { expiresOn: dayFromNow(-2) });
    const recalled = await stocked(clinic);
    await dermatologist().post(`/v1/product-lots/${recalled.lotId}/recall`, { reason: 'Particles' }, { ifMatch: 1 });
    const { sessionId, patientId } = await runningSession(clinic);
    const products = [line(expired.lotId, 3), line(recalled.lotId, 1)];
    const refused = await completeWith(dermatologist(), sessionId, products);
    expect([refused.status, refused.body.type, refused.body.detail]).toEqual([409, '/problems/lot-not-usable', expect.stringContaining('unusableLotReason')]);
    const technicians = await completeWith(clinic.as('technician'), sessionId, products, { unusableLotReason: REASON });
    expect([technicians.status, technicians.body.detail]).toEqual([409, expect.stringContaining('Only a dermatologist')]);
    expect(await exposuresOf(expired.lotId)).toEqual([]);

    const completed = await completeWith(dermatologist(), sessionId, products, { unusableLotReason: REASON });
    expect([completed.status, completed.body.record.unusableLotReason]).toEqual([200, REASON]);
    expect(warned(completed.body)).toEqual(['expired-lot /products/0/lotId', 'recalled-lot /products/1/lotId']);
    expect(await exposuresOf(expired.lotId)).toMatchObject([{ patientId, sessionId, lotStatusWhenUsed: 'expired', unusableLotReason: REASON }]);
    const received = (await dermatologist().get(`/v1/patients/${patientId}/product-exposures`)).body.items as { lotId: string }[];
    expect(received.find(({ lotId }) => lotId === recalled.lotId)).toMatchObject({ lotStatusWhenUsed: 'recalled', unusableLotReason: REASON });
    const people = await dermatologist().get(`/v1/product-lots/${recalled.lotId}/people-to-contact`);
    expect(people.body.items).toMatchObject([{ patientId }]);
    const ledger = await dermatologist().get(`/v1/product-lots/${expired.lotId}/movements?limit=1`);
    expect(ledger.body.items).toMatchObject([{ kind: 'use', reason: REASON }]);
    const timeline = await dermatologist().get(`/v1/patients/${patientId}/timeline?kind=product-used`);
    expect(JSON.stringify(timeline.body)).toContain(REASON);
  });

  it('keeps its reason: taken away, everything is asked again; the rest is amended as before', async () => {
    const { lotId } = await stocked(clinic, { expiresOn: dayFromNow(-2) });
    const { sessionId } = await runningSession(clinic);
    expect((await completeWith(dermatologist(), sessionId, [line(lotId)], { unusableLotReason: REASON })).status).toBe(200);
    expect((await amend(sessionId, { unusableLotReason: null }, 3)).body.type).toBe('/problems/lot-not-usable');
    const noted = await amend(sessionId, { note: 'Seen again' }, 3);
    expect([noted.status, warned(noted.body)]).toEqual([201, ['expired-lot /products/0/lotId']]);
    const less = await amend(sessionId, { products: [line(lotId, 3)], mesotherapy: { shots: 60 } }, 4);
    expect([less.status, warned(less.body)]).toEqual([201, ['expired-lot /products/0/lotId']]);
    expect(await exposuresOf(lotId)).toMatchObject([{ quantity: { value: 3 }, unusableLotReason: REASON }]);
    // It had not expired after all: nothing is left to explain.
    await correctExpiry(lotId, dayFromNow(30));
    const after = await amend(sessionId, { unusableLotReason: null }, 5);
    expect([after.status, warned(after.body)]).toEqual([201, []]);
  });

  it('by a last day that was corrected later never makes an earlier record unchangeable', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const other = await stocked(clinic, { expiresOn: dayFromNow(-2) });
    const { sessionId } = await runningSession(clinic);
    const completed = await completeWith(dermatologist(), sessionId, [line(lotId)]);
    expect(warned(completed.body)).toEqual([]);
    await correctExpiry(lotId, dayFromNow(-10));
    const noted = await amend(sessionId, { note: 'Seen again' }, 3);
    expect([noted.status, warned(noted.body)]).toEqual([201, ['expired-lot /products/0/lotId']]);
    const less = await amend(sessionId, { products: [{ ...line(lotId, 3.9), locationId }] }, 4);
    expect([less.status, warned(less.body)]).toEqual([201, ['expired-lot /products/0/lotId']]);
    expect(await exposuresOf(lotId)).toMatchObject([{ quantity: { value: 3.9 }, lotStatusWhenUsed: 'expired', unusableLotReason: null }]);
    // Another lot is another matter.
    expect((await amend(sessionId, { products: [line(other.lotId)] }, 5)).body.type).toBe('/problems/lot-not-usable');
    const none = await amend(sessionId, { products: null }, 5);
    expect([none.status, await exposuresOf(lotId)]).toEqual([201, []]);
    // Once it is taken back it is like any other.
    expect((await amend(sessionId, { products: [line(lotId)] }, 6)).body.type).toBe('/problems/lot-not-usable');
  });

  it('counts together in what is said to be missing', async () => {
    const { lotId, locationId } = await stocked(clinic, { received: { value: 3, unit: 'mL' } });
    const { sessionId } = await runningSession(clinic);
    const refused = await completeWith(dermatologist(), sessionId, [line(lotId, 2), line((await stocked(clinic)).lotId, 1), line(lotId, 1.5)]);
    expect(refused.body).toMatchObject({
      type: '/problems/out-of-stock',
      lotId,
      locationId,
      lotNumber: 'A-1',
      available: { value: 3, unit: 'mL' },
      needed: { value: 3.5, unit: 'mL' },
      pointers: ['/products/0/amount', '/products/2/amount'],
      detail: 'Only 3 mL of lot A-1 are there, and 2 lines of the record take 3.5 mL together.',
    });
  });
});

describe('a lot number', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let productId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    productId = (await stocked(clinic)).productId;
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const add = (lotNumber: string, more: object = {}) => dermatologist().post('/v1/product-lots', { productId, lotNumber, expiresOn: '2099-06-30', ...more });

  it.each(['a-2026-114', 'A2026114', 'A 2026 114', 'A–2026—114', 'Ａ-2026-114', ' a_2026\u00a0114 '])(
    'that differs from another only in case, spaces or dashes is that one: %j',
    async (written) => {
      const first = await add('A-2026-114');
      expect([201, 409]).toContain(first.status);
      const refused = await add(written);
      expect([refused.status, refused.body]).toMatchObject([409, { type: '/problems/conflict', lots: [{ lotNumber: 'A-2026-114' }] }]);
      const found = await dermatologist().get(`/v1/product-lots?lotNumber=${encodeURIComponent(written)}`);
      expect(found.body.items).toMatchObject([{ lotNumber: 'A-2026-114', alike: [] }]);
    },
  );

  it('may be another one’s all the same, when somebody says so; then both show each other', async () => {
    const item = (await add('12-3')).body as { id: string };
    expect((await add('1-23')).status).toBe(409);
    const other = await add('1-23', { isAnotherLot: true });
    expect([other.status, other.body]).toMatchObject([201, { isAnotherLot: true, alike: [{ id: item.id, lotNumber: '12-3' }] }]);
    expect((await dermatologist().get(`/v1/product-lots/${item.id}`)).body.alike).toMatchObject([{ id: other.body.id, lotNumber: '1-23' }]);
    const recalled = await dermatologist().post(`/v1/product-lots/${item.id}/recall`, { reason: 'Particles' }, { ifMatch: 1 });
    expect(recalled.body.alike).toMatchObject([{ lotNumber: '1-23' }]);
    expect((await add('1-23', { isAnotherLot: true })).status).toBe(409);
    expect((await dermatologist().get('/v1/product-lots?lotNumber=123')).body.items).toHaveLength(2);
  });

  it('is held to the same when it is corrected, and a lot keeps its own', async () => {
    const lot = (await add('B-77')).body as { id: string };
    await add('C-78');
    const correct = (body: object, ifMatch: number) => dermatologist().patch(`/v1/product-lots/${lot.id}`, body, { ifMatch });
    expect((await correct({ lotNumber: 'c 78' }, 1)).status).toBe(409);
    expect((await correct({ lotNumber: 'b 77' }, 1)).body).toMatchObject({ lotNumber: 'b 77', version: 2 });
    expect((await correct({ lotNumber: 'c 78', isAnotherLot: true }, 2)).status).toBe(200);
    expect((await correct({ isAnotherLot: false }, 3)).status).toBe(409);
  });

  it('of another product is its own, and one of two that are added at once is there', async () => {
    const other = await stocked(clinic);
    expect((await add('D-1')).status).toBe(201);
    expect((await dermatologist().post('/v1/product-lots', { productId: other.productId, lotNumber: 'd1', expiresOn: '2099-06-30' })).status).toBe(201);
    const both = await Promise.all(['E-1', 'e1', 'E 1'].map((number) => add(number)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});
