/** How long a session keeps away from the patient's earlier ones, of any plan; and that one plan of a treatment is active at a time. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, dayFromNow, photographed, planFor, type Prepared } from '../../support/journey.js';

const SMP = 'scalp-micropigmentation';
const { mesotherapyRecord } = treatmentExamples;
const REASON = 'The session before was broken off after ten shots';

describe('the sessions and plans of a patient', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const session = (id: string) => `/v1/treatment-sessions/${id}`;
  const plan = (id: string) => `/v1/treatment-plans/${id}`;
  const start = (id: string, body: object = {}, caller: Caller = dermatologist()) => caller.post(`${session(id)}/start`, body, { ifMatch: 1 });
  const act = (id: string, action: string, ifMatch: number, body?: object, caller: Caller = dermatologist()) =>
    caller.post(`${plan(id)}/${action}`, body, { ifMatch });
  const errorsOf = (answer: { body: { errors?: { pointer: string; code: string }[] } }) =>
    (answer.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  const give = async (id: string) => {
    expect((await start(id, { ingredients: ['biotin'] })).status).toBe(200);
    expect((await dermatologist().post(`${session(id)}/complete`, mesotherapyRecord, { ifMatch: 2 })).status).toBe(200);
  };
  /** One more plan of a patient, accepted. */
  const accepted = async (prepared: Prepared, treatment = 'mesotherapy', more: object = {}): Promise<string> => {
    let { checkId } = prepared;
    if (treatment === SMP) {
      await consentTo(clinic, prepared.patientId, SMP);
      await photographed(clinic, prepared.patientId);
      const check = { treatment, plannedOn: dayFromNow(0), consultationId: prepared.consultationId };
      checkId = (await dermatologist().post(`/v1/patients/${prepared.patientId}/contraindication-checks`, check)).body.id as string;
    }
    const drafted = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, {
      ...planFor({ ...prepared, checkId }, treatment),
      ...more,
    });
    const id = drafted.body.id as string;
    for (const [index, action] of ['propose', 'accept'].entries()) expect((await act(id, action, index + 1)).status).toBe(200);
    return id;
  };
  const firstOf = async (planId: string) => ((await dermatologist().get(`${plan(planId)}/sessions`)).body.items as { id: string }[])[0]!.id;

  it('a session too soon after one of the same plan is refused, naming that one and the first possible day', async () => {
    const { planId, sessionIds } = await activePlan(clinic);
    await give(sessionIds[0]!);
    const refused = await start(sessionIds[1]!);
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/session-not-ready']);
    expect(refused.body).toMatchObject({
      detail: expect.stringContaining(`from ${dayFromNow(7)} on`),
      checklist: [{ key: 'interval', state: 'open', blocking: true }],
      interval: { sessionId: sessionIds[0], planId, treatment: 'mesotherapy', on: dayFromNow(0), fewestDays: 7, firstDay: dayFromNow(7) },
    });
    const checklist = await dermatologist().get(`${session(sessionIds[1]!)}/checklist`);
    expect(checklist.body).toMatchObject({ ready: false, items: expect.arrayContaining([expect.objectContaining({ key: 'interval', state: 'open' })]) });
    // It may still be moved there: the checklist says that it is too soon.
    expect((await dermatologist().patch(session(sessionIds[1]!), { scheduledOn: dayFromNow(1) }, { ifMatch: 1 })).status).toBe(200);
  });

  it('begins all the same when a dermatologist says why, which stands with the session, its versions and the trail', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    await give(sessionIds[0]!);
    const second = sessionIds[1]!;
    expect(errorsOf(await start(second, { intervalReason: 'soon' }))).toEqual(['/intervalReason too-short']);
    expect(errorsOf(await start(second, { intervalReason: REASON, performedBy: clinic.staff.dermatologist }, clinic.as('technician')))).toEqual([
      '/intervalReason not-allowed',
    ]);
    const client = await clinic.asClient(['plan.read', 'plan.write']);
    expect(errorsOf(await start(second, { intervalReason: REASON, performedBy: clinic.staff.dermatologist }, client))).toEqual(['/intervalReason not-allowed']);
    expect((await start(second, { intervalReason: REASON }, (await app.clinic()).as('dermatologist'))).status).toBe(404);
    const send = () => dermatologist().post(`${session(second)}/start`, { intervalReason: REASON }, { ifMatch: 1, idempotencyKey: `soon-${second}` });
    const [begun, again] = [await send(), await send()];
    expect([begun.status, begun.body.intervalReason, again.headers['idempotency-replayed']]).toEqual([200, REASON, 'true']);
    expect(again.body).toEqual(begun.body);
    const done = await dermatologist().post(`${session(second)}/complete`, mesotherapyRecord, { ifMatch: 2 });
    expect(done.body).toMatchObject({ status: 'completed', intervalReason: REASON });
    const [version] = (await dermatologist().get(`${session(second)}/versions`)).body.items as { content: object }[];
    expect(version!.content).toMatchObject({ intervalReason: REASON });
    const trail = await clinic.as('auditor').get(`/v1/audit-events?patientId=${prepared.patientId}&limit=200`);
    const started = (trail.body.items as { action: string; outcome: string; resourceId: string }[]).filter(
      ({ action, outcome, resourceId }) => action === 'session.start' && outcome === 'success' && resourceId === second,
    );
    expect(started).toHaveLength(1);
    await expect(
      app.sql(`UPDATE treatment_sessions SET interval_reason = 'Something else', version = version + 1 WHERE id = $1`, [second], clinic.id),
    ).rejects.toThrow('does not change');
    // A session that nobody had to decide on says nothing.
    expect((await dermatologist().get(session(sessionIds[0]!))).body.intervalReason).toBeNull();
  });

  it('a session keeps away from those of the patient’s other plans of the treatment', async () => {
    const { planId, version, sessionIds, prepared } = await activePlan(clinic);
    await give(sessionIds[0]!);
    expect((await act(planId, 'cancel', version, { reason: 'Begun anew' })).status).toBe(200);
    const other = await accepted(prepared, 'mesotherapy', { areas: [{ zone: 'occipital' }] });
    expect((await act(other, 'start', 3)).status).toBe(200);
    const refused = await start(await firstOf(other));
    expect(refused.body).toMatchObject({ type: '/problems/session-not-ready', interval: { sessionId: sessionIds[0], planId, firstDay: dayFromNow(7) } });
  });

  it('a session keeps away from the other treatment of the same skin, and not from that of other skin', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    await give(sessionIds[0]!);
    const same = await accepted(prepared, SMP);
    expect((await act(same, 'start', 3)).status).toBe(200);
    const refused = await start(await firstOf(same));
    expect([refused.status, refused.body.interval]).toMatchObject([409, { treatment: 'mesotherapy', fewestDays: 28, firstDay: dayFromNow(28) }]);
    expect((await act(same, 'cancel', 4, { reason: 'Another place first' })).status).toBe(200);
    const beard = await accepted(prepared, SMP, { areas: [{ zone: 'beard' }] });
    expect((await act(beard, 'start', 3)).status).toBe(200);
    expect((await start(await firstOf(beard))).status).toBe(200);
  });

  it('two sessions of a patient that begin at once: one is told that it is too soon', async () => {
    const { prepared, sessionIds } = await activePlan(clinic);
    const other = await accepted(prepared);
    expect((await act(other, 'start', 3, { parallelReason: 'The temples by a plan of their own' })).status).toBe(200);
    const both = await Promise.all([sessionIds[0]!, await firstOf(other)].map((id) => start(id)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.body).toMatchObject({ checklist: [{ key: 'interval' }] });
  });

  it('a second plan of a treatment does not become active, unless a dermatologist says why', async () => {
    const { planId, prepared } = await activePlan(clinic);
    const second = await accepted(prepared);
    const refused = await act(second, 'start', 3);
    expect([refused.status, refused.body]).toMatchObject([409, { type: '/problems/plan-already-active', plans: [planId] }]);
    // What is said for something else is no decision.
    expect((await act(second, 'start', 3, { reason: 'The patient is back' })).body.type).toBe('/problems/plan-already-active');
    expect(errorsOf(await act(second, 'start', 3, { parallelReason: 'both' }))).toEqual(['/parallelReason too-short']);
    const reason = { parallelReason: 'The temples by a plan of their own' };
    expect((await act(second, 'start', 3, reason, clinic.as('technician'))).status).toBe(403);
    const client = await clinic.asClient(['plan.read', 'plan.write']);
    expect(errorsOf(await act(second, 'start', 3, reason, client))).toEqual(['/parallelReason not-allowed']);
    expect((await act(second, 'start', 3, {}, (await app.clinic()).as('dermatologist'))).status).toBe(404);
    const begun = await act(second, 'start', 3, reason);
    expect([begun.status, (begun.body.transitions as object[]).at(-1)]).toMatchObject([200, { action: 'start', ...reason }]);
    const { items } = (await dermatologist().get(`${plan(second)}/transitions`)).body as { items: object[] };
    expect(items.at(-1)).toMatchObject(reason);
    // Of the other treatment one may be active beside them.
    expect((await act(await accepted(prepared, SMP), 'start', 3)).status).toBe(200);
  });

  it('a plan on hold makes room, and is not resumed while the other one is active', async () => {
    const { planId, version, prepared } = await activePlan(clinic);
    expect((await act(planId, 'hold', version, { reason: 'The patient travels' })).status).toBe(200);
    const second = await accepted(prepared);
    expect((await act(second, 'start', 3)).status).toBe(200);
    const refused = await act(planId, 'resume', version + 1, { reason: 'The patient is back' });
    expect(refused.body).toMatchObject({ type: '/problems/plan-already-active', plans: [second] });
    expect((await act(second, 'cancel', 4, { reason: 'The first one goes on' })).status).toBe(200);
    expect((await act(planId, 'resume', version + 1)).body.status).toBe('active');
  });

  it('of two plans that are started at once one is', async () => {
    const { planId, version, prepared } = await activePlan(clinic);
    expect((await act(planId, 'cancel', version, { reason: 'Begun anew' })).status).toBe(200);
    const plans = [await accepted(prepared), await accepted(prepared), await accepted(prepared), await accepted(prepared)];
    const all = await Promise.all(plans.map((id) => act(id, 'start', 3)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const begun = plans[all.findIndex(({ status }) => status === 200)]!;
    for (const { body } of all.filter(({ status }) => status === 409)) expect(body).toMatchObject({ type: '/problems/plan-already-active', plans: [begun] });
  });
});
