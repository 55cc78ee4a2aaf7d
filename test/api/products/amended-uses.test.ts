/** A use of a lot that was recorded by mistake: the session is amended, and the ledger, the stock and the exposures follow. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/platform/access/actor.dto.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { stocked } from '../../support/journey.js';
import { completeWith, runningSession, type RunningSession } from './journey.js';

const mL = (value: number) => ({ value, unit: 'mL' });

interface Line {
  lotId: string;
  locationId?: string;
  amount: number;
  unit: string;
}
interface Entry {
  id: string;
  kind: string;
  change: { value: number };
  reason: string | null;
  reverses: string | null;
  reversedBy: string | null;
  recordedBy: Actor;
}

describe('a use that is corrected', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const line = (lotId: string, amount: number, more: Partial<Line> = {}): Line => ({ lotId, amount, unit: 'mL', ...more });
  const quantityOf = async (id: string) => ((await dermatologist().get(`/v1/product-lots/${id}`)).body as { quantity: { value: number } }).quantity.value;
  const ledger = async (id: string) => (await dermatologist().get(`/v1/product-lots/${id}/movements?limit=200`)).body.items as Entry[];
  const exposures = async (id: string) =>
    ((await dermatologist().get(`/v1/product-lots/${id}/exposures`)).body.items as { patientId: string; quantity: { value: number } }[]).map(
      ({ patientId, quantity }) => [patientId, quantity.value],
    );
  const amend = (sessionId: string, products: Line[] | null, ifMatch = 3, reason = 'The wrong lot was typed') =>
    dermatologist().post(`/v1/treatment-sessions/${sessionId}/amendments`, { reason, changes: { products } }, { ifMatch });
  const completed = async (products: Line[]) => {
    const session = await runningSession(clinic);
    const done = await completeWith(dermatologist(), session.sessionId, products);
    if (done.status !== 200) throw new Error(done.text);
    return session;
  };

  it('is of another lot: taken back from one and booked of the other, by whom and why, and nothing is deleted', async () => {
    const [wrong, right] = [await stocked(clinic), await stocked(clinic)];
    const { sessionId, patientId } = await completed([line(wrong.lotId, 4)]);
    const signer = await clinic.another('dermatologist');
    const amended = await signer.post(
      `/v1/treatment-sessions/${sessionId}/amendments`,
      { reason: 'The wrong lot was typed', takeOverReason: 'On leave', changes: { products: [line(right.lotId, 4)] } },
      { ifMatch: 3 },
    );
    expect([amended.status, amended.body.record.products]).toEqual([201, [{ ...line(right.lotId, 4), locationId: right.locationId }]]);
    expect([await quantityOf(wrong.lotId), await quantityOf(right.lotId)]).toEqual([100, 96]);
    const [reversal, use] = (await ledger(wrong.lotId)) as [Entry, Entry];
    expect(reversal).toMatchObject({
      kind: 'reversal',
      change: mL(4),
      balance: mL(100),
      reason: 'The wrong lot was typed',
      recordedBy: signer.actor,
      reverses: use.id,
    });
    expect(use).toMatchObject({ kind: 'use', change: mL(-4), recordedBy: clinic.as('dermatologist').actor, reversedBy: reversal.id });
    expect([await exposures(wrong.lotId), await exposures(right.lotId)]).toEqual([[], [[patientId, 4]]]);
    expect((await dermatologist().get(`/v1/product-lots/${wrong.lotId}/people-to-contact`)).body.items).toEqual([]);
    const received = await dermatologist().get(`/v1/patients/${patientId}/product-exposures?count=true`);
    expect(received.body).toMatchObject({ total: 1, items: [{ lotId: right.lotId }] });
    const versions = await dermatologist().get(`/v1/treatment-sessions/${sessionId}/versions`);
    expect(versions.body.items[1]).toMatchObject({ number: 2, reason: 'The wrong lot was typed' });
    expect(versions.body.items[1].difference).toContainEqual(expect.objectContaining({ pointer: expect.stringMatching(/^\/record\/products/) }));
    const kinds = await dermatologist().get(`/v1/patients/${patientId}/timeline?kind=product-used,product-use-reversed`);
    expect((kinds.body.items as { kind: string; resourceId: string }[]).map((item) => [item.kind, item.resourceId]).sort()).toEqual(
      [
        ['product-use-reversed', wrong.lotId],
        ['product-used', right.lotId],
        ['product-used', wrong.lotId],
      ].sort(),
    );
    // A recall finds who received the lot, and nobody else.
    expect((await dermatologist().post(`/v1/product-lots/${wrong.lotId}/recall`, { reason: 'Particles' }, { ifMatch: 1 })).body.toContact).toEqual([]);
  });

  it('is of another amount, even of the last of the stock; what is the same stays as it is', async () => {
    const { lotId } = await stocked(clinic, { received: mL(10) });
    const other = await stocked(clinic);
    const { sessionId, patientId } = await completed([line(lotId, 10), line(other.lotId, 1)]);
    expect((await amend(sessionId, [line(lotId, 2.5), line(other.lotId, 1)])).status).toBe(201);
    expect([await quantityOf(lotId), await exposures(lotId), (await ledger(other.lotId)).length]).toEqual([7.5, [[patientId, 2.5]], 2]);
    expect((await amend(sessionId, [line(lotId, 10), line(other.lotId, 1)], 4)).status).toBe(201);
    const refused = await amend(sessionId, [line(lotId, 10.5), line(other.lotId, 1)], 5);
    expect([refused.status, refused.body]).toMatchObject([409, { type: '/problems/out-of-stock', available: mL(10) }]);
    expect([await quantityOf(lotId), (await ledger(lotId)).map(({ kind }) => kind)]).toEqual([0, ['use', 'reversal', 'use', 'reversal', 'use', 'receipt']]);
  });

  it('did not take place at all, or was forgotten', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const { sessionId, patientId } = await completed([line(lotId, 4)]);
    const none = await amend(sessionId, null, 3, 'The vial was opened and not used');
    expect([none.status, none.body.record.products, await quantityOf(lotId), await exposures(lotId)]).toEqual([201, undefined, 100, []]);
    expect((await amend(sessionId, [line(lotId, 1), line(lotId, 1)], 4, 'Two were used after all')).body.record.products).toEqual([
      line(lotId, 1, { locationId }),
      line(lotId, 1, { locationId }),
    ]);
    expect([await quantityOf(lotId), await exposures(lotId)]).toEqual([
      98,
      [
        [patientId, 1],
        [patientId, 1],
      ],
    ]);
    // One of two equal lines goes.
    expect((await amend(sessionId, [line(lotId, 1)], 5)).status).toBe(201);
    expect([await quantityOf(lotId), (await exposures(lotId)).length]).toEqual([99, 1]);
  });

  it('is held to what may be used: an unknown lot, a lot that had expired or was recalled then, and not one that was recalled since', async () => {
    const used = await stocked(clinic);
    const expired = await stocked(clinic, { expiresOn: '2020-01-01' });
    const recalled = await stocked(clinic);
    await dermatologist().post(`/v1/product-lots/${recalled.lotId}/recall`, { reason: 'Particles' }, { ifMatch: 1 });
    const { sessionId } = await completed([line(used.lotId, 2)]);
    const foreign = await stocked(await app.clinic());
    expect((await amend(sessionId, [line(foreign.lotId, 1)])).body.errors).toMatchObject([{ pointer: '/changes/products/0/lotId', code: 'unknown-lot' }]);
    const refused = await amend(sessionId, [line(expired.lotId, 1), line(recalled.lotId, 1)]);
    expect([refused.body.type, (refused.body.lots as { status: string }[]).map((lot) => lot.status).sort()]).toEqual([
      '/problems/lot-not-usable',
      ['expired', 'recalled'],
    ]);
    // Recalled after it was used: the amount is still corrected, and the use taken back.
    await dermatologist().post(`/v1/product-lots/${used.lotId}/recall`, { reason: 'Particles' }, { ifMatch: 1 });
    expect((await amend(sessionId, [line(used.lotId, 3)])).status).toBe(201);
    expect((await amend(sessionId, null, 4)).status).toBe(201);
    expect([await quantityOf(used.lotId), await quantityOf(expired.lotId), await quantityOf(recalled.lotId)]).toEqual([100, 100, 100]);
  });

  it('is corrected by a dermatologist at the version that was seen, and once where the request is repeated', async () => {
    const { lotId } = await stocked(clinic);
    const { sessionId } = await completed([line(lotId, 4)]);
    const body = { reason: 'x', changes: { products: [line(lotId, 3)] } };
    const url = `/v1/treatment-sessions/${sessionId}/amendments`;
    expect((await clinic.as('technician').post(url, body, { ifMatch: 3 })).status).toBe(403);
    expect((await amend(sessionId, [line(lotId, 3)], 2)).status).toBe(412);
    expect((await amend(sessionId, [line(lotId, 4)])).body.errors).toMatchObject([{ pointer: '/changes', code: 'nothing-changed' }]);
    const sent = { ifMatch: 3, idempotencyKey: `correction-${lotId}` };
    expect([(await dermatologist().post(url, body, sent)).status, (await dermatologist().post(url, body, sent)).status]).toEqual([201, 201]);
    expect([await quantityOf(lotId), (await ledger(lotId)).length]).toEqual([97, 4]);
  });

  it('cannot be taken back otherwise in SQL: twice, in part, from elsewhere, or what is no use', async () => {
    const [{ lotId, locationId }, other] = [await stocked(clinic), await stocked(clinic)];
    const { sessionId, patientId } = await completed([line(lotId, 4)]);
    const [use, receipt] = (await ledger(lotId)) as [Entry, Entry];
    const reverse = (reverses: string | null, quantity: number, lot = lotId, kind = 'reversal', reason: string | null = 'x') =>
      app.sql(
        `INSERT INTO stock_movements (id, lot_id, location_id, kind, quantity, balance, reason, patient_id, session_id, occurred_at, recorded_by, created_at, reverses)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, 0, $5, $6, $7, now(), gen_random_uuid(), now(), $8)`,
        [lot, lot === lotId ? locationId : other.locationId, kind, quantity, reason, patientId, sessionId, reverses],
        clinic.id,
      );
    await expect(reverse(use.id, 3)).rejects.toMatchObject({ constraint: 'stock_movements_reverses_a_use' });
    await expect(reverse(use.id, 4, other.lotId)).rejects.toMatchObject({ constraint: 'stock_movements_reverses_a_use' });
    await expect(reverse(receipt.id, 100)).rejects.toMatchObject({ constraint: 'stock_movements_reverses_a_use' });
    await expect(reverse(null, 4)).rejects.toMatchObject({ constraint: 'stock_movements_reverses_a_use' });
    await expect(reverse(use.id, -1, lotId, 'use')).rejects.toMatchObject({ constraint: 'stock_movements_reverses' });
    await expect(reverse(use.id, 4, lotId, 'reversal', null)).rejects.toMatchObject({ constraint: 'stock_movements_reason' });
    await reverse(use.id, 4);
    await expect(reverse(use.id, 4)).rejects.toMatchObject({ constraint: 'stock_movements_reversed_once' });
    expect(await quantityOf(lotId)).toBe(100);
  });

  it('is of the time at which the session ended, also when that is corrected', async () => {
    const { lotId } = await stocked(clinic);
    const { sessionId } = await completed([line(lotId, 4)]);
    const { body: session } = await dermatologist().get(`/v1/treatment-sessions/${sessionId}`);
    const endedAt = new Date(Date.parse(session.startedAt as string) + (Date.parse(session.endedAt as string) - Date.parse(session.startedAt as string)) / 2);
    const amended = await dermatologist().post(
      `/v1/treatment-sessions/${sessionId}/amendments`,
      { reason: 'It ended earlier', changes: { endedAt: endedAt.toISOString() } },
      { ifMatch: 3 },
    );
    expect([amended.status, amended.body.endedAt]).toEqual([201, endedAt.toISOString()]);
    const { items } = (await dermatologist().get(`/v1/product-lots/${lotId}/exposures`)).body;
    expect((items as { usedAt: string }[]).map(({ usedAt }) => usedAt)).toEqual([endedAt.toISOString()]);
    expect((await ledger(lotId)).map(({ kind }) => kind).sort()).toEqual(['receipt', 'reversal', 'use', 'use']);
    expect(await quantityOf(lotId)).toBe(96);
  });

  it('comes out exactly when fifty sessions of two lots are corrected at once, and stock never goes below zero', async () => {
    const [one, two] = [await stocked(clinic, { received: mL(50) }), await stocked(clinic, { received: mL(20) })];
    const sessions: RunningSession[] = [];
    for (let index = 0; index < 50; index++) sessions.push(await completed([line(one.lotId, 1)]));
    expect(await quantityOf(one.lotId)).toBe(0);
    // Fifty want one of the second instead; there are twenty.
    const all = await Promise.all(sessions.map(({ sessionId }) => amend(sessionId, [line(two.lotId, 1)])));
    expect([201, 409].map((status) => all.filter((answer) => answer.status === status).length)).toEqual([20, 30]);
    expect([await quantityOf(one.lotId), await quantityOf(two.lotId)]).toEqual([20, 0]);
    const patientsOf = (status: number) => sessions.filter((_one, index) => all[index]!.status === status).map(({ patientId }) => patientId);
    const exposed = async (lotId: string) =>
      ((await dermatologist().get(`/v1/product-lots/${lotId}/exposures?limit=200`)).body.items as { patientId: string }[])
        .map(({ patientId }) => patientId)
        .sort();
    expect([await exposed(one.lotId), await exposed(two.lotId)]).toEqual([patientsOf(409).sort(), patientsOf(201).sort()]);
    const balances = await app.sql<{ least: string }>('SELECT min(balance)::text AS least FROM stock_movements', [], clinic.id);
    expect(Number(balances[0]!.least)).toBe(0);
  }, 120_000);
});
