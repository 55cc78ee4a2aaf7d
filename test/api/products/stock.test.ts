import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { productExamples } from '../../../src/products/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { stocked } from '../../support/journey.js';

const mL = (value: number) => ({ value, unit: 'mL' });

describe('the stock of a lot', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const lot = async (id: string) => (await dermatologist().get(`/v1/product-lots/${id}`)).body as Record<string, unknown>;
  const move = (id: string, body: object, sent = {}) => dermatologist().post(`/v1/product-lots/${id}/movements`, body, sent);

  it('follows what comes, goes, is carried and counted; the ledger says all of it', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const shelf = (await clinic.as('admin').post('/v1/stock-locations', { name: 'Shelf' })).body.id as string;
    expect((await move(lotId, { kind: 'receipt', locationId, quantity: { value: 500, unit: 'uL' } })).body).toMatchObject({
      change: mL(0.5),
      balance: mL(100.5),
      recordedBy: clinic.as('dermatologist').actor,
    });
    await move(lotId, { kind: 'waste', locationId, quantity: mL(0.1), reason: 'Broken vial' });
    await move(lotId, { kind: 'waste', locationId, quantity: mL(0.2), reason: 'Broken vial' });
    await move(lotId, { kind: 'transfer', locationId, toLocationId: shelf, quantity: mL(40) });
    const counted = await move(lotId, { kind: 'correction', locationId, quantity: mL(59), reason: 'Counted' });
    expect(counted.body).toMatchObject({ change: mL(-1.2), balance: mL(59) });
    expect(await lot(lotId)).toMatchObject({
      received: mL(100.5),
      quantity: mL(99),
      stock: [
        { locationId, quantity: mL(59) },
        { locationId: shelf, locationName: 'Shelf', quantity: mL(40) },
      ],
    });
    const ledger = await dermatologist().get(`/v1/product-lots/${lotId}/movements?limit=4&count=true`);
    expect((ledger.body.items as { kind: string; change: object }[]).map(({ kind, change }) => [kind, change])).toEqual([
      ['correction', mL(-1.2)],
      ['transfer', mL(-40)],
      ['waste', mL(-0.2)],
      ['waste', mL(-0.1)],
    ]);
    expect(ledger.body.total).toBe(6);
    const rest = await dermatologist().get(`/v1/product-lots/${lotId}/movements?limit=4&cursor=${ledger.body.nextCursor}`);
    expect((rest.body.items as { kind: string }[]).map(({ kind }) => kind)).toEqual(['receipt', 'receipt']);
  });

  it('is never less than nothing: the refusal names what is there, and nothing is booked', async () => {
    const { lotId, locationId } = await stocked(clinic, { received: mL(2.5) });
    const shelf = (await dermatologist().post('/v1/stock-locations', { name: randomUUID() })).body.id as string;
    for (const [body, available] of [
      [{ kind: 'waste', locationId, quantity: mL(2.5001), reason: 'x' }, 2.5],
      [{ kind: 'transfer', locationId, toLocationId: shelf, quantity: mL(3) }, 2.5],
      [{ kind: 'waste', locationId: shelf, quantity: mL(1), reason: 'x' }, 0],
    ] as const) {
      const refused = await move(lotId, body);
      expect([refused.status, refused.body]).toMatchObject([
        409,
        { type: '/problems/out-of-stock', lotId, locationId: body.locationId, available: mL(available) },
      ]);
    }
    expect((await lot(lotId)).quantity).toEqual(mL(2.5));
    expect((await move(lotId, { kind: 'waste', locationId, quantity: mL(2.5), reason: 'x' })).body.balance).toEqual(mL(0));
  });

  it('is exact when fifty are booked at once, and gives no more than there is', async () => {
    const { lotId, locationId } = await stocked(clinic, { received: mL(3) });
    const shelf = (await dermatologist().post('/v1/stock-locations', { name: randomUUID() })).body.id as string;
    const wasted = await Promise.all(Array.from({ length: 50 }, () => move(lotId, { kind: 'waste', locationId, quantity: mL(0.1), reason: 'x' })));
    expect([201, 409].map((status) => wasted.filter((response) => response.status === status).length)).toEqual([30, 20]);
    expect(await lot(lotId)).toMatchObject({ quantity: mL(0), received: mL(3), stock: [] });

    await move(lotId, { kind: 'receipt', locationId, quantity: mL(10) });
    await move(lotId, { kind: 'receipt', locationId: shelf, quantity: mL(10) });
    const there = { kind: 'transfer', locationId, toLocationId: shelf, quantity: mL(0.3) };
    const back = { kind: 'transfer', locationId: shelf, toLocationId: locationId, quantity: mL(0.3) };
    const come = { kind: 'receipt', locationId, quantity: mL(0.01) };
    const carried = await Promise.all(Array.from({ length: 51 }, (_one, index) => move(lotId, [there, back, come][index % 3]!)));
    expect(carried.map((response) => response.status)).toEqual(carried.map(() => 201));
    expect(await lot(lotId)).toMatchObject({ quantity: mL(20.17), received: mL(23.17) });
    const [sums] = await app.sql<{ ledger: string; levels: string }>(
      `SELECT trim_scale(sum(quantity) FILTER (WHERE kind <> 'transfer')) AS ledger,
              (SELECT trim_scale(sum(l.quantity)) FROM stock_levels l WHERE l.lot_id = $1) AS levels FROM stock_movements WHERE lot_id = $1`,
      [lotId],
      clinic.id,
    );
    expect(sums).toEqual({ ledger: '20.17', levels: '20.17' });
  });

  it('is booked once, however often a request with one key is sent', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const receipt = { kind: 'receipt', locationId, quantity: mL(1) };
    const key = { idempotencyKey: randomUUID() };
    const [first, again] = [await move(lotId, receipt, key), await move(lotId, receipt, key)];
    expect([first.status, again.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, 201, first.body, 'true']);
    expect((await lot(lotId)).quantity).toEqual(mL(101));
  });

  it('is shown as it is, also to whoever has seen the same version of the lot', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const seen = await dermatologist().get(`/v1/product-lots/${lotId}`);
    await move(lotId, { kind: 'receipt', locationId, quantity: mL(1) });
    const again = await dermatologist().get(`/v1/product-lots/${lotId}`, { ifNoneMatch: seen.headers.etag as string });
    expect([again.status, again.headers.etag, again.body.quantity]).toEqual([200, seen.headers.etag, mL(101)]);
  });

  it('names everything that is wrong with a movement', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const wrong = async (body: object) =>
      ((await move(lotId, { kind: 'receipt', locationId, quantity: mL(1), ...body })).body.errors as { pointer: string; code: string }[]).map(
        ({ pointer, code }) => `${pointer} ${code}`,
      );
    expect(await wrong({ kind: 'waste', quantity: { value: 0, unit: 'g' }, toLocationId: randomUUID() })).toEqual([
      '/toLocationId not-allowed',
      '/quantity/value out-of-range',
      '/reason required',
      '/toLocationId unknown-location',
      '/quantity/unit inconvertible-unit',
    ]);
    expect(await wrong({ kind: 'transfer' })).toEqual(['/toLocationId required']);
    expect(await wrong({ kind: 'transfer', toLocationId: locationId.toUpperCase() })).toEqual(['/toLocationId same-place']);
    expect(await wrong({ kind: 'use' })).toEqual(['/kind not-allowed']);
    expect(await wrong({ quantity: mL(0.00001) })).toEqual(['/quantity/value too-fine']);
    expect(await wrong({ quantity: mL(1e-7) })).toEqual(['/quantity/value too-fine']);
    expect(await wrong({ quantity: mL(1_000_000.5) })).toEqual(['/quantity/value out-of-range']);
    expect(await wrong({ quantity: { value: 2000, unit: 'L' } })).toEqual(['/quantity/value out-of-range']);
    expect(await wrong({ quantity: { value: 1, unit: '{vial}' } })).toEqual(['/quantity/unit inconvertible-unit']);
    const elsewhere = await stocked(await app.clinic());
    expect(await wrong({ locationId: elsewhere.locationId })).toEqual(['/locationId unknown-location']);
    expect((await move(elsewhere.lotId, productExamples.receipt)).status).toBe(404);
  });

  it('takes nothing into a retired place, and lets what is there be taken out', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const path = `/v1/stock-locations/${locationId}`;
    const { name } = (await dermatologist().get(path)).body as { name: string };
    expect((await dermatologist().patch(path, { status: 'retired' }, { ifMatch: 1 })).body).toMatchObject({ status: 'retired', version: 2 });
    expect((await dermatologist().patch(path, { status: 'active' }, { ifMatch: 1 })).status).toBe(412);
    expect((await move(lotId, { kind: 'receipt', locationId, quantity: mL(1) })).body.errors).toMatchObject([{ pointer: '/locationId', code: 'retired' }]);
    expect((await move(lotId, { kind: 'waste', locationId, quantity: mL(1), reason: 'x' })).status).toBe(201);
    expect((await dermatologist().post('/v1/stock-locations', { name })).body.type).toBe('/problems/conflict');
    const items = (await dermatologist().get('/v1/stock-locations?limit=200')).body.items as { id: string; status: string }[];
    expect(items.find(({ id }) => id === locationId)).toMatchObject({ status: 'retired' });
  });

  it('of a lot that is added says what came; its number is its own', async () => {
    const { productId, locationId, lotId } = await stocked(clinic);
    const add = (body: object) => dermatologist().post('/v1/product-lots', { productId, lotNumber: 'B-1', expiresOn: '2099-06-30', ...body });
    expect((await add({ lotNumber: ' A-1 ' })).body.type).toBe('/problems/conflict');
    expect((await add({ received: mL(1) })).body.errors).toMatchObject([{ pointer: '/locationId', code: 'required' }]);
    expect((await add({ locationId })).body.errors).toMatchObject([{ pointer: '/received', code: 'required' }]);
    expect((await add({ received: { value: 0, unit: 'g' }, locationId })).body.errors).toMatchObject([
      { pointer: '/received/value' },
      { pointer: '/received/unit' },
    ]);
    expect((await add({ expiresOn: '2099-02-30' })).body.errors).toMatchObject([{ pointer: '/expiresOn', code: 'invalid-date' }]);
    const bare = await add({});
    expect(bare.body).toMatchObject({ status: 'usable', received: mL(0), quantity: mL(0), stock: [], recall: null, version: 1 });
    const renamed = await dermatologist().patch(`/v1/product-lots/${bare.body.id}`, { lotNumber: 'A-1' }, { ifMatch: 1 });
    expect(renamed.body.type).toBe('/problems/conflict');
    expect((await dermatologist().patch(`/v1/product-lots/${bare.body.id}`, { lotNumber: 'C-1' }, { ifMatch: 1 })).body).toMatchObject({
      lotNumber: 'C-1',
      version: 2,
    });
    const numbered = await dermatologist().get(`/v1/product-lots?productId=${productId}&lotNumber=A-1&count=true`);
    expect(numbered.body).toMatchObject({ items: [{ id: lotId }], total: 1 });
  });

  it('cannot be made negative, or written past the ledger, with the application’s own role', async () => {
    const { lotId, locationId } = await stocked(clinic, { received: mL(1) });
    const book = (kind: string, quantity: number, more: string) =>
      app.sql(
        `INSERT INTO stock_movements (id, lot_id, location_id, kind, quantity, reason, occurred_at, recorded_by, created_at, balance, counted)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, 'x', now(), gen_random_uuid(), now(), ${more})`,
        [lotId, locationId, kind, quantity],
        clinic.id,
      );
    await expect(book('waste', -1.0001, '0, NULL')).rejects.toThrow('there is not that much');
    await expect(book('correction', 0, '0, -1')).rejects.toThrow(/there is not that much|stock_movements_counted/);
    await expect(book('receipt', -1, '0, NULL')).rejects.toThrow('stock_movements_sign');
    await expect(book('use', -1, '0, NULL')).rejects.toThrow('stock_movements_use');
    for (const statement of [
      'UPDATE stock_levels SET quantity = 5',
      'DELETE FROM stock_levels',
      'INSERT INTO stock_levels (lot_id, location_id) VALUES ($1, $2)',
    ]) {
      await expect(app.sql(statement, statement.includes('$1') ? [lotId, locationId] : [], clinic.id)).rejects.toThrow('permission denied');
    }
    // What is said of the balance does not count: it follows from what was there.
    await book('waste', -1, '77, NULL');
    const [last] = await app.sql<{ balance: string }>(
      'SELECT trim_scale(balance)::text AS balance FROM stock_movements WHERE lot_id = $1 ORDER BY created_at DESC LIMIT 1',
      [lotId],
      clinic.id,
    );
    expect(last).toEqual({ balance: '0' });
  });
});
