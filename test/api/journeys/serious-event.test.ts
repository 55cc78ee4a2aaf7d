/** A serious adverse event in a session: the plan waits for a dermatologist, who lets one go on and stops another. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { only, World, type Session } from './world.js';

const { mesotherapyRecord } = treatmentExamples;

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.app.stop());

it('a serious adverse event: hold, decision, and what may be used from then on', async () => {
  const { technician } = world;
  const { lotId } = await world.lot();
  const patientId = await world.register('Gita Testperson');
  const series = { sessions: 6, intervalDays: 14, startOn: world.day() };
  const { id } = await world.done(world.plan(patientId, 'mesotherapy', { series }, { ingredients: ['biotin', 'd-panthenol'] }));
  const plan = `/v1/treatment-plans/${id}`;
  await world.act(plan, 'propose');
  await world.consent(patientId, 'treatment', 'mesotherapy');
  for (const action of ['accept', 'start']) await world.act(plan, action);
  const [first, second] = (await world.sessionsOf(plan)) as [Session, Session];
  await world.begin(first, patientId);
  await world.end(first, { ...mesotherapyRecord, products: [{ lotId, amount: 3, unit: 'mL' }] });

  const report = { type: 'anaphylaxis', grade: 4, seriousness: ['life-threatening'], relation: 'probable', onsetAt: world.now(), action: 'medicine-given' };
  const event = await world.done(technician.post(`/v1/treatment-sessions/${first.id}/adverse-events`, report));
  expect(event).toMatchObject({ serious: true, expected: false, heldPlan: true, awaitsDecision: true, lots: [lotId] });
  const path = `/v1/adverse-events/${event.id}`;
  expect((await world.read(plan)).status).toBe('on-hold');
  expect((await world.try(plan, 'resume')).body.type).toBe('/problems/adverse-event-undecided');
  expect((await world.try(path, 'decision', { decision: 'resume', reason: 'x' }, technician)).status).toBe(403);
  await world.act(path, 'follow-ups', { note: 'Stable under observation; tested: allergic to panthenol' }, technician);
  // The allergy is recorded: what was planned holds the plan from now on, whatever is decided on the event.
  await world.done(world.dermatologist.post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'panthenol' }, criticality: 'high' }));
  const { version } = await world.read(path);
  await world.done(world.dermatologist.patch(path, { outcome: 'recovered', resolvedAt: world.now() }, { ifMatch: version }));
  await world.act(path, 'decision', { decision: 'resume', reason: 'Recovered; it goes on without panthenol' });
  expect((await world.try(plan, 'resume')).body.type).toBe('/problems/check-not-clear');

  // A plan of its own without it, after a check of its own; the old one ends.
  await world.act(plan, 'cancel', { reason: 'Another formulation' });
  expect((await world.read(`/v1/treatment-sessions/${second.id}`)).status).toBe('cancelled');
  world.goTo(world.day(14));
  const again = await world.done(world.plan(patientId, 'mesotherapy', { series: { ...series, startOn: world.day() } }, { ingredients: ['biotin'] }));
  const next = `/v1/treatment-plans/${again.id}`;
  for (const action of ['propose', 'accept', 'start']) await world.act(next, action);
  const [session] = (await world.sessionsOf(next)) as [Session];
  await world.begin(session, patientId);
  // By habit somebody reaches for the same vial: the record is refused, and nothing is booked.
  const refused = await world.try(`/v1/treatment-sessions/${session.id}`, 'complete', { ...mesotherapyRecord, products: [{ lotId, amount: 3, unit: 'mL' }] });
  expect([refused.status, refused.body]).toMatchObject([409, { type: '/problems/check-not-clear', findings: [{ ruleId: 'mesotherapy.ingredient-allergy' }] }]);
  expect(await world.quantityOf(lotId)).toBe(97);
  expect(await world.end(session, mesotherapyRecord)).toMatchObject({ status: 'completed', warnings: [] });

  // A second reaction: this time it ends here.
  const third = { ...report, type: 'infection', seriousness: ['medically-important'], onsetAt: world.now() };
  const stopped = await world.done(world.dermatologist.post(`/v1/treatment-sessions/${session.id}/adverse-events`, third));
  await world.act(`/v1/adverse-events/${stopped.id}`, 'decision', { decision: 'stop', reason: 'Two reactions are enough' });
  expect((await world.try(next, 'resume')).status).toBe(409);
  await world.act(next, 'cancel', { reason: 'Stopped after a second reaction' });

  expect(only(await world.timeline(patientId), ['adverse-event-', 'plan-held', 'plan-cancelled']).filter((kind) => kind !== 'plan-screened')).toEqual([
    ...['adverse-event-recorded', 'plan-held', 'adverse-event-followed-up', 'adverse-event-changed', 'adverse-event-decided', 'plan-cancelled'],
    ...['adverse-event-recorded', 'plan-held', 'adverse-event-decided', 'plan-cancelled'],
  ]);
  const trail = await world.trail(patientId);
  expect(only(trail, ['adverse-event.']).filter((entry) => !entry.startsWith('adverse-event.read'))).toEqual([
    ...['adverse-event.create 201', 'adverse-event.follow-up 201', 'adverse-event.update 200', 'adverse-event.decide 200'],
    ...['adverse-event.create 201', 'adverse-event.decide 200'],
  ]);
}, 60_000);
