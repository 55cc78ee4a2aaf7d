import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { aPlace, everyDay, type Place } from '../../support/place.js';

interface Day {
  on: string;
  slots: { startsAt: string; endsAt: string; staffIds: string[]; roomId: string | null; deviceIds: string[] }[];
  emptyBecause: string[];
}

describe('availability', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let place: Place;

  beforeAll(async () => {
    app = await startApp();
  });
  beforeEach(async () => {
    clinic = await app.clinic();
    place = await aPlace(clinic);
  });
  afterAll(() => app.stop());

  const admin = () => clinic.as('admin');
  const setHours = async (role: 'technician' | 'dermatologist', from: string, to: string, locationId = place.locationId) => {
    const path = `/v1/staff/${clinic.staff[role]}/working-hours`;
    const { body } = await admin().get(path);
    const spans = everyDay.map((weekday) => ({ locationId, weekday, from, to }));
    const answer = await admin().put(path, { spans }, { ifMatch: body.version as number });
    expect(answer.status).toBe(200);
  };
  const staffed = async () => {
    await setHours('technician', '10:00', '13:00');
    await setHours('dermatologist', '10:00', '12:00');
  };
  const ask = (query: Record<string, string>, by = clinic.as('receptionist')) =>
    by.get(
      `/v1/availability?${new URLSearchParams({ appointmentTypeId: place.appointmentTypeId, from: '2030-01-07', to: '2030-01-07', stepMinutes: '30', ...query }).toString()}`,
    );
  const find = async (query: Record<string, string> = {}): Promise<Day[]> => {
    const { status, body } = await ask(query);
    expect(status).toBe(200);
    expect(body.locationId).toBe(query.locationId ?? place.locationId);
    return body.days as Day[];
  };

  it('answers the times at which everybody and everything is there, in UTC, with who and what they take', async () => {
    await staffed();
    const [day] = await find();
    expect(day).toEqual({
      on: '2030-01-07',
      slots: ['04:30', '05:00', '05:30'].map((time, index) => ({
        startsAt: `2030-01-07T${time}:00.000Z`,
        endsAt: `2030-01-07T${['05:30', '06:00', '06:30'][index]}:00.000Z`,
        staffIds: [clinic.staff.technician],
        roomId: place.roomId,
        deviceIds: [place.deviceId],
      })),
      emptyBecause: [],
    });
  });

  it('says why a day is empty', async () => {
    expect((await find())[0]).toEqual({ on: '2030-01-07', slots: [], emptyBecause: ['no-dermatologist-in-the-house', 'no-technician-works'] });
    await staffed();
    await admin().patch(`/v1/rooms/${place.roomId}`, { status: 'retired' }, { ifMatch: 1 });
    expect((await find())[0]!.emptyBecause).toEqual(['no-room']);
  });

  it('keeps absences, until they are cancelled', async () => {
    await staffed();
    const away = { from: '2030-01-07T11:00:00+05:30', to: '2030-01-07T13:00:00+05:30', kind: 'leave' };
    const { body: absence } = await admin().post(`/v1/staff/${clinic.staff.technician}/absences`, away);
    expect((await find())[0]!.slots.map(({ startsAt }) => startsAt)).toEqual(['2030-01-07T04:30:00.000Z']);
    expect((await admin().post(`/v1/absences/${absence.id}/cancel`, undefined, { ifMatch: 1 })).body.cancelledAt).not.toBeNull();
    expect((await find())[0]!.slots).toHaveLength(3);
    expect((await admin().post(`/v1/absences/${absence.id}/cancel`, undefined, { ifMatch: 2 })).body).toMatchObject({ type: '/problems/invalid-transition' });
  });

  it('keeps public holidays of the region, closed days of the location and of the clinic', async () => {
    await staffed();
    await admin().put('/v1/holiday-calendars/IN-HR', { holidays: [{ on: '2030-01-07', name: 'Example' }] }, { ifMatch: 0 });
    const days = { from: '2030-01-07', to: '2030-01-10' };
    const listEmpty = async () => (await find(days)).filter(({ emptyBecause }) => emptyBecause.includes('closed')).map(({ on }) => on);
    expect(await listEmpty()).toEqual([]);
    const closed = [{ from: '2030-01-08', to: '2030-01-08', reason: 'Painting' }];
    await admin().patch(`/v1/locations/${place.locationId}`, { holidayRegion: 'IN-HR', closed }, { ifMatch: 1 });
    await admin().put(
      '/v1/clinic/opening-days',
      { followOpeningHours: false, closed: [{ from: '2030-01-09', to: '2030-01-09', reason: 'Move' }] },
      { ifMatch: 0 },
    );
    expect(await listEmpty()).toEqual(['2030-01-07', '2030-01-08', '2030-01-09']);
  });

  it('counts the hours of a location in its own time zone, through the change of the clocks', async () => {
    await staffed();
    await admin().patch(`/v1/locations/${place.locationId}`, { timeZone: 'Europe/Berlin' }, { ifMatch: 1 });
    const days = await find({ from: '2030-03-30', to: '2030-03-31' });
    expect(days.map(({ slots }) => slots[0]!.startsAt)).toEqual(['2030-03-30T09:00:00.000Z', '2030-03-31T08:00:00.000Z']);
  });

  it('needs to be told the location where there are several, and looks at people at that one alone', async () => {
    await staffed();
    const { locationId } = await aPlace(clinic);
    expect((await ask({})).body).toMatchObject({ status: 400, errors: [{ pointer: '?locationId', code: 'required' }] });
    expect((await find({ locationId: place.locationId }))[0]!.slots).toHaveLength(3);
    expect((await find({ locationId }))[0]!.emptyBecause).toContain('no-technician-works');
  });

  it('looks for a certain person, and refuses one who takes no part', async () => {
    await staffed();
    expect((await find({ staffId: clinic.staff.technician }))[0]!.slots).toHaveLength(3);
    expect((await ask({ staffId: clinic.staff.receptionist })).body).toMatchObject({ status: 400, errors: [{ pointer: '?staffId', code: 'unknown-staff' }] });
  });

  it('refuses a span that ends before it begins, one that is too long, and what another clinic has', async () => {
    const other = await aPlace(await app.clinic());
    for (const [query, pointer, code] of [
      [{ to: '2030-01-06' }, '?to', 'before-from'],
      [{ to: '2030-05-01' }, '?to', 'too-long'],
      [{ appointmentTypeId: other.appointmentTypeId }, '?appointmentTypeId', 'unknown-appointment-type'],
      [{ locationId: other.locationId }, '?locationId', 'unknown-location'],
    ] as const)
      expect((await ask(query)).body).toMatchObject({ status: 400, errors: [{ pointer, code }] });
    expect((await ask({}, clinic.as('auditor'))).status).toBe(403);
  });
});
