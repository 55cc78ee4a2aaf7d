import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, planFor, prepare } from '../../support/journey.js';

const satisfied = { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: '2026-01-20T10:30:00+05:30' };
const faded = { kind: 'fading', score: 2, assessor: 'clinician', ratedAt: '2026-02-20T10:30:00+05:30' };

describe('a rating of a plan', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let planId: string;
  let patientId: string;
  let sessionIds: string[];

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    const plan = await activePlan(clinic, 'scalp-micropigmentation');
    ({ planId, sessionIds } = plan);
    ({ patientId } = plan.prepared);
  });
  afterAll(() => app.stop());

  const rate = (rating: object, sent = {}, id = planId) => clinic.as('technician').post(`/v1/treatment-plans/${id}/ratings`, rating, sent);
  const errorsOf = ({ body }: { body: { errors?: { pointer: string; code: string }[] } }) =>
    (body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

  it('is recorded with what it means, read, listed and found by its kind', async () => {
    const created = await rate({ ...faded, note: 'At the temples' });
    expect([created.status, created.headers.location, created.headers.etag]).toEqual([201, `/v1/plan-ratings/${created.body.id}`, '"1"']);
    expect(created.body).toMatchObject({
      planId,
      patientId,
      sessionId: null,
      kind: 'fading',
      score: 2,
      meaning: 'moderately faded',
      assessor: 'clinician',
      ratedAt: '2026-02-20T05:00:00.000Z',
      note: 'At the temples',
      enteredInError: null,
      recordedBy: clinic.as('technician').actor,
      version: 1,
    });
    expect((await rate(satisfied)).body).toMatchObject({ meaning: null, note: null });
    expect((await clinic.as('dermatologist').get(created.headers.location!)).body).toEqual(created.body);
    const list = async (query: string) => (await clinic.as('technician').get(`/v1/treatment-plans/${planId}/ratings?${query}`)).body;
    const first = await list('limit=1&count=true');
    expect([first.items[0].kind, first.total]).toEqual(['satisfaction', 2]);
    expect((await list(`limit=1&count=true&cursor=${first.nextCursor}`)).items).toEqual([created.body]);
    expect((await list('kind=fading')).items).toEqual([created.body]);
  });

  it('is refused with everything that is wrong with it at once, and nothing is stored', async () => {
    const wrong = { kind: 'satisfaction', score: 8, assessor: 'clinician', ratedAt: '2199-01-01T00:00:00Z', sessionId: sessionIds[0] };
    const response = await rate(wrong);
    expect([response.status, errorsOf(response)]).toEqual([400, ['/assessor not-allowed', '/ratedAt in-the-future', '/sessionId not-begun']]);
    expect(errorsOf(await rate({ ...faded, score: 5 }))).toEqual(['/score out-of-range']);
    expect(errorsOf(await rate({ ...satisfied, score: 7.5, kind: 'gais', extra: 1 }))).toEqual(
      expect.arrayContaining(['/score wrong-type', '/kind not-allowed', '/extra unknown-property']),
    );
    expect(errorsOf(await rate({ ...satisfied, sessionId: null, note: ' ' })).sort()).toEqual(['/note invalid-text', '/sessionId required']);
    expect((await clinic.as('technician').get(`/v1/treatment-plans/${planId}/ratings?count=true`)).body.total).toBe(2);
  });

  it('of fading is of pigment only, and of a session only of the plan’s own', async () => {
    const other = await activePlan(clinic);
    expect(errorsOf(await rate(faded, {}, other.planId))).toEqual(['/kind not-allowed']);
    expect(errorsOf(await rate({ ...satisfied, sessionId: other.sessionIds[0] }))).toEqual(['/sessionId unknown-session']);
    await clinic.as('dermatologist').post(`/v1/treatment-sessions/${other.sessionIds[0]}/start`, {}, { ifMatch: 1 });
    const rated = await rate({ ...satisfied, ratedAt: new Date().toISOString(), sessionId: other.sessionIds[0] }, {}, other.planId);
    expect([rated.status, rated.body.sessionId]).toEqual([201, other.sessionIds[0]]);
  });

  it('waits until the patient has accepted the plan', async () => {
    const prepared = await prepare(clinic);
    const { body } = await clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    const refused = await rate(satisfied, {}, body.id as string);
    expect([refused.status, refused.body.type, refused.body.allowed]).toEqual([409, '/problems/invalid-transition', ['propose', 'cancel']]);
  });

  it('that is sent twice with one key is recorded once', async () => {
    const { planId: id } = await activePlan(clinic);
    const sent = { idempotencyKey: 'one-rating' };
    const [one, other] = [await rate(satisfied, sent, id), await rate(satisfied, sent, id)];
    expect([other.body, other.headers['idempotency-replayed']]).toEqual([one.body, 'true']);
    expect((await clinic.as('technician').get(`/v1/treatment-plans/${id}/ratings?count=true`)).body.total).toBe(1);
  });

  it('can be said to be an error, once, by who saw it last; it then counts for nothing', async () => {
    const { planId: id, sessionIds: own } = await activePlan(clinic);
    await clinic.as('dermatologist').post(`/v1/treatment-sessions/${own[0]}/start`, {}, { ifMatch: 1 });
    const { body } = await rate({ ...satisfied, ratedAt: new Date().toISOString() }, {}, id);
    const outcomes = async () =>
      (await clinic.as('technician').get(`/v1/treatment-plans/${id}/outcomes`)).body as { ratings: object[]; missing: { of: string }[] };
    const said = async () => (await outcomes()).missing.filter(({ of }) => of === 'rating').length;
    expect([(await outcomes()).ratings, await said()]).toEqual([[body], 0]);
    const path = `/v1/plan-ratings/${body.id}/entered-in-error`;
    const mark = (ifMatch?: number) => clinic.as('technician').post(path, { reason: 'Another plan' }, ifMatch === undefined ? {} : { ifMatch });
    expect([(await mark()).status, (await mark(2)).status]).toEqual([428, 412]);
    const marked = await mark(1);
    expect(marked.body).toMatchObject({ score: 8, version: 2, enteredInError: { reason: 'Another plan', by: clinic.as('technician').actor } });
    expect((await mark(2)).status).toBe(409);
    expect([(await outcomes()).ratings, await said()]).toEqual([[], 1]);
    expect((await clinic.as('technician').get(`/v1/treatment-plans/${id}/ratings`)).body.items).toEqual([marked.body]);
  });

  it('is nobody’s but the clinic’s, and of those who treat', async () => {
    const { body } = await rate(satisfied);
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.get(`/v1/plan-ratings/${body.id}`)).status).toBe(404);
    expect((await other.post(`/v1/plan-ratings/${body.id}/entered-in-error`, { reason: 'x' }, { ifMatch: 1 })).status).toBe(404);
    expect((await other.post(`/v1/treatment-plans/${planId}/ratings`, satisfied)).status).toBe(404);
    expect((await other.get(`/v1/treatment-plans/${planId}/ratings`)).status).toBe(404);
    for (const role of ['admin', 'receptionist', 'auditor'] as const) {
      expect([role, (await clinic.as(role).post(`/v1/treatment-plans/${planId}/ratings`, satisfied)).status]).toEqual([role, 403]);
      expect([role, (await clinic.as(role).get(`/v1/plan-ratings/${body.id}`)).status]).toEqual([role, 403]);
    }
  });

  it('does not change, nor go away, whatever the application tries', async () => {
    const { body } = await rate(satisfied);
    const refused = (sql: string) => expect(app.sql(sql, [body.id], clinic.id)).rejects.toThrow(/permission denied|append-only/);
    await refused(`UPDATE plan_ratings SET score = 9, version = version + 1 WHERE id = $1`);
    await refused(`DELETE FROM plan_ratings WHERE id = $1`);
    await refused(`UPDATE plan_ratings SET error_reason = NULL, version = version + 1 WHERE id = $1`);
  });

  it('moves with its patient when two records are one, and stands in the timeline', async () => {
    const { planId: id, prepared } = await activePlan(clinic);
    const { body } = await rate(satisfied, {}, id);
    const into = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
    const merged = await clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/merge`, { into, reason: 'The same person' }, { ifMatch: 1 });
    expect(merged.status).toBe(200);
    expect((await clinic.as('technician').get(`/v1/plan-ratings/${body.id}`)).body).toMatchObject({ patientId: into, version: 2, score: 8 });
    const events = (await clinic.as('dermatologist').get(`/v1/patients/${into}/timeline?kind=plan-rated`)).body.items as {
      resourceId: string;
      details: object;
    }[];
    expect(events).toMatchObject([{ resourceId: body.id, details: { kind: 'satisfaction', score: 8, assessor: 'patient' } }]);
  });
});
