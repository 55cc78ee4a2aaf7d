import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { aPlace, sitting, type Place } from '../../support/place.js';

const ABSENT = '01936f00-0000-7000-8000-00000000dead';

describe('locations, rooms, devices, types and hours', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let place: Place;
  let foreign: Place;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    place = await aPlace(clinic);
    foreign = await aPlace(await app.clinic());
  });
  afterAll(() => app.stop());

  const admin = () => clinic.as('admin');
  const hours = () => `/v1/staff/${clinic.staff.technician}/working-hours`;
  const span = (changes: object = {}) => ({ locationId: place.locationId, weekday: 'monday', from: '10:00', to: '14:00', ...changes });

  it('are read as they were written, and change by their version', async () => {
    const paths = {
      [`/v1/locations/${place.locationId}`]: { name: randomUUID(), timeZone: 'Asia/Kolkata', address: { city: 'Gurugram' }, phone: '+91 124 400 0000' },
      [`/v1/rooms/${place.roomId}`]: { name: 'Chair by the window', kind: 'treatment' },
      [`/v1/devices/${place.deviceId}`]: { name: 'Machine 9', kind: 'trichoscope', serialNumber: 'SN-1' },
      [`/v1/appointment-types/${place.appointmentTypeId}`]: { name: randomUUID(), durationMinutes: 90, roomKind: null, deviceKinds: ['trichoscope', 'camera'] },
    };
    for (const [path, changes] of Object.entries(paths)) {
      expect((await admin().patch(path, changes)).status).toBe(428);
      expect((await admin().patch(path, changes, { ifMatch: 1 })).body).toMatchObject({ ...changes, version: 2 });
      expect((await admin().patch(path, changes, { ifMatch: 1 })).status).toBe(412);
      expect((await clinic.as('receptionist').get(path)).body).toMatchObject({ ...changes, version: 2 });
      expect((await admin().patch(path, { status: 'retired' }, { ifMatch: 2 })).body).toMatchObject({ ...changes, status: 'retired', version: 3 });
    }
  });

  it('are listed by kind and location, page by page', async () => {
    const { locationId } = await aPlace(clinic);
    const room = async (kind: string) => (await admin().post('/v1/rooms', { locationId, name: randomUUID(), kind })).body.id as string;
    const rooms = [await room('consultation'), await room('treatment'), await room('consultation')];
    const found = await clinic.as('technician').get(`/v1/rooms?locationId=${locationId}&kind=consultation&count=true&limit=1`);
    expect(found.body).toMatchObject({ items: [{ id: rooms[0] }], total: 2 });
    const rest = await clinic.as('technician').get(`/v1/rooms?locationId=${locationId}&kind=consultation&limit=1&cursor=${found.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ id: rooms[2] }], nextCursor: null });
  });

  it('are listed with everything else of their kind, to those who plan', async () => {
    await admin().put('/v1/holiday-calendars/NP', { holidays: [{ on: '2026-11-08', name: 'Tihar' }] }, { ifMatch: 0 });
    const absences = `/v1/staff/${clinic.staff.technician}/absences`;
    const lists = {
      '/v1/locations': place.locationId,
      '/v1/devices': place.deviceId,
      '/v1/appointment-types': place.appointmentTypeId,
      [absences]: place.absenceId,
    };
    for (const [path, id] of Object.entries(lists)) {
      const { body } = await clinic.as('receptionist').get(`${path}?count=true`);
      expect(body.items.map((item: { id: string }) => item.id)).toContain(id);
      expect(body.total).toBe(body.items.length);
      expect((await clinic.as('auditor').get(path)).status).toBe(403);
    }
    expect((await clinic.as('receptionist').get(`${absences}?from=2026-01-02T00:00:00Z`)).body.items).toEqual([]);
    expect((await clinic.as('receptionist').get(`/v1/absences/${place.absenceId}`)).body).toMatchObject({ kind: 'leave', recordedBy: admin().actor });
    const calendars = await clinic.as('receptionist').get('/v1/holiday-calendars');
    expect(calendars.body.items).toContainEqual({ region: 'NP', holidays: [{ on: '2026-11-08', name: 'Tihar' }], version: 1 });
    expect((await clinic.as('receptionist').get('/v1/holiday-calendars/nepal')).status).toBe(404);
  });

  it.each<[string, () => [string, object, object]]>([
    [
      'a name that is taken',
      () => ['/v1/rooms', { locationId: place.locationId, name: 'Room of two', kind: 'other' }, { status: 409, type: '/problems/conflict' }],
    ],
    [
      'a location of another clinic',
      () => ['/v1/devices', { locationId: foreign.locationId, name: 'x', kind: 'camera' }, { errors: [{ pointer: '/locationId', code: 'unknown-location' }] }],
    ],
    [
      'a location that is not there',
      () => ['/v1/rooms', { locationId: ABSENT, name: 'x', kind: 'other' }, { errors: [{ pointer: '/locationId', code: 'unknown-location' }] }],
    ],
    ['a kind of a device for a room', () => ['/v1/rooms', { locationId: place.locationId, name: 'x', kind: 'camera' }, { errors: [{ pointer: '/kind' }] }]],
    ['a time zone without a place', () => ['/v1/locations', { name: 'x', timeZone: 'UTC' }, { errors: [{ pointer: '/timeZone', code: 'not-time-zone' }] }]],
    [
      'closed days that end before they begin',
      () => [
        '/v1/locations',
        { name: 'x', closed: [{ from: '2026-12-02', to: '2026-12-01', reason: 'x' }] },
        { errors: [{ pointer: '/closed/0/to', code: 'before-from' }] },
      ],
    ],
    [
      'hours that close before they open',
      () => [
        '/v1/locations',
        { name: 'x', openingHours: { monday: [{ opens: '12:00', closes: '11:00' }] } },
        { errors: [{ pointer: '/openingHours/monday/0/closes' }] },
      ],
    ],
    ['a region that cannot be', () => ['/v1/locations', { name: 'x', holidayRegion: 'Haryana' }, { errors: [{ pointer: '/holidayRegion' }] }]],
    ['a type without anybody', () => ['/v1/appointment-types', { ...sitting, name: 'x', staffRoles: [] }, { errors: [{ pointer: '/staffRoles' }] }]],
    [
      'a type with a receptionist',
      () => ['/v1/appointment-types', { ...sitting, name: 'x', staffRoles: ['receptionist'] }, { errors: [{ pointer: '/staffRoles/0' }] }],
    ],
    ['a type of no length', () => ['/v1/appointment-types', { ...sitting, name: 'x', durationMinutes: 0 }, { errors: [{ pointer: '/durationMinutes' }] }]],
    [
      'an absence that ends before it begins',
      () => [
        `/v1/staff/${clinic.staff.technician}/absences`,
        { from: '2026-12-02T00:00:00Z', to: '2026-12-01T00:00:00Z', kind: 'leave' },
        { errors: [{ pointer: '/to', code: 'ends-before-it-began' }] },
      ],
    ],
    [
      'an absence of nobody',
      () => [`/v1/staff/${ABSENT}/absences`, { from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z', kind: 'leave' }, { status: 404 }],
    ],
  ])('refuse %s', async (_case, make) => {
    const [path, body, problem] = make();
    if (path === '/v1/rooms' && 'name' in body && body.name === 'Room of two') expect((await admin().post(path, body)).status).toBe(201);
    expect((await admin().post(path, body)).body).toMatchObject(problem);
  });

  it('of a person are one place at a time, at locations of the clinic', async () => {
    for (const [spans, error] of [
      [[span(), span({ from: '13:00', to: '15:00' })], { pointer: '/spans/1', code: 'overlaps' }],
      [[span({ to: '09:00' })], { pointer: '/spans/0/to', code: 'ends-before-it-began' }],
      [[span({ validFrom: '2026-12-02', validTo: '2026-12-01' })], { pointer: '/spans/0/validTo', code: 'before-from' }],
      [[span({ locationId: foreign.locationId })], { pointer: '/spans/0/locationId', code: 'unknown-location' }],
    ] as const)
      expect((await admin().put(hours(), { spans }, { ifMatch: 0 })).body).toMatchObject({ status: 400, errors: [error] });
    const later = [span({ validTo: '2026-11-30' }), span({ from: '13:00', to: '15:00', validFrom: '2026-12-01' })];
    expect((await admin().put(hours(), { spans: later }, { ifMatch: 0 })).body).toMatchObject({ version: 1 });
    expect((await clinic.as('receptionist').get(hours())).body.spans).toHaveLength(2);
  });

  it('are set for the first time once, whoever asks at the same moment', async () => {
    const path = `/v1/staff/${clinic.staff.dermatologist}/working-hours`;
    const answers = await Promise.all(Array.from({ length: 6 }, () => admin().put(path, { spans: [span()] }, { ifMatch: 0 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
    const calendars = await Promise.all(Array.from({ length: 6 }, () => admin().put('/v1/holiday-calendars/DE-BY', { holidays: [] }, { ifMatch: 0 })));
    expect(calendars.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  it('of a region have each day once', async () => {
    const holidays = [
      { on: '2026-11-08', name: 'Diwali' },
      { on: '2026-11-08', name: 'Deepavali' },
    ];
    const answer = await admin().put('/v1/holiday-calendars/IN', { holidays }, { ifMatch: 0 });
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/holidays/1/on', code: 'holiday-twice' }] });
    expect((await admin().get('/v1/holiday-calendars/IN')).body).toEqual({ region: 'IN', holidays: [], version: 0 });
  });
});
