import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consultationToday, dayFromNow } from '../../support/journey.js';

const { mesotherapyRecord, micropigmentationRecord } = treatmentExamples;

describe('a treatment session', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const post = (sessionId: string, action: string, version: number, body: object = {}) =>
    dermatologist().post(`/v1/treatment-sessions/${sessionId}/${action}`, body, { ifMatch: version });

  it('is started after a check of the day and completed with its record; the plan ends with its sessions', async () => {
    const { planId, version, sessionIds } = await activePlan(clinic);
    const [first, ...others] = sessionIds as [string, ...string[]];
    const started = await post(first, 'start', 1, { ingredients: ['biotin'] });
    expect(started.status).toBe(200);
    expect(started.body).toMatchObject({
      status: 'in-progress',
      performedBy: clinic.as('dermatologist').actor,
      contraindicationCheckId: expect.any(String),
      version: 2,
    });
    const check = await dermatologist().get(`/v1/contraindication-checks/${started.body.contraindicationCheckId}`);
    expect(check.body).toMatchObject({ plannedOn: dayFromNow(0), effectiveOutcome: 'clear' });
    expect((await dermatologist().post(`/v1/treatment-plans/${planId}/complete`, undefined, { ifMatch: version })).status).toBe(409);
    const completed = await post(first, 'complete', 2, mesotherapyRecord);
    expect(completed.body).toMatchObject({ status: 'completed', record: mesotherapyRecord, endedAt: expect.any(String), version: 3 });
    for (const other of others) expect((await post(other, 'cancel', 1, { reason: 'Enough' })).status).toBe(200);
    const plan = await dermatologist().post(`/v1/treatment-plans/${planId}/complete`, undefined, { ifMatch: version });
    expect(plan.body).toMatchObject({ status: 'completed', allowed: [] });
  });

  it('of micropigmentation is given by a technician under a named dermatologist, and not alone', async () => {
    const { sessionIds } = await activePlan(clinic, 'scalp-micropigmentation');
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    const technician = clinic.as('technician');
    expect((await technician.post(`${path}/start`, {}, { ifMatch: 1 })).body.errors).toMatchObject([{ pointer: '/supervisedBy', code: 'required' }]);
    expect((await technician.post(`${path}/start`, { supervisedBy: clinic.staff.receptionist }, { ifMatch: 1 })).body.errors).toMatchObject([
      { pointer: '/supervisedBy', code: 'not-qualified' },
    ]);
    const started = await technician.post(`${path}/start`, { supervisedBy: clinic.staff.dermatologist }, { ifMatch: 1 });
    expect(started.body).toMatchObject({ status: 'in-progress', performedBy: clinic.as('technician').actor, supervisedBy: clinic.as('dermatologist').actor });
    const bad = await technician.post(
      `${path}/complete`,
      { micropigmentation: { needlesPerCartridge: 4, dotDiameterMm: 1, shades: [], hairTrimmed: 'no' }, zones: [] },
      { ifMatch: 2 },
    );
    expect((bad.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/micropigmentation/needlesPerCartridge',
      '/micropigmentation/dotDiameterMm',
      '/micropigmentation/hairNotTrimmedReason',
    ]);
    expect((await technician.post(`${path}/complete`, micropigmentationRecord, { ifMatch: 2 })).body.status).toBe('completed');
  });

  it('of mesotherapy is not given by a technician, and keeps to the protocol', async () => {
    const { sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    const byTechnician = await clinic.as('technician').post(`${path}/start`, { supervisedBy: clinic.staff.dermatologist }, { ifMatch: 1 });
    expect(byTechnician.body.errors).toMatchObject([{ pointer: '/performedBy', code: 'not-qualified' }]);
    await post(sessionIds[0]!, 'start', 1);
    const deep = { ...mesotherapyRecord, mesotherapy: { ...mesotherapyRecord.mesotherapy, depthMm: 5, shots: 300 } };
    expect((await post(sessionIds[0]!, 'complete', 2, deep)).body.errors).toMatchObject([
      { pointer: '/mesotherapy/depthMm', detail: 'depthMm is 1 to 4 mm (S0-30).' },
      { pointer: '/mesotherapy/shots' },
    ]);
    expect((await post(sessionIds[0]!, 'complete', 2, micropigmentationRecord)).body.errors).toMatchObject([{ code: 'required' }, { code: 'not-allowed' }]);
  });

  it('is refused when what was recorded since rules it out, and nothing of the attempt is kept', async () => {
    const { sessionIds, prepared } = await activePlan(clinic);
    await dermatologist().post(
      `/v1/patients/${prepared.patientId}/consultations`,
      consultationToday({ pregnancy: { status: 'yes', assessedOn: dayFromNow(0) } }),
    );
    const checks = async () => (await app.sql('SELECT FROM contraindication_checks WHERE patient_id = $1', [prepared.patientId], clinic.id)).length;
    const before = await checks();
    const refused = await post(sessionIds[0]!, 'start', 1);
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/check-not-clear']);
    expect(refused.body.findings).toMatchObject([{ ruleId: 'mesotherapy.pregnancy', outcome: 'contraindicated' }]);
    expect((await dermatologist().get(`/v1/treatment-sessions/${sessionIds[0]}`)).body).toMatchObject({ status: 'scheduled', version: 1 });
    expect(await checks()).toBe(before);
  });

  it('begins only while its plan is active', async () => {
    const { planId, version, sessionIds } = await activePlan(clinic);
    await dermatologist().post(`/v1/treatment-plans/${planId}/hold`, { reason: 'Ill' }, { ifMatch: version });
    expect((await post(sessionIds[0]!, 'start', 1)).body.type).toBe('/problems/invalid-transition');
  });

  it('started twenty times at once is started once', async () => {
    const { sessionIds } = await activePlan(clinic);
    const all = await Promise.all(Array.from({ length: 20 }, () => post(sessionIds[0]!, 'start', 1)));
    expect(all.filter((response) => response.status === 200)).toHaveLength(1);
    expect(all.filter((response) => response.status === 412)).toHaveLength(19);
    expect((await dermatologist().get(`/v1/treatment-sessions/${sessionIds[0]}`)).body.version).toBe(2);
  });

  it('that has ended does not change, over HTTP or in SQL', async () => {
    const { sessionIds } = await activePlan(clinic);
    await post(sessionIds[0]!, 'start', 1);
    await post(sessionIds[0]!, 'complete', 2, mesotherapyRecord);
    for (const [action, body] of [
      ['start', {}],
      ['complete', mesotherapyRecord],
      ['cancel', { reason: 'x' }],
      ['no-show', {}],
    ] as const) {
      expect((await post(sessionIds[0]!, action, 3, body)).body).toMatchObject({ type: '/problems/invalid-transition', allowed: [] });
    }
    await expect(app.sql(`UPDATE treatment_sessions SET reason = 'x', version = version + 1 WHERE id = $1`, [sessionIds[0]], clinic.id)).rejects.toThrow(
      'does not change',
    );
  });

  it('can be moved, not into the past, and be missed once its day has come', async () => {
    const { sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-sessions/${sessionIds[1]}`;
    expect((await post(sessionIds[1]!, 'no-show', 1)).status).toBe(409);
    expect((await dermatologist().patch(path, { scheduledOn: dayFromNow(-1) }, { ifMatch: 1 })).status).toBe(400);
    expect((await dermatologist().patch(path, { scheduledOn: dayFromNow(20) }, { ifMatch: 1 })).body.scheduledOn).toBe(dayFromNow(20));
    expect((await post(sessionIds[0]!, 'no-show', 1)).body.status).toBe('no-show');
  });
});
