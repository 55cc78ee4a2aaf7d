/** Lists as a screen needs them: by day, person, state and treatment. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow } from '../../support/journey.js';

describe('a list of sessions', () => {
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

  it('is narrowed by day', async () => {
    const today = dayFromNow(0);
    expect(await list(`from=${today}&to=${today}`)).toEqual([mesotherapy.sessionIds[0], pigmentation.sessionIds[0]]);
    expect(await list(`to=${dayFromNow(-1)}`)).toEqual([]);
    expect((await list(`from=${dayFromNow(1)}`)).length).toBe(mesotherapy.sessionIds.length + pigmentation.sessionIds.length - 2);
    expect((await clinic.as('technician').get(`/v1/treatment-sessions?from=${today}&to=${dayFromNow(-1)}`)).status).toBe(400);
  });

  it('is narrowed by treatment, state and person, all at once', async () => {
    expect(await list('treatment=scalp-micropigmentation')).toEqual(pigmentation.sessionIds);
    expect(await list(`staffId=${clinic.staff.technician}`)).toEqual([pigmentation.sessionIds[0]]);
    expect(await list(`staffId=${clinic.staff.dermatologist}&status=in-progress&treatment=mesotherapy,scalp-micropigmentation`)).toEqual([
      pigmentation.sessionIds[0],
    ]);
    expect(await list(`staffId=${clinic.staff.receptionist}`)).toEqual([]);
  });
});
