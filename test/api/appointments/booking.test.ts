/** Appointments: booked, held, moved, taken from one state to the next; and never two for one person, room or device. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow } from '../../support/journey.js';
import { restrict } from '../../support/patient-access.js';
import { openClinic, type StaffedClinic } from '../../support/place.js';
import { ForwardClock } from '../../support/second-factor.js';

const at = (days: number, time: string): string => `${dayFromNow(days)}T${time}:00+05:30`;
const utc = (days: number, time: string): string => new Date(at(days, time)).toISOString();

describe('appointments', () => {
  const clock = new ForwardClock();
  let app: TestApp;
  let clinic: TestClinic;
  let open: StaffedClinic;
  let patientId: string;

  beforeAll(async () => {
    app = await startApp({ clock });
  });
  beforeEach(async () => {
    clinic = await app.clinic();
    open = await openClinic(clinic);
    patientId = await newPatient();
  });
  afterAll(() => app.stop());

  const desk = () => clinic.as('receptionist');
  const newPatient = async (): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', birthDate: '1991-04-03' })).body
      .id as string;
  const book = (body: object = {}, by = desk()) =>
    by.post('/v1/appointments', { patientId, appointmentTypeId: open.types.consultation, startsAt: at(1, '10:00'), ...body });
  const booked = async (body: object = {}) => {
    const answer = await book(body);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body as Record<string, never> & {
      id: string;
      version: number;
      status: string;
      startsAt: string;
      roomId: string;
      attendedBy: { id: string }[];
    };
  };
  const step = (id: string, action: string, version: number, body?: object) => desk().post(`/v1/appointments/${id}/${action}`, body, { ifMatch: version });
  const slots = async (query: Record<string, string> = {}): Promise<string[]> => {
    const all = new URLSearchParams({ appointmentTypeId: open.types.consultation!, from: dayFromNow(1), to: dayFromNow(1), stepMinutes: '30', ...query });
    const { body } = await desk().get(`/v1/availability?${all.toString()}`);
    return (body.days as { slots: { startsAt: string }[] }[])[0]!.slots.map(({ startsAt }) => startsAt);
  };
  const allowOverbooking = () => clinic.as('admin').patch(`/v1/locations/${open.locationId}`, { allowsOverbooking: true }, { ifMatch: 1 });

  it('are booked by the desk with who and what is free, and take it', async () => {
    const { status, body, headers } = await book({ note: 'Needs the step-free entrance' });
    expect([status, headers.etag]).toEqual([201, '"1"']);
    expect(body).toMatchObject({
      patient: { id: patientId, name: 'Asha Testperson' },
      appointmentType: { id: open.types.consultation, name: 'consultation', purpose: 'consultation' },
      treatmentSession: null,
      locationId: open.locationId,
      status: 'booked',
      startsOn: dayFromNow(1),
      startsAt: utc(1, '10:00'),
      endsAt: utc(1, '10:30'),
      attendedBy: [{ id: clinic.staff.dermatologist }],
      roomId: open.rooms.consultation,
      note: 'Needs the step-free entrance',
      warnings: [],
      bookedBy: { id: clinic.staff.receptionist },
      version: 1,
    });
    expect(await slots()).not.toContain(utc(1, '10:00'));
    expect((await desk().get(`/v1/appointments/${body.id}`)).body).toEqual(body);
    const { body: list } = await desk().get(`/v1/appointments?from=${at(1, '00:00').replace('+', '%2B')}&to=${at(2, '00:00').replace('+', '%2B')}&count=true`);
    expect([list.total, list.items]).toEqual([1, [body]]);
  });

  it('that cannot be then say who and what is taken, by which appointment, and the three nearest times', async () => {
    const first = await booked();
    const { status, body } = await book({ startsAt: at(1, '10:15'), patientId: await newPatient() });
    expect([status, body.type]).toEqual([409, '/problems/time-not-free']);
    expect(body.because).toEqual(['dermatologists-taken', 'rooms-taken']);
    const taken = { appointmentId: first.id, startsAt: utc(1, '10:00'), endsAt: utc(1, '10:30') };
    expect(body.conflicts).toHaveLength(2);
    expect(body.conflicts).toEqual(
      expect.arrayContaining([
        { resourceId: clinic.staff.dermatologist, ...taken },
        { resourceId: open.rooms.consultation, ...taken },
      ]),
    );
    expect((body.alternatives as { startsAt: string }[]).map(({ startsAt }) => startsAt)).toEqual([utc(1, '10:30'), utc(1, '10:45'), utc(1, '11:00')]);
    const { endsAt: _endsAt, ...second } = (body.alternatives as { endsAt: string }[])[1]!;
    expect((await book(second)).status).toBe(201);
  });

  it.each<[string, string, object, string[]]>([
    ['before the clinic opens', '08:30', {}, ['closed']],
    ['beyond its closing', '17:45', {}, ['closed']],
    ['in the past', '10:00', { startsAt: '2026-01-05T10:00:00+05:30' }, ['past']],
  ])('cannot be %s', async (_case, time, body, because) => {
    expect((await book({ startsAt: at(1, time), ...body })).body).toMatchObject({ type: '/problems/time-not-free', because, conflicts: [] });
  });

  it('refuse what is not there, and store nothing', async () => {
    const other = await app.clinic();
    const theirs = await openClinic(other);
    const cases: [object, number, string | null][] = [
      [
        { patientId: (await other.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' })).body.id },
        404,
        null,
      ],
      [{ appointmentTypeId: theirs.types.consultation }, 400, '/appointmentTypeId'],
      [{ locationId: theirs.locationId }, 400, '/locationId'],
      [{ roomId: theirs.rooms.consultation }, 400, '/roomId'],
      [{ roomId: open.rooms.treatment }, 400, '/roomId'],
      [{ deviceIds: [open.rooms.treatment] }, 400, '/deviceIds/0'],
      [{ staffIds: [clinic.staff.technician] }, 400, '/staffIds/0'],
      [{ staffIds: [other.staff.dermatologist] }, 400, '/staffIds/0'],
      [{ treatmentSessionId: patientId }, 400, '/treatmentSessionId'],
      [{ overbookingReason: 'It will do' }, 400, '/overbookingReason'],
      [{ isWalkIn: true, holdMinutes: 5 }, 400, '/holdMinutes'],
    ];
    for (const [body, status, pointer] of cases) {
      const answer = await book(body);
      expect([body, answer.status, answer.body.errors?.[0]?.pointer ?? null]).toEqual([body, status, pointer]);
    }
    expect((await book({}, clinic.as('auditor'))).status).toBe(403);
    expect(await app.sql('SELECT count(*)::integer AS n FROM appointments', [], clinic.id)).toEqual([{ n: 0 }]);
    expect((await other.as('receptionist').get(`/v1/appointments/${(await booked()).id}`)).status).toBe(404);
  });

  it('of fifty at once for one slot, one is booked; the others are told when it can be', async () => {
    const people = await Promise.all(Array.from({ length: 50 }, () => newPatient()));
    const answers = await Promise.all(people.map((id) => book({ patientId: id })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, body.type, (body.alternatives as []).length]).toEqual([409, '/problems/time-not-free', 3]);
    }
    expect(await app.sql('SELECT count(*)::integer AS n FROM appointment_occupations', [], clinic.id)).toEqual([{ n: 2 }]);
  });

  it('of twenty at once for one person at two locations, one is booked: the database holds it', async () => {
    const { body: second } = await clinic.as('admin').post('/v1/locations', { name: 'Another place' });
    await clinic.as('admin').post('/v1/rooms', { locationId: second.id, name: 'Room', kind: 'consultation' });
    const path = `/v1/staff/${clinic.staff.dermatologist}/working-hours`;
    const { body: hours } = await clinic.as('admin').get(path);
    // Nobody is at two places at once by the hours; so the occupation is what is held here.
    await app.sql(
      `UPDATE working_hours SET version = version + 1, spans = spans || (SELECT jsonb_agg(jsonb_set(s, '{locationId}', to_jsonb($1::text))) FROM jsonb_array_elements(spans) s) WHERE id = $2`,
      [second.id, clinic.staff.dermatologist],
      clinic.id,
    );
    expect(hours.spans).toHaveLength(7);
    await clinic.as('admin').patch(
      `/v1/locations/${second.id}`,
      {
        openingHours: Object.fromEntries(
          ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, [{ opens: '09:00', closes: '18:00' }]]),
        ),
      },
      { ifMatch: 1 },
    );
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => book({ locationId: index % 2 === 0 ? open.locationId : second.id })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });

  it('cannot be doubled by SQL either', async () => {
    const { id } = await booked();
    const copy = `INSERT INTO appointments SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).* FROM appointments a WHERE id = $1`;
    await expect(app.sql(copy, [id], clinic.id)).rejects.toMatchObject({ code: '23P01' });
    await expect(app.sql('DELETE FROM appointment_occupations', [], clinic.id)).rejects.toMatchObject({ code: '42501' });
  });

  it('may be beside another where the location allows it, with a reason; who is not there is not overbooked', async () => {
    await booked();
    await allowOverbooking();
    const reason = { overbookingReason: 'The patient travels from far' };
    expect((await book({})).status).toBe(409);
    const beside = await booked(reason);
    expect(beside).toMatchObject({
      status: 'booked',
      ...reason,
      overbookedIds: expect.arrayContaining([clinic.staff.dermatologist, open.rooms.consultation]) as unknown,
    });
    expect((await book({ ...reason, startsAt: at(1, '08:00') })).body).toMatchObject({ because: ['closed'] });
    const free = await booked({ ...reason, startsAt: at(1, '11:00') });
    expect(free).toMatchObject({ overbookedIds: [], overbookingReason: null });
  });

  it('that are held are free again when the hold runs out, and cannot be booked then', async () => {
    const held = await booked({ holdMinutes: 30 });
    expect(held).toMatchObject({ status: 'held', allowedActions: ['book', 'cancel'] });
    expect((await book({})).status).toBe(409);
    const second = await booked({ holdMinutes: 30, startsAt: at(1, '11:00') });
    expect((await step(second.id, 'book', 1)).body).toMatchObject({ status: 'booked', version: 2 });
    clock.forward(31 * 60);
    expect(await slots()).toContain(utc(1, '10:00'));
    expect((await step(held.id, 'book', 1)).body).toMatchObject({ type: '/problems/invalid-transition', allowed: [] });
    expect((await book({})).status).toBe(201);
    expect((await desk().get(`/v1/appointments/${held.id}`)).body).toMatchObject({ status: 'expired', version: 2 });
    expect((await book({ startsAt: at(1, '11:00') })).status).toBe(409);
    clock.forward(-31 * 60);
  });

  it('that were held for somebody whose record was closed since are free again as well', async () => {
    await booked({ holdMinutes: 30 });
    await restrict(clinic, patientId, {});
    const other = await newPatient();
    const { body } = await book({ patientId: other });
    expect([body.type, (body.conflicts as { appointmentId: string | null }[]).map(({ appointmentId }) => appointmentId)]).toEqual([
      '/problems/time-not-free',
      [null, null],
    ]);
    clock.forward(31 * 60);
    expect((await book({ patientId: other })).status).toBe(201);
    clock.forward(-31 * 60);
  });

  it('go from one state to the next, each at its version and in its order', async () => {
    const here = await booked({ isWalkIn: true, startsAt: at(0, '00:00') }).catch((error: Error) => error.message);
    expect(here).toContain('/problems/time-not-free');
    const { id } = await booked();
    expect((await step(id, 'confirm', 1)).body).toMatchObject({ status: 'confirmed', version: 2, confirmedAt: expect.any(String) });
    expect((await step(id, 'confirm', 1)).status).toBe(412);
    expect((await desk().post(`/v1/appointments/${id}/confirm`)).status).toBe(428);
    expect((await step(id, 'finish', 2)).body).toMatchObject({ type: '/problems/invalid-transition', allowed: ['arrive', 'cancel', 'no-show'] });
    clock.forward(86_400 * 1.5);
    const arrived = await step(id, 'arrive', 2);
    const seated = await step(id, 'seat', 3);
    const done = await step(id, 'finish', 4);
    clock.forward(-86_400 * 1.5);
    expect([arrived, seated, done].map(({ body }) => body.status)).toEqual(['arrived', 'in-chair', 'done']);
    expect(done.body).toMatchObject({ allowedActions: [], arrivedAt: expect.any(String), seatedAt: expect.any(String), endedAt: expect.any(String) });
    const history = await app.sql('SELECT version FROM record_history WHERE table_name = $1 AND row_id = $2 ORDER BY version', ['appointments', id], clinic.id);
    expect(history).toEqual([1, 2, 3, 4].map((version) => ({ version })));
  });

  it('are not missed before they began, nor does anybody arrive a day early', async () => {
    const { id } = await booked({ startsAt: at(3, '10:00') });
    for (const action of ['arrive', 'no-show'])
      expect((await step(id, action, 1)).body).toMatchObject({ type: '/problems/invalid-transition', detail: 'The appointment is still to come.' });
    clock.forward(86_400 * 4);
    expect((await step(id, 'no-show', 1)).body).toMatchObject({ status: 'no-show', allowedActions: [] });
    clock.forward(-86_400 * 4);
  });

  it('that are cancelled say by whom, why and how late, and free their time', async () => {
    const { id } = await booked({ startsAt: at(2, '10:00') });
    const { body } = await step(id, 'cancel', 1, { initiator: 'patient', reason: 'Is abroad' });
    expect(body).toMatchObject({ status: 'cancelled', cancellation: { initiator: 'patient', reason: 'Is abroad' } });
    const expected = (new Date(at(2, '10:00')).getTime() - Date.now()) / 60_000;
    expect(Math.abs(body.cancellation.noticeMinutes - expected)).toBeLessThan(5);
    expect((await book({ startsAt: at(2, '10:00') })).status).toBe(201);
    expect((await step(id, 'cancel', 1, {})).body.errors).toMatchObject([{ pointer: '/initiator' }]);
  });

  it('that are moved keep their people and length, and are to be confirmed again', async () => {
    const { id } = await booked();
    await booked({ startsAt: at(1, '11:00'), patientId: await newPatient() });
    await step(id, 'confirm', 1);
    expect((await step(id, 'move', 2, { startsAt: at(1, '11:15') })).body).toMatchObject({
      type: '/problems/time-not-free',
      because: ['dermatologists-taken', 'rooms-taken'],
    });
    const moved = await step(id, 'move', 2, { startsAt: at(1, '10:15') });
    expect(moved.body).toMatchObject({ status: 'booked', confirmedAt: null, startsAt: utc(1, '10:15'), endsAt: utc(1, '10:45'), version: 3 });
    expect((await desk().patch(`/v1/appointments/${id}`, { note: 'Comes with her sister' }, { ifMatch: 3 })).body).toMatchObject({
      note: 'Comes with her sister',
      version: 4,
    });
    await step(id, 'cancel', 4, { initiator: 'clinic' });
    expect((await step(id, 'move', 5, { startsAt: at(1, '12:00') })).body.type).toBe('/problems/invalid-transition');
  });

  it('show who looks that somebody is away or a room retired', async () => {
    const { id } = await booked();
    const warnings = async () => (await desk().get(`/v1/appointments/${id}`)).body.warnings as string[];
    const away = { from: at(1, '09:00'), to: at(1, '12:00'), kind: 'leave' };
    const { body: absence } = await clinic.as('admin').post(`/v1/staff/${clinic.staff.dermatologist}/absences`, away);
    expect(await warnings()).toEqual(['staff-absent']);
    expect(absence.appointments).toMatchObject([{ id, startsAt: utc(1, '10:00') }]);
    await clinic.as('admin').patch(`/v1/rooms/${open.rooms.consultation}`, { status: 'retired' }, { ifMatch: 1 });
    expect(await warnings()).toEqual(['staff-absent', 'place-retired']);
    const span = `from=${encodeURIComponent(at(0, '00:00'))}&to=${encodeURIComponent(at(9, '00:00'))}`;
    const { body } = await desk().get(`/v1/appointments?${span}&hasWarning=true`);
    expect((body.items as { id: string }[]).map((item) => item.id)).toEqual([id]);
    expect((await desk().get(`/v1/appointments?${span}&hasWarning=false`)).body.items).toEqual([]);
  });

  it('of a patient who has died are cancelled, and answered; reinstated where the death was recorded by mistake, if their time is still free', async () => {
    const [first, second] = [await booked(), await booked({ startsAt: at(2, '10:00') })];
    const record = (body: object, version: number) => clinic.as('receptionist').patch(`/v1/patients/${patientId}`, body, { ifMatch: version });
    const { body: died } = await record({ status: 'deceased', deceasedOn: dayFromNow(0) }, 1);
    expect(died.affectedAppointments).toEqual(
      expect.arrayContaining([first, second].map(({ id, startsAt }) => ({ appointmentId: id, patientId, startsAt, wasCancelled: true, warnings: [] }))),
    );
    expect((await desk().get(`/v1/appointments/${first.id}`)).body).toMatchObject({
      status: 'cancelled',
      cancellation: { initiator: 'clinic', reason: 'The patient has died.' },
      allowedActions: ['reinstate'],
    });
    await booked({ startsAt: at(2, '10:00'), patientId: await newPatient() });
    expect((await step(first.id, 'reinstate', 2)).body.type).toBe('/problems/invalid-transition');
    expect((await record({ status: 'active', deceasedOn: null }, 2)).body).not.toHaveProperty('affectedAppointments');
    expect((await step(first.id, 'reinstate', 2)).body).toMatchObject({ status: 'booked', startsAt: first.startsAt, cancellation: null, warnings: [] });
    expect((await step(second.id, 'reinstate', 2)).body.type).toBe('/problems/time-not-free');
  });

  it('name each patient whom a list shows in the audit trail', async () => {
    await booked();
    const span = `from=${encodeURIComponent(at(0, '00:00'))}&to=${encodeURIComponent(at(9, '00:00'))}`;
    await desk().get(`/v1/appointments?${span}`);
    const entries = await app.sql<{ patient: string }>(`SELECT patient_id AS patient FROM audit_events WHERE action = 'appointment.list'`, [], clinic.id);
    expect(entries).toEqual([{ patient: patientId }]);
  });

  describe('of a session of a plan', () => {
    let planId: string;
    let sessionIds: string[];
    const ofPlan = async () =>
      (await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/sessions`)).body.items as {
        id: string;
        scheduledOn: string;
        status: string;
        version: number;
      }[];
    const session = (index: number, body: object = {}) =>
      book({ appointmentTypeId: open.types['mesotherapy-session'], treatmentSessionId: sessionIds[index], ...body });

    beforeEach(async () => {
      const plan = await activePlan(clinic);
      ({ planId, sessionIds } = plan);
      patientId = plan.prepared.patientId;
    });

    it('give the session their day, keep the interval of the protocol, and say for each day why it is empty', async () => {
      const [first, second] = await ofPlan();
      const { body } = await session(0, { startsAt: `${dayFromNow(1)}T10:00:00+05:30` });
      expect(body).toMatchObject({
        status: 'booked',
        treatmentSession: { id: sessionIds[0], planId, planNumber: expect.stringMatching(/^T/), number: 1 },
        warnings: [],
      });
      expect((await ofPlan())[0]).toMatchObject({ id: first!.id, scheduledOn: dayFromNow(1), version: first!.version + 1 });
      expect((await session(0, { startsAt: at(2, '10:00') })).body).toMatchObject({ type: '/problems/conflict' });
      expect((await session(1, { startsAt: at(3, '10:00') })).body).toMatchObject({
        type: '/problems/time-not-free',
        because: ['too-soon-after-earlier-session'],
      });
      expect((await session(1, { appointmentTypeId: open.types['micropigmentation-sitting'], startsAt: at(14, '10:00') })).body.errors).toMatchObject([
        { pointer: '/appointmentTypeId', code: 'other-treatment' },
      ]);
      const query = new URLSearchParams({
        appointmentTypeId: open.types['mesotherapy-session']!,
        from: dayFromNow(1),
        to: dayFromNow(30),
        treatmentSessionId: second!.id,
      });
      const found = await desk().get(`/v1/availability?${query.toString()}`);
      const reasons = (found.body.days as { emptyBecause: string[] }[]).map(({ emptyBecause }) => emptyBecause[0] ?? null);
      expect([found.body.patientId, reasons[0], reasons[13], reasons.at(-1)]).toEqual([
        patientId,
        'too-soon-after-earlier-session',
        null,
        'too-near-to-later-session',
      ]);
    });

    it('follow the session to another day, at the same time where it is free; else the warning shows it', async () => {
      const { body } = await session(0, { startsAt: at(1, '10:00') });
      const { version } = (await ofPlan())[0]!;
      await clinic.as('dermatologist').patch(`/v1/treatment-sessions/${sessionIds[0]}`, { scheduledOn: dayFromNow(2) }, { ifMatch: version });
      const read = async () => (await desk().get(`/v1/appointments/${body.id}`)).body;
      expect(await read()).toMatchObject({ startsOn: dayFromNow(2), startsAt: utc(2, '10:00'), warnings: [], version: 2 });
      await booked({ patientId: await newPatient(), startsAt: at(3, '10:00') });
      await clinic.as('dermatologist').patch(`/v1/treatment-sessions/${sessionIds[0]}`, { scheduledOn: dayFromNow(3) }, { ifMatch: version + 1 });
      expect(await read()).toMatchObject({ startsOn: dayFromNow(2), warnings: ['session-on-another-day'], version: 2 });
    });

    it('begin with the session', async () => {
      const { body: second } = await session(0, { startsAt: at(1, '12:00') });
      const { version: seen } = (await ofPlan())[0]!;
      await clinic.as('dermatologist').post(`/v1/treatment-sessions/${sessionIds[0]}/start`, {}, { ifMatch: seen });
      expect((await desk().get(`/v1/appointments/${second.id}`)).body).toMatchObject({ status: 'in-chair', seatedAt: expect.any(String) });
    });

    it('end with the session, and with the plan', async () => {
      const { body } = await session(0, { startsAt: at(1, '10:00') });
      const { version } = (await ofPlan())[0]!;
      const ended = await clinic.as('dermatologist').post(`/v1/treatment-sessions/${sessionIds[0]}/cancel`, { reason: 'A cold' }, { ifMatch: version });
      expect(ended.status).toBe(200);
      expect((await desk().get(`/v1/appointments/${body.id}`)).body).toMatchObject({ status: 'cancelled', cancellation: { initiator: 'clinic' } });
      const { body: third } = await session(2, { startsAt: at(28, '12:00') });
      await clinic.as('dermatologist').post(`/v1/treatment-plans/${planId}/cancel`, { reason: 'Moves away' }, { ifMatch: 4 });
      expect((await desk().get(`/v1/appointments/${third.id}`)).body).toMatchObject({ status: 'cancelled' });
      expect((await session(3, { startsAt: at(40, '12:00') })).body.type).toMatch(/invalid-transition|time-not-free/);
    });

    it('that is missed is missed with the appointment, and replaced', async () => {
      const { body } = await session(0, { startsAt: at(0, '23:59') }).then((answer) =>
        answer.status === 201 ? answer : session(0, { startsAt: at(1, '10:00') }),
      );
      clock.forward(86_400 * 1.5);
      expect((await step(body.id, 'no-show', 1)).body.status).toBe('no-show');
      clock.forward(-86_400 * 1.5);
      const sessions = await ofPlan();
      expect([sessions[0]!.status, sessions.length]).toEqual(['no-show', sessionIds.length + 1]);
    });

    it('are booked for the whole series in one call, in order and at their intervals; or not at all', async () => {
      const series = (body: object = {}) =>
        desk().post(`/v1/treatment-plans/${planId}/appointments`, { appointmentTypeId: open.types['mesotherapy-session'], ...body });
      const away = { from: at(0, '00:00'), to: at(25, '00:00'), kind: 'leave' };
      const { body: absence } = await clinic.as('admin').post(`/v1/staff/${clinic.staff.dermatologist}/absences`, away);
      const refused = await series({ mostDaysApart: 5 });
      expect(refused.body).toMatchObject({ type: '/problems/series-not-free', status: 409 });
      expect((refused.body.notBooked as { number: number; because: string[] }[])[0]).toMatchObject({
        number: 1,
        because: expect.arrayContaining(['no-dermatologist-works']),
      });
      expect(await app.sql('SELECT count(*)::integer AS n FROM appointments', [], clinic.id)).toEqual([{ n: 0 }]);
      const some = await series({ mostDaysApart: 5, mode: 'as-many-as-fit', earliestTime: '11:00', latestTime: '12:00' });
      expect(some.status).toBe(201);
      expect((some.body.notBooked as []).length).toBeGreaterThan(0);
      expect((some.body.appointments as []).length + (some.body.notBooked as []).length).toBe(sessionIds.length);
      await clinic.as('admin').post(`/v1/absences/${absence.id}/cancel`, undefined, { ifMatch: 1 });
      const rest = await series({ weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] });
      expect([rest.status, rest.body.notBooked]).toEqual([201, []]);
      const all = await ofPlan();
      const days = all.map(({ scheduledOn }) => scheduledOn);
      expect(days).toEqual([...days].sort());
      for (const { startsAt } of some.body.appointments as { startsAt: string }[])
        expect([utcTime(startsAt) >= '05:30', utcTime(startsAt) <= '06:30']).toEqual([true, true]);
      expect((await series()).status).toBe(404);
    });
  });
});

const utcTime = (instant: string): string => instant.slice(11, 16);
