/** Mesotherapy, from the first consultation to the touch-up: a missed session, a journey of the patient, a last session, and a month later. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { only, World, type Session } from './world.js';

const { mesotherapyRecord } = treatmentExamples;

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.app.stop());

it('mesotherapy: from the consultation to the touch-up, with a missed session and a journey', async () => {
  const { lotId, productId } = await world.lot();
  const patientId = await world.register('Asim Testperson');
  const drafted = await world.plan(
    patientId,
    'mesotherapy',
    {
      indications: ['androgenetic-alopecia'],
      expectations: { results: 'Less shedding', limits: 'No new follicles' },
      protocol: { technique: 'injection' },
      series: { sessions: 6, intervalDays: 14, startOn: world.day(3) },
    },
    { products: [productId] },
  );
  expect([drafted.status, drafted.body]).toMatchObject([201, { status: 'draft', purpose: 'series', warnings: [] }]);
  const plan = `/v1/treatment-plans/${(drafted.body as { id: string }).id}`;
  await world.act(plan, 'propose');
  const receptionist = world.clinic.as('receptionist');
  const quote = await world.done(receptionist.post(`${plan}/estimates`, {}));
  await world.done(receptionist.post(`/v1/estimates/${quote.id}/accept`, { acceptorName: 'Asim Testperson' }));
  expect((await world.try(plan, 'accept')).body.type).toBe('/problems/consent-missing');
  await world.consent(patientId, 'treatment', 'mesotherapy');
  await world.act(plan, 'accept');
  await world.act(plan, 'start');
  const planned = await world.sessionsOf(plan);
  expect(planned.map(({ status }) => status)).toEqual(Array(6).fill('scheduled'));
  expect(planned[0]!.scheduledOn >= world.day(3)).toBe(true);

  const record = { ...mesotherapyRecord, products: [{ lotId, amount: 4, unit: 'mL' }] };
  const give = async (session: Session): Promise<Session> => {
    // What was planned counts where nothing else is named: nothing is asked about twice.
    await world.begin(session, patientId);
    return world.end(session, record);
  };
  expect(await give(planned[0]!)).toMatchObject({ status: 'completed', warnings: [], completionCheckId: null });

  // Nobody comes to the second; a day later the patient says that he travels.
  world.goTo(planned[1]!.scheduledOn);
  await world.act(`/v1/treatment-sessions/${planned[1]!.id}`, 'no-show');
  const replaced = await world.sessionsOf(plan);
  expect([replaced.length, replaced[6]!.replaces]).toEqual([7, planned[1]!.id]);
  const back = world.day(28);
  const replan = { from: back, reason: 'The patient travels' };
  const preview = await world.done(world.try(plan, 'replan?preview=true', replan));
  expect((await world.sessionsOf(plan)).map(({ scheduledOn }) => scheduledOn)).toEqual(replaced.map(({ scheduledOn }) => scheduledOn));
  expect((await world.act(plan, 'replan', replan)).sessions).toEqual(preview.sessions);
  const moved = await world.sessionsOf(plan);
  expect([moved[0]!.scheduledOn, moved[1]!.scheduledOn]).toEqual([planned[0]!.scheduledOn, planned[1]!.scheduledOn]);
  const rest = moved.slice(2);
  expect(rest.every(({ scheduledOn }, index) => scheduledOn >= (index === 0 ? back : rest[index - 1]!.scheduledOn))).toBe(true);
  for (const session of rest) await give(session);
  const lastOn = world.day();
  expect((await world.act(plan, 'complete')).status).toBe('completed');
  expect(await world.quantityOf(lotId)).toBe(100 - 6 * 4);

  // Maintenance is due after 30 to 90 days: not a day before.
  world.goTo(world.day(20));
  const touchUp = { purpose: 'touch-up', followsPlanId: plan.split('/').at(-1) };
  const early = await world.plan(patientId, 'mesotherapy', { ...touchUp, series: { sessions: 1, intervalDays: 30, startOn: world.day() } });
  expect([early.status, early.body.errors]).toMatchObject([400, [{ pointer: '/series/startOn', code: 'outside-protocol' }]]);
  const due = new Date(new Date(`${lastOn}T00:00:00Z`).getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  const series = { sessions: 1, intervalDays: 30, startOn: due };
  const second = `/v1/treatment-plans/${(await world.done(world.plan(patientId, 'mesotherapy', { ...touchUp, series }, { products: [productId] }))).id}`;
  for (const action of ['propose', 'accept', 'start']) await world.act(second, action);
  const [single] = await world.sessionsOf(second);
  expect(single!.scheduledOn >= due).toBe(true);
  await give(single!);
  await world.act(second, 'complete');
  expect((await world.read(plan)).status).toBe('completed');

  const exposures = await world.read(`/v1/patients/${patientId}/product-exposures?limit=50`);
  expect((exposures.items as { lotId: string }[]).map((item) => item.lotId)).toEqual(Array(7).fill(lotId));
  const kinds = await world.timeline(patientId);
  const milestones = ['plan-', 'estimate-', 'session-completed', 'session-missed'];
  expect(only(kinds, milestones).filter((kind, index, all) => kind !== all[index - 1])).toEqual([
    'plan-created',
    'plan-proposed',
    'estimate-made',
    'estimate-accepted',
    'plan-accepted',
    'plan-activated',
    'session-completed',
    'session-missed',
    'session-completed',
    'plan-completed',
    'plan-created',
    'plan-proposed',
    'plan-accepted',
    'plan-activated',
    'session-completed',
    'plan-completed',
  ]);
  expect(kinds.filter((kind) => kind === 'product-used')).toHaveLength(7);
  const trail = await world.trail(patientId);
  expect(only(trail, ['plan.accept', 'session.no-show', 'plan.replan', 'plan.complete', 'plan.create'])).toEqual([
    'plan.create 201',
    'plan.accept 200',
    'session.no-show 200',
    'plan.replan 200',
    'plan.replan 200',
    'plan.complete 200',
    'plan.create 201',
    'plan.accept 200',
    'plan.complete 200',
  ]);
  expect(trail.filter((entry) => entry === 'session.complete 200')).toHaveLength(7);
}, 60_000);
