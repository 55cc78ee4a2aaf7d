/** What takes away the time of an appointment that was booked shows in its warnings: all that booking would refuse now, and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow, stocked } from '../../support/journey.js';
import { completeWith, runningSession } from '../products/journey.js';
import { everyDay, openClinic, sitting } from '../../support/place.js';

const at = (days: number, time: string): string => `${dayFromNow(days)}T${time}:00+05:30`;
const timeWarnings = [
  'staff-absent',
  'staff-not-working',
  'staff-role-changed',
  'location-closed',
  'no-dermatologist-in-the-house',
  'no-technician-in-the-house',
  'staff-inactive',
];

describe('the warnings of appointments', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const put = async (clinic: TestClinic, path: string, body: object): Promise<void> => {
    const { body: current } = await clinic.as('admin').get(path);
    const answer = await clinic.as('admin').put(path, body, { ifMatch: current.version as number });
    if (answer.status !== 200) throw new Error(answer.text);
  };
  const patch = async (clinic: TestClinic, path: string, body: object): Promise<void> => {
    const { body: current } = await clinic.as('admin').get(path);
    const answer = await clinic.as('admin').patch(path, body, { ifMatch: current.version as number });
    if (answer.status !== 200) throw new Error(answer.text);
  };
  const newPatient = async (clinic: TestClinic): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
  const hours = (clinic: TestClinic, role: 'dermatologist' | 'technician', spans: object[]) =>
    put(clinic, `/v1/staff/${clinic.staff[role]}/working-hours`, { spans });
  const leave = (clinic: TestClinic, role: 'dermatologist' | 'technician', from: string, to: string) =>
    clinic.as('admin').post(`/v1/staff/${clinic.staff[role]}/absences`, { from, to, kind: 'leave' });

  type Change = (clinic: TestClinic, locationId: string) => Promise<unknown>;
  const closed = { from: dayFromNow(1), to: dayFromNow(1), reason: 'Stocktaking' };
  const changes: [string, Change, string[]][] = [
    ['nothing', () => Promise.resolve(), []],
    ['leave of the only dermatologist', (clinic) => leave(clinic, 'dermatologist', at(1, '13:00'), at(1, '13:30')), ['no-dermatologist-in-the-house']],
    ['leave of the technician', (clinic) => leave(clinic, 'technician', at(1, '09:00'), at(1, '10:01')), ['staff-absent']],
    ['leave that ends as the sitting begins', (clinic) => leave(clinic, 'technician', at(1, '09:00'), at(1, '10:00')), []],
    [
      'other hours of the dermatologist',
      (clinic, locationId) =>
        hours(
          clinic,
          'dermatologist',
          everyDay.map((weekday) => ({ locationId, weekday, from: '09:00', to: '13:30' })),
        ),
      ['no-dermatologist-in-the-house'],
    ],
    ['hours that end the day before', (clinic, locationId) => hours(clinic, 'technician', everyDay.map((weekday) => ({ locationId, weekday, from: '09:00', to: '18:00', validTo: dayFromNow(0) }))), ['staff-not-working']], // prettier-ignore
    ['no hours any more', (clinic) => hours(clinic, 'dermatologist', []), ['no-dermatologist-in-the-house']],
    [
      'a dermatologist who left',
      (clinic) => patch(clinic, `/v1/staff/${clinic.staff.dermatologist}`, { status: 'inactive' }),
      ['no-dermatologist-in-the-house'],
    ],
    ['a dermatologist who is a technician now', (clinic) => patch(clinic, `/v1/staff/${clinic.staff.dermatologist}`, { role: 'technician' }), ['no-dermatologist-in-the-house']], // prettier-ignore
    [
      'a technician who is at the desk now',
      (clinic) => patch(clinic, `/v1/staff/${clinic.staff.technician}`, { role: 'receptionist' }),
      ['staff-role-changed'],
    ],
    ['a technician who left', (clinic) => patch(clinic, `/v1/staff/${clinic.staff.technician}`, { status: 'inactive' }), ['staff-inactive']],
    ['a closed day of the location', (clinic, locationId) => patch(clinic, `/v1/locations/${locationId}`, { closed: [closed] }), ['location-closed']],
    ['a closed day of the clinic', (clinic) => put(clinic, '/v1/clinic/opening-days', { followOpeningHours: true, closed: [closed] }), ['location-closed']],
    [
      'a public holiday',
      async (clinic, locationId) => {
        await put(clinic, '/v1/holiday-calendars/IN-HR', { holidays: [{ on: dayFromNow(1), name: 'A holiday' }] });
        await patch(clinic, `/v1/locations/${locationId}`, { holidayRegion: 'IN-HR' });
      },
      ['location-closed'],
    ],
  ];

  it.each(changes)('after %s', async (_case, change, expected) => {
    const clinic = await app.clinic();
    const { locationId, types } = await openClinic(clinic);
    const asked = { patientId: await newPatient(clinic), appointmentTypeId: types['micropigmentation-sitting'], startsAt: at(1, '10:00') };
    const { body: booked } = await clinic.as('receptionist').post('/v1/appointments', asked);
    expect(booked).toMatchObject({ status: 'booked', warnings: [], attendedBy: [{ id: clinic.staff.technician }] });
    const done = (await change(clinic, locationId)) as { body?: { appointments?: { id: string }[] } } | undefined;
    if (done?.body?.appointments) expect(done.body.appointments.map(({ id }) => id)).toEqual(expected.length > 0 ? [booked.id] : []);
    expect((await clinic.as('receptionist').get(`/v1/appointments/${booked.id}`)).body.warnings).toEqual(expected);
    const moved = await clinic.as('receptionist').post(`/v1/appointments/${booked.id}/move`, { startsAt: at(1, '10:00') }, { ifMatch: 1 });
    expect([moved.status >= 400, moved.text]).toEqual([expected.length > 0, moved.text]);
  });

  it('name nobody whose leave changes nothing: another dermatologist is in the house', async () => {
    const clinic = await app.clinic();
    const { locationId, types } = await openClinic(clinic);
    const { id: second } = await clinic.another('dermatologist');
    await put(clinic, `/v1/staff/${second}/working-hours`, { spans: everyDay.map((weekday) => ({ locationId, weekday, from: '09:00', to: '18:00' })) });
    const asked = { patientId: await newPatient(clinic), appointmentTypeId: types['micropigmentation-sitting'], startsAt: at(1, '10:00') };
    const { body: booked } = await clinic.as('receptionist').post('/v1/appointments', asked);
    const first = await leave(clinic, 'dermatologist', at(1, '09:00'), at(1, '18:00'));
    expect(first.body.appointments).toEqual([]);
    const { body: last } = await clinic.as('admin').post(`/v1/staff/${second}/absences`, { from: at(1, '12:00'), to: at(1, '13:00'), kind: 'illness' });
    expect((last.appointments as { id: string }[]).map(({ id }) => id)).toEqual([booked.id]);
    expect((await clinic.as('admin').get(`/v1/absences/${first.body.id}`)).body.appointments).toMatchObject([{ id: booked.id }]);
  });

  describe('are answered by what touches appointments:', () => {
    const book = async (clinic: TestClinic, patientId: string, days = 1): Promise<string> => {
      const { types } = await openClinic(clinic);
      const { body, text } = await clinic
        .as('receptionist')
        .post('/v1/appointments', { patientId, appointmentTypeId: types.consultation, startsAt: at(days, '10:00') });
      if (!body.id) throw new Error(text);
      return body.id as string;
    };
    const touched = (answer: { body: Record<string, unknown> }) =>
      ((answer.body.affectedAppointments ?? []) as { appointmentId: string; warnings: string[] }[]).map(({ appointmentId, warnings }) => [
        appointmentId,
        warnings,
      ]);

    it('the recall of a lot, those of whom it was used on, until the recall is withdrawn', async () => {
      const clinic = await app.clinic();
      const { lotId } = await stocked(clinic);
      const { sessionId, patientId } = await runningSession(clinic);
      await completeWith(clinic.as('dermatologist'), sessionId, [{ lotId, amount: 1, unit: 'mL' }]);
      const [theirs, another] = [await book(clinic, patientId), await book(clinic, await newPatient(clinic), 2)];
      const recalled = await clinic.as('dermatologist').post(`/v1/product-lots/${lotId}/recall`, { reason: 'Particles were found' }, { ifMatch: 1 });
      expect(touched(recalled)).toEqual([[theirs, ['lot-recalled']]]);
      const span = `from=${encodeURIComponent(at(0, '00:00'))}&to=${encodeURIComponent(at(9, '00:00'))}`;
      const list = (flag: boolean) => clinic.as('receptionist').get(`/v1/appointments?${span}&hasWarning=${flag}&status=booked`);
      expect([(await list(true)).body.items, (await list(false)).body.items]).toMatchObject([[{ id: theirs, warnings: ['lot-recalled'] }], [{ id: another }]]);
      // Whoever books now can know of the recall.
      expect((await clinic.as('receptionist').get(`/v1/appointments/${await book(clinic, patientId, 3)}`)).body.warnings).toEqual([]);
      await clinic.as('dermatologist').post(`/v1/product-lots/${lotId}/withdraw-recall`, { reason: 'An error of the maker' }, { ifMatch: 2 });
      expect((await list(true)).body.items).toEqual([]);
    });

    it('a hold, those of the sessions of the plan', async () => {
      const clinic = await app.clinic();
      const { planId, sessionIds } = await activePlan(clinic);
      const { types } = await openClinic(clinic);
      const { body: plan } = await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}`);
      const asked = { patientId: plan.patientId, appointmentTypeId: types['mesotherapy-session'], treatmentSessionId: sessionIds[0], startsAt: at(1, '10:00') };
      const { body: booked } = await clinic.as('receptionist').post('/v1/appointments', asked);
      const held = await clinic.as('dermatologist').post(`/v1/treatment-plans/${planId}/hold`, { reason: 'Wants to think' }, { ifMatch: 4 });
      expect(touched(held)).toEqual([[booked.id, ['plan-not-running']]]);
    });

    it('a merge, those of one person at the same time', async () => {
      const clinic = await app.clinic();
      const { locationId, types, rooms } = await openClinic(clinic);
      const [one, other] = [await newPatient(clinic), await newPatient(clinic)];
      const first = await book(clinic, one);
      const { body: second } = await clinic
        .as('receptionist')
        .post('/v1/appointments', { patientId: other, appointmentTypeId: types['micropigmentation-sitting'], startsAt: at(1, '09:00') });
      expect([locationId, rooms['scalp-micropigmentation']]).toEqual([second.locationId, second.roomId]);
      const merged = await clinic.as('dermatologist').post(`/v1/patients/${other}/merge`, { into: one, reason: 'Registered twice' }, { ifMatch: 1 });
      expect(touched(merged)).toEqual([
        [second.id, ['patient-booked-twice']],
        [first, ['patient-booked-twice']],
      ]);
    });
  });

  const anySpan = fc.record({
    from: fc.constantFrom('00:00', '00:30', '01:00', '01:15', '01:30', '01:45', '02:15', '02:30'),
    to: fc.constantFrom('02:45', '03:00', '03:15', '03:30', '03:45', '04:30', '08:00', '23:00'),
  });
  const anyChange = fc.record({ open: anySpan, dermatologist: anySpan, technician: anySpan, away: fc.option(fc.integer({ min: -2, max: 2 })) });

  it.each([
    ['Europe/Berlin', '2027-03-28'],
    ['America/New_York', '2027-11-07'],
    ['Australia/Lord_Howe', '2027-04-04'],
  ])('say what booking would refuse, in %s on the night of %s when the clocks change', async (timeZone, day) => {
    const clinic = await app.clinic();
    const admin = clinic.as('admin');
    const whole = { from: '00:00', to: '23:45' };
    const openingHours = ({ from, to }: { from: string; to: string }) =>
      Object.fromEntries(everyDay.map((weekday) => [weekday, [{ opens: from, closes: to }]]));
    const { body: location } = await admin.post('/v1/locations', { name: 'A place', timeZone, openingHours: openingHours(whole) });
    await admin.post('/v1/rooms', { locationId: location.id, name: 'Room', kind: 'treatment' });
    const { body: type } = await admin.post('/v1/appointment-types', { ...sitting, name: 'Sitting', roomKind: 'treatment', deviceKinds: [] });
    const everyday = (span: object) => everyDay.map((weekday) => ({ locationId: location.id as string, weekday, ...span }));
    for (const role of ['dermatologist', 'technician'] as const) await hours(clinic, role, everyday(whole));
    const start = Temporal.PlainDateTime.from(`${day}T01:30`).toZonedDateTime(timeZone, { disambiguation: 'earlier' }).toInstant();
    const startsAt = start.toString();
    const asked = { patientId: await newPatient(clinic), appointmentTypeId: type.id, locationId: location.id, startsAt };
    const { body: booked } = await clinic.as('receptionist').post('/v1/appointments', asked);
    const path = `/v1/appointments/${booked.id}`;
    const seen = new Set<boolean>();
    for (const change of fc.sample(anyChange, { numRuns: 20, seed: 20_261_201 })) {
      await patch(clinic, `/v1/locations/${location.id}`, { openingHours: openingHours(change.open) });
      for (const role of ['dermatologist', 'technician'] as const) await hours(clinic, role, everyday(change[role]));
      const away =
        change.away === null
          ? null
          : await leave(clinic, 'dermatologist', start.add({ hours: change.away }).toString(), start.add({ hours: change.away + 1 }).toString());
      const { body: read } = await clinic.as('receptionist').get(path);
      const moved = await clinic.as('receptionist').post(`${path}/move`, { startsAt }, { ifMatch: read.version as number });
      const warned = (read.warnings as string[]).filter((warning) => timeWarnings.includes(warning));
      expect([change, warned.length > 0, warned]).toEqual([change, moved.status !== 200, warned]);
      seen.add(moved.status === 200);
      if (away) await admin.post(`/v1/absences/${away.body.id}/cancel`, undefined, { ifMatch: 1 });
    }
    expect([...seen].sort()).toEqual([false, true]);
  });
});
