/** What a consultation and a session begin with, in one call each. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listen, recordOne } from '../../../bench/record.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consultationToday, dayFromNow, prepare, stocked } from '../../support/journey.js';
import { treatmentExamples } from '../../../src/treatments/index.js';

const MOST_FOR_A_START = 4;
const MOST_FOR_A_WORKSPACE = 9;

interface Asked {
  treatment: string;
  questions: { fact: string }[];
}

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  listen();
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

const countTrips = async (path: string): Promise<number> => {
  const send = async (): Promise<void> => expect((await clinic.as('dermatologist').get(path)).status).toBe(200);
  for (let warm = 0; warm < 2; warm++) await send();
  const trips = await recordOne(send);
  const names = trips.flatMap(({ statements }) => statements.map(({ name }) => name));
  expect(names.filter((name) => name === 'platform.begin-snapshot')).toHaveLength(1);
  return trips.length;
};

describe('what a consultation begins with', () => {
  it('is what is known, what to ask, the last findings and how they have changed', async () => {
    const { patientId, consultationId } = await prepare(clinic);
    const dermatologist = clinic.as('dermatologist');
    const later = { ...consultationToday(), bloodTests: [], medicalHistory: undefined };
    const { body: second } = await dermatologist.post(`/v1/patients/${patientId}/consultations`, later);
    const graded = { scale: 'ludwig', assessedAt: new Date().toISOString(), assessor: 'clinician', grade: 'I' };
    await dermatologist.post(`/v1/patients/${patientId}/scales`, graded);
    const { status, body } = await dermatologist.get(`/v1/patients/${patientId}/consultation-start`);
    expect(status).toBe(200);
    expect(body.known).toEqual(second.historyToConfirm);
    expect(body.known.consultationId).toBe(consultationId);
    expect(body.lastConsultation.id).toBe(second.id);
    expect(body.trends.trichoanalyses[0].change.sincePrevious).not.toBeNull();
    expect(body.trends.results[0]).toMatchObject({ previous: null, change: null });
    expect(body.trends.scales).toHaveLength(1);
    expect(body.toConfirm).toContain('/medicalHistory/conditions');
    expect(body.toAsk).toContain('/medicalHistory/pregnancy');
    expect((body.openQuestions as Asked[]).map(({ treatment }) => treatment)).toEqual(['mesotherapy', 'scalp-micropigmentation']);
  });

  it('has a draft that is accepted as it is, and that closes no question which nobody asked', async () => {
    const { patientId } = await prepare(clinic, { medicalHistory: { screening: { diabetes: 'yes', hypertension: 'no' }, noKnownAllergies: undefined } });
    const dermatologist = clinic.as('dermatologist');
    const path = `/v1/patients/${patientId}/consultation-start`;
    const before = (await dermatologist.get(path)).body;
    expect(before.draft.medicalHistory.screening).toEqual({ diabetes: 'yes' });
    const posted = await dermatologist.post(`/v1/patients/${patientId}/consultations`, before.draft);
    expect(posted.status).toBe(201);
    const after = (await dermatologist.get(path)).body;
    const facts = ({ openQuestions }: { openQuestions: Asked[] }) =>
      openQuestions.map(({ treatment, questions }) => [treatment, questions.map(({ fact }) => fact).sort()]);
    for (const [index, [, open]] of facts(before).entries()) expect(facts(after)[index]![1]).toEqual(expect.arrayContaining(open as string[]));
    expect(await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: dayFromNow(0) })).toMatchObject(
      {
        body: { outcome: expect.stringMatching(/needs-data|contraindicated/) },
      },
    );
  });

  it('of somebody of whom nothing is known is an empty draft, which is accepted as well', async () => {
    const { body: patient } = await clinic.as('receptionist').post('/v1/patients', { names: [{ text: 'Nila Testperson' }], sexAtBirth: 'male' });
    const { body } = await clinic.as('dermatologist').get(`/v1/patients/${patient.id}/consultation-start`);
    expect([body.known, body.lastConsultation, Object.keys(body.draft as object)]).toEqual([null, null, ['startedAt']]);
    expect((await clinic.as('dermatologist').post(`/v1/patients/${patient.id}/consultations`, body.draft)).status).toBe(201);
  });

  it('is one call of few round trips, and closed to reception', async () => {
    const { patientId } = await prepare(clinic);
    const path = `/v1/patients/${patientId}/consultation-start`;
    expect(await countTrips(path)).toBeLessThanOrEqual(MOST_FOR_A_START);
    expect((await clinic.as('receptionist').get(path)).status).toBe(403);
  });
});

describe('the workspace of a session', () => {
  it('is the session, its plan, the patient, the checklist, the lots by first expiry, and the last record to begin from', async () => {
    const { planId, prepared, sessionIds } = await activePlan(clinic);
    const later = await stocked(clinic, { expiresOn: '2099-06-30' });
    const sooner = await stocked(clinic, { expiresOn: '2098-06-30' });
    const recalled = await stocked(clinic, { expiresOn: '2097-06-30' });
    const dermatologist = clinic.as('dermatologist');
    await dermatologist.post(`/v1/product-lots/${recalled.lotId}/recall`, { reason: 'Particles' }, { ifMatch: 1 });
    const path = `/v1/treatment-sessions/${sessionIds[0]}`;
    const { status, body, headers } = await clinic.as('technician').get(`${path}/workspace?supervisedBy=${clinic.staff.dermatologist}&ingredients=biotin`);
    expect(status).toBe(200);
    expect(headers.etag).toMatch(/^"[\w-]{27}"$/);
    expect(body.session).toEqual((await dermatologist.get(path)).body);
    expect(body.plan).toEqual((await dermatologist.get(`/v1/treatment-plans/${planId}`)).body);
    expect(body.patient.id).toBe(prepared.patientId);
    const asked = `${path}/checklist?supervisedBy=${clinic.staff.dermatologist}&ingredients=biotin`;
    const { body: checklist } = await clinic.as('technician').get(asked);
    expect([body.ready, body.checklist]).toEqual([checklist.ready, checklist.items]);
    expect((body.lots as { id: string }[]).map(({ id }) => id)).toEqual([sooner.lotId, later.lotId]);
    expect(body.template).toBeNull();

    expect((await dermatologist.post(`${path}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 })).status).toBe(200);
    expect((await dermatologist.post(`${path}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 })).status).toBe(200);
    const next = await dermatologist.get(`/v1/treatment-sessions/${sessionIds[1]}/workspace`);
    const { mesotherapy, zones } = treatmentExamples.mesotherapyRecord;
    expect(next.body.template).toMatchObject({ sessionId: sessionIds[0], zones, mesotherapy: { technique: mesotherapy.technique } });
    expect(next.body.template.mesotherapy).not.toHaveProperty('shots');
  });

  it('stays the same while nothing changes, and is one look at its patient', async () => {
    const { prepared, sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-sessions/${sessionIds[0]}/workspace`;
    const { headers } = await clinic.as('dermatologist').get(path);
    expect((await clinic.as('dermatologist').get(path, { ifNoneMatch: headers.etag! })).status).toBe(304);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${prepared.patientId}&limit=200`);
    expect((body.items as { action: string }[]).filter(({ action }) => action === 'session.workspace')).toHaveLength(2);
  });

  it('is one call of few round trips, and closed to reception', async () => {
    const { sessionIds } = await activePlan(clinic);
    const path = `/v1/treatment-sessions/${sessionIds[0]}/workspace`;
    expect(await countTrips(path)).toBeLessThanOrEqual(MOST_FOR_A_WORKSPACE);
    expect((await clinic.as('receptionist').get(path)).status).toBe(403);
    expect((await (await app.clinic()).as('dermatologist').get(path)).status).toBe(404);
  });
});
