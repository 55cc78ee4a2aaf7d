import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { getWeekday, weekdays } from '../../../src/kernel/day.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow } from '../../support/journey.js';

const path = '/v1/clinic/opening-days';
/** Every day but Sunday. */
const usualHours = Object.fromEntries(weekdays.filter((day) => day !== 'sunday').map((day) => [day, [{ opens: '10:00', closes: '19:00' }]]));
const holiday = { from: '2026-11-08', to: '2026-11-10', reason: 'Diwali' };

describe('the opening days of a clinic', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    clinic = await app.clinic({ openingHours: usualHours });
  });

  it('are those with opening hours until the clinic says otherwise, and all where it has none', async () => {
    const before = await clinic.as('receptionist').get(path);
    const mondayToSaturday = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
    expect([before.headers.etag, before.body]).toEqual(['"0"', { followOpeningHours: true, closed: [], weekdays: mondayToSaturday, version: 0 }]);
    const never = await app.clinic({ openingHours: {} });
    expect((await never.as('admin').get(path)).body.weekdays).toHaveLength(7);
    const admin = clinic.as('admin');
    const changed = await admin.put(path, { followOpeningHours: true, closed: [holiday] }, { ifMatch: 0 });
    expect(changed.body).toMatchObject({ closed: [holiday], version: 1 });
    expect(changed.body.weekdays).not.toContain('sunday');
    await admin.patch('/v1/clinic', { openingHours: { saturday: null } }, { ifMatch: 1 });
    expect((await admin.get(path)).body.weekdays).toEqual(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']);
    const everyDay = await admin.put(path, { followOpeningHours: false, closed: [] }, { ifMatch: 1 });
    expect(everyDay.body).toMatchObject({ closed: [], weekdays: expect.arrayContaining(['sunday']), version: 2 });
  });

  it('hold for sessions unless the clinic says otherwise: none is planned on a day without hours, moved there, or begun there unnoticed', async () => {
    const nextSunday = Array.from({ length: 7 }, (_, days) => dayFromNow(14 + days)).find((day) => getWeekday(day) === 'sunday')!;
    const { sessionIds, planId } = await activePlan(clinic);
    const sessions = (await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/sessions`)).body.items as { scheduledOn: string }[];
    expect(sessions.filter(({ scheduledOn }) => getWeekday(scheduledOn) === 'sunday')).toEqual([]);
    const move = (ifMatch: number) => clinic.as('dermatologist').patch(`/v1/treatment-sessions/${sessionIds[1]}`, { scheduledOn: nextSunday }, { ifMatch });
    expect((await move(1)).body.errors).toMatchObject([{ pointer: '/scheduledOn', code: 'not-open', detail: expect.stringContaining('closed on sundays') }]);
    const closedToday = { followOpeningHours: false, closed: [{ from: dayFromNow(0), to: dayFromNow(0), reason: 'Stocktaking' }] };
    expect((await clinic.as('admin').put(path, closedToday, { ifMatch: 0 })).status).toBe(200);
    expect((await move(1)).body.scheduledOn).toBe(nextSunday);
    const { items } = (await clinic.as('dermatologist').get(`/v1/treatment-sessions/${sessionIds[0]}/checklist`)).body as { items: { key: string }[] };
    expect(items.find(({ key }) => key === 'clinic-open')).toMatchObject({ state: 'open', blocking: false, detail: expect.stringContaining('Stocktaking') });
  });

  it('are changed by an admin alone, at the newest version, and one of two at once wins', async () => {
    const body = { followOpeningHours: true, closed: [] };
    expect((await clinic.as('dermatologist').put(path, body, { ifMatch: 0 })).status).toBe(403);
    expect((await clinic.as('admin').put(path, body)).status).toBe(428);
    expect((await clinic.as('admin').put(path, body, { ifMatch: 1 })).status).toBe(412);
    const both = await Promise.all([1, 2].map(() => clinic.as('admin').put(path, body, { ifMatch: 0 })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('are refused when they are none', async () => {
    const closed = [{ ...holiday, to: '2026-11-07' }, { ...holiday, to: '2028-11-07' }, holiday];
    const response = await clinic.as('admin').put(path, { followOpeningHours: true, closed }, { ifMatch: 0 });
    expect((response.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/closed/0/to', 'before-from'],
      ['/closed/1/to', 'too-long'],
    ]);
    const wrong = await clinic.as('admin').put(path, { closed: [{ from: '2026-02-30', to: '2026-03-01', reason: '' }] }, { ifMatch: 0 });
    expect((wrong.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/closed/0/from',
      '/closed/0/reason',
      '/followOpeningHours',
    ]);
    expect((await clinic.as('admin').get(path)).body.version).toBe(0);
  });

  it('of another clinic are its own', async () => {
    await clinic.as('admin').put(path, { followOpeningHours: true, closed: [holiday] }, { ifMatch: 0 });
    expect((await (await app.clinic()).as('admin').get(path)).body).toMatchObject({ closed: [], version: 0 });
  });
});

describe('the working days of a person', () => {
  it('are kept, may be forgotten again, and are weekdays', async () => {
    const app = await startApp();
    try {
      const clinic = await app.clinic();
      const path = `/v1/staff/${clinic.staff.dermatologist}`;
      const admin = clinic.as('admin');
      expect((await admin.get(path)).body.workingDays).toBeNull();
      expect((await admin.patch(path, { workingDays: ['monday', 'friday'] }, { ifMatch: 1 })).body.workingDays).toEqual(['monday', 'friday']);
      for (const workingDays of [[], ['someday'], ['monday', 'monday'], 'monday']) {
        expect([workingDays, (await admin.patch(path, { workingDays }, { ifMatch: 2 })).status]).toEqual([workingDays, 400]);
      }
      expect((await admin.patch(path, { workingDays: null }, { ifMatch: 2 })).body.workingDays).toBeNull();
    } finally {
      await app.stop();
    }
  });
});
