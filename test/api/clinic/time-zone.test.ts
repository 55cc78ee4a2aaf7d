/** A clinic is at a place, whose zone its days follow; a zone that is wrong all the same never stops anything. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { activePlan, dayFromNow, prepare, stocked } from '../../support/journey.js';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { ForwardClock } from '../../support/second-factor.js';
import { completeWith, runningSession } from '../products/journey.js';

describe('the time zone of a clinic', () => {
  const clock = new ForwardClock();
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ clock });
  });
  afterAll(() => app.stop());

  it.each(['IST', 'EST', 'UTC', 'GMT', 'Etc/GMT+5', 'Etc/UTC', '+05:30', 'US/Eastern', 'Japan', 'Asia/Atlantis', 'asia/kolkata', ''])(
    'is not %j',
    async (timeZone) => {
      const clinic = await app.clinic();
      const refused = await clinic.as('admin').patch('/v1/clinic', { timeZone }, { ifMatch: 1 });
      expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/timeZone' }]]);
      expect((await clinic.as('admin').get('/v1/clinic')).body.timeZone).toBe('Asia/Kolkata');
    },
  );

  it.each(['Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Europe/Kyiv', 'Atlantic/Reykjavik'])('may be %s', async (timeZone) => {
    const changed = await (await app.clinic()).as('admin').patch('/v1/clinic', { timeZone }, { ifMatch: 1 });
    expect([changed.status, changed.body.timeZone]).toEqual([200, timeZone]);
  });

  it('that nothing knows stops no check, no session, no document; whoever looks sees it, and mends it', async () => {
    const clinic = await app.clinic();
    await app.sql(`UPDATE clinics SET time_zone = 'Asia/Atlantis', version = version + 1`, [], clinic.id);
    // Its days are those of UTC. So UTC has to be at the day that the helpers take for today, which is India's.
    const indiaAhead = 5.5 * 3_600;
    clock.forward(indiaAhead);
    const dermatologist = clinic.as('dermatologist');
    const { patientId } = await prepare(clinic);
    const checked = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: dayFromNow(1) });
    expect(checked.status).toBe(201);
    const { planId, sessionIds } = await activePlan(clinic);
    const session = `/v1/treatment-sessions/${sessionIds[0]}`;
    const steps = [
      await dermatologist.get(`${session}/checklist`),
      await dermatologist.post(`${session}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 }),
      await dermatologist.post(`${session}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 }),
      await dermatologist.get(`/v1/contraindication-checks/${checked.body.id}/explanation`),
      await dermatologist.get(`/v1/treatment-plans/${planId}/care-instructions/calendar`),
      await dermatologist.get(`/v1/treatment-plans/${planId}/document`),
      await dermatologist.get(`/v1/patients/${patientId}/export`),
      await dermatologist.get('/v1/outcome-figures?from=2026-01-01&to=2026-12-31'),
      await dermatologist.get('/v1/adverse-events/report?from=2026-01-01&to=2026-12-31&groupBy=month'),
    ];
    expect(steps.map(({ status }) => status)).toEqual(steps.map(() => 200));
    expect((await clinic.as('admin').get('/v1/clinic')).body.timeZone).toBe('Asia/Atlantis');
    expect((await clinic.as('admin').patch('/v1/clinic', { name: 'Renamed' }, { ifMatch: 2 })).body.errors).toMatchObject([{ pointer: '/timeZone' }]);
    expect((await clinic.as('admin').patch('/v1/clinic', { timeZone: 'Asia/Kolkata' }, { ifMatch: 2 })).status).toBe(200);
    clock.forward(-indiaAhead);
  });

  it('that PostgreSQL does not know stops no use of a lot, and no schedule of any clinic', async () => {
    const clinic = await app.clinic();
    const { lotId } = await stocked(clinic);
    const { sessionId } = await runningSession(clinic);
    await app.sql(`UPDATE clinics SET time_zone = 'Asia/Atlantis', version = version + 1`, [], clinic.id);
    expect((await completeWith(clinic.as('dermatologist'), sessionId, [{ lotId, amount: 1, unit: 'mL' }])).status).toBe(200);
    const daily = JSON.stringify([{ name: 'of-a-test', kind: 'of-a-test', input: {}, permission: 'audit.read', dailyAt: '03:00' }]);
    expect(await app.sql('SELECT enqueue_scheduled_jobs($1::jsonb, now()) AS enqueued', [daily], clinic.id)).toEqual([{ enqueued: 0 }]);
    const next = `SELECT next_run('2026-11-30T02:00:00Z', NULL, '03:00', zone) AS at FROM unnest(ARRAY['Asia/Atlantis', 'UTC']) zone`;
    const [unknown, utc] = await app.sql<{ at: Date }>(next, [], clinic.id);
    expect(unknown).toEqual(utc);
  });

  it('is held to the same by the database', async () => {
    const clinic = await app.clinic();
    await expect(app.sql(`UPDATE clinics SET time_zone = 'IST', version = version + 1`, [], clinic.id)).rejects.toMatchObject({
      constraint: 'clinics_time_zone',
    });
  });
});

describe('the opening hours of a clinic', () => {
  it('end after they began', async () => {
    const app = await startApp();
    const clinic = await app.clinic();
    const openingHours = { monday: [{ opens: '18:00', closes: '10:00' }], tuesday: [{ opens: '10:00', closes: '10:00' }] };
    const refused = await clinic.as('admin').patch('/v1/clinic', { openingHours }, { ifMatch: 1 });
    expect((refused.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/openingHours/monday/0/closes ends-before-it-began',
      '/openingHours/tuesday/0/closes ends-before-it-began',
    ]);
    await app.stop();
  });
});
