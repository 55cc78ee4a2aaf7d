import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/platform/access/actor.dto.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consultationToday } from '../../support/journey.js';

interface Entry {
  recordedAt: string;
  actor: Actor;
  action: string;
  patientId: string | null;
  resourceId: string | null;
  outcome: string;
  status: number;
  requestId: string;
  traceId: string;
  sourceAddress: string;
}

describe('the audit trail', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const register = async (): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
  const trailOf = async (patientId: string): Promise<Entry[]> =>
    (await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}`)).body.items as Entry[];

  it('says who, in which role, for which patient, what, when, from where, with what result, in which request', async () => {
    const patientId = await register();
    const read = await clinic.as('technician').get(`/v1/patients/${patientId}`, { headers: { traceparent: `00-${'a'.repeat(32)}-00f067aa0ba902b7-01` } });
    const [newest, first] = await trailOf(patientId);
    expect(newest).toMatchObject({
      actor: clinic.as('technician').actor,
      action: 'patient.read',
      patientId,
      resourceId: patientId,
      outcome: 'success',
      status: 200,
      requestId: read.headers['x-request-id'],
      traceId: 'a'.repeat(32),
      sourceAddress: expect.stringMatching(/127\.0\.0\.1|::1/),
    });
    expect(first).toMatchObject({ action: 'patient.create', status: 201, actor: clinic.as('dermatologist').actor });
    expect(new Date(newest!.recordedAt).getTime()).toBeGreaterThanOrEqual(new Date(first!.recordedAt).getTime());
  });

  it('holds every step of a journey, reads and writes alike', async () => {
    const { prepared, planId, sessionIds } = await activePlan(clinic);
    await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}`);
    await clinic.as('dermatologist').get(`/v1/treatment-sessions/${sessionIds[0]}`);
    const actions = (await trailOf(prepared.patientId)).map((entry) => entry.action).reverse();
    expect(actions).toEqual([
      'patient.create',
      'consultation.create',
      'consultation.sign',
      'check.run',
      'plan.create',
      'consent.create',
      'plan.propose',
      'plan.accept',
      'plan.start',
      'session.list',
      'plan.read',
      'session.read',
    ]);
  });

  it('holds an answer that says "not changed", and one that was kept', async () => {
    const patientId = await register();
    await clinic.as('dermatologist').get(`/v1/patients/${patientId}`, { ifNoneMatch: '"1"' });
    const consultation = consultationToday();
    await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, consultation, { idempotencyKey: patientId });
    await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, consultation, { idempotencyKey: patientId });
    expect((await trailOf(patientId)).map(({ action, status, outcome }) => [action, status, outcome])).toEqual([
      ['consultation.create', 201, 'replayed'],
      ['consultation.create', 201, 'success'],
      ['patient.read', 304, 'success'],
      ['patient.create', 201, 'success'],
    ]);
  });

  it('holds refusals: a role that may not, a stale version, another clinic’s patient', async () => {
    const patientId = await register();
    await clinic.as('receptionist').get(`/v1/patients/${patientId}/consents`);
    await clinic.as('dermatologist').patch(`/v1/patients/${patientId}`, { gender: 'x' }, { ifMatch: 9 });
    expect((await trailOf(patientId)).slice(0, 2).map(({ action, status, outcome, actor }) => [action, status, outcome, actor.role])).toEqual([
      ['patient.update', 412, 'refused', 'dermatologist'],
      ['consent.list', 403, 'refused', 'receptionist'],
    ]);
    const other = await app.clinic();
    await other.as('dermatologist').get(`/v1/patients/${patientId}`);
    const theirs = (await other.as('auditor').get(`/v1/audit-events?patientId=${patientId}`)).body.items as Entry[];
    expect(theirs).toMatchObject([{ action: 'patient.read', status: 404, outcome: 'refused', patientId }]);
    expect((await trailOf(patientId)).some((entry) => entry.status === 404)).toBe(false);
  });

  it('leaves nothing of a write that was rolled back but its refusal', async () => {
    const patientId = await register();
    const bad = await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, { startedAt: '2199-01-01T00:00:00Z' });
    expect(bad.status).toBe(400);
    expect((await trailOf(patientId)).map((entry) => entry.action)).toEqual(['patient.create']);
  });

  it('is read by auditors alone, who see nothing else of patients, and the reading is in it', async () => {
    const patientId = await register();
    for (const role of ['admin', 'dermatologist', 'technician', 'receptionist'] as const) {
      expect([role, (await clinic.as(role).get('/v1/audit-events')).status]).toEqual([role, 403]);
    }
    expect((await clinic.as('auditor').get(`/v1/patients/${patientId}`)).status).toBe(403);
    await trailOf(patientId);
    const own = (await clinic.as('auditor').get(`/v1/audit-events?actorId=${clinic.staff.auditor}`)).body.items as Entry[];
    expect(own.some((entry) => entry.action === 'audit.read' && entry.status === 200)).toBe(true);
  });

  it('is read page by page, by time and by actor', async () => {
    const patientId = await register();
    for (let index = 0; index < 4; index++) await clinic.as('technician').get(`/v1/patients/${patientId}`);
    const first = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=3&count=true`);
    expect(first.body).toMatchObject({ total: 5, nextCursor: expect.any(String) });
    const second = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=3&cursor=${first.body.nextCursor}`);
    expect(second.body.items).toHaveLength(2);
    const { recordedAt } = (first.body.items as Entry[])[2]!;
    const since = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&from=${recordedAt}&to=2199-01-01T00:00:00Z`);
    expect(since.body.items).toHaveLength(3);
    const byActor = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&actorId=${clinic.staff.dermatologist}`);
    expect((byActor.body.items as Entry[]).map((entry) => entry.action)).toEqual(['patient.create']);
  });

  it('outlives many at once: each of fifty reads has its own entry', async () => {
    const patientId = await register();
    const reads = await Promise.all(Array.from({ length: 50 }, () => clinic.as('dermatologist').get(`/v1/patients/${patientId}`)));
    const recorded = new Set((await trailOf(patientId)).map((entry) => entry.requestId));
    const page = (await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=200`)).body.items as Entry[];
    expect(page).toHaveLength(51);
    expect(reads.every((read) => page.some((entry) => entry.requestId === read.headers['x-request-id']))).toBe(true);
    expect(recorded.size).toBe(50);
  });

  it('and the log carry no name, telephone number, date of birth or search term', async () => {
    const secrets = { name: 'Zuleikha Unmistakable', phone: '+919812300077', birthDate: '1973-02-19', email: 'zuleikha@unmistakable.example' };
    const body = {
      names: [{ text: secrets.name }],
      sexAtBirth: 'female',
      birthDate: secrets.birthDate,
      phones: [{ value: secrets.phone }],
      emails: [{ value: secrets.email }],
    };
    const created = await clinic.as('dermatologist').post('/v1/patients', body);
    await clinic.as('dermatologist').post('/v1/patients', { ...body, birthDate: '2999', identifiers: [{ system: 'x', value: secrets.name }] });
    await clinic.as('dermatologist').get(`/v1/patients?query=${encodeURIComponent(secrets.name)}`);
    await clinic.as('dermatologist').get(`/v1/patients?phone=${encodeURIComponent(secrets.phone)}&birthDate=${secrets.birthDate}`);
    await clinic.as('dermatologist').patch(`/v1/patients/${created.body.id}`, { names: [{ text: `${secrets.name}\u0000` }] }, { ifMatch: 1 });
    const log = app.log.join('');
    const trail = JSON.stringify((await clinic.as('auditor').get('/v1/audit-events?limit=200')).body);
    expect(log).toContain('"path":"/v1/patients"');
    expect(log).toContain(created.headers['x-request-id']);
    for (const text of [log, trail]) {
      for (const secret of ['Zuleikha', 'Unmistakable', '9812300077', secrets.birthDate, 'unmistakable.example', 'eyJ']) {
        expect([secret, text.includes(secret)]).toEqual([secret, false]);
      }
    }
  });
});
