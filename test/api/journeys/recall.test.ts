/** A lot is recalled: everybody who received it is named with how to reach them, and from that moment on nobody receives it. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { only, World, type Session } from './world.js';

const { mesotherapyRecord } = treatmentExamples;

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.app.stop());

/** A patient whose series has begun. */
const beginPlan = async (name: string): Promise<{ patientId: string; sessions: Session[] }> => {
  const patientId = await world.register(name);
  const series = { sessions: 6, intervalDays: 14, startOn: world.day() };
  const { id } = await world.done(world.plan(patientId, 'mesotherapy', { series }, { ingredients: ['biotin', 'd-panthenol'] }));
  await world.act(`/v1/treatment-plans/${id}`, 'propose');
  await world.consent(patientId, 'treatment', 'mesotherapy');
  for (const action of ['accept', 'start']) await world.act(`/v1/treatment-plans/${id}`, action);
  return { patientId, sessions: await world.sessionsOf(`/v1/treatment-plans/${id}`) };
};

it('a recall: the people who received the lot, and no session with it from then on', async () => {
  const [bad, good] = [await world.lot(), await world.lot()];
  const used = (lotId: string) => ({ ...mesotherapyRecord, products: [{ lotId, amount: 2, unit: 'mL' }] });
  const patients = [];
  for (const name of ['Devi Testperson', 'Ela Testperson', 'Farid Testperson']) patients.push(await beginPlan(name));
  const [devi, ela, farid] = patients as [(typeof patients)[0], (typeof patients)[0], (typeof patients)[0]];
  for (const { patientId, sessions } of patients) await world.begin(sessions[0]!, patientId);
  await world.end(devi.sessions[0]!, used(bad.lotId));
  const typedWrong = await world.end(ela.sessions[0]!, used(bad.lotId));
  // Ela had the other lot: what was typed wrong is put right before anybody is told anything.
  await world.act(`/v1/treatment-sessions/${typedWrong.id}`, 'amendments', {
    reason: 'The other lot was used',
    changes: { products: [{ lotId: good.lotId, amount: 2, unit: 'mL' }] },
  });

  const recall = await world.act(`/v1/product-lots/${bad.lotId}`, 'recall', { reason: 'Particles were found', recallSource: 'The maker' });
  expect(recall).toMatchObject({
    status: 'recalled',
    toContact: [{ patientId: devi.patientId, name: 'Devi Testperson', uses: 1, phones: [expect.any(String)] }],
  });
  expect((await world.read(`/v1/product-lots/${bad.lotId}/people-to-contact`)).items).toHaveLength(1);
  const received = (await world.read(`/v1/patients/${devi.patientId}/product-exposures`)).items as { lotStatus: string }[];
  expect(received).toMatchObject([{ lotStatus: 'recalled' }]);

  // Farid is in the chair: his session does not end with that lot, and does with another.
  const refused = await world.try(`/v1/treatment-sessions/${farid.sessions[0]!.id}`, 'complete', used(bad.lotId));
  expect([refused.status, refused.body]).toMatchObject([409, { type: '/problems/lot-not-usable', lots: [{ lotId: bad.lotId, status: 'recalled' }] }]);
  expect((await world.read(`/v1/treatment-sessions/${farid.sessions[0]!.id}`)).status).toBe('in-progress');
  await world.end(farid.sessions[0]!, used(good.lotId));
  expect([await world.quantityOf(bad.lotId), await world.quantityOf(good.lotId)]).toEqual([98, 96]);

  // Weeks later it is still so, until the recall is withdrawn by a decision of its own.
  await world.begin(devi.sessions[1]!, devi.patientId);
  expect((await world.try(`/v1/treatment-sessions/${devi.sessions[1]!.id}`, 'complete', used(bad.lotId))).body.type).toBe('/problems/lot-not-usable');
  await world.act(`/v1/product-lots/${bad.lotId}`, 'withdraw-recall', { reason: 'The maker has withdrawn it in writing' });
  await world.end(devi.sessions[1]!, used(bad.lotId));

  const about = ['product-used', 'product-use-reversed', 'product-recalled'];
  // The recall stands in the record of whoever received the lot, at the time of the recall, and of nobody else.
  expect(only(await world.timeline(devi.patientId), about)).toEqual(['product-used', 'product-recalled', 'product-used']);
  expect(only(await world.timeline(ela.patientId), about).sort()).toEqual(['product-use-reversed', 'product-used', 'product-used']);
  expect(only(await world.timeline(farid.patientId), about)).toEqual(['product-used']);
  expect(only(await world.trail(devi.patientId), ['lot.'])).toEqual(['lot.recall 200', 'lot.list-people 200']);
  expect(only(await world.trail(farid.patientId), ['lot.'])).toEqual([]);
}, 60_000);
