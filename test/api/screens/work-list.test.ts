/** What waits, for whom: by role, by person, the oldest first, and gone once it is done. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listen, recordOne } from '../../../bench/record.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consultationToday, instantFromNow, prepare, stocked } from '../../support/journey.js';
import { askCareTeamOf } from '../../support/patient-access.js';
import { treatmentExamples } from '../../../src/treatments/index.js';

const MOST_ROUND_TRIPS = 4;

interface Work {
  kind: string;
  resourceId: string;
  patient: { id: string; name: string; medicalRecordNumber: string } | null;
  responsible: { id: string } | null;
  waitingSince: string;
  dueOn: string | null;
}
interface Counts {
  counts: { kinds: { kind: string; total: number; own: number }[] };
}

const done = async (answer: Promise<{ status: number; text: string; body: unknown }>) => {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(text);
  return body as { id: string; bloodTests: unknown };
};
const bloodTest = (results: object[]) => ({ collectedAt: instantFromNow(-1), results });
const haemoglobin = { code: { system: 'loinc', code: '718-7' }, value: 13, unit: 'g/dL' };
const highHbA1c = { code: { system: 'loinc', code: '4548-4' }, value: 8, unit: '%' };

const listWork = async (caller: Caller, query = ''): Promise<Work[]> => (await caller.get(`/v1/work-list?limit=200${query}`)).body.items as Work[];
const kindsOf = (work: Work[]): string[] => [...new Set(work.map(({ kind }) => kind))].sort();

describe('the work list', () => {
  let app: TestApp;
  let clinic: TestClinic;
  const made: Record<string, string> = {};

  beforeAll(async () => {
    listen();
    app = await startApp();
    clinic = await app.clinic();
    const dermatologist = clinic.as('dermatologist');
    const created = async (path: string, body: object): Promise<string> => (await done(dermatologist.post(path, body))).id;
    const { consultationId, patientId } = await prepare(clinic, { sign: false });
    made['consultation-to-sign'] = consultationId;
    made['result-to-see'] = await created(`/v1/patients/${patientId}/blood-tests`, bloodTest([haemoglobin]));
    const running = await activePlan(clinic);
    made['session-to-complete'] = running.sessionIds[0]!;
    await done(dermatologist.post(`/v1/treatment-sessions/${running.sessionIds[0]}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 }));
    const pigmented = await activePlan(clinic, 'scalp-micropigmentation');
    const sitting = `/v1/treatment-sessions/${pigmented.sessionIds[0]}`;
    made['session-to-countersign'] = pigmented.sessionIds[0]!;
    const people = { performedBy: clinic.staff.technician, supervisedBy: clinic.staff.dermatologist };
    await done(dermatologist.post(`${sitting}/start`, people, { ifMatch: 1 }));
    await done(dermatologist.post(`${sitting}/complete`, treatmentExamples.micropigmentationRecord, { ifMatch: 2 }));
    const seen = { type: 'swelling', grade: 3, seriousness: ['hospitalisation'], onsetAt: instantFromNow(0) };
    made['adverse-event-to-decide'] = await created(`${sitting}/adverse-events`, seen);
    made['hold-to-decide'] = pigmented.planId;
    const contradicted = await activePlan(clinic);
    made['contradiction-to-resolve'] = contradicted.planId;
    await created(`/v1/patients/${contradicted.prepared.patientId}/blood-tests`, bloodTest([highHbA1c]));
    const { lotId } = await stocked(clinic);
    made['recalled-lot-to-remove'] = lotId;
    await done(dermatologist.post(`/v1/product-lots/${lotId}/recall`, { reason: 'Particles' }, { ifMatch: 1 }));
    const { body: prices } = await clinic.as('admin').get('/v1/price-list');
    const { version: _version, setBy: _by, setAt: _at, ...list } = prices as Record<string, unknown>;
    await done(clinic.as('admin').put('/v1/price-list', { ...list, validityDays: 7 }, { ifMatch: 0 }));
    made['estimate-to-expire'] = await created(`/v1/treatment-plans/${running.planId}/estimates`, {});
  });
  afterAll(() => app.stop());

  it('shows each role what it may do, and nobody anything else', async () => {
    const all = Object.keys(made).sort();
    expect(kindsOf(await listWork(clinic.as('dermatologist')))).toEqual(all);
    expect(kindsOf(await listWork(clinic.as('technician')))).toEqual(['session-to-complete']);
    expect(kindsOf(await listWork(clinic.as('receptionist')))).toEqual(['estimate-to-expire']);
    expect(kindsOf(await listWork(clinic.as('admin')))).toEqual(['recalled-lot-to-remove']);
    expect((await clinic.as('auditor').get('/v1/work-list')).status).toBe(403);
    expect(await listWork((await app.clinic()).as('dermatologist'))).toEqual([]);
    expect(await listWork(clinic.as('technician'), '&kind=consultation-to-sign')).toEqual([]);
  });

  it('names what is to be opened and the patient, the oldest first, page by page', async () => {
    const work = await listWork(clinic.as('dermatologist'));
    for (const [kind, id] of Object.entries(made)) expect(work.filter((item) => item.kind === kind).map(({ resourceId }) => resourceId)).toContain(id);
    expect(work.map(({ waitingSince }) => waitingSince)).toEqual(work.map(({ waitingSince }) => waitingSince).sort());
    expect(work.find(({ kind }) => kind === 'consultation-to-sign')!.patient).toMatchObject({ name: 'Asha Testperson' });
    expect(work.find(({ kind }) => kind === 'recalled-lot-to-remove')!.patient).toBeNull();
    const paged: Work[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await clinic.as('dermatologist').get(`/v1/work-list?limit=2&count=true${cursor && `&cursor=${cursor}`}`);
      expect(body.total).toBe(work.length);
      paged.push(...(body.items as Work[]));
      cursor = body.nextCursor as string | null;
    }
    expect(paged).toEqual(work);
  });

  it('counts in all and for the caller, and leaves one person’s work', async () => {
    const { body } = await clinic.as('dermatologist').get('/v1/work-list?kind=hold-to-decide');
    const { kinds } = (body as Counts).counts;
    expect(kinds.map(({ kind, total }) => [kind, total > 0])).toHaveLength(Object.keys(made).length);
    expect(kinds.find(({ kind }) => kind === 'session-to-countersign')).toEqual({ kind: 'session-to-countersign', total: 1, own: 1 });
    const colleague = await clinic.another('dermatologist');
    expect(await listWork(colleague, `&responsible=${colleague.id}`)).toEqual([]);
    const own = await listWork(colleague, `&responsible=${clinic.staff.dermatologist}`);
    expect(kindsOf(own)).toEqual(
      Object.keys(made)
        .filter((kind) => kind !== 'recalled-lot-to-remove')
        .sort(),
    );
    expect(new Set(own.map(({ responsible }) => responsible!.id))).toEqual(new Set([clinic.staff.dermatologist]));
    const [{ patient }] = own as [Work];
    expect(new Set((await listWork(colleague, `&patientId=${patient!.id}`)).map((item) => item.patient!.id))).toEqual(new Set([patient!.id]));
  });

  it('loses a report once a dermatologist has seen it, and has the corrected report again', async () => {
    const { patientId } = await prepare(clinic);
    const dermatologist = clinic.as('dermatologist');
    const report = { ...bloodTest([haemoglobin]), reportNumber: 'R-1' };
    const { id } = await done(dermatologist.post(`/v1/patients/${patientId}/blood-tests`, report));
    const waiting = async () => (await listWork(dermatologist, `&kind=result-to-see&patientId=${patientId}`)).map(({ resourceId }) => resourceId);
    expect(await waiting()).toEqual([id]);
    const path = `/v1/blood-tests/${id}/acknowledge`;
    expect((await clinic.as('technician').post(path)).status).toBe(403);
    const first = await dermatologist.post(path, undefined, { idempotencyKey: 'seen' });
    expect(first.body).toMatchObject({ bloodTestId: id, patientId, acknowledgedBy: dermatologist.actor });
    expect((await dermatologist.post(path, undefined, { idempotencyKey: 'seen' })).headers['idempotency-replayed']).toBe('true');
    expect((await (await clinic.another('dermatologist')).post(path)).body).toEqual(first.body);
    expect(await waiting()).toEqual([]);
    const corrected = { ...report, status: 'corrected', results: [{ ...haemoglobin, value: 11 }] };
    const { id: second } = await done(dermatologist.post(`/v1/patients/${patientId}/blood-tests`, corrected));
    expect(await waiting()).toEqual([second]);
    await done(dermatologist.post(`/v1/blood-tests/${second}/entered-in-error`, { reason: 'Belongs to another person' }));
    expect(await waiting()).toEqual([]);
    expect((await dermatologist.post(`/v1/blood-tests/${second}/acknowledge`)).status).toBe(409);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=200`);
    expect((body.items as { action: string }[]).filter(({ action }) => action === 'blood-test.acknowledge').length).toBeGreaterThanOrEqual(2);
    await expect(app.sql(`DELETE FROM blood_test_acknowledgements`, [], clinic.id)).rejects.toThrow();
    const visit = await done(dermatologist.post(`/v1/patients/${patientId}/consultations`, consultationToday()));
    const [{ id: brought }] = visit.bloodTests as [{ id: string }];
    expect((await dermatologist.post(`/v1/blood-tests/${brought}/acknowledge`)).status).toBe(409);
  });

  it('leaves out patients who are closed to the caller, and records every patient that it shows', async () => {
    const own = await app.clinic();
    const { patientId } = await prepare(own, { sign: false });
    await askCareTeamOf(own, ['dermatologist']);
    expect(await listWork(await own.another('dermatologist'))).toEqual([]);
    expect(kindsOf(await listWork(own.as('dermatologist')))).toEqual(['consultation-to-sign']);
    const { body } = await own.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=200`);
    expect((body.items as { action: string }[]).filter(({ action }) => action === 'work-list.read')).toHaveLength(1);
  });

  it('is one call of few round trips', async () => {
    const send = async (): Promise<void> => expect((await clinic.as('dermatologist').get('/v1/work-list')).status).toBe(200);
    for (let warm = 0; warm < 2; warm++) await send();
    expect((await recordOne(send)).length).toBeLessThanOrEqual(MOST_ROUND_TRIPS);
  });
});
