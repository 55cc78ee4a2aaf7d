/** A hairline that was drawn is wanted elsewhere years later: the reversal is a plan of its own, and what was done stays as it was recorded. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { only, World, type Session } from './world.js';

const SMP = 'scalp-micropigmentation';
const { micropigmentationRecord } = treatmentExamples;

let world: World;
beforeAll(async () => {
  world = await World.open(900);
});
afterAll(() => world.app.stop());

it('a reversal: the hairline of an earlier plan is changed', async () => {
  const patientId = await world.register('Hari Testperson');
  const hairline = { areas: [{ zone: 'hairline', size: { value: 20, unit: 'cm2' } }], protocol: { technique: 'hairline' } };
  const series = { sessions: 3, intervalDays: 14, startOn: world.day() };
  const first = await world.done(world.plan(patientId, SMP, { series, ...hairline }, { ingredients: ['carbon black'] }));
  const path = `/v1/treatment-plans/${first.id}`;
  await world.act(path, 'propose');
  await world.consent(patientId, 'treatment', SMP);
  await world.consent(patientId, 'photography-record');
  await world.photograph(patientId);
  for (const action of ['accept', 'start']) await world.act(path, action);
  const give = async (planPath: string, shades: string[][]) => {
    for (const [index, session] of (await world.sessionsOf(planPath)).entries()) {
      await world.begin(session, patientId);
      await world.end(session, {
        ...micropigmentationRecord,
        micropigmentation: { ...micropigmentationRecord.micropigmentation, shades: shades[index]! },
        zones: ['hairline'],
      });
    }
  };
  const reversal = { purpose: 'reversal', followsPlanId: first.id, series: { sessions: 2, intervalDays: 14, startOn: world.day() } };
  const running = await world.plan(patientId, SMP, { ...reversal, ...hairline });
  expect(running.body.errors).toMatchObject([{ pointer: '/followsPlanId', code: 'not-ended' }]);
  await give(path, [['light brown'], ['brown'], ['dark brown']]);
  await world.act(path, 'complete');
  const asItWas = await world.read(path);
  const versionsOf = async ({ id }: Session) => (await world.read(`/v1/treatment-sessions/${id}/versions`)).items;
  const records = await Promise.all((await world.sessionsOf(path)).map(versionsOf));

  // Two years on, the forehead is higher.
  world.goTo(world.day(730));
  const startOn = world.day(7);
  const elsewhere = await world.plan(patientId, SMP, { ...reversal, series: { ...reversal.series, startOn } });
  expect([elsewhere.status, elsewhere.body.errors]).toMatchObject([400, [{ pointer: '/areas', code: 'required' }]]);
  const drafted = await world.done(
    world.plan(
      patientId,
      SMP,
      { ...reversal, ...hairline, series: { ...reversal.series, startOn }, goals: 'A higher hairline' },
      { ingredients: ['carbon black'] },
    ),
  );
  expect(drafted).toMatchObject({ purpose: 'reversal', followsPlanId: first.id, status: 'draft' });
  const second = `/v1/treatment-plans/${drafted.id}`;
  await world.act(second, 'propose');
  expect((await world.try(second, 'accept')).body).toMatchObject({ type: '/problems/consent-missing', why: 'lapsed' });
  await world.consent(patientId, 'treatment', SMP);
  for (const action of ['accept', 'start']) await world.act(second, action);
  await give(second, [['light brown'], ['dark brown']]);
  expect((await world.act(second, 'complete')).status).toBe('completed');
  expect(await world.read(path)).toEqual(asItWas);
  expect(await Promise.all((await world.sessionsOf(path)).map(versionsOf))).toEqual(records);
  // What has been reversed can be reversed again.
  const third = await world.plan(patientId, SMP, {
    ...reversal,
    ...hairline,
    followsPlanId: drafted.id,
    series: { ...reversal.series, startOn: world.day(7) },
  });
  expect(third.status).toBe(201);

  expect(only(await world.timeline(patientId), ['plan-created', 'plan-completed', 'session-completed'])).toEqual([
    ...['plan-created', 'session-completed', 'session-completed', 'session-completed', 'plan-completed'],
    ...['plan-created', 'session-completed', 'session-completed', 'plan-completed', 'plan-created'],
  ]);
  expect(only(await world.trail(patientId), ['plan.create', 'plan.complete'])).toEqual([
    'plan.create 201',
    'plan.complete 200',
    'plan.create 201',
    'plan.complete 200',
    'plan.create 201',
  ]);
}, 60_000);
