/** Requests for appointments from people whom nobody knows: taken within bounds, in the same remark for everybody, and decided at the desk. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';
import { JobsRepository } from '../../../src/platform/jobs/jobs.repository.js';
import { Jobs } from '../../../src/platform/jobs/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow } from '../../support/journey.js';
import { restrict } from '../../support/patient-access.js';
import { openClinic, takeRequests, type StaffedClinic } from '../../support/place.js';
import { ForwardClock } from '../../support/second-factor.js';

const HOUR_SECONDS = 3_600;
const SETTINGS = '/v1/clinic/public-requests';

describe('requests for appointments from the public', () => {
  const clock = new ForwardClock();
  let app: TestApp;
  /** Another process on the same database. */
  let second: TestApp;
  let clinic: TestClinic;
  let open: StaffedClinic;
  let slug: string;
  let addresses = 0;

  beforeAll(async () => {
    let database = '';
    app = await startApp({ clock, trustProxy: true, through: (url) => Promise.resolve((database = url)) });
    second = await startApp({ clock, trustProxy: true, through: () => Promise.resolve(database) });
  });
  beforeEach(async () => {
    clinic = await app.clinic();
    open = await openClinic(clinic);
    slug = await takeRequests(clinic);
  });
  afterAll(async () => {
    await second.stop();
    await app.stop();
  });

  const newAddress = (): string => `203.0.113.${++addresses}`;
  const path = (name = slug): string => `/v1/public/clinics/${name}/appointment-requests`;
  const asked = (body: object = {}) => ({
    name: 'Asha Testperson',
    phone: '098110 00001',
    email: 'asha@example.test',
    appointmentTypeId: open.types.consultation,
    wishes: [{ on: dayFromNow(3), part: 'morning' }],
    remark: 'I can come at short notice',
    language: 'en',
    consent: { given: true, version: 1 },
    ...body,
  });
  const ask = (body: object = {}, { from = newAddress(), at = app, name = slug }: { from?: string; at?: TestApp; name?: string } = {}) =>
    at.nobody.post(path(name), asked(body), { headers: { 'x-forwarded-for': from } });
  const desk = () => clinic.as('receptionist');
  const list = async (query = '') => (await desk().get(`/v1/appointment-requests?${query}`)).body.items as { id: string; status: string; version: number }[];
  const newPatient = async (body: object = {}): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', ...body })).body.id as string;
  const arrived = async (body: object = {}) => {
    expect((await ask(body)).status).toBe(202);
    return (await list()).at(-1)!;
  };
  const count = async (table: string): Promise<number> => Number((await app.sql<{ n: string }>(`SELECT count(*) AS n FROM ${table}`, [], clinic.id))[0]!.n);

  it('are taken once the clinic says so, with what it made public and nothing else', async () => {
    const other = await app.clinic();
    const before = await other.as('admin').get(SETTINGS);
    expect([before.headers.etag, before.body]).toMatchObject(['"0"', { takesRequests: false, slug: null, offered: [], consentText: null, retentionDays: 90 }]);
    const shown = await app.nobody.get(`/v1/public/clinics/${slug}`);
    expect(shown.body).toEqual({
      name: 'Test Clinic',
      phone: null,
      timeZone: 'Asia/Kolkata',
      appointmentTypes: [{ id: open.types.consultation, name: { en: 'First consultation', hi: 'पहला परामर्श' } }],
      consent: { version: 1, text: { en: expect.any(String), hi: expect.any(String) } },
    });
    const answer = await ask();
    expect([answer.status, answer.body]).toEqual([202, { status: 'received' }]);
    const [request] = await list('status=new');
    expect(request).toMatchObject({ phone: '+919811000001', remark: 'I can come at short notice', consentVersion: 1, appointmentId: null, decidedBy: null });
    expect((await desk().get(`/v1/appointment-requests/${request!.id}`)).body).toMatchObject({ likelyPatients: [], allowedActions: ['accept', 'decline'] });
  });

  it('at an address that no clinic has, or of a clinic that takes none, are not found', async () => {
    const { body: settings } = await clinic.as('admin').get(SETTINGS);
    await clinic.as('admin').put(SETTINGS, { ...settings, takesRequests: false }, { ifMatch: 1 });
    for (const name of ['no-such-clinic', slug]) {
      expect([(await app.nobody.get(`/v1/public/clinics/${name}`)).status, (await ask({}, { name })).status]).toEqual([404, 404]);
    }
    expect(await count('appointment_requests')).toBe(0);
  });

  it('get the same answer whether the clinic knows the person or not, and only the desk sees who is likely meant', async () => {
    const known = await newPatient({ phones: [{ value: '+919811000001' }] });
    const answers = [await ask(), await ask({ name: 'Nobody Atall', phone: '+919811999999', email: undefined })];
    const [one, other] = answers.map(({ status, body, headers }) => [status, body, Object.keys(headers).sort()]);
    expect(one).toEqual(other);
    const [ofKnown, ofUnknown] = await list();
    expect((await desk().get(`/v1/appointment-requests/${ofKnown!.id}`)).body.likelyPatients).toMatchObject([{ patient: { id: known } }]);
    expect((await desk().get(`/v1/appointment-requests/${ofUnknown!.id}`)).body.likelyPatients).toEqual([]);
    const { body: trail } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${known}`);
    expect((trail.items as { action: string }[]).map(({ action }) => action)).toContain('appointment-request.read');
  });

  it('that are sent twice, at once and on two processes, are one; after it was declined, another one', async () => {
    const answers = await Promise.all([ask(), ask({}, { at: second }), ask(), ask({}, { at: second })]);
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(4).fill([202, { status: 'received' }]));
    const [request, ...more] = await list();
    expect(more).toEqual([]);
    await desk().post(`/v1/appointment-requests/${request!.id}/decline`, { reason: 'Fully booked' }, { ifMatch: 1 });
    await ask();
    expect((await list()).map(({ status }) => status)).toEqual(['declined', 'new']);
  });

  it('are bounded for each address and for each clinic, over all processes', async () => {
    const from = newAddress();
    const statuses: number[] = [];
    for (let number = 0; number < 12; number++) statuses.push((await ask({ remark: `Number ${number}` }, { from, at: number % 2 ? second : app })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(202), 429, 429]);
    const refused = await ask({}, { from });
    expect([refused.body.type, Number(refused.headers['retry-after']) > 3_000]).toEqual(['/problems/too-many-requests', true]);
    // Of an IPv6 network everybody has as many addresses as they want.
    const network = (last: number): string => `2001:db8:7:${addresses}::${last}`;
    for (let number = 0; number < 10; number++) await ask({ remark: `IPv6 ${number}` }, { from: network(number + 1) });
    expect((await ask({}, { from: network(99) })).status).toBe(429);
    expect((await ask({}, { from: newAddress() })).status).toBe(202);
    expect((await app.sql('SELECT FROM appointment_requests', [], clinic.id)).length).toBe(21);
    await app.owner.query('UPDATE public_allowances SET taken = taken + 200 WHERE taken > 20');
    expect((await ask({}, { from: newAddress() })).status).toBe(429);
    clock.forward(HOUR_SECONDS);
    expect((await ask({ remark: 'An hour later' }, { from })).status).toBe(202);
    clock.forward(-HOUR_SECONDS);
  });

  it.each<[string, object, string[]]>([
    ['no way to answer', { phone: undefined, email: undefined }, ['/phone']],
    ['no consent', { consent: { given: false, version: 1 } }, ['/consent/given']],
    ['consent to another text', { consent: { given: true, version: 7 } }, ['/consent/version']],
    ['a type that the clinic does not offer', { appointmentTypeId: '01936f00-0000-7000-8000-00000000dead' }, ['/appointmentTypeId']],
    ['no number', { phone: '12345' }, ['/phone']],
    [
      'a day that is over, and one far ahead',
      { wishes: [dayFromNow(-2), dayFromNow(500)].map((on) => ({ on, part: 'any' })) },
      ['/wishes/0/on', '/wishes/1/on'],
    ],
    ['no name, another language, too many remark', { name: '', language: 'fr', remark: 'x'.repeat(1001) }, ['/name', '/remark', '/language']],
    ['what nobody asked for', { status: 'accepted' }, ['/status']],
  ])('with %s are refused, and nothing is stored', async (_case, body, pointers) => {
    const answer = await ask(body);
    expect([answer.status, (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()]).toEqual([400, [...pointers].sort()]);
    expect(await count('appointment_requests')).toBe(0);
  });

  it('are small, and come from pages of any origin without anything that a browser keeps', async () => {
    expect((await ask({ remark: 'x'.repeat(20_000) })).status).toBe(413);
    const origin = 'https://www.anybody.example';
    const { headers } = await app.nobody.get(`/v1/public/clinics/${slug}`, { headers: { origin } });
    expect([headers['access-control-allow-origin'], headers['access-control-allow-credentials'], headers['set-cookie']]).toEqual(['*', undefined, undefined]);
    const elsewhere = await app.nobody.get('/v1/appointment-requests', { headers: { origin } });
    expect(elsewhere.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('become an appointment of a patient whom the clinic knows, or of a new one, in one call', async () => {
    const known = await newPatient();
    const first = await arrived();
    const startsAt = `${dayFromNow(3)}T10:00:00+05:30`;
    const accepted = await desk().post(`/v1/appointment-requests/${first.id}/accept`, { patientId: known, appointment: { startsAt } }, { ifMatch: 1 });
    expect(accepted.body).toMatchObject({ status: 'accepted', patientId: known, version: 2, decidedBy: { id: clinic.staff.receptionist }, allowedActions: [] });
    const { body: appointment } = await desk().get(`/v1/appointments/${accepted.body.appointmentId as string}`);
    expect(appointment).toMatchObject({ status: 'booked', patient: { id: known }, appointmentType: { id: open.types.consultation } });
    const person = { names: [{ text: 'Ravi Testperson' }], sexAtBirth: 'male', phones: [{ value: '098110 00002' }] };
    const next = await arrived({ name: 'Ravi Testperson', phone: '098110 00002' });
    const path = `/v1/appointment-requests/${next.id}/accept`;
    const before = await count('patients');
    const taken = await desk().post(path, { patient: person, appointment: { startsAt } }, { ifMatch: 1 });
    expect([taken.status, taken.body.type, await count('patients')]).toEqual([409, '/problems/time-not-free', before]);
    const later = { startsAt: `${dayFromNow(3)}T11:00:00+05:30` };
    const both = await desk().post(path, { patient: person, patientId: known, appointment: later }, { ifMatch: 1 });
    const none = await desk().post(path, { appointment: later }, { ifMatch: 1 });
    expect([both.status, none.status]).toEqual([400, 400]);
    const registered = await desk().post(path, { patient: person, appointment: later }, { ifMatch: 1 });
    expect([registered.status, await count('patients')]).toEqual([200, before + 1]);
    const again = await desk().post(path, { patient: person, appointment: later }, { ifMatch: 1 });
    const twice = await desk().post(path, { patient: person, appointment: later }, { ifMatch: 2 });
    expect([again.status, twice.body.type, await count('patients')]).toEqual([412, '/problems/invalid-transition', before + 1]);
    expect((await list('status=accepted')).length).toBe(2);
  });

  it('are hidden with the record of the patient whose appointment they became', async () => {
    const known = await newPatient();
    const request = await arrived();
    const startsAt = `${dayFromNow(3)}T10:00:00+05:30`;
    await desk().post(`/v1/appointment-requests/${request.id}/accept`, { patientId: known, appointment: { startsAt } }, { ifMatch: 1 });
    await arrived({ name: 'Ravi Testperson', phone: '098110 00002' });
    expect([(await list()).length, (await desk().get(`/v1/appointment-requests/${request.id}`)).status]).toEqual([2, 200]);
    await restrict(clinic, known, {});
    expect([(await list()).length, (await desk().get(`/v1/appointment-requests/${request.id}`)).status]).toEqual([1, 404]);
  });

  it('are nobody else’s: not another clinic’s, not those of other roles, not those of clients', async () => {
    const request = await arrived();
    const other = await app.clinic();
    const read = `/v1/appointment-requests/${request.id}`;
    const decline = { reason: 'Fully booked' };
    expect((await other.as('receptionist').get(read)).status).toBe(404);
    expect((await other.as('receptionist').post(`${read}/decline`, decline, { ifMatch: 1 })).status).toBe(404);
    for (const role of ['technician', 'admin', 'auditor'] as const) expect((await clinic.as(role).get(read)).status).toBe(403);
    expect((await (await clinic.asClient(['schedule.read', 'schedule.write'])).get(read)).status).toBe(403);
    expect((await app.nobody.get(read)).status).toBe(401);
    expect((await desk().post(`${read}/decline`, decline)).status).toBe(428);
    const declined = await desk().post(`${read}/decline`, decline, { ifMatch: 1 });
    expect(declined.body).toMatchObject({ status: 'declined', declineReason: 'Fully booked', version: 2 });
  });

  it('are erased when their time is over, and stand in the database sealed until then', async () => {
    const old = await arrived();
    const young = await arrived({ remark: 'Another one' });
    const [stored] = await app.sql<Record<string, string>>('SELECT name, phone, email, remark FROM appointment_requests', [], clinic.id);
    for (const text of Object.values(stored!)) expect(text).toMatch(/^\u0002t\d+:/);
    await app.sql(`UPDATE appointment_requests SET received_at = received_at - interval '91 days' WHERE id = $1`, [old.id], clinic.id);
    clock.forward(24 * HOUR_SECONDS);
    await app.inside(JobsRepository).enqueueScheduled(app.inside(Jobs).schedules, clock.now());
    clock.forward(24 * HOUR_SECONDS);
    await app.inside(JobsRepository).enqueueScheduled(app.inside(Jobs).schedules, clock.now());
    await app.inside(JobRunner).drain();
    clock.forward(-48 * HOUR_SECONDS);
    expect((await list()).map(({ id }) => id)).toEqual([young.id]);
  });

  it('need an address that no other clinic has, and a text, and types of the clinic', async () => {
    const other = await app.clinic();
    const theirs = await openClinic(other);
    const admin = other.as('admin');
    const wanted = {
      takesRequests: true,
      slug,
      offered: [{ appointmentTypeId: theirs.types.consultation, name: { en: 'First consultation', hi: 'पहला परामर्श' } }],
      consentText: { en: 'Read this', hi: 'यह पढ़ें' },
    };
    expect((await admin.put(SETTINGS, wanted, { ifMatch: 0 })).body.type).toBe('/problems/conflict');
    expect((await other.as('receptionist').put(SETTINGS, wanted, { ifMatch: 0 })).status).toBe(403);
    const wrong = {
      ...wanted,
      slug: null,
      consentText: null,
      offered: [{ appointmentTypeId: open.types.consultation, name: wanted.offered[0]!.name }],
      embeddingOrigins: ['https://www.clinic.example/page', '*'],
    };
    const refused = await admin.put(SETTINGS, wrong, { ifMatch: 0 });
    expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/consentText',
      '/embeddingOrigins/0',
      '/embeddingOrigins/1',
      '/offered/0/appointmentTypeId',
      '/slug',
    ]);
    const { body: mine } = await clinic.as('admin').get(SETTINGS);
    const kept = await clinic.as('admin').put(SETTINGS, { ...mine, retentionDays: 30 }, { ifMatch: 1 });
    const changed = await clinic.as('admin').put(SETTINGS, { ...mine, consentText: { en: 'Anew', hi: 'नया' } }, { ifMatch: 2 });
    expect([kept.body.consentVersion, changed.body.consentVersion]).toEqual([1, 3]);
    expect((await ask()).body.errors).toMatchObject([{ pointer: '/consent/version', code: 'other-consent-text' }]);
  });
});
