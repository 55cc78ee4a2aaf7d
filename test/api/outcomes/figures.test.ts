import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { addCohort, anchorOf, type Anchor, type Cohort } from './population.js';

const YEAR = 'from=2026-01-01&to=2026-12-31';

describe('the clinic’s figures', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let anchor: Anchor;

  const add = (cohort: Cohort) => addCohort(app, anchor, cohort);
  const ask = (query = YEAR) => clinic.as('admin').get(`/v1/outcome-figures?${query}`);
  const of = async (treatment: string, query = YEAR) =>
    ((await ask(query)).body.treatments as { treatment: string; densityChange: { region: string; protocolVersion: number }[] }[]).find(
      (item) => item.treatment === treatment,
    )!;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());
  /** A clinic in which nothing of the figures has happened yet. */
  const anew = async (): Promise<void> => {
    clinic = await app.clinic();
    anchor = await anchorOf(app, clinic);
  };

  describe('of many', () => {
    beforeAll(async () => {
      await anew();
      // 10 plans of mesotherapy: 6 to 8 sessions, 2 cancelled, density up by 2 n.
      await add({
        patients: 10,
        sessions: '6 + n % 3',
        noShows: 'CASE WHEN n <= 4 THEN 1 ELSE 0 END',
        completed: 'n <= 8',
        before: '100 + n',
        after: '100 + n + 2 * n',
        events: 'CASE WHEN n <= 2 THEN 2 ELSE 0 END',
      });
      await add({ patients: 6, protocolVersion: 2, before: '150', after: '140', startsAt: `'2026-02-01T10:00:00+05:30'` });
      await add({ patients: 5, treatment: 'scalp-micropigmentation', sessions: '3' });
      // Out of the period by a minute, on either side.
      await add({ patients: 7, sessions: '1', startsAt: `'2025-12-17T23:59:00+05:30'` });
      await add({ patients: 7, sessions: '1', startsAt: `'2026-12-18T00:00:00+05:30'` });
    }, 60_000);

    it('are sessions per plan: of completed ones, with mean, median and what lies around them', async () => {
      // Sessions of the plans 1 to 8: 7, 8, 6, 7, 8, 6, 7, 8; six more of 8.
      expect(await of('mesotherapy')).toMatchObject({
        sessionsPerPlan: {
          suppressed: false,
          people: 14,
          n: 14,
          mean: 7.5,
          interval: { low: 7.06, high: 7.94 },
          median: 8,
          quartiles: { low: 7, high: 8 },
          method: 'student-t',
          unit: '{sessions}',
        },
      });
    });

    it('are changes in density by the version of the protocol and the region', async () => {
      const { densityChange } = await of('mesotherapy');
      expect(densityChange).toEqual([
        // 2, 4, …, 16: standard deviation 4.899, t of 2.3646. The look of a year before, and that of long after, count for nothing.
        expect.objectContaining({
          protocolVersion: 1,
          region: 'vertex',
          n: 8,
          people: 8,
          mean: 9,
          interval: { low: 4.9, high: 13.1 },
          median: 9,
          quartiles: { low: 5.5, high: 12.5 },
        }),
        expect.objectContaining({ protocolVersion: 2, region: 'vertex', n: 6, mean: -10, interval: { low: -10, high: -10 }, unit: '/cm2' }),
      ]);
      expect((await of('scalp-micropigmentation')).densityChange).toEqual([]);
    });

    it('are events for a thousand sessions, exactly, and those of a hundred who did not come', async () => {
      // Sessions given: 7 + 8 + 6 + 7 + 8 + 6 + 7 + 8 + 6 + 7 = 70, 48 of version 2, and 7 that began on 18 December.
      expect(await of('mesotherapy')).toMatchObject({
        adverseEvents: {
          suppressed: false,
          count: 4,
          denominator: 125,
          people: 23,
          rate: 32,
          per: 1000,
          interval: { low: 8.72, high: 81.93 },
          method: 'poisson-exact',
        },
        seriousAdverseEvents: { count: 0, rate: 0, interval: { low: 0, high: 29.51 } },
        noShows: { count: 4, denominator: 129, people: 23, rate: 3.1, per: 100, interval: { low: 1.21, high: 7.7 }, method: 'wilson' },
        completion: { count: 14, denominator: 16, people: 16, rate: 87.5, interval: { low: 63.98, high: 96.5 } },
      });
    });

    it('are of one treatment where one is asked for, and of the clinic’s days', async () => {
      const { body } = await ask(`${YEAR}&treatment=scalp-micropigmentation`);
      expect(body).toMatchObject({ from: '2026-01-01', to: '2026-12-31', timeZone: 'Asia/Kolkata', fewestPeople: 5 });
      expect((body.treatments as { treatment: string }[]).map(({ treatment }) => treatment)).toEqual(['scalp-micropigmentation']);
      expect(body.treatments[0]).toMatchObject({
        sessionsPerPlan: { n: 5, mean: 3, people: 5 },
        completion: { rate: 100, interval: { low: 56.55, high: 100 } },
      });
      // The plans of December 2025 ended at 23:59 on the last day of the year, and their sessions were a fortnight before.
      expect(await of('mesotherapy', 'from=2025-12-31&to=2025-12-31')).toMatchObject({ sessionsPerPlan: { n: 7 }, noShows: { denominator: 0 } });
      expect(await of('mesotherapy', 'from=2025-12-17&to=2025-12-17')).toMatchObject({ sessionsPerPlan: { n: 0 }, noShows: { denominator: 7 } });
    });

    it('name nobody', async () => {
      const { text } = await ask();
      const [{ id }] = (await app.sql<{ id: string }>(`SELECT id FROM patients LIMIT 1`, [], clinic.id)) as [{ id: string }];
      expect(text).not.toContain(id);
      expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|Testperson/);
    });
  });

  it('say nothing of nobody, and hide what is of fewer than five people, even how many they are', async () => {
    await anew();
    expect(await of('mesotherapy')).toMatchObject({
      sessionsPerPlan: { suppressed: false, people: 0, n: 0, mean: null, interval: null },
      densityChange: [],
      completion: { suppressed: false, denominator: 0, rate: null },
    });
    await add({ patients: 4, before: '100', after: '120', events: '3', noShows: '1' });
    const hidden = { suppressed: true, people: null, interval: null };
    expect(await of('mesotherapy')).toMatchObject({
      sessionsPerPlan: { ...hidden, n: null, mean: null, median: null, quartiles: null },
      densityChange: [{ ...hidden, protocolVersion: 1, region: 'vertex', n: null, mean: null }],
      adverseEvents: { ...hidden, count: null, denominator: null, rate: null },
      seriousAdverseEvents: hidden,
      noShows: { ...hidden, count: null },
      completion: { ...hidden, rate: null },
    });
    await add({ patients: 1, before: '100', after: '130' });
    expect(await of('mesotherapy')).toMatchObject({ densityChange: [{ suppressed: false, n: 5, mean: 22 }], noShows: { count: 4, denominator: 44 } });
  }, 60_000);

  it('leave out what was entered in error, and a look that belongs to the next plan', async () => {
    await anew();
    await add({ patients: 5, before: '100', after: '120', events: '1' });
    await app.sql(`UPDATE adverse_events SET error_reason = 'x', error_by = recorded_by, error_at = now(), version = version + 1`, [], clinic.id);
    expect(await of('mesotherapy')).toMatchObject({ adverseEvents: { count: 0, denominator: 40 }, densityChange: [{ n: 5 }] });
    // Each patient begins another plan an hour before the look that came after.
    await app.sql(
      `WITH plans AS (SELECT p.*, gen_random_uuid() AS other FROM treatment_plans p WHERE status = 'completed'), next AS (
         INSERT INTO treatment_plans (id, patient_id, treatment, consultation_id, check_id, status, areas, protocol_version, sessions, interval_days, start_on,
           consent_id, created_by, created_at, updated_at)
         SELECT other, patient_id, treatment, consultation_id, check_id, 'active', '[]', 1, 8, 14, start_on, consent_id, created_by, created_at, updated_at FROM plans
       )
       INSERT INTO treatment_sessions (id, plan_id, patient_id, treatment, number, status, scheduled_on, started_at, check_id, performed_by, created_at, updated_at)
       SELECT gen_random_uuid(), other, patient_id, treatment, 1, 'in-progress', start_on, created_at + interval '112 days', check_id, created_by, created_at, created_at FROM plans`,
      [],
      clinic.id,
    );
    expect(await of('mesotherapy')).toMatchObject({ sessionsPerPlan: { n: 5 }, densityChange: [] });
  }, 60_000);

  it('are of a period that ends after it began, and is named whole', async () => {
    await anew();
    const errors = async (query: string) =>
      ((await ask(query)).body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(await errors('from=2026-02-01&to=2026-01-31')).toEqual(['?to out-of-range']);
    expect(await errors('from=2010-01-01&to=2026-01-31')).toEqual(['?to out-of-range']);
    expect(await errors('from=2026-02-30&treatment=surgery')).toEqual(expect.arrayContaining(['?from invalid-date', '?to required', '?treatment not-allowed']));
    expect((await ask('from=2026-02-01&to=2026-02-01')).status).toBe(200);
  });

  it('are the dermatologist’s and the administrator’s, of their own clinic, and leave an entry that names no patient', async () => {
    await anew();
    await add({ patients: 6 });
    const path = `/v1/outcome-figures?${YEAR}`;
    for (const role of ['technician', 'receptionist', 'auditor'] as const) expect([role, (await clinic.as(role).get(path)).status]).toEqual([role, 403]);
    expect((await (await clinic.asClient(['plan.read', 'patient.read', 'audit.read'])).get(path)).status).toBe(403);
    const [own, other] = [await clinic.as('dermatologist').get(path), await (await app.clinic()).as('dermatologist').get(path)];
    expect([own.body.treatments[0].completion.denominator, other.body.treatments[0].completion.denominator]).toEqual([6, 0]);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?actorId=${clinic.staff.dermatologist}&limit=200`);
    const entries = (body.items as { action: string; patientId: string | null }[]).filter(({ action }) => action === 'figures.read');
    expect(entries.map(({ patientId }) => patientId)).toEqual([null]);
  });
});
