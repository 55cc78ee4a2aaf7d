/** The worked journeys, from the first consultation to the end of the plan, as the people of a clinic go through them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { consentTo, dayFromNow, photographed, photographOf, planFor, prepare } from '../../support/journey.js';

const SMP = 'scalp-micropigmentation';
const { mesotherapyRecord, micropigmentationRecord } = treatmentExamples;

describe('the journey', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  /** Does something with a resource at its newest version, as a screen that has just read it. */
  const act = async (caller: Caller, path: string, action: string, body?: object) => {
    const { version } = (await caller.get(path)).body as { version: number };
    const done = await caller.post(`${path}/${action}`, body, { ifMatch: version });
    if (done.status >= 300) throw new Error(`${action}: ${done.text}`);
    return done.body as Record<string, unknown> & { id: string; status: string };
  };
  const steps = async (path: string) =>
    ((await clinic.as('dermatologist').get(`${path}/transitions`)).body.items as { action: string }[]).map((step) => step.action);
  const statuses = async (path: string) =>
    ((await clinic.as('dermatologist').get(`${path}/sessions`)).body.items as { status: string }[]).map((session) => session.status);

  it('of mesotherapy: a missed session, a serious event with hold and resume, an amendment, an end', async () => {
    const dermatologist = clinic.as('dermatologist');
    const prepared = await prepare(clinic);
    const created = await dermatologist.post(`/v1/patients/${prepared.patientId}/treatment-plans`, {
      ...planFor(prepared, 'mesotherapy', { sessions: 6 }),
      indications: ['androgenetic-alopecia'],
      expectations: { results: 'Less shedding', limits: 'No new follicles' },
    });
    const plan = `/v1/treatment-plans/${created.body.id}`;
    await consentTo(clinic, prepared.patientId);
    for (const action of ['propose', 'accept', 'start']) await act(dermatologist, plan, action);
    const sessions = ((await dermatologist.get(`${plan}/sessions`)).body.items as { id: string }[]).map(({ id }) => `/v1/treatment-sessions/${id}`);
    // All in one day, which a dermatologist decides for each session after the first.
    const give = async (path: string, decision: object = { intervalReason: 'The whole series within a day, for the test' }) => {
      await act(dermatologist, path, 'start', { ingredients: ['biotin'], ...decision });
      return act(dermatologist, path, 'complete', mesotherapyRecord);
    };

    await give(sessions[0]!, {});
    // Nobody comes to the second, which was moved to today.
    await dermatologist.patch(sessions[1]!, { scheduledOn: dayFromNow(0) }, { ifMatch: 1 });
    expect((await act(dermatologist, sessions[1]!, 'no-show')).status).toBe('no-show');
    await give(sessions[2]!);
    const swelling = await dermatologist.post(`${sessions[2]}/adverse-events`, { type: 'swelling', grade: 1, onsetAt: new Date().toISOString() });
    expect(swelling.body).toMatchObject({ expected: true, heldPlan: false });

    const infection = await clinic.as('technician').post(`${sessions[2]}/adverse-events`, {
      type: 'infection',
      grade: 3,
      seriousness: ['medically-important'],
      relation: 'probable',
      onsetAt: new Date().toISOString(),
      action: 'medicine-given',
    });
    const event = `/v1/adverse-events/${infection.body.id}`;
    expect((await dermatologist.get(plan)).body.status).toBe('on-hold');
    const stopped = await dermatologist.post(`${sessions[3]}/start`, {}, { ifMatch: 1 });
    expect([stopped.status, stopped.body.type, stopped.body.findings]).toMatchObject([
      409,
      '/problems/session-not-ready',
      [{ ruleId: 'mesotherapy.active-infection', outcome: 'contraindicated' }],
    ]);
    const open = (stopped.body.checklist as { key: string }[]).map(({ key }) => key);
    expect(open).toEqual(expect.arrayContaining(['plan-active', 'contraindication-check', 'interval']));
    await act(clinic.as('technician'), event, 'follow-ups', { note: 'Redness is going back under the antibiotic' });
    const { version } = (await dermatologist.get(event)).body as { version: number };
    await dermatologist.patch(event, { outcome: 'recovered', resolvedAt: new Date().toISOString() }, { ifMatch: version });
    await act(dermatologist, event, 'decision', { decision: 'resume', reason: 'Healed; the vertex is spared in the next session' });
    expect((await act(dermatologist, plan, 'resume')).status).toBe('active');

    const third = await act(dermatologist, sessions[2]!, 'amendments', {
      reason: 'The temples were treated too',
      changes: { zones: ['vertex', 'temporal-left'] },
    });
    expect(third).toMatchObject({ contentVersion: 2, status: 'completed' });
    for (const path of sessions.slice(3)) await give(path);
    // The missed session has its replacement at the end of the series.
    const { items } = (await dermatologist.get(`${plan}/sessions`)).body as { items: { id: string; replaces: string | null }[] };
    expect(items.map(({ replaces }) => replaces)).toEqual([...Array<null>(6).fill(null), sessions[1]!.split('/').at(-1)]);
    await give(`/v1/treatment-sessions/${items[6]!.id}`);
    expect((await act(dermatologist, plan, 'complete')).status).toBe('completed');
    expect(await statuses(plan)).toEqual(['completed', 'no-show', ...Array<string>(5).fill('completed')]);
    expect(await steps(plan)).toEqual(['propose', 'accept', 'start', 'hold', 'resume', 'complete']);
    const timeline = await dermatologist.get(`/v1/patients/${prepared.patientId}/timeline?limit=200`);
    const kinds = (timeline.body.items as { kind: string }[]).map((item) => item.kind);
    for (const kind of ['plan-held', 'session-missed', 'session-amended', 'adverse-event-recorded', 'adverse-event-decided', 'plan-completed'])
      expect(kinds).toContain(kind);
  });

  it('of micropigmentation: a technician under a dermatologist, photographs, anaesthetic, sharps, countersignatures, a sitting that was broken off', async () => {
    const [dermatologist, technician] = [clinic.as('dermatologist'), clinic.as('technician')];
    const prepared = await prepare(clinic, { treatment: SMP });
    const created = await dermatologist.post(`/v1/patients/${prepared.patientId}/treatment-plans`, {
      ...planFor(prepared, SMP),
      indications: ['female-pattern-thinning', 'donor-area-insufficient'],
    });
    const plan = `/v1/treatment-plans/${created.body.id}`;
    await consentTo(clinic, prepared.patientId, SMP);
    const before = await photographed(clinic, prepared.patientId);
    await act(dermatologist, plan, 'propose');
    await act(dermatologist, plan, 'accept', { hairTrimming: { agreed: 'no', reason: 'For looks at work' } });
    await act(dermatologist, plan, 'start');
    const sessions = ((await dermatologist.get(`${plan}/sessions`)).body.items as { id: string }[]).map(({ id }) => `/v1/treatment-sessions/${id}`);
    const start = (path: string) => act(technician, path, 'start', { supervisedBy: clinic.staff.dermatologist, ingredients: ['lidocaine'] });

    const query = `supervisedBy=${clinic.staff.dermatologist}&ingredients=lidocaine`;
    expect((await technician.get(`${sessions[0]}/checklist?${query}`)).body.ready).toBe(true);
    await start(sessions[0]!);
    const after = (await photographOf(clinic, prepared.patientId, { angle: 'front' })).body.id as string;
    const given = new Date().toISOString();
    const first = await act(technician, sessions[0]!, 'complete', {
      ...micropigmentationRecord,
      micropigmentation: { ...micropigmentationRecord.micropigmentation, hairTrimmed: 'yes' },
      anaesthetic: [
        { substance: 'lidocaine', form: 'gel', milligrams: 50, givenAt: given },
        { substance: 'lidocaine', form: 'injection', milligrams: 60, concentrationPercent: 1, volumeMl: 6, withAdrenaline: 'yes', givenAt: given },
      ],
      sharps: { opened: 2, disposed: 2 },
      photographs: { before: [before], after: [after] },
    });
    expect((first.warnings as { code: string }[]).map((warning) => warning.code)).toEqual(['unusual-duration', 'against-agreement']);
    await act(dermatologist, sessions[0]!, 'amendments', {
      reason: 'The hair was not trimmed',
      changes: { micropigmentation: { hairTrimmed: 'no', hairNotTrimmedReason: 'Refused for looks' } },
    });
    const signed = await act(dermatologist, sessions[0]!, 'countersign', {});
    expect(signed).toMatchObject({ countersignature: { contentVersion: 2 }, warnings: [{ code: 'unusual-duration' }] });

    const tooSoon = await technician.post(`${sessions[1]}/start`, { supervisedBy: clinic.staff.dermatologist, ingredients: ['lidocaine'] }, { ifMatch: 1 });
    expect([tooSoon.status, (tooSoon.body.checklist as { key: string }[]).map(({ key }) => key)]).toEqual([409, ['interval']]);
    await act(dermatologist, sessions[1]!, 'start', {
      performedBy: clinic.staff.technician,
      supervisedBy: clinic.staff.dermatologist,
      ingredients: ['lidocaine'],
      intervalReason: 'The patient flies home tomorrow; another zone than this morning',
    });
    expect((await act(technician, sessions[1]!, 'cancel', { reason: 'The patient felt faint' })).status).toBe('cancelled');
    const faint = await technician.post(`${sessions[1]}/adverse-events`, {
      type: 'vasovagal-syncope',
      grade: 2,
      onsetAt: new Date().toISOString(),
      action: 'session-broken-off',
    });
    expect(faint.body).toMatchObject({ expected: false, serious: false, heldPlan: false });

    // So soon after the first sitting a technician does not begin the next one: a dermatologist does, and says why.
    await act(dermatologist, sessions[2]!, 'start', {
      performedBy: clinic.staff.technician,
      supervisedBy: clinic.staff.dermatologist,
      ingredients: ['lidocaine'],
      intervalReason: 'The sitting of today was broken off; the patient is well again',
    });
    await act(technician, sessions[2]!, 'complete', {
      ...micropigmentationRecord,
      micropigmentation: { ...micropigmentationRecord.micropigmentation, shades: ['dark brown'] },
    });
    const scabs = await technician.post(`${sessions[2]}/adverse-events`, { type: 'scabbing', grade: 1, onsetAt: new Date().toISOString() });
    expect(scabs.body).toMatchObject({ expected: true, usualHours: 336 });
    await act(dermatologist, sessions[2]!, 'countersign', {});
    expect((await act(dermatologist, plan, 'complete')).status).toBe('completed');
    expect(await statuses(plan)).toEqual(['completed', 'cancelled', 'completed']);
    const waiting = await dermatologist.get(`/v1/treatment-sessions?patientId=${prepared.patientId}&awaitsCountersignature=true`);
    expect(waiting.body.items).toEqual([]);
  });
});
