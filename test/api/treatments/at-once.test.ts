/** Fifty at once on one session and on one plan: one of them does it, exactly once, and everybody else is told. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, dayFromNow, planFor, prepare, stocked } from '../../support/journey.js';

const { mesotherapyRecord } = treatmentExamples;
const MANY = 50;

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

describe('fifty at once', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const atOnce = (send: (index: number) => Promise<Answer>): Promise<Answer[]> => Promise.all(Array.from({ length: MANY }, (_, index) => send(index)));
  const counts = (answers: readonly Answer[]): Record<number, number> =>
    Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, same]) => [status, same.length]));
  const act = (path: string, action: string, version: number, body?: object) => dermatologist().post(`${path}/${action}`, body, { ifMatch: version });
  const countOf = async (from: string, id: string): Promise<number> => {
    const [row] = await app.sql<{ total: number }>(`SELECT count(*)::integer AS total FROM ${from} = $1`, [id], clinic.id);
    return row!.total;
  };
  const draft = async (): Promise<{ path: string; id: string; patientId: string }> => {
    const prepared = await prepare(clinic);
    const { body } = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    await consentTo(clinic, prepared.patientId);
    return { path: `/v1/treatment-plans/${body.id}`, id: body.id as string, patientId: prepared.patientId };
  };

  it('complete a session: it is completed once, and its lot is used once', async () => {
    const { sessionIds } = await activePlan(clinic);
    const { lotId } = await stocked(clinic);
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    expect((await act(path, 'start', 1, { ingredients: ['biotin'] })).status).toBe(200);
    const answers = await atOnce((index) =>
      act(path, 'complete', 2, { ...mesotherapyRecord, note: `From tablet ${index}`, products: [{ lotId, amount: 2, unit: 'mL' }] }),
    );
    expect(counts(answers)).toEqual({ 200: 1, 412: MANY - 1 });
    const done = answers.find(({ status }) => status === 200)!.body;
    expect((await dermatologist().get(path)).body).toMatchObject({ status: 'completed', version: 3, record: done.record, contentHash: done.contentHash });
    expect(await countOf('treatment_session_versions WHERE session_id', sessionIds[0]!)).toBe(1);
    expect(await countOf(`stock_movements WHERE kind = 'use' AND lot_id`, lotId)).toBe(1);
    expect((await dermatologist().get(`/v1/product-lots/${lotId}`)).body.quantity).toEqual({ value: 98, unit: 'mL' });
  }, 60_000);

  it('complete or cancel a session that goes on: it ends in one way', async () => {
    const { sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    await act(path, 'start', 1, { ingredients: ['biotin'] });
    const answers = await atOnce((index) => (index % 2 === 0 ? act(path, 'complete', 2, mesotherapyRecord) : act(path, 'cancel', 2, { reason: 'Faint' })));
    expect(counts(answers)).toEqual({ 200: 1, 412: MANY - 1 });
    const { status } = (await dermatologist().get(path)).body as { status: string };
    expect(status).toBe(answers.find((answer) => answer.status === 200)!.body.status);
    expect(await countOf('treatment_session_versions WHERE session_id', sessionIds[0]!)).toBe(status === 'completed' ? 1 : 0);
  }, 60_000);

  it('say that nobody came to a session: it was missed once, and is replaced once', async () => {
    const { planId, sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    expect(counts(await atOnce(() => act(path, 'no-show', 1)))).toEqual({ 200: 1, 412: MANY - 1 });
    const { items } = (await dermatologist().get(`/v1/treatment-plans/${planId}/sessions`)).body as { items: { replaces: string | null }[] };
    expect(items.filter(({ replaces }) => replaces !== null)).toHaveLength(1);
    expect(items).toHaveLength(sessionIds.length + 1);
  }, 60_000);

  it('propose, accept and start a plan: each step is taken once, and the sessions are made once', async () => {
    const { path, id } = await draft();
    for (const [index, action] of ['propose', 'accept', 'start'].entries()) {
      expect([action, counts(await atOnce(() => act(path, action, index + 1)))]).toEqual([action, { 200: 1, 412: MANY - 1 }]);
    }
    expect(await countOf('treatment_sessions WHERE plan_id', id)).toBe(8);
    const { body } = await dermatologist().get(`${path}/transitions`);
    expect((body.items as { action: string; planVersion: number }[]).map(({ action, planVersion }) => [action, planVersion])).toEqual([
      ['propose', 2],
      ['accept', 3],
      ['start', 4],
    ]);
  }, 60_000);

  it('hold, cancel and move a plan: one of them does', async () => {
    const { planId, version, sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-plans/${planId}`;
    const answers = await atOnce((index) => {
      if (index % 3 === 0) return act(path, 'hold', version, { reason: 'Travels' });
      return index % 3 === 1
        ? act(path, 'cancel', version, { reason: 'Moves away' })
        : act(path, 'replan', version, { from: dayFromNow(20), reason: 'Travels' });
    });
    expect(counts(answers)).toEqual({ 200: 1, 412: MANY - 1 });
    const { status, version: now, transitions } = (await dermatologist().get(path)).body as { status: string; version: number; transitions: { to: string }[] };
    expect(now).toBe(version + 1);
    expect([status, transitions.length]).toEqual(
      answers.find((answer) => answer.status === 200)!.body.status === undefined ? ['active', 3] : [transitions.at(-1)!.to, 4],
    );
    const { items } = (await dermatologist().get(`${path}/sessions`)).body as { items: { status: string }[] };
    expect(items.filter((session) => session.status === (status === 'cancelled' ? 'cancelled' : 'scheduled'))).toHaveLength(sessionIds.length);
  }, 60_000);

  it('start the sessions of a plan while it is held: whatever began, began before', async () => {
    const { planId, version, sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-plans/${planId}`;
    const answers = await atOnce((index) => {
      if (index === MANY / 2) return act(path, 'hold', version, { reason: 'Travels' });
      return act(`/v1/treatment-sessions/${sessionIds[index % sessionIds.length]}`, 'start', 1, { ingredients: ['biotin'] });
    });
    expect(answers[MANY / 2]!.status).toBe(200);
    const began = answers.filter(({ body, status }) => status === 200 && body.status === 'in-progress').length;
    const { items } = (await dermatologist().get(`${path}/sessions`)).body as { items: { status: string; startedAt: string | null }[] };
    expect(items.filter(({ status }) => status === 'in-progress')).toHaveLength(began);
    expect(
      await countOf(
        'contraindication_checks WHERE id IN (SELECT check_id FROM treatment_sessions) AND patient_id',
        (await dermatologist().get(path)).body.patientId as string,
      ),
    ).toBe(began);
    expect((await dermatologist().get(path)).body.status).toBe('on-hold');
    expect(answers.filter(({ status }) => ![200, 409, 412].includes(status))).toEqual([]);
  }, 60_000);

  it('make a plan of their own: there are fifty, each with its number of versions and none with another’s sessions', async () => {
    const prepared = await prepare(clinic);
    const answers = await atOnce(() => dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared)));
    expect(counts(answers)).toEqual({ 201: MANY });
    expect(await countOf('treatment_plans WHERE patient_id', prepared.patientId)).toBe(MANY);
    // The same request, fifty times: one plan.
    const again = await prepare(clinic);
    const once = await atOnce(() =>
      dermatologist().post(`/v1/patients/${again.patientId}/treatment-plans`, planFor(again), { idempotencyKey: `plan-${again.patientId}` }),
    );
    expect(once.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(new Set(once.filter(({ status }) => status === 201).map(({ body }) => body.id)).size).toBe(1);
    expect(await countOf('treatment_plans WHERE patient_id', again.patientId)).toBe(1);
  }, 60_000);
});
