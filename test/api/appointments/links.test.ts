/** A patient's link to one appointment: for one purpose, for a time, once; looking at it changes nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow } from '../../support/journey.js';
import { anAppointment, aWaitingListEntry, openClinic, takeRequests } from '../../support/place.js';
import { ForwardClock } from '../../support/second-factor.js';

const HOUR_SECONDS = 3_600;
const PUBLIC = '/v1/public/appointment-links';

describe('a patient’s link', () => {
  const clock = new ForwardClock();
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;
  let appointmentId: string;

  beforeAll(async () => {
    app = await startApp({ clock });
    clinic = await app.clinic();
    await openClinic(clinic);
    await takeRequests(clinic);
  });
  beforeEach(async () => {
    const person = { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', phones: [{ value: '+919811000001' }] };
    patientId = (await clinic.as('dermatologist').post('/v1/patients', person)).body.id as string;
    appointmentId = await anAppointment(clinic, patientId, { note: 'Needs the step-free entrance' });
  });
  afterAll(() => app.stop());

  const desk = () => clinic.as('receptionist');
  const make = async (purpose: string, body: object = {}) => {
    const { status, text, body: link } = await desk().post(`/v1/appointments/${appointmentId}/links`, { purpose, ...body });
    if (status !== 201) throw new Error(text);
    const url = new URL(link.url as string);
    expect(url.pathname).toMatch(/^\/appointment-links\/[\w-]{96}$/);
    return { id: link.id as string, secret: url.pathname.split('/').at(-1)!, body: link };
  };
  const look = (secret: string) => app.nobody.get(`${PUBLIC}/${secret}`);
  const use = (secret: string, action: string, body: object = {}) => app.nobody.post(`${PUBLIC}/${secret}/${action}`, body);
  const read = async () => (await desk().get(`/v1/appointments/${appointmentId}`)).body;
  const trail = async () =>
    (await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}`)).body.items as { action: string; actor: { role: string; id: string } }[];

  it('shows the clinic, the day, the time and the kind, and nothing else; and changes nothing, however often it is opened', async () => {
    const link = await make('confirm');
    const before = await read();
    const [shown, again] = [await look(link.secret), await look(link.secret)];
    expect(again.body).toEqual(shown.body);
    expect(shown.body).toEqual({
      purpose: 'confirm',
      clinicName: 'Test Clinic',
      clinicPhone: null,
      appointmentType: { en: 'First consultation', hi: 'पहला परामर्श' },
      startsAt: before.startsAt,
      timeZone: 'Asia/Kolkata',
      times: [],
    });
    expect(await read()).toEqual(before);
    expect((await trail()).filter(({ action }) => action === 'appointment-link.read')).toMatchObject([
      { actor: { id: link.id, role: 'patient-link' } },
      { actor: { id: link.id, role: 'patient-link' } },
    ]);
  });

  it('confirms once, in the name of the link', async () => {
    const link = await make('confirm');
    const used = await use(link.secret, 'confirm');
    expect([used.status, used.body]).toEqual([200, { outcome: 'confirmed', startsAt: (await read()).startsAt }]);
    expect(await read()).toMatchObject({ status: 'confirmed', confirmedAt: expect.any(String) });
    const twice = await use(link.secret, 'confirm');
    expect([twice.status, twice.body]).toMatchObject([410, { type: '/problems/link-over', because: 'used' }]);
    expect((await trail()).find(({ action }) => action === 'appointment-link.confirm')).toMatchObject({ actor: { id: link.id, role: 'patient-link' } });
    const { body } = await desk().get(`/v1/appointments/${appointmentId}/links`);
    expect(body.items).toMatchObject([{ id: link.id, url: null, usedAt: expect.any(String), createdBy: { id: clinic.staff.receptionist } }]);
  });

  it('cancels as the patient, once, also when it is pressed twice at the same moment', async () => {
    const link = await make('cancel');
    const answers = await Promise.all([use(link.secret, 'cancel'), use(link.secret, 'cancel')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await read()).toMatchObject({ status: 'cancelled', cancellation: { initiator: 'patient', reason: null } });
  });

  it('moves to one of the times that it shows, of the same people, and tells of nobody else', async () => {
    const link = await make('move');
    const { body: shown } = await look(link.secret);
    const times = shown.times as string[];
    expect(times.length).toBeGreaterThan(50);
    expect(times.every((time) => /:[03]0:00\.000Z$/.test(time))).toBe(true);
    // Somebody else takes the first time meanwhile.
    const other = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Ravi Testperson' }], sexAtBirth: 'male' })).body.id as string;
    await anAppointment(clinic, other, { startsAt: times[0] });
    const taken = await use(link.secret, 'move', { startsAt: times[0] });
    expect([taken.status, Object.keys(taken.body as object).sort()]).toEqual([409, ['detail', 'instance', 'status', 'title', 'traceId', 'type']]);
    const never = await use(link.secret, 'move', { startsAt: `${dayFromNow(200)}T10:00:00+05:30` });
    expect([never.status, (await use(link.secret, 'move', { startsAt: 'soon' })).status]).toEqual([409, 400]);
    const before = await read();
    const moved = await use(link.secret, 'move', { startsAt: times[20] });
    expect(moved.body).toEqual({ outcome: 'moved', startsAt: times[20] });
    const after = await read();
    expect([after.startsAt, after.status, after.attendedBy]).toEqual([times[20], 'booked', before.attendedBy]);
    expect((await use(link.secret, 'move', { startsAt: times[21] })).body.because).toBe('used');
  });

  it.each([
    ['cancels', 'cancel', () => Promise.resolve({})],
    ['moves', 'move', async (secret: string) => ({ startsAt: (await look(secret)).body.times.at(-1) as string })],
  ])('that %s offers the time that it frees to those who wait for it, and names none of them', async (_does, purpose, bodyOf) => {
    const { startsAt } = await read();
    const person = { names: [{ text: 'Ravi Testperson' }], sexAtBirth: 'male' };
    const waitingId = (await clinic.as('dermatologist').post('/v1/patients', person)).body.id as string;
    const entryId = await aWaitingListEntry(clinic, waitingId);
    const waiting = async () => (await desk().get(`/v1/waiting-list-entries/${entryId}`)).body;
    expect(await waiting()).toMatchObject({ status: 'waiting', offer: null });
    const link = await make(purpose);
    const used = await use(link.secret, purpose, await bodyOf(link.secret));
    expect([used.status, Object.keys(used.body).sort()]).toEqual([200, ['outcome', 'startsAt']]);
    expect(await waiting()).toMatchObject({ status: 'offered', offer: { startsAt } });
    await desk().post(`/v1/waiting-list-entries/${entryId}/withdraw`, {}, { ifMatch: (await waiting()).version as number });
  });

  it('is useless for another purpose, changed, or made up', async () => {
    const { secret } = await make('confirm');
    const changed = (secret.startsWith('A') ? 'B' : 'A') + secret.slice(1);
    const answers = [
      await use(secret, 'cancel'),
      await use(secret, 'move', { startsAt: `${dayFromNow(3)}T10:00:00+05:30` }),
      await use(changed, 'confirm'),
      await look(changed),
      await look('x'),
      await look('A'.repeat(150)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await read()).status).toBe('booked');
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['revoked', (id) => desk().post(`/v1/appointments/${appointmentId}/links/${id}/revoke`)],
    ['appointment-moved', () => desk().post(`/v1/appointments/${appointmentId}/move`, { startsAt: `${dayFromNow(40)}T16:00:00+05:30` }, { ifMatch: 1 })],
    ['appointment-over', () => desk().post(`/v1/appointments/${appointmentId}/cancel`, { initiator: 'clinic' }, { ifMatch: 1 })],
    [
      'expired',
      () => {
        clock.forward(2 * HOUR_SECONDS);
        return Promise.resolve();
      },
    ],
  ])('does nothing once it is %s', async (because, happens) => {
    const link = await make('confirm', { validForHours: 1 });
    await happens(link.id);
    const answers = [await look(link.secret), await use(link.secret, 'confirm')];
    if (because === 'expired') clock.forward(-2 * HOUR_SECONDS);
    expect(answers.map(({ status, body }) => [status, body.because])).toEqual(Array(2).fill([410, because]));
    expect((await read()).status).toBe(because === 'appointment-over' ? 'cancelled' : 'booked');
  });

  it('is made by those who plan, for an appointment of the clinic that is still to come', async () => {
    const path = `/v1/appointments/${appointmentId}/links`;
    const body = { purpose: 'confirm' };
    const other = await app.clinic();
    const link = await make('confirm');
    expect((await other.as('receptionist').post(path, body)).status).toBe(404);
    expect((await other.as('receptionist').get(path)).status).toBe(404);
    expect((await other.as('receptionist').post(`${path}/${link.id}/revoke`)).status).toBe(404);
    for (const role of ['admin', 'auditor'] as const) expect((await clinic.as(role).post(path, body)).status).toBe(403);
    expect((await app.nobody.post(path, body)).status).toBe(401);
    const wrong = await desk().post(path, { purpose: 'anything', validForHours: 0 });
    expect((wrong.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(['/purpose', '/validForHours']);
    const [first, replayed] = [await desk().post(path, body, { idempotencyKey: 'once' }), await desk().post(path, body, { idempotencyKey: 'once' })];
    expect([replayed.body.id, first.body.url === null, replayed.body.url]).toEqual([first.body.id, false, null]);
    await desk().post(`/v1/appointments/${appointmentId}/cancel`, { initiator: 'clinic' }, { ifMatch: 1 });
    expect((await desk().post(path, body)).body.type).toBe('/problems/invalid-transition');
  });
});
