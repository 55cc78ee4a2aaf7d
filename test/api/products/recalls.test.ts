import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { stocked } from '../../support/journey.js';
import { completeWith, runningSession } from './journey.js';

describe('a recall', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const recall = (lotId: string, ifMatch = 1, reason = 'Particles were found') =>
    dermatologist().post(`/v1/product-lots/${lotId}/recall`, { reason, recallSource: 'Example Laboratories' }, { ifMatch });
  const use = async (lotId: string): Promise<string> => {
    const { sessionId, patientId } = await runningSession(clinic);
    const done = await completeWith(dermatologist(), sessionId, [
      { lotId, amount: 1, unit: 'mL' },
      { lotId, amount: 0.5, unit: 'mL' },
    ]);
    if (done.status !== 200) throw new Error(done.text);
    return patientId;
  };
  const actions = async (patientId: string) =>
    ((await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=200`)).body.items as { action: string }[]).map((item) => item.action);

  it('marks the lot everywhere, names whom to contact, and is in the audit trail of each of them', async () => {
    const { lotId, productId } = await stocked(clinic);
    const other = await stocked(clinic);
    const [one, two, unexposed] = [await use(lotId), await use(lotId), await use(other.lotId)];
    await dermatologist().patch(
      `/v1/patients/${one}`,
      { phones: [{ value: '+919812345600' }], emails: [{ value: 'asha@example.test' }], preferredLanguage: 'en-IN' },
      { ifMatch: 1 },
    );
    const answer = await recall(lotId);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: 'recalled',
      version: 2,
      recall: { reason: 'Particles were found', recallSource: 'Example Laboratories', recordedBy: clinic.as('dermatologist').actor, withdrawnAt: null },
    });
    const people = answer.body.toContact as { patientId: string }[];
    expect(people.map((person) => person.patientId)).toEqual([one, two].sort());
    expect(people.find((person) => person.patientId === one)).toMatchObject({
      name: 'Asha Testperson',
      status: 'active',
      phones: ['+919812345600'],
      emails: ['asha@example.test'],
      preferredLanguage: 'en-IN',
      uses: 2,
      quantity: { value: 1.5, unit: 'mL' },
    });
    expect((await dermatologist().get(`/v1/product-lots/${lotId}`)).body).toMatchObject({ status: 'recalled' });
    expect((await dermatologist().get(`/v1/product-lots?productId=${productId}&status=recalled`)).body.items).toMatchObject([{ id: lotId }]);
    expect((await dermatologist().get(`/v1/patients/${one}/product-exposures`)).body.items).toMatchObject([
      { lotStatus: 'recalled' },
      { lotStatus: 'recalled' },
    ]);
    expect(await actions(one)).toContain('lot.recall');
    expect(await actions(unexposed)).not.toContain('lot.recall');
    const listed = await clinic.as('dermatologist').get(`/v1/product-lots/${lotId}/people-to-contact?limit=1&count=true`);
    expect(listed.body).toMatchObject({ items: [{ patientId: [one, two].sort()[0] }], total: 2 });
    const rest = await clinic.as('dermatologist').get(`/v1/product-lots/${lotId}/people-to-contact?limit=1&cursor=${listed.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ patientId: [one, two].sort()[1] }], nextCursor: null });
    expect(await actions(two)).toContain('lot.list-people');
    const exposures = await dermatologist().get(`/v1/product-lots/${lotId}/exposures?limit=3`);
    expect((exposures.body.items as { patientId: string }[]).map((item) => item.patientId)).toEqual([two, two, one]);
    expect((await actions(two)).filter((action) => action === 'lot.list-exposures')).toHaveLength(1);
  });

  it('lets nobody receive the lot, until it is withdrawn by a new decision', async () => {
    const { lotId, locationId } = await stocked(clinic);
    const { sessionId } = await runningSession(clinic);
    await recall(lotId);
    const attempt = () => completeWith(dermatologist(), sessionId, [{ lotId, amount: 1, unit: 'mL' }]);
    expect((await attempt()).body).toMatchObject({ status: 409, type: '/problems/lot-not-usable', lots: [{ lotId, status: 'recalled' }] });
    expect((await recall(lotId, 2)).body).toMatchObject({ type: '/problems/invalid-transition', allowed: ['withdraw-recall'] });
    const waste = { kind: 'waste', locationId, quantity: { value: 1, unit: 'mL' }, reason: 'Sent back' };
    expect((await dermatologist().post(`/v1/product-lots/${lotId}/movements`, waste)).status).toBe(201);
    const withdraw = (ifMatch: number) => dermatologist().post(`/v1/product-lots/${lotId}/withdraw-recall`, { reason: 'Withdrawn by the maker' }, { ifMatch });
    expect((await withdraw(1)).status).toBe(412);
    expect((await withdraw(2)).body).toMatchObject({
      status: 'usable',
      recall: { reason: 'Particles were found', withdrawalReason: 'Withdrawn by the maker', withdrawnBy: clinic.as('dermatologist').actor },
    });
    expect((await withdraw(3)).body).toMatchObject({ type: '/problems/invalid-transition', allowed: ['recall'] });
    expect((await attempt()).status).toBe(200);
    expect((await recall(lotId, 3, 'Again')).body).toMatchObject({
      status: 'recalled',
      recall: { reason: 'Again', withdrawnAt: null, withdrawalReason: null },
    });
    const history = await app.sql(`SELECT record FROM record_history WHERE table_name = 'product_lots' AND row_id = $1`, [lotId], clinic.id);
    expect(history).toHaveLength(3);
  });

  it('does not undo what was used before it, though it is recorded after it', async () => {
    const { lotId } = await stocked(clinic);
    const { sessionId } = await runningSession(clinic);
    const before = new Date().toISOString();
    await recall(lotId);
    expect((await completeWith(dermatologist(), sessionId, [{ lotId, amount: 1, unit: 'mL' }], { endedAt: before })).status).toBe(200);
    expect((await dermatologist().get(`/v1/product-lots/${lotId}/exposures`)).body.items).toHaveLength(1);
  });

  it('and uses at the same moment agree: whoever received it is named, or received nothing', async () => {
    const { lotId } = await stocked(clinic);
    const sessions = [];
    for (let index = 0; index < 8; index++) sessions.push(await runningSession(clinic));
    const [recalled, ...used] = await Promise.all([
      recall(lotId),
      ...sessions.map(({ sessionId }) => completeWith(dermatologist(), sessionId, [{ lotId, amount: 1, unit: 'mL' }])),
    ]);
    expect(recalled.status).toBe(200);
    expect(used.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const received = sessions.filter((_one, index) => used[index]!.status === 200).map(({ patientId }) => patientId);
    const exposed = (await dermatologist().get(`/v1/product-lots/${lotId}/exposures`)).body.items as { patientId: string; usedAt: string }[];
    expect(exposed.map(({ patientId }) => patientId).sort()).toEqual(received.sort());
    const at = recalled.body.recall.at as string;
    expect(exposed.filter(({ usedAt }) => usedAt >= at)).toEqual([]);
  });

  it('needs a reason, the version, the lot of one’s own clinic', async () => {
    const { lotId } = await stocked(clinic);
    expect((await dermatologist().post(`/v1/product-lots/${lotId}/recall`, {}, { ifMatch: 1 })).body.errors).toMatchObject([{ pointer: '/reason' }]);
    expect((await dermatologist().post(`/v1/product-lots/${lotId}/recall`, { reason: 'x' })).status).toBe(428);
    expect((await recall(lotId, 7)).status).toBe(412);
    const other = await app.clinic();
    expect((await other.as('dermatologist').post(`/v1/product-lots/${lotId}/recall`, { reason: 'x' }, { ifMatch: 1 })).status).toBe(404);
  });
});
