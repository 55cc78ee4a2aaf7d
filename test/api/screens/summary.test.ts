/** A patient's chart in one call: what it shows, to whom, of which moment, and what it costs. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listen, recordOne } from '../../../bench/record.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consentToPhotographs, dayFromNow, instantFromNow, photographOf, prepare } from '../../support/journey.js';
import { restrict } from '../../support/patient-access.js';
import { treatmentExamples } from '../../../src/treatments/index.js';

/** The guard's look at the caller, the snapshot with everything in it, the checks of the plans, its end, the audit entry. */
const MOST_ROUND_TRIPS = 5;

interface Alert {
  kind: string;
  about: { type: string; id: string } | null;
  text: string;
}

const kindsOf = ({ alerts }: { alerts: Alert[] }): string[] => alerts.map(({ kind }) => kind);

describe('the chart of a patient', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    listen();
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  it('of somebody who was registered today is nearly empty, and every question is open', async () => {
    const fresh = await app.clinic();
    const { body: patient } = await fresh.as('receptionist').post('/v1/patients', { names: [{ text: 'Nila Testperson' }], sexAtBirth: 'female' });
    const { status, body, headers } = await fresh.as('dermatologist').get(`/v1/patients/${patient.id}/summary`);
    expect(status).toBe(200);
    expect(headers.etag).toMatch(/^"[\w-]{27}"$/);
    expect(body).toMatchObject({ alerts: [], lastConsultation: null, lastChecks: [], plans: [], adverseEvents: [], newestPhotographAt: null });
    expect(body.consents).toHaveLength(5);
    expect((body.openQuestions as { treatment: string; questions: unknown[] }[]).map(({ treatment, questions }) => [treatment, questions.length > 5])).toEqual([
      ['mesotherapy', true],
      ['scalp-micropigmentation', true],
    ]);
  });

  it('shows what the single calls show', async () => {
    const { planId, prepared, sessionIds } = await activePlan(clinic);
    const { patientId } = prepared;
    const dermatologist = clinic.as('dermatologist');
    const allergy = (await dermatologist.post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'latex' } })).body;
    const { body: chart } = await dermatologist.get(`/v1/patients/${patientId}/summary`);
    expect(chart.patient).toEqual((await dermatologist.get(`/v1/patients/${patientId}`)).body);
    const { affectedPlans: _affected, ...entry } = allergy as { affectedPlans?: unknown; id: string };
    expect(chart.active.allergies).toEqual(expect.arrayContaining([entry]));
    expect(chart.active.conditions).toEqual((await dermatologist.get(`/v1/patients/${patientId}/conditions`)).body.items);
    expect(chart.lastConsultation).toEqual((await dermatologist.get(`/v1/consultations/${prepared.consultationId}`)).body);
    const [{ plan, check, nextSession }] = chart.plans as [{ plan: { id: string; currentCheckId: string }; check: { id: string }; nextSession: object }];
    expect(plan).toEqual((await dermatologist.get(`/v1/treatment-plans/${planId}`)).body);
    expect(check.id).toBe(plan.currentCheckId);
    expect(nextSession).toEqual((await dermatologist.get(`/v1/treatment-sessions/${sessionIds[0]}`)).body);
    const asked = await dermatologist.get(`/v1/patients/${patientId}/open-questions?treatment=mesotherapy&plannedOn=${dayFromNow(0)}`);
    expect(chart.openQuestions[0].questions).toEqual(asked.body.questions);
    expect((chart.lastChecks as { treatment: string }[]).map(({ treatment }) => treatment)).toEqual(['mesotherapy']);
  });

  it('misses consents and photographs for what is planned', async () => {
    const { prepared } = await activePlan(clinic);
    const { patientId } = prepared;
    const path = `/v1/patients/${patientId}/summary`;
    const dermatologist = clinic.as('dermatologist');
    expect(kindsOf((await dermatologist.get(path)).body)).toEqual(['photograph-consent-missing', 'photographs-missing']);
    await consentToPhotographs(clinic, patientId);
    await photographOf(clinic, patientId);
    expect(kindsOf((await dermatologist.get(path)).body)).toEqual([]);
  });

  it('names what went wrong at a session and what waits after it, in the language of the reader', async () => {
    const { prepared, sessionIds } = await activePlan(clinic, 'scalp-micropigmentation');
    const { patientId } = prepared;
    const path = `/v1/patients/${patientId}/summary`;
    const dermatologist = clinic.as('dermatologist');
    const session = `/v1/treatment-sessions/${sessionIds[0]}`;
    const people = { performedBy: clinic.staff.technician, supervisedBy: clinic.staff.dermatologist };
    expect((await dermatologist.post(`${session}/start`, people, { ifMatch: 1 })).status).toBe(200);
    expect((await dermatologist.post(`${session}/complete`, treatmentExamples.micropigmentationRecord, { ifMatch: 2 })).status).toBe(200);
    const seen = { type: 'swelling', grade: 3, seriousness: ['hospitalisation'], onsetAt: instantFromNow(0) };
    expect((await dermatologist.post(`${session}/adverse-events`, seen)).status).toBe(201);
    await dermatologist.post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'latex' } });
    const { body } = await dermatologist.get(path);
    expect(kindsOf(body)).toEqual(['allergy', 'plan-on-hold', 'adverse-event-undecided', 'countersignature-missing']);
    expect((body.alerts as Alert[])[0]!.text).toBe('Allergy: latex');
    expect(body.adverseEvents).toHaveLength(1);
    const inHindi = await clinic.as('technician').get(`${path}?language=hi`);
    expect(inHindi.headers['content-language']).toBe('hi');
    expect((inHindi.body.alerts as Alert[]).map(({ kind }) => kind)).toEqual(kindsOf(body));
    expect((inHindi.body.alerts as Alert[])[0]!.text).toBe('एलर्जी: latex');
  });

  it('has an ETag of the whole: it stays while nothing changes, and changes with any part', async () => {
    const { prepared, planId, version } = await activePlan(clinic);
    const path = `/v1/patients/${prepared.patientId}/summary`;
    const dermatologist = clinic.as('dermatologist');
    let etag = (await dermatologist.get(path)).headers.etag!;
    const same = await dermatologist.get(path, { ifNoneMatch: etag });
    expect([same.status, same.headers.etag, same.text]).toEqual([304, etag, '']);
    const changes = [
      () => dermatologist.patch(`/v1/patients/${prepared.patientId}`, { occupation: 'Teacher' }, { ifMatch: 1 }),
      () => dermatologist.post(`/v1/patients/${prepared.patientId}/medications`, { name: 'Biotin' }),
      () => consentToPhotographs(clinic, prepared.patientId),
      () => dermatologist.post(`/v1/treatment-plans/${planId}/hold`, { reason: 'Travelling' }, { ifMatch: version }),
      () => dermatologist.post(`/v1/patients/${prepared.patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: dayFromNow(1) }),
    ];
    for (const change of changes) {
      expect((await change()).status).toBeLessThan(300);
      const { status, headers } = await dermatologist.get(path, { ifNoneMatch: etag });
      expect([status, headers.etag === etag]).toEqual([200, false]);
      etag = headers.etag!;
    }
  });

  it('is one look at this patient in the audit trail, also where nothing had changed', async () => {
    const { patientId } = await prepare(clinic);
    const path = `/v1/patients/${patientId}/summary`;
    const { headers } = await clinic.as('technician').get(path);
    await clinic.as('technician').get(path, { ifNoneMatch: headers.etag! });
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&actorId=${clinic.staff.technician}`);
    expect((body.items as { action: string }[]).map(({ action }) => action)).toEqual(['patient.summary', 'patient.summary']);
  });

  it('is closed to reception, to clients, and to whoever may not open the record', async () => {
    const { patientId } = await prepare(clinic);
    const path = `/v1/patients/${patientId}/summary`;
    for (const role of ['receptionist', 'admin', 'auditor'] as const) expect((await clinic.as(role).get(path)).status).toBe(403);
    expect((await (await clinic.asClient(['patient.read', 'consultation.read', 'plan.read', 'check.run'])).get(path)).status).toBe(403);
    expect((await (await app.clinic()).as('dermatologist').get(path)).status).toBe(404);
    await restrict(clinic, patientId, {});
    expect((await clinic.as('technician').get(path)).status).toBe(403);
  });

  it('is read in one snapshot, and in few round trips whatever it holds', async () => {
    const { prepared } = await activePlan(clinic);
    const dermatologist = clinic.as('dermatologist');
    const send = async (): Promise<void> => expect((await dermatologist.get(`/v1/patients/${prepared.patientId}/summary`)).status).toBe(200);
    for (let warm = 0; warm < 2; warm++) await send();
    const trips = await recordOne(send);
    const names = trips.flatMap(({ statements }) => statements.map(({ name }) => name));
    expect(names.filter((name) => name === 'platform.begin-snapshot')).toHaveLength(1);
    expect(names.filter((name) => name === 'audit.append')).toHaveLength(1);
    expect(trips.length).toBeLessThanOrEqual(MOST_ROUND_TRIPS);
  });
});
