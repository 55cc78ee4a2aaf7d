import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeekday, weekdays } from '../../../src/kernel/day.js';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentTo, dayFromNow, planFor, prepare, type Prepared } from '../../support/journey.js';

interface Session {
  id: string;
  number: number;
  scheduledOn: string;
  status: string;
  reason: string | null;
  replaces: string | null;
  version: number;
}

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
});

const dermatologist = () => clinic.as('dermatologist');
const closeOn = (closed: { from: string; to: string; reason: string }[], version = 0) =>
  clinic.as('admin').put('/v1/clinic/opening-days', { followOpeningHours: false, closed }, { ifMatch: version });
const sessionsOf = async (planId: string): Promise<Session[]> => (await dermatologist().get(`/v1/treatment-plans/${planId}/sessions`)).body.items as Session[];
const daysOf = async (planId: string): Promise<string[]> => (await sessionsOf(planId)).map(({ scheduledOn }) => scheduledOn);

describe('a proposed series', () => {
  const propose = ({ patientId, consultationId, checkId }: Prepared, over: object = {}) =>
    dermatologist().post(`/v1/patients/${patientId}/treatment-plans/propose-series`, {
      treatment: 'mesotherapy',
      consultationId,
      contraindicationCheckId: checkId,
      startOn: dayFromNow(0),
      areas: [{ zone: 'vertex', size: { value: 160, unit: 'cm2' } }],
      ...over,
    });

  it('has a number with its factors, and days an interval apart; nothing is stored', async () => {
    const prepared = await prepare(clinic);
    const { status, body } = await propose(prepared);
    expect(status).toBe(200);
    const { sessions, intervalDays } = body.series as { sessions: number; intervalDays: number };
    expect([sessions >= 6, sessions <= 10, intervalDays, body.protocolVersion, body.noDate]).toEqual([true, true, 14, 1, null]);
    expect(body.dates).toEqual(Array.from({ length: sessions }, (_, index) => dayFromNow(14 * index)));
    const factors = (body.reasons as { code: string; factor: string; points: number }[]).filter(({ code }) => code === 'factor');
    expect(factors.map(({ factor }) => factor)).toEqual(['extent', 'density', 'conditions', 'growth-phase']);
    expect(factors[0]).toMatchObject({ points: 2, source: 'S0-55, practice' });
    expect(await app.sql('SELECT FROM treatment_plans', [], clinic.id)).toEqual([]);
    const made = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared, 'mesotherapy', body.series as object));
    expect(made.status).toBe(201);
  });

  it('of micropigmentation has the three sittings that are usual', async () => {
    const prepared = await prepare(clinic, { treatment: 'scalp-micropigmentation' });
    const { body } = await propose(prepared, { treatment: 'scalp-micropigmentation' });
    expect([body.series.sessions, body.dates.length]).toEqual([3, 3]);
    expect(body.reasons).toContainEqual(expect.objectContaining({ code: 'usual-number', source: 'S1-38, C12' }));
  });

  it('waits until the check is clear', async () => {
    const prepared = await prepare(clinic);
    const check = await dermatologist().post(`/v1/patients/${prepared.patientId}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: dayFromNow(9),
      consultationId: prepared.consultationId,
    });
    expect(check.body.earliestClearOn).toBe(dayFromNow(9));
    const { body } = await propose({ ...prepared, checkId: check.body.id as string });
    expect([body.dates[0], body.series.startOn]).toEqual([dayFromNow(9), dayFromNow(9)]);
    expect((body.reasons as { code: string }[]).map(({ code }) => code)).toContain('washout');
  });

  it('waits for a washout that nobody has made a check of', async () => {
    const aspirin = { name: 'Aspirin 75 mg', code: { system: 'atc', code: 'B01AC06' }, status: 'stopped', lastTakenOn: dayFromNow(-3) };
    const treatment = 'scalp-micropigmentation';
    const { patientId, consultationId } = await prepare(clinic, { treatment, medicalHistory: { medications: [aspirin] } });
    const path = `/v1/patients/${patientId}/treatment-plans/propose-series`;
    const checks = () => app.sql('SELECT FROM contraindication_checks WHERE patient_id = $1', [patientId], clinic.id);
    const before = (await checks()).length;
    const { status, body } = await dermatologist().post(path, { treatment, consultationId, startOn: dayFromNow(0) });
    expect([status, body.dates[0]]).toEqual([200, dayFromNow(12)]);
    expect((body.reasons as { code: string }[]).map(({ code }) => code)).toContain('washout');
    expect((await checks()).length).toBe(before);
  });

  it('is on days on which the clinic is open and somebody works who may give it', async () => {
    const prepared = await prepare(clinic);
    await closeOn([{ from: dayFromNow(14), to: dayFromNow(14), reason: 'Stocktaking' }]);
    const around = await propose(prepared, { sessions: 6 });
    expect(around.body.dates.slice(0, 3)).toEqual([dayFromNow(0), dayFromNow(15), dayFromNow(28)]);
    expect(around.body.reasons).toContainEqual(expect.objectContaining({ code: 'moved', session: 2, text: expect.stringContaining('Stocktaking') }));

    const workingDays = [getWeekday(dayFromNow(3)), getWeekday(dayFromNow(5))];
    await clinic.as('admin').patch(`/v1/staff/${clinic.staff.dermatologist}`, { workingDays }, { ifMatch: 1 });
    const worked = await propose(prepared);
    expect(new Set((worked.body.dates as string[]).map(getWeekday))).toEqual(new Set([getWeekday(dayFromNow(3))]));
    expect((worked.body.reasons as { code: string }[]).map(({ code }) => code)).not.toContain('working-days-unknown');
    expect(weekdays).toEqual(expect.arrayContaining(workingDays));
  });

  it('says for which session there is no day, and why', async () => {
    const prepared = await prepare(clinic);
    await closeOn([{ from: dayFromNow(5), to: dayFromNow(60), reason: 'Renovation' }]);
    const { status, body } = await propose(prepared, { startOn: dayFromNow(4) });
    expect([status, body.dates]).toEqual([200, []]);
    expect(body.noDate).toMatchObject({ session: 2, from: dayFromNow(11), because: ['closed: Renovation'] });
  });

  it('is refused, naming everything that is wrong', async () => {
    const [mine, theirs] = [await prepare(clinic), await prepare(clinic, { treatment: 'scalp-micropigmentation' })];
    const wrong = await propose(
      { ...mine, consultationId: theirs.consultationId, checkId: theirs.checkId },
      { sessions: 5, intervalDays: 40, startOn: dayFromNow(-1), areas: [{ zone: 'vertex', size: { value: 1, unit: 'kg' } }] },
    );
    expect((wrong.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/sessions',
      '/intervalDays',
      '/startOn',
      '/consultationId',
      '/contraindicationCheckId',
      '/areas/0/size/unit',
    ]);
    expect((await propose(mine, { treatment: 'scalp-micropigmentation' })).body.errors).toMatchObject([{ code: 'other-treatment' }]);
    const question = { treatment: 'mesotherapy', consultationId: mine.consultationId, startOn: dayFromNow(0) };
    const path = `/v1/patients/${mine.patientId}/treatment-plans/propose-series`;
    for (const role of ['technician', 'receptionist', 'admin', 'auditor'] as const) expect((await clinic.as(role).post(path, question)).status).toBe(403);
    expect((await (await app.clinic()).as('dermatologist').post(path, question)).status).toBe(404);
  });
});

describe('the sessions of an accepted plan', () => {
  const accepted = async (series: object) => {
    const prepared = await prepare(clinic);
    const { body } = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared, 'mesotherapy', series));
    await consentTo(clinic, prepared.patientId);
    await dermatologist().post(`/v1/treatment-plans/${body.id}/propose`, undefined, { ifMatch: 1 });
    return { planId: body.id as string, response: await dermatologist().post(`/v1/treatment-plans/${body.id}/accept`, undefined, { ifMatch: 2 }) };
  };

  it('pass over days on which the clinic is closed', async () => {
    await closeOn([{ from: dayFromNow(13), to: dayFromNow(15), reason: 'Congress' }]);
    const { planId, response } = await accepted({ sessions: 6 });
    expect(response.body.status).toBe('accepted');
    expect((await daysOf(planId)).slice(0, 3)).toEqual([dayFromNow(0), dayFromNow(16), dayFromNow(28)]);
  });

  it('are refused where there is no day for one of them, and nothing is stored', async () => {
    await closeOn([{ from: dayFromNow(1), to: dayFromNow(90), reason: 'Renovation' }]);
    const { planId, response } = await accepted({ sessions: 6 });
    expect([response.status, response.body.type, response.body.session]).toEqual([409, '/problems/conflict', 2]);
    expect(await daysOf(planId)).toEqual([]);
  });
});

describe('what remains of a plan', () => {
  const replan = (planId: string, version: number, body: object, query = '') =>
    dermatologist().post(`/v1/treatment-plans/${planId}/replan${query}`, { reason: 'The patient travels', ...body }, { ifMatch: version });
  const give = async (sessionId: string) => {
    await dermatologist().post(`/v1/treatment-sessions/${sessionId}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
    await dermatologist().post(`/v1/treatment-sessions/${sessionId}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 });
  };
  const setDays = async (sessions: readonly string[], day: (index: number) => string) => {
    for (const [index, id] of sessions.entries()) {
      await app.sql('UPDATE treatment_sessions SET scheduled_on = $2, version = version + 1 WHERE id = $1', [id, day(index)], clinic.id);
    }
  };

  it('moves from the day that is asked for on, the rest behind it; what took place stays', async () => {
    const { planId, version, sessionIds } = await activePlan(clinic);
    await give(sessionIds[0]!);
    const wanted = [dayFromNow(0), ...Array.from({ length: 7 }, (_, index) => dayFromNow(25 + 14 * index))];
    const preview = await replan(planId, version, { from: dayFromNow(25) }, '?preview=true');
    expect(preview.body).toMatchObject({ preview: true, version });
    expect((preview.body.sessions as { number: number; scheduledOn: string }[]).map(({ number, scheduledOn }) => [number, scheduledOn])).toEqual(
      wanted.slice(1).map((day, index) => [index + 2, day]),
    );
    expect((await daysOf(planId))[1]).toBe(dayFromNow(14));

    const moved = await replan(planId, version, { from: dayFromNow(25) });
    expect([moved.status, moved.body.version, moved.headers.etag]).toEqual([200, version + 1, `"${version + 1}"`]);
    expect(await daysOf(planId)).toEqual(wanted);
    const [first, second] = await sessionsOf(planId);
    expect([first!.status, first!.reason, second!.reason]).toEqual(['completed', null, 'The patient travels']);
    expect((await replan(planId, version, {})).status).toBe(412);
    // From the last that took place on, at the interval, when no day is asked for; once more, nothing moves.
    expect((await replan(planId, version + 1, {})).body.sessions[0]).toMatchObject({ before: dayFromNow(25), scheduledOn: dayFromNow(14) });
    expect((await replan(planId, version + 2, {})).body.version).toBe(version + 2);
  });

  it('keeps what comes before the session with which it is to start, so that a session moved by hand stays', async () => {
    const { planId, version, sessionIds } = await activePlan(clinic);
    await dermatologist().patch(`/v1/treatment-sessions/${sessionIds[2]}`, { scheduledOn: dayFromNow(35) }, { ifMatch: 1 });
    expect((await daysOf(planId))[3]).toBe(dayFromNow(42));
    await replan(planId, version, { startingWith: 4 });
    expect((await daysOf(planId)).slice(0, 5)).toEqual([0, 14, 35, 49, 63].map(dayFromNow));
  });

  it('is on open days, and conflicts where there are none', async () => {
    const { planId, version, sessionIds } = await activePlan(clinic);
    await give(sessionIds[0]!);
    await closeOn([{ from: dayFromNow(14), to: dayFromNow(14), reason: 'Stocktaking' }]);
    expect((await dermatologist().patch(`/v1/treatment-sessions/${sessionIds[2]}`, { scheduledOn: dayFromNow(14) }, { ifMatch: 1 })).body.errors).toMatchObject(
      [{ pointer: '/scheduledOn', code: 'not-open', detail: expect.stringContaining('Stocktaking') }],
    );
    expect((await replan(planId, version, {})).body.sessions[0]).toMatchObject({ scheduledOn: dayFromNow(15) });
    await closeOn([{ from: dayFromNow(1), to: dayFromNow(80), reason: 'Renovation' }], 1);
    const before = await daysOf(planId);
    const refused = await replan(planId, version + 1, {});
    expect([refused.status, refused.body.type, refused.body.session, refused.body.because]).toEqual([409, '/problems/conflict', 2, ['closed: Renovation']]);
    expect(await daysOf(planId)).toEqual(before);
  });

  it('is refused without a reason, in the past, by others, of a draft, and of another clinic', async () => {
    const { planId, version } = await activePlan(clinic);
    const path = `/v1/treatment-plans/${planId}/replan`;
    expect((await dermatologist().post(path, { startingWith: 0 }, { ifMatch: version })).body.errors).toMatchObject([
      { pointer: '/startingWith' },
      { pointer: '/reason', code: 'required' },
    ]);
    expect((await replan(planId, version, { from: dayFromNow(-1) })).body.errors).toMatchObject([{ pointer: '/from', code: 'in-the-past' }]);
    expect((await replan(planId, version, {}, '?preview=perhaps')).status).toBe(400);
    expect((await dermatologist().post(path, { reason: 'x' })).status).toBe(428);
    expect((await clinic.as('technician').post(path, { reason: 'x' }, { ifMatch: version })).status).toBe(403);
    expect((await (await app.clinic()).as('dermatologist').post(path, { reason: 'x' }, { ifMatch: version })).status).toBe(404);
    const prepared = await prepare(clinic);
    const draft = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    expect((await replan(draft.body.id as string, 1, {})).body).toMatchObject({ type: '/problems/invalid-transition', allowed: ['propose', 'cancel'] });
  });

  it('has a replacement for a session that was missed, so that the number is kept', async () => {
    const { planId, sessionIds } = await activePlan(clinic);
    const missed = await dermatologist().post(`/v1/treatment-sessions/${sessionIds[0]}/no-show`, undefined, { ifMatch: 1 });
    expect([missed.body.status, missed.body.version]).toEqual(['no-show', 2]);
    const sessions = await sessionsOf(planId);
    expect(sessions.filter(({ status }) => status === 'scheduled')).toHaveLength(8);
    expect(sessions.at(-1)).toMatchObject({ number: 9, scheduledOn: dayFromNow(14 * 8), replaces: sessionIds[0], status: 'scheduled' });
    expect((await dermatologist().post(`/v1/treatment-sessions/${sessionIds[0]}/no-show`, undefined, { ifMatch: 2 })).status).toBe(409);
    expect(await sessionsOf(planId)).toHaveLength(9);
  });

  it('has one replacement each for sessions that were missed at the same time, also when only missed ones are left', async () => {
    const { planId, sessionIds } = await activePlan(clinic, 'scalp-micropigmentation');
    await setDays(sessionIds, (index) => dayFromNow(index - 3));
    const all = await Promise.all(sessionIds.map((id) => dermatologist().post(`/v1/treatment-sessions/${id}/no-show`, undefined, { ifMatch: 2 })));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    const sessions = await sessionsOf(planId);
    expect(sessions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(sessions.slice(3).map(({ replaces }) => replaces))).toEqual(new Set(sessionIds));
    const days = sessions.slice(3).map(({ scheduledOn }) => scheduledOn);
    expect([...days].sort()).toEqual(days);
    expect(new Set(days).size).toBe(3);
  });

  it('gets new days when the plan is resumed after the day of a session has passed, and keeps them otherwise', async () => {
    const { planId, version, sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-plans/${planId}`;
    const before = await daysOf(planId);
    await dermatologist().post(`${path}/hold`, { reason: 'Ill' }, { ifMatch: version });
    await dermatologist().post(`${path}/resume`, undefined, { ifMatch: version + 1 });
    expect(await daysOf(planId)).toEqual(before);
    await dermatologist().post(`${path}/hold`, { reason: 'Ill' }, { ifMatch: version + 2 });
    await setDays(sessionIds, (index) => dayFromNow(14 * index - 40));
    expect((await dermatologist().post(`${path}/resume`, undefined, { ifMatch: version + 3 })).body.status).toBe('active');
    expect(await daysOf(planId)).toEqual(Array.from({ length: 8 }, (_, index) => dayFromNow(14 * index)));
    expect((await sessionsOf(planId))[0]!.reason).toBe('The plan was resumed');
  });
});
