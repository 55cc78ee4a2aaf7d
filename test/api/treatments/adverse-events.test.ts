import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow } from '../../support/journey.js';

const LOT = '01936f00-0000-7000-8000-00000000a001';
const HOUR = 3_600_000;

describe('an adverse event', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const technician = () => clinic.as('technician');
  const errorsOf = (response: { body: { errors?: { pointer: string; code: string }[] } }) =>
    (response.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  const now = () => new Date().toISOString();

  /** A plan whose first session was given. */
  const given = async () => {
    const plan = await activePlan(clinic);
    const sessionId = plan.sessionIds[0]!;
    await dermatologist().post(`/v1/treatment-sessions/${sessionId}/start`, {}, { ifMatch: 1 });
    await dermatologist().post(`/v1/treatment-sessions/${sessionId}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 });
    return { ...plan, sessionId, patientId: plan.prepared.patientId };
  };
  const record = (sessionId: string, event: object, caller: Caller = technician()) =>
    caller.post(`/v1/treatment-sessions/${sessionId}/adverse-events`, { type: 'swelling', grade: 1, onsetAt: now(), ...event });
  const plan = async (planId: string) => (await dermatologist().get(`/v1/treatment-plans/${planId}`)).body;
  const act = (planId: string, action: string, version: number, body?: object) =>
    dermatologist().post(`/v1/treatment-plans/${planId}/${action}`, body, { ifMatch: version });
  const on = (eventId: string, action: string, version: number, body: object, caller: Caller = dermatologist()) =>
    caller.post(`/v1/adverse-events/${eventId}/${action}`, body, { ifMatch: version });
  const recovered = (eventId: string, version: number) =>
    dermatologist().patch(`/v1/adverse-events/${eventId}`, { outcome: 'recovered', resolvedAt: now() }, { ifMatch: version });
  /** Moves the onset back in the database, where the clock of the test cannot go. */
  const began = (eventId: string, hoursAgo: number) =>
    app.sql(
      `UPDATE adverse_events SET onset_at = onset_at - make_interval(hours => $2), usual_end = usual_end - make_interval(hours => $2), version = version + 1 WHERE id = $1`,
      [eventId, hoursAgo],
      clinic.id,
    );

  it('that was to be expected says so, until when, and by which source; it holds nothing', async () => {
    const { sessionId, planId, patientId } = await given();
    const onsetAt = now();
    const created = await record(sessionId, { onsetAt, zones: ['vertex'] });
    expect([created.status, created.headers.etag]).toEqual([201, '"1"']);
    expect(created.headers.location).toBe(`/v1/adverse-events/${created.body.id}`);
    expect(created.body).toMatchObject({
      patientId,
      planId,
      sessionId,
      treatment: 'mesotherapy',
      serious: false,
      seriousness: [],
      expected: true,
      usualHours: 48,
      usualEnd: new Date(Date.parse(onsetAt) + 48 * HOUR).toISOString(),
      usualSource: 'S0-37, S0-54, C11',
      outlastsUsualCourse: false,
      relation: 'unknown',
      action: 'none',
      outcome: 'unknown',
      lots: [],
      heldPlan: false,
      awaitsDecision: false,
      recordedBy: clinic.as('technician').actor,
      enteredInError: null,
    });
    expect((await plan(planId)).status).toBe('active');
    const { affectedPlans, ...event } = created.body;
    expect(affectedPlans).toMatchObject([{ planId, outcomeBefore: 'clear', outcomeNow: 'clear', held: false }]);
    expect((await dermatologist().get(`/v1/adverse-events/${created.body.id}`)).body).toEqual(event);
  });

  it('that lasts longer than it usually does is flagged, and found', async () => {
    const { sessionId, patientId } = await given();
    const [long, short] = [await record(sessionId, {}), await record(sessionId, { type: 'irritation' })];
    const unexpected = await record(sessionId, { type: 'infection', grade: 2 });
    for (const { body } of [long, unexpected]) await began(body.id, 49);
    await began(short.body.id, 47);
    expect((await dermatologist().get(`/v1/adverse-events/${long.body.id}`)).body).toMatchObject({ expected: true, outlastsUsualCourse: true });
    const flagged = await dermatologist().get(`/v1/adverse-events?patientId=${patientId}&outlastsUsualCourse=true&count=true`);
    expect(flagged.body).toMatchObject({ total: 1, items: [{ id: long.body.id }] });
    const others = await dermatologist().get(`/v1/adverse-events?patientId=${patientId}&outlastsUsualCourse=false`);
    expect((others.body.items as { id: string }[]).map((item) => item.id)).toEqual([short.body.id, unexpected.body.id]);
    expect(others.body.items[1]).toMatchObject({ expected: false, usualHours: null, usualEnd: null, outlastsUsualCourse: false });
  });

  it('that is serious holds the plan until a dermatologist has decided on it', async () => {
    const { sessionId, planId, sessionIds } = await given();
    const created = await record(sessionId, { type: 'infection', grade: 3, seriousness: ['hospitalisation'], relation: 'probable' });
    expect(created.body).toMatchObject({ serious: true, expected: false, heldPlan: true, awaitsDecision: true });
    const held = await plan(planId);
    expect(held).toMatchObject({ status: 'on-hold', version: 5 });
    expect(held.transitions.at(-1)).toMatchObject({
      action: 'hold',
      actor: clinic.as('technician').actor,
      reason: 'A serious adverse event was recorded: infection, grade 3.',
    });
    const next = await dermatologist().post(`/v1/treatment-sessions/${sessionIds[1]}/start`, {}, { ifMatch: 1 });
    expect([next.status, next.body.checklist[0].key]).toEqual([409, 'plan-active']);

    const refused = await act(planId, 'resume', 5);
    expect([refused.status, refused.body.type, refused.body.adverseEvents]).toEqual([409, '/problems/adverse-event-undecided', [created.body.id]]);
    const decision = { decision: 'resume', reason: 'Recovered; half the volume' };
    const client = await clinic.asClient(['plan.read', 'plan.write']);
    for (const caller of [technician(), client, clinic.as('admin')]) expect((await on(created.body.id, 'decision', 1, decision, caller)).status).toBe(403);
    const decided = await on(created.body.id, 'decision', 1, decision);
    expect(decided.body).toMatchObject({
      awaitsDecision: false,
      version: 2,
      decisions: [{ number: 1, ...decision, decidedBy: clinic.as('dermatologist').actor }],
    });
    // Decided, and still infected: the rules stand in the way until it is over.
    const infected = await act(planId, 'resume', 5);
    expect([infected.status, infected.body.type, infected.body.findings]).toMatchObject([
      409,
      '/problems/check-not-clear',
      [{ ruleId: 'mesotherapy.active-infection', outcome: 'contraindicated' }],
    ]);
    await recovered(created.body.id, 2);
    expect((await act(planId, 'resume', 5)).body.status).toBe('active');
    expect((await on(created.body.id, 'decision', 3, decision)).body.type).toBe('/problems/invalid-transition');
  });

  it('for which a dermatologist decides to stop keeps the plan on hold, until one decides otherwise', async () => {
    const { sessionId, planId, patientId } = await given();
    const { body } = await record(sessionId, { type: 'anaphylaxis', grade: 4 });
    expect(body).toMatchObject({ seriousness: ['life-threatening', 'medically-important'], serious: true });
    await on(body.id, 'decision', 1, { decision: 'stop', reason: 'Allergic to the solution' });
    expect((await act(planId, 'resume', 5)).body).toMatchObject({ type: '/problems/adverse-event-undecided', adverseEvents: [body.id] });
    await on(body.id, 'decision', 2, { decision: 'resume', reason: 'The allergy was to the glove' });
    // To what the patient reacted must be on record before anything is injected again.
    const unnamed = await act(planId, 'resume', 5);
    expect(unnamed.body).toMatchObject({ type: '/problems/check-not-clear', findings: [{ ruleId: 'mesotherapy.ingredient-allergy' }] });
    await dermatologist().post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'latex' }, criticality: 'high' });
    const resumed = await act(planId, 'resume', 5);
    expect(resumed.body.status).toBe('active');
    const stopped = await on(body.id, 'decision', 3, { decision: 'stop', reason: 'Not to the glove, after all' });
    expect(stopped.body.decisions).toHaveLength(3);
    expect((await plan(planId)).status).toBe('on-hold');
    expect((await act(planId, 'cancel', 7, { reason: 'Adverse event' })).body.status).toBe('cancelled');
  });

  it('that turns serious, or graver, holds the plan again and needs a new decision; that it was not serious a dermatologist alone says', async () => {
    const { sessionId, planId } = await given();
    const { body } = await record(sessionId, { type: 'scarring', grade: 2 });
    const path = `/v1/adverse-events/${body.id}`;
    const patch = (changes: object, version: number, caller: Caller = technician()) => caller.patch(path, changes, { ifMatch: version });
    expect((await patch({ seriousness: ['hospitalisation'] }, 1)).body).toMatchObject({ serious: true, heldPlan: true, awaitsDecision: true, version: 2 });
    expect((await plan(planId)).status).toBe('on-hold');
    expect(errorsOf(await patch({ seriousness: [] }, 2))).toEqual(['/seriousness not-allowed']);
    await on(body.id, 'decision', 2, { decision: 'resume', reason: 'Mild after all' });
    await act(planId, 'resume', 5);
    expect((await patch({ actionNote: 'Antibiotic' }, 3)).body).toMatchObject({ awaitsDecision: false, version: 4 });
    expect((await patch({ grade: 3 }, 4)).body).toMatchObject({ awaitsDecision: true, version: 5 });
    expect((await plan(planId)).status).toBe('on-hold');
    // Taking it back does not take the decision away.
    expect((await patch({ seriousness: [], grade: 1 }, 5, dermatologist())).body).toMatchObject({ serious: false, awaitsDecision: true });
    expect((await act(planId, 'resume', 7)).body.type).toBe('/problems/adverse-event-undecided');
    const history = await app.sql<{ record: { grade: number } }>(
      `SELECT record FROM record_history WHERE table_name = 'adverse_events' AND row_id = $1 ORDER BY version`,
      [body.id],
      clinic.id,
    );
    expect(history.map((row) => row.record.grade)).toEqual([2, 2, 2, 2, 3]);
  });

  it('serious ones of twenty people at once hold the plan once, and each waits for its decision', async () => {
    const { sessionId, planId } = await given();
    const all = await Promise.all(Array.from({ length: 20 }, () => record(sessionId, { type: 'abscess', grade: 4 })));
    expect(all.map((response) => response.status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(all.filter((response) => response.body.heldPlan)).toHaveLength(1);
    const held = await plan(planId);
    expect([held.status, held.version]).toEqual(['on-hold', 5]);
    expect((await act(planId, 'resume', 5)).body.adverseEvents).toHaveLength(20);
  });

  it('is refused with every mistake at once, before its session began, and from whoever may not', async () => {
    const { sessionId, sessionIds } = await given();
    const bad = await record(sessionId, { type: 'other', grade: 5, onsetAt: '2020-01-01T00:00:00Z', outcome: 'recovered' });
    expect([bad.status, errorsOf(bad)]).toEqual([400, ['/description required', '/onsetAt out-of-range', '/resolvedAt required', '/outcome contradiction']]);
    expect(errorsOf(await record(sessionId, { type: 'bad luck', grade: 6, relation: 'sure', seriousness: ['annoying'] }))).toEqual([
      '/type not-allowed',
      '/grade out-of-range',
      '/seriousness/0 not-allowed',
      '/relation not-allowed',
    ]);
    expect((await record(sessionIds[1]!, {})).body.type).toBe('/problems/invalid-transition');
    for (const role of ['receptionist', 'admin', 'auditor'] as const) expect((await record(sessionId, {}, clinic.as(role))).status).toBe(403);
    expect((await record(sessionId, {}, (await app.clinic()).as('dermatologist'))).status).toBe(404);
  });

  it('is followed up in notes that are only added', async () => {
    const { sessionId } = await given();
    const { body } = await record(sessionId, {});
    const first = await on(body.id, 'follow-ups', 1, { note: 'Less swollen' }, technician());
    expect([first.status, first.body.version]).toEqual([201, 2]);
    expect((await on(body.id, 'follow-ups', 1, { note: 'Late' })).status).toBe(412);
    expect(errorsOf(await on(body.id, 'follow-ups', 2, { note: 'x', observedAt: '2020-01-01T00:00:00Z' }))).toEqual(['/observedAt out-of-range']);
    expect(errorsOf(await on(body.id, 'follow-ups', 2, { note: 'x', observedAt: '2199-01-01T00:00:00Z' }))).toEqual(['/observedAt in-the-future']);
    await on(body.id, 'follow-ups', 2, { note: 'Gone' });
    const read = await dermatologist().get(`/v1/adverse-events/${body.id}`);
    expect(read.body).toMatchObject({
      version: 3,
      followUps: [
        { number: 1, note: 'Less swollen', recordedBy: clinic.as('technician').actor },
        { number: 2, note: 'Gone', recordedBy: clinic.as('dermatologist').actor },
      ],
    });
    await expect(app.sql(`UPDATE adverse_event_follow_ups SET note = 'x' WHERE event_id = $1`, [body.id], clinic.id)).rejects.toThrow(
      /permission denied|append-only/,
    );
  });

  it('that was entered in error stands in nobody’s way, is counted nowhere, and does not change', async () => {
    const { sessionId, planId } = await given();
    const { body } = await record(sessionId, { type: 'scarring', grade: 4 });
    expect((await on(body.id, 'entered-in-error', 1, { reason: 'Another session' }, technician())).status).toBe(403);
    const marked = await on(body.id, 'entered-in-error', 1, { reason: 'Another session' });
    expect(marked.body).toMatchObject({ enteredInError: { reason: 'Another session', by: clinic.as('dermatologist').actor }, awaitsDecision: false });
    expect((await act(planId, 'resume', 5)).body.status).toBe('active');
    expect((await dermatologist().patch(`/v1/adverse-events/${body.id}`, { grade: 1 }, { ifMatch: 2 })).body.type).toBe('/problems/invalid-transition');
    await expect(app.sql(`UPDATE adverse_events SET version = version + 1 WHERE id = $1`, [body.id], clinic.id)).rejects.toThrow('does not change');
  });

  it('is listed by patient, plan and session, and stands in the timeline', async () => {
    const { sessionId, planId, patientId } = await given();
    const { body } = await record(sessionId, { type: 'infection', grade: 4 });
    await on(body.id, 'decision', 1, { decision: 'resume', reason: 'Healed' });
    for (const path of [
      `/v1/patients/${patientId}/adverse-events`,
      `/v1/treatment-sessions/${sessionId}/adverse-events`,
      `/v1/adverse-events?planId=${planId}&serious=true&awaitsDecision=false`,
    ])
      expect([path, (await technician().get(path)).body.items]).toMatchObject([path, [{ id: body.id }]]);
    expect((await dermatologist().get(`/v1/adverse-events?planId=${planId}&serious=false`)).body.items).toEqual([]);
    const timeline = await dermatologist().get(`/v1/patients/${patientId}/timeline?kind=adverse-event-recorded,adverse-event-decided`);
    expect(timeline.body.items).toMatchObject([
      { kind: 'adverse-event-decided', resourceType: 'adverse-event', resourceId: body.id, details: { decision: 'resume', reason: 'Healed' } },
      { kind: 'adverse-event-recorded', resourceId: body.id, details: { type: 'infection', grade: 4, serious: true } },
    ]);
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.get(`/v1/adverse-events/${body.id}`)).status).toBe(404);
    expect((await other.get(`/v1/adverse-events?planId=${planId}`)).body.items).toEqual([]);
    expect((await other.get(`/v1/patients/${patientId}/adverse-events`)).status).toBe(404);
  });

  it('goes with its patient when two records turn out to be one person, and back', async () => {
    const { sessionId, patientId } = await given();
    const { body } = await record(sessionId, {});
    const survivor = (await dermatologist().post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
    const merged = await dermatologist().post(`/v1/patients/${patientId}/merge`, { into: survivor, reason: 'The same person' }, { ifMatch: 1 });
    expect(merged.status).toBe(200);
    expect((await dermatologist().get(`/v1/patients/${survivor}/adverse-events`)).body.items).toMatchObject([{ id: body.id, patientId: survivor }]);
    await dermatologist().post(`/v1/patients/${patientId}/unmerge`, { reason: 'Two people' }, { ifMatch: 2 });
    expect((await dermatologist().get(`/v1/patients/${patientId}/adverse-events`)).body.items).toMatchObject([{ id: body.id, patientId }]);
  });

  it('comes from a list of types with their usual course', async () => {
    const all = await technician().get('/v1/adverse-event-types?treatment=mesotherapy&limit=200');
    const expected = (all.body.items as { code: string; expectedAfter: object[] }[]).filter((type) => type.expectedAfter.length > 0);
    expect(expected.map((type) => type.code)).toEqual(['irritation', 'swelling', 'sensitivity', 'discomfort']);
    expect(expected[0]!.expectedAfter).toEqual([{ treatment: 'mesotherapy', hours: 48, source: 'S0-37, S0-54, C11' }]);
  });

  describe('in the report', () => {
    const today = dayFromNow(0);
    const report = async (caller: Caller, groupBy: string, from = dayFromNow(-1), to = today) =>
      caller.get(`/v1/adverse-events/report?from=${from}&to=${to}&groupBy=${groupBy}`);

    it('is counted in relation to sessions, by treatment, practitioner, month and lot, and names no patient', async () => {
      clinic = await app.clinic();
      const [one, two] = [await given(), await given()];
      for (const event of [{ type: 'infection', grade: 4 }, {}]) await record(one.sessionId, event);
      const wrong = await record(two.sessionId, { type: 'scarring', grade: 2 });
      await on(wrong.body.id, 'entered-in-error', 1, { reason: 'Another session' });
      await activePlan(clinic);
      const counted = { sessions: 2, sessionsWithEvents: 1, events: 2, serious: 1, unexpected: 1, byGrade: [1, 0, 0, 1, 0], perThousand: 500 };
      const byTreatment = await report(dermatologist(), 'treatment');
      expect(byTreatment.status).toBe(200);
      expect(byTreatment.body).toMatchObject({ from: dayFromNow(-1), to: today, groupBy: 'treatment', rows: [{ group: 'mesotherapy', ...counted }] });
      expect(byTreatment.body.rows[0]).toMatchObject({ perThousandLow: 94.5, perThousandHigh: 905.5 });
      expect((await report(dermatologist(), 'practitioner')).body.rows).toMatchObject([{ group: clinic.staff.dermatologist, ...counted }]);
      expect((await report(dermatologist(), 'month')).body.rows).toMatchObject([{ group: today.slice(0, 7), ...counted }]);
      expect((await report(dermatologist(), 'lot')).body.rows).toMatchObject([{ group: null, ...counted }]);
      expect((await report(dermatologist(), 'product')).body.rows).toMatchObject([{ group: null, ...counted }]);
      expect((await report(dermatologist(), 'treatment', dayFromNow(-9), dayFromNow(-2))).body.rows).toEqual([]);
      expect(JSON.stringify(byTreatment.body)).not.toContain(one.patientId);
    });

    it('by lot counts a session for each lot that its record names', async () => {
      clinic = await app.clinic();
      const { sessionIds } = await activePlan(clinic);
      await dermatologist().post(`/v1/treatment-sessions/${sessionIds[0]}/start`, {}, { ifMatch: 1 });
      const products = [
        { lotId: LOT, amount: 2 },
        { lotId: LOT, amount: 1 },
        { lotId: LOT.replace('a001', 'a002'), amount: 1 },
      ];
      await app.sql(
        `UPDATE treatment_sessions SET status = 'completed', ended_at = started_at, record = $2, version = version + 1 WHERE id = $1`,
        [sessionIds[0], JSON.stringify({ ...treatmentExamples.mesotherapyRecord, products })],
        clinic.id,
      );
      const { body } = await record(sessionIds[0]!, {});
      expect(body.lots).toEqual([LOT, LOT.replace('a001', 'a002')]);
      expect((await report(dermatologist(), 'lot')).body.rows).toMatchObject([
        { group: LOT, sessions: 1, events: 1 },
        { group: LOT.replace('a001', 'a002'), sessions: 1, events: 1 },
      ]);
      // Completed before versions were kept: its first version is what stands there.
      const versions = await dermatologist().get(`/v1/treatment-sessions/${sessionIds[0]}/versions`);
      expect(versions.body.items).toMatchObject([{ number: 1, content: { record: { products } } }]);
    });

    it('is a dermatologist’s, and asks for a period that can be', async () => {
      for (const role of ['technician', 'admin', 'receptionist', 'auditor'] as const) expect((await report(clinic.as(role), 'month')).status).toBe(403);
      expect(errorsOf(await report(dermatologist(), 'month', today, dayFromNow(-1)))).toEqual(['?to out-of-range']);
      expect(errorsOf(await report(dermatologist(), 'star-sign', 'yesterday', today)).sort()).toEqual(['?from invalid-date', '?groupBy not-allowed']);
    });
  });
});
