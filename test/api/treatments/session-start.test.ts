import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consultationToday, dayFromNow, photographOf } from '../../support/journey.js';

const SMP = 'scalp-micropigmentation';

interface Item {
  key: string;
  state: string;
  blocking: boolean;
}

describe('before a session', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const start = (sessionId: string, body: object = {}, ifMatch = 1) => dermatologist().post(`/v1/treatment-sessions/${sessionId}/start`, body, { ifMatch });
  const open = (items: Item[], blocking: boolean) => items.filter((item) => item.state === 'open' && item.blocking === blocking).map((item) => item.key);
  const withdrawConsents = async (patientId: string) => {
    const { body } = await dermatologist().get(`/v1/patients/${patientId}/consents`);
    for (const { id } of (body.items as { id: string; kind: string }[]).filter((consent) => consent.kind === 'treatment'))
      await dermatologist().post(`/v1/consents/${id}/withdraw`, { reason: 'Changed her mind' }, { ifMatch: 1 });
  };
  const checks = async (patientId: string) => (await app.sql('SELECT FROM contraindication_checks WHERE patient_id = $1', [patientId], clinic.id)).length;

  it('the checklist is computed from the record, and computing it stores nothing', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    const before = await checks(prepared.patientId);
    const path = `/v1/treatment-sessions/${sessionIds[0]}/checklist`;
    const ready = await dermatologist().get(path);
    expect(ready.status).toBe(200);
    expect(ready.body).toMatchObject({ sessionId: sessionIds[0], patientId: prepared.patientId, ready: true });
    expect(open(ready.body.items as Item[], true)).toEqual([]);
    // Mesotherapy is given without photographs, and the checklist says that there are none.
    expect(open(ready.body.items as Item[], false)).toEqual(['photographs']);
    expect(ready.body.items).toContainEqual(expect.objectContaining({ key: 'pregnancy-asked-today', state: 'met' }));
    expect(await checks(prepared.patientId)).toBe(before);
    expect((await dermatologist().get(`/v1/treatment-sessions/${sessionIds[0]}`)).body.version).toBe(1);

    const technician = await clinic.as('technician').get(path);
    expect(open(technician.body.items as Item[], true)).toEqual(['performer']);
    const later = await dermatologist().get(`/v1/treatment-sessions/${sessionIds[1]}/checklist`);
    expect(open(later.body.items as Item[], false)).toEqual(['photographs', 'scheduled-day']);
    expect((await (await app.clinic()).as('dermatologist').get(path)).status).toBe(404);
    expect((await clinic.as('receptionist').get(path)).status).toBe(403);
  });

  it('an allergy to the anaesthetic that is to be used stands in the way', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    await dermatologist().post(`/v1/patients/${prepared.patientId}/allergies`, { substance: { text: 'lidocaine' }, criticality: 'high' });
    const path = `/v1/treatment-sessions/${sessionIds[0]}/checklist?ingredients=biotin,lidocaine`;
    const { body } = await dermatologist().get(path);
    expect(body.ready).toBe(false);
    expect(open(body.items as Item[], true)).toEqual(['contraindication-check', 'anaesthetic-allergy']);
    const refused = await start(sessionIds[0]!, { ingredients: ['biotin', 'lidocaine'] });
    expect(refused.body.type).toBe('/problems/check-not-clear');
    expect((await start(sessionIds[0]!, { ingredients: ['biotin'] })).status).toBe(200);
  });

  it('what is missing is refused all at once, and nothing of the attempt is kept', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    await withdrawConsents(prepared.patientId);
    await dermatologist().post(
      `/v1/patients/${prepared.patientId}/consultations`,
      consultationToday({ pregnancy: { status: 'yes', assessedOn: dayFromNow(0) } }),
    );
    const before = await checks(prepared.patientId);
    const refused = await start(sessionIds[0]!, { performedBy: clinic.staff.technician });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/session-not-ready']);
    expect((refused.body.checklist as Item[]).map((item) => item.key)).toEqual(['plan-active', 'contraindication-check', 'consent', 'performer']);
    expect(refused.body).toMatchObject({
      findings: [{ ruleId: 'mesotherapy.pregnancy' }],
      consent: { kind: 'treatment', treatment: 'mesotherapy' },
      errors: [{ pointer: '/performedBy', code: 'not-qualified' }],
    });
    expect(await checks(prepared.patientId)).toBe(before);
    const list = await dermatologist().get(`/v1/treatment-sessions/${sessionIds[0]}/checklist?performedBy=${clinic.staff.technician}`);
    expect(open(list.body.items as Item[], true)).toEqual((refused.body.checklist as Item[]).map((item) => item.key));
  });

  it('a consent that was withdrawn since stands in the way by its own name', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    await withdrawConsents(prepared.patientId);
    const refused = await start(sessionIds[0]!);
    expect([refused.status, refused.body.type, refused.body.consent]).toEqual([
      409,
      '/problems/consent-missing',
      { kind: 'treatment', treatment: 'mesotherapy' },
    ]);
  });

  it('micropigmentation needs a photograph that stands', async () => {
    const { sessionIds, prepared } = await activePlan(clinic, SMP);
    const { body } = await dermatologist().get(`/v1/patients/${prepared.patientId}/photos`);
    for (const { id } of body.items as { id: string }[])
      await dermatologist().post(`/v1/photos/${id}/entered-in-error`, { reason: 'Another person' }, { ifMatch: 1 });
    const refused = await start(sessionIds[0]!);
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/session-not-ready']);
    expect(refused.body.checklist).toMatchObject([{ key: 'photographs', state: 'open', blocking: true }]);
    await photographOf(clinic, prepared.patientId);
    expect((await start(sessionIds[0]!)).status).toBe(200);
  });

  it('a plan that is on hold is a matter of its state, and the rest is said with it', async () => {
    const { planId, version, sessionIds, prepared } = await activePlan(clinic);
    await withdrawConsents(prepared.patientId);
    await dermatologist().post(`/v1/treatment-plans/${planId}/hold`, { reason: 'Ill' }, { ifMatch: version });
    const refused = await start(sessionIds[0]!);
    expect(refused.body).toMatchObject({
      type: '/problems/invalid-transition',
      allowed: ['start', 'cancel', 'no-show'],
      checklist: [{ key: 'plan-active' }, { key: 'consent' }],
    });
  });

  it('fifty tablets at once start it once: one session in progress, one check more, one version more', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    const before = await checks(prepared.patientId);
    const all = await Promise.all(Array.from({ length: 50 }, () => start(sessionIds[0]!)));
    expect(all.filter((response) => response.status === 200)).toHaveLength(1);
    expect(all.filter((response) => response.status === 412)).toHaveLength(49);
    expect(await checks(prepared.patientId)).toBe(before + 1);
    const session = await dermatologist().get(`/v1/treatment-sessions/${sessionIds[0]}`);
    expect(session.body).toMatchObject({ status: 'in-progress', version: 2 });
    const history = await app.sql(`SELECT FROM record_history WHERE table_name = 'treatment_sessions' AND row_id = $1`, [sessionIds[0]], clinic.id);
    expect(history).toHaveLength(1);
    // The tablet that looks again sees that it has begun.
    expect((await start(sessionIds[0]!, {}, 2)).body.type).toBe('/problems/invalid-transition');
  });

  it('a consultation that was entered in error since is no basis', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    const path = `/v1/consultations/${prepared.consultationId}`;
    const marked = await dermatologist().post(`${path}/entered-in-error`, { reason: 'Another person' }, { ifMatch: 2 });
    expect([marked.status, marked.body.affectedPlans]).toMatchObject([200, [{ outcomeNow: 'needs-data' }]]);
    const refused = await start(sessionIds[0]!);
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/check-not-clear']);
    expect((refused.body.findings as { ruleId: string }[]).map(({ ruleId }) => ruleId)).toContain('mesotherapy.consultation');
  });

  it('nobody who has died is treated', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    const path = `/v1/patients/${prepared.patientId}`;
    await dermatologist().patch(path, { status: 'deceased' }, { ifMatch: (await dermatologist().get(path)).body.version as number });
    const refused = await start(sessionIds[0]!, {}, 2);
    expect([refused.status, refused.body.type, refused.body.allowed]).toEqual([409, '/problems/invalid-transition', []]);
  });

  it('two sessions of one plan are never under way together, whatever runs at once', async () => {
    const { sessionIds } = await activePlan(clinic);
    const all = await Promise.all(sessionIds.slice(0, 4).map((id) => start(id)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const begun = all.findIndex(({ status }) => status === 200);
    for (const refused of all.filter((_, index) => index !== begun)) {
      expect(refused.body.type).toBe('/problems/session-not-ready');
      expect(refused.body.checklist).toMatchObject([{ key: 'no-other-session', detail: `Session ${begun + 1} has begun and not ended.` }]);
    }
    await dermatologist().post(`/v1/treatment-sessions/${sessionIds[begun]}/cancel`, { reason: 'Begun by mistake' }, { ifMatch: 2 });
    expect((await start(sessionIds[begun === 0 ? 1 : 0]!)).status).toBe(200);
  });

  it('the same tablet that sends it again gets the first answer', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    const before = await checks(prepared.patientId);
    const send = () => dermatologist().post(`/v1/treatment-sessions/${sessionIds[0]}/start`, {}, { ifMatch: 1, idempotencyKey: 'tablet-1' });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect(second.body).toEqual(first.body);
    expect(await checks(prepared.patientId)).toBe(before + 1);
  });
});
