/** Calendars by subscription: an address without other credentials, which names no patient and ends at once. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow } from '../../support/journey.js';
import { anAppointment, openClinic, type StaffedClinic } from '../../support/place.js';

describe('a calendar by subscription', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let open: StaffedClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    open = await openClinic(clinic);
  });
  afterAll(() => app.stop());

  const newPatient = async (): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id as string;
  const subscribe = (body: object) => clinic.as('admin').post('/v1/calendar-subscriptions', body);
  const pathOf = (address: string): string => new URL(address).pathname;
  const read = (address: string, ifNoneMatch?: string) => app.nobody.get(pathOf(address), ifNoneMatch === undefined ? {} : { ifNoneMatch });
  const parse = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));

  it('tells when a person is taken, and what was cancelled; never of whom', async () => {
    const { body, status } = await subscribe({ staffId: clinic.staff.dermatologist });
    expect([status, body.address]).toEqual([201, expect.stringMatching(/\/v1\/calendars\/[\w-]{22}\.[\w-]{43}\.ics$/)]);
    const address = body.address as string;
    const empty = await read(address);
    expect([empty.status, empty.headers['content-type']]).toEqual([200, expect.stringContaining('text/calendar')]);
    expect(parse(empty.text)).toHaveLength(1);
    const id = await anAppointment(clinic, await newPatient(), { note: 'Needs the step-free entrance' });
    const { text, headers } = await read(address);
    const [event] = parse(text);
    expect([event!.uid, event!.summary, event!.startDate.toJSDate().toISOString()]).toEqual([
      `appointment-${id}@hairline`,
      'Busy',
      new Date(`${dayFromNow(1)}T10:00:00+05:30`).toISOString(),
    ]);
    expect(text).not.toMatch(/Asha|Testperson|P0000|consultation|step-free/i);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect((await read(address, headers.etag)).status).toBe(304);
    await clinic.as('receptionist').post(`/v1/appointments/${id}/cancel`, { initiator: 'patient' }, { ifMatch: 1 });
    const after = await read(address, headers.etag);
    expect([after.status, after.text.includes('STATUS:CANCELLED'), after.text.includes('SEQUENCE:2')]).toEqual([200, true, true]);
    const { body: used } = await clinic.as('admin').get(`/v1/calendar-subscriptions/${body.id}`);
    expect([used.lastUsedAt, used.address]).toEqual([expect.any(String), undefined]);
    const audited = await app.sql(`SELECT count(*)::integer AS n FROM audit_events WHERE action = 'calendar.read'`, [], clinic.id);
    expect(audited).toEqual([{ n: 1 }]);
    expect(
      await app.sql(`SELECT count(*)::integer AS n FROM calendar_subscriptions WHERE secret_hash::text LIKE '%' || $1 || '%'`, [pathOf(address)], clinic.id),
    ).toEqual([{ n: 0 }]);
  });

  it('tells the types of appointments where the clinic wants it, and keeps a room from preparation to clean-up', async () => {
    const { body } = await subscribe({ roomId: open.rooms.treatment, shows: 'kind', language: 'hi' });
    const startsAt = `${dayFromNow(20)}T10:00:00+05:30`;
    await anAppointment(clinic, await newPatient(), { appointmentTypeId: open.types['mesotherapy-session'], startsAt });
    const [event] = parse((await read(body.address as string)).text);
    const minutes = (event!.endDate.toJSDate().getTime() - event!.startDate.toJSDate().getTime()) / 60_000;
    expect([event!.summary, minutes, event!.startDate.toJSDate().toISOString()]).toEqual([
      'mesotherapy-session',
      65,
      new Date(new Date(startsAt).getTime() - 600_000).toISOString(),
    ]);
  });

  it('ends when it is revoked, when the room retires, and when the person leaves', async () => {
    const other = await clinic.another('technician');
    const { body: room } = await clinic.as('admin').post('/v1/rooms', { locationId: open.locationId, name: 'A room to retire', kind: 'other' });
    const made = await Promise.all([subscribe({ staffId: clinic.staff.technician }), subscribe({ roomId: room.id }), subscribe({ staffId: other.id })]);
    const addresses = made.map(({ body }) => body.address as string);
    for (const address of addresses) expect((await read(address)).status).toBe(200);
    const id = made[0].body.id as string;
    expect((await clinic.as('admin').post(`/v1/calendar-subscriptions/${id}/revoke`, undefined, { ifMatch: 1 })).body).toMatchObject({
      revokedAt: expect.any(String),
    });
    expect((await clinic.as('admin').post(`/v1/calendar-subscriptions/${id}/revoke`, undefined, { ifMatch: 2 })).body.type).toBe(
      '/problems/invalid-transition',
    );
    await clinic.as('admin').patch(`/v1/rooms/${room.id}`, { status: 'retired' }, { ifMatch: 1 });
    await clinic.as('admin').patch(`/v1/staff/${other.id}`, { status: 'inactive' }, { ifMatch: 1 });
    for (const address of addresses) expect((await read(address)).status).toBe(404);
    const { body: list } = await clinic.as('admin').get('/v1/calendar-subscriptions?count=true');
    expect([list.total >= 3, JSON.stringify(list).includes('.ics')]).toEqual([true, false]);
  });

  it('refuses who and what is not there, more than one, and everybody but the admin', async () => {
    const theirs = await openClinic(await app.clinic());
    const cases: [object, string][] = [
      [{}, '/staffId'],
      [{ staffId: clinic.staff.technician, roomId: open.rooms.treatment }, '/staffId'],
      [{ staffId: theirs.locationId }, '/staffId'],
      [{ roomId: theirs.rooms.treatment }, '/roomId'],
      [{ deviceId: open.rooms.treatment }, '/deviceId'],
      [{ staffId: clinic.staff.technician, shows: 'names' }, '/shows'],
    ];
    for (const [body, pointer] of cases) expect([body, (await subscribe(body)).body.errors?.[0]?.pointer]).toEqual([body, pointer]);
    expect((await clinic.as('dermatologist').post('/v1/calendar-subscriptions', { staffId: clinic.staff.dermatologist })).status).toBe(403);
  });

  it('is read thirty times in five minutes, as are addresses that are none', async () => {
    const { body } = await subscribe({ staffId: clinic.staff.dermatologist });
    const address = body.address as string;
    const answers: number[] = [];
    for (let index = 0; index < 31; index++) answers.push((await read(address)).status);
    expect([answers.slice(0, 30).every((status) => status === 200), answers[30]]).toEqual([true, 429]);
    const wrong = address.replace(/\.[\w-]{43}\.ics$/, `.${'A'.repeat(43)}.ics`);
    const refused: number[] = [];
    for (let index = 0; index < 40; index++) refused.push((await read(index % 2 === 0 ? wrong : `${address}x`)).status);
    expect([new Set(refused), refused.at(-1)]).toEqual([new Set([404, 429]), 429]);
  });
});
