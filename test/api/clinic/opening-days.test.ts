import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

const path = '/v1/clinic/opening-days';
const holiday = { from: '2026-11-08', to: '2026-11-10', reason: 'Diwali' };

describe('the opening days of a clinic', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    clinic = await app.clinic();
  });

  it('are all days until the clinic says otherwise, and then those with opening hours', async () => {
    const before = await clinic.as('receptionist').get(path);
    expect([before.headers.etag, before.body]).toEqual(['"0"', { followOpeningHours: false, closed: [], weekdays: expect.any(Array), version: 0 }]);
    expect(before.body.weekdays).toHaveLength(7);
    const admin = clinic.as('admin');
    const changed = await admin.put(path, { followOpeningHours: true, closed: [holiday] }, { ifMatch: 0 });
    expect(changed.body).toMatchObject({ closed: [holiday], version: 1 });
    expect(changed.body.weekdays).not.toContain('sunday');
    await admin.patch('/v1/clinic', { openingHours: { saturday: null } }, { ifMatch: 1 });
    expect((await admin.get(path)).body.weekdays).toEqual(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']);
    expect((await admin.put(path, { followOpeningHours: false, closed: [] }, { ifMatch: 1 })).body).toMatchObject({ closed: [], version: 2 });
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
