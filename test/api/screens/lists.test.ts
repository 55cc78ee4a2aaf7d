/** Lists as a screen needs them: by day, person, state and treatment. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow } from '../../support/journey.js';

describe('a list', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let mesotherapy: Awaited<ReturnType<typeof activePlan>>;
  let pigmentation: Awaited<ReturnType<typeof activePlan>>;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    mesotherapy = await activePlan(clinic);
    pigmentation = await activePlan(clinic, 'scalp-micropigmentation');
    const people = { performedBy: clinic.staff.technician, supervisedBy: clinic.staff.dermatologist };
    const started = await clinic.as('dermatologist').post(`/v1/treatment-sessions/${pigmentation.sessionIds[0]}/start`, people, { ifMatch: 1 });
    if (started.status !== 200) throw new Error(started.text);
  });
  afterAll(() => app.stop());

  const list = async (query: string): Promise<string[]> => {
    const { status, body } = await clinic.as('technician').get(`/v1/treatment-sessions?limit=200&count=true&${query}`);
    expect([status, body.total]).toEqual([200, (body.items as unknown[]).length]);
    return (body.items as { id: string }[]).map(({ id }) => id);
  };

  it('of sessions is narrowed by day', async () => {
    const today = dayFromNow(0);
    expect(await list(`from=${today}&to=${today}`)).toEqual([mesotherapy.sessionIds[0], pigmentation.sessionIds[0]]);
    expect(await list(`to=${dayFromNow(-1)}`)).toEqual([]);
    expect((await list(`from=${dayFromNow(1)}`)).length).toBe(mesotherapy.sessionIds.length + pigmentation.sessionIds.length - 2);
    expect((await clinic.as('technician').get(`/v1/treatment-sessions?from=${today}&to=${dayFromNow(-1)}`)).status).toBe(400);
  });

  it('of sessions is narrowed by treatment, state and person, all at once', async () => {
    expect(await list('treatment=scalp-micropigmentation')).toEqual(pigmentation.sessionIds);
    expect(await list(`staffId=${clinic.staff.technician}`)).toEqual([pigmentation.sessionIds[0]]);
    expect(await list(`staffId=${clinic.staff.dermatologist}&status=in-progress&treatment=mesotherapy,scalp-micropigmentation`)).toEqual([
      pigmentation.sessionIds[0],
    ]);
    expect(await list(`staffId=${clinic.staff.receptionist}`)).toEqual([]);
  });

  it.each(['treatment-sessions', 'treatment-plans', 'adverse-events', 'consultations'])('of %s names its patients where it is asked to', async (path) => {
    const sessionId = pigmentation.sessionIds[0];
    if (path === 'adverse-events') {
      const event = { type: 'swelling', grade: 1, relation: 'probable', onsetAt: new Date().toISOString(), action: 'observed', outcome: 'recovering' };
      expect((await clinic.as('dermatologist').post(`/v1/treatment-sessions/${sessionId}/adverse-events`, event)).status).toBe(201);
    }
    const read = async (query: string) => (await clinic.as('technician').get(`/v1/${path}?limit=200${query}`)).body;
    const { included: nothing, items } = await read('');
    expect([nothing, (items as unknown[]).length > 0]).toEqual([null, true]);
    const { included, items: same } = await read('&include=patient');
    expect(same).toEqual(items);
    const ids = [...new Set((items as { patientId: string }[]).map(({ patientId }) => patientId))].sort();
    const patients = await Promise.all(
      ids.map(async (id) => {
        const { body } = await clinic.as('technician').get(`/v1/patients/${id}`);
        return { id, name: (body.names as { text: string }[])[0]!.text, medicalRecordNumber: body.medicalRecordNumber };
      }),
    );
    expect(included).toEqual({ patients });
    expect(await read('&include=patient&patientId=01936f00-0000-7000-8000-000000000001')).toMatchObject({ items: [], included: { patients: [] } });
    expect((await clinic.as('technician').get(`/v1/${path}?include=plan`)).body.errors).toMatchObject([{ pointer: '?include' }]);
    const client = await clinic.asClient([path === 'consultations' ? 'consultation.read' : 'plan.read']);
    expect((await client.get(`/v1/${path}?limit=1`)).status).toBe(200);
    expect((await client.get(`/v1/${path}?limit=1&include=patient`)).status).toBe(403);
  });

  it('of plans, consultations and adverse events is narrowed by treatment, by who is responsible, and by time', async () => {
    const ids = async (path: string) => ((await clinic.as('dermatologist').get(`/v1/${path}`)).body.items as { id: string }[]).map(({ id }) => id);
    expect(await ids('treatment-plans?treatment=mesotherapy')).toEqual([mesotherapy.planId]);
    expect(await ids('treatment-plans?treatment=mesotherapy,scalp-micropigmentation')).toEqual([mesotherapy.planId, pigmentation.planId]);
    expect(await ids(`consultations?responsible=${clinic.staff.dermatologist}`)).toEqual([
      mesotherapy.prepared.consultationId,
      pigmentation.prepared.consultationId,
    ]);
    expect(await ids(`consultations?responsible=${clinic.staff.technician}`)).toEqual([]);
    const [before, after] = [new Date(Date.now() - 3_600_000).toISOString(), new Date(Date.now() + 3_600_000).toISOString()];
    expect(await ids(`adverse-events?from=${before}&to=${after}`)).toEqual(await ids('adverse-events'));
    expect(await ids(`adverse-events?from=${after}`)).toEqual([]);
    expect(await ids(`adverse-events?to=${before}`)).toEqual([]);
  });
});
