/** A new contraindication puts a plan on hold by itself; when it is gone, the plan goes on, with new days for what was missed. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { consultationExamples } from '../../../src/consultations/index.js';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { only, World, type Session } from './world.js';

const { mesotherapyRecord } = treatmentExamples;
const { screening } = consultationExamples.whole.medicalHistory;

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.app.stop());

it('a hold: an infection stops the series by itself, and healed it goes on', async () => {
  const patientId = await world.register('Chetan Testperson');
  const series = { sessions: 6, intervalDays: 14, startOn: world.day() };
  const { id } = await world.done(world.plan(patientId, 'mesotherapy', { series }, { ingredients: ['biotin'] }));
  const plan = `/v1/treatment-plans/${id}`;
  await world.act(plan, 'propose');
  await world.consent(patientId, 'treatment', 'mesotherapy');
  for (const action of ['accept', 'start']) await world.act(plan, action);
  const sessions = await world.sessionsOf(plan);
  const [first, second] = sessions as [Session, Session];
  await world.begin(first, patientId);
  await world.end(first, mesotherapyRecord);
  const before = (await world.read(plan)).currentCheckId;

  // Between two sessions, a boil at the back of the head.
  world.goTo(world.day(5));
  await world.consult(patientId, { screening: { ...screening, 'active-infection': 'yes' } });
  const held = await world.read(plan);
  expect(held).toMatchObject({ status: 'on-hold', heldFrom: 'active' });
  expect(held.currentCheckId).not.toBe(before);
  expect((held.transitions as { action: string; reason: string }[]).at(-1)).toMatchObject({ action: 'hold', reason: expect.stringContaining('nfection') });
  world.goTo(second.scheduledOn);
  const refused = await world.try(`/v1/treatment-sessions/${second.id}`, 'start', { ingredients: ['biotin'] });
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/check-not-clear']);
  const resumed = await world.try(plan, 'resume');
  expect([resumed.status, resumed.body.type]).toEqual([409, '/problems/check-not-clear']);
  const checklist = await world.read(`/v1/treatment-sessions/${second.id}/checklist`);
  expect(checklist).toMatchObject({ ready: false });

  world.goTo(world.day(20));
  await world.consult(patientId, { screening: { ...screening, 'active-infection': 'no' } });
  expect((await world.read(plan)).status).toBe('on-hold');
  expect(await world.act(plan, 'resume')).toMatchObject({ status: 'active', heldFrom: null });
  const after = await world.sessionsOf(plan);
  expect(after[0]).toMatchObject({ scheduledOn: first.scheduledOn, status: 'completed' });
  expect(after.slice(1).every(({ scheduledOn }) => scheduledOn >= world.day())).toBe(true);
  for (const session of after.slice(1)) {
    await world.begin(session, patientId);
    await world.end(session, mesotherapyRecord);
  }
  await world.act(plan, 'complete');

  const kinds = await world.timeline(patientId);
  // Screened and held at the same moment.
  const steps = ['plan-created', 'plan-proposed', 'plan-accepted', 'plan-activated', 'plan-held', 'plan-completed'];
  expect(only(kinds, steps)).toEqual([...steps.slice(0, 5), 'plan-activated', 'plan-completed']);
  expect(kinds.filter((kind) => kind === 'plan-screened')).toHaveLength(2);
  const screenings = (await world.read(`${plan}/screenings`)).items as { cause: string; held: boolean; outcomeNow: string }[];
  expect(screenings.map(({ cause, held: byIt, outcomeNow }) => [cause, byIt, outcomeNow])).toEqual([
    ['record-changed', true, 'contraindicated'],
    ['record-changed', false, 'clear'],
  ]);
  const trail = await world.trail(patientId);
  expect(trail.filter((entry) => entry.startsWith('plan.resume 200'))).toHaveLength(1);
  expect(trail.filter((entry) => entry.startsWith('session.complete 200'))).toHaveLength(6);
}, 60_000);
