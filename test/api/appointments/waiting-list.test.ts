/** The waiting list: what becomes free is offered to one after the other, and never to two at once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow } from '../../support/journey.js';
import { restrict } from '../../support/patient-access.js';
import { openClinic, type StaffedClinic } from '../../support/place.js';
import { ForwardClock } from '../../support/second-factor.js';

const at = (days: number, time: string): string => `${dayFromNow(days)}T${time}:00+05:30`;
const utc = (days: number, time: string): string => new Date(at(days, time)).toISOString();

interface Entry {
  id: string;
  version: number;
  status: string;
  offer: { appointmentId: string; startsAt: string; heldUntil: string } | null;
}

describe('the waiting list', () => {
  const clock = new ForwardClock();
  let app: TestApp;
  let clinic: TestClinic;
  let open: StaffedClinic;

  beforeAll(async () => {
    app = await startApp({ clock });
  });
  beforeEach(async () => {
    clinic = await app.clinic();
    open = await openClinic(clinic);
  });
  afterAll(() => app.stop());

  const desk = () => clinic.as('receptionist');
  const newPatient = async (): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', birthDate: '1991-04-03' })).body
      .id as string;
  const book = async (time: string, body: object = {}): Promise<{ id: string; patient: { id: string } }> => {
    const asked = { patientId: await newPatient(), appointmentTypeId: open.types.consultation, startsAt: at(1, time), ...body };
    const answer = await desk().post('/v1/appointments', asked);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body as { id: string; patient: { id: string } };
  };
  const wait = async (body: object = {}): Promise<Entry> => {
    const asked = { patientId: await newPatient(), appointmentTypeId: open.types.consultation, notAfter: dayFromNow(1), ...body };
    const answer = await desk().post('/v1/waiting-list-entries', asked);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body as Entry;
  };
  const read = async (id: string): Promise<Entry> => (await desk().get(`/v1/waiting-list-entries/${id}`)).body as Entry;
  const cancel = (id: string, version = 1) => desk().post(`/v1/appointments/${id}/cancel`, { initiator: 'patient' }, { ifMatch: version });
  const answerOffer = async (id: string, action: string, version?: number) =>
    desk().post(`/v1/waiting-list-entries/${id}/${action}`, undefined, { ifMatch: version ?? (await read(id)).version });
  const offerAll = (body: object = {}) => desk().post('/v1/waiting-list-offers', { from: at(1, '00:00'), to: at(2, '00:00'), ...body });

  it('offers what is cancelled to the urgent first, then in order; a declined time goes to the next, an accepted one is booked', async () => {
    const { id } = await book('10:00');
    const [first, urgent, unsuited] = [await wait(), await wait({ priority: 'urgent' }), await wait({ priority: 'urgent', earliestTime: '15:00' })];
    const { body: cancelled } = await cancel(id);
    expect(cancelled.offers).toMatchObject([{ waitingListEntryId: urgent.id }]);
    expect(await read(urgent.id)).toMatchObject({ status: 'offered', version: 2, offer: { startsAt: utc(1, '10:00') } });
    const { body: list } = await desk().get('/v1/waiting-list-entries?status=waiting,offered&count=true');
    expect([list.total, (list.items as Entry[]).map((entry) => entry.id)]).toEqual([3, [urgent.id, unsuited.id, first.id]]);
    const declined = await answerOffer(urgent.id, 'decline');
    expect(declined.body).toMatchObject({ status: 'waiting', offer: null });
    const offered = await read(first.id);
    expect(offered).toMatchObject({ status: 'offered', offer: { startsAt: utc(1, '10:00') } });
    expect((await answerOffer(first.id, 'accept')).body).toMatchObject({ status: 'booked', offer: null });
    expect((await desk().get(`/v1/appointments/${offered.offer!.appointmentId}`)).body).toMatchObject({ status: 'booked', startsAt: utc(1, '10:00') });
    expect((await answerOffer(first.id, 'accept')).body.type).toBe('/problems/invalid-transition');
    expect((await answerOffer(first.id, 'withdraw')).body.type).toBe('/problems/invalid-transition');
    const seen = await app.sql<{ n: number }>(
      `SELECT count(DISTINCT patient_id)::integer AS n FROM audit_events WHERE action = 'appointment.cancel'`,
      [],
      clinic.id,
    );
    expect(seen).toEqual([{ n: 2 }]);
  });

  it('holds an offer until it runs out, then offers the time to the next', async () => {
    const [first, second] = [await wait({ answerWithinMinutes: 30, latestTime: '09:00' }), await wait({ latestTime: '09:00' })];
    expect((await offerAll()).body.offered).toMatchObject([{ id: first.id, status: 'offered', offer: { startsAt: utc(1, '09:00') } }]);
    expect((await offerAll()).body.offered).toEqual([]);
    const refused = await desk().post('/v1/appointments', {
      patientId: await newPatient(),
      appointmentTypeId: open.types.consultation,
      startsAt: at(1, '09:00'),
    });
    expect(refused.body.type).toBe('/problems/time-not-free');
    clock.forward(31 * 60);
    expect(await read(first.id)).toMatchObject({ status: 'waiting', offer: null });
    expect((await answerOffer(first.id, 'accept')).body.type).toBe('/problems/invalid-transition');
    expect((await answerOffer(first.id, 'withdraw')).body).toMatchObject({ status: 'withdrawn' });
    expect((await offerAll()).body.offered).toMatchObject([{ id: second.id }]);
    clock.forward(-31 * 60);
  });

  it('moves an appointment to an earlier time, and offers its own time to the next', async () => {
    const current = await book('16:00', { startsAt: at(3, '16:00') });
    const earlier = await wait({ patientId: current.patient.id, appointmentId: current.id, notAfter: dayFromNow(30) });
    const { id } = await book('10:00');
    const next = await wait({ notBefore: dayFromNow(3), notAfter: dayFromNow(3), earliestTime: '16:00', latestTime: '16:00' });
    expect((await cancel(id)).body.offers).toMatchObject([{ waitingListEntryId: earlier.id }]);
    expect((await answerOffer(earlier.id, 'accept')).body).toMatchObject({ status: 'booked' });
    expect((await desk().get(`/v1/appointments/${current.id}`)).body).toMatchObject({ status: 'booked', startsAt: utc(1, '10:00'), warnings: [] });
    expect(await read(next.id)).toMatchObject({ status: 'offered', offer: { startsAt: utc(3, '16:00') } });
    // Nothing later is offered in place of what is booked.
    const again = await wait({ patientId: current.patient.id, appointmentId: current.id, notAfter: dayFromNow(30), earliestTime: '10:00' });
    expect((await offerAll({ from: at(1, '10:00'), to: at(9, '00:00') })).body.offered).toEqual([]);
    expect((await answerOffer(again.id, 'withdraw')).status).toBe(200);
  });

  it('keeps the interval of the protocol for a session of a plan, and gives the session its day', async () => {
    const { sessionIds, planId, prepared } = await activePlan(clinic);
    const session = { patientId: prepared.patientId, appointmentTypeId: open.types['mesotherapy-session'], notAfter: dayFromNow(60) };
    const entry = await wait({ ...session, treatmentSessionId: sessionIds[1], notBefore: dayFromNow(1) });
    expect((await desk().post('/v1/waiting-list-entries', { ...session, treatmentSessionId: sessionIds[1] })).body.type).toBe('/problems/conflict');
    expect((await offerAll({ to: at(6, '00:00') })).body.offered).toEqual([]);
    const { body } = await offerAll({ from: at(6, '00:00'), to: at(36, '00:00') });
    expect(body.offered).toMatchObject([{ id: entry.id }]);
    const { offer } = await read(entry.id);
    await answerOffer(entry.id, 'accept');
    const { body: sessions } = await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/sessions`);
    expect((sessions.items as { scheduledOn: string }[])[1]!.scheduledOn).toBe(
      new Date(new Date(offer!.startsAt).getTime() + 5.5 * 3_600_000).toISOString().slice(0, 10),
    );
  });

  it('offers nothing to the dead, to the merged, to whom the entry is over, nor to those who need more notice', async () => {
    const [dead, merged, survivor] = [await wait(), await wait(), await newPatient()];
    const ofEntry = async (id: string) => (await desk().get(`/v1/waiting-list-entries/${id}`)).body.patient.id as string;
    const record = { status: 'deceased', deceasedOn: dayFromNow(0) };
    await clinic.as('dermatologist').patch(`/v1/patients/${await ofEntry(dead.id)}`, record, { ifMatch: 1 });
    const into = { into: survivor, reason: 'Registered twice' };
    await clinic.as('dermatologist').post(`/v1/patients/${await ofEntry(merged.id)}/merge`, into, { ifMatch: 1 });
    expect(await ofEntry(merged.id)).toBe(survivor);
    await wait({ noticeHours: 100 });
    const withdrawn = await wait();
    await answerOffer(withdrawn.id, 'withdraw');
    // What the merged record waited for, the survivor waits for.
    expect((await offerAll()).body.offered).toMatchObject([{ id: merged.id, patient: { id: survivor } }]);
    clock.forward(86_400 * 3);
    expect(await read(dead.id)).toMatchObject({ status: 'expired' });
    clock.forward(-86_400 * 3);
  });

  it('shows nothing of a closed record, nor of another clinic', async () => {
    const patientId = await newPatient();
    const { id } = await wait({ patientId });
    await restrict(clinic, patientId, {});
    expect((await desk().get(`/v1/waiting-list-entries/${id}`)).status).toBe(403);
    expect((await offerAll()).body.offered).toEqual([]);
    const other = await app.clinic();
    expect((await other.as('receptionist').get('/v1/waiting-list-entries')).body.items).toEqual([]);
    expect((await clinic.as('auditor').get('/v1/waiting-list-entries')).status).toBe(403);
  });

  it('of twenty at once who offer one slot to thirty, and of ten who accept it, one has it', async () => {
    for (let index = 0; index < 30; index++) await wait({ earliestTime: '12:00', latestTime: '12:00' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => offerAll()));
    const offered = answers.flatMap(({ body }) => body.offered as Entry[]);
    expect([answers.map(({ status }) => status), offered.length]).toEqual([answers.map(() => 200), 1]);
    const { id, version } = offered[0]!;
    const accepted = await Promise.all(Array.from({ length: 10 }, () => answerOffer(id, 'accept', version)));
    expect(accepted.filter(({ status }) => status === 200)).toHaveLength(1);
    const taken = await app.sql(`SELECT count(*)::integer AS n FROM appointments WHERE status IN ('held', 'booked')`, [], clinic.id);
    expect(taken).toEqual([{ n: 1 }]);
  });

  it('refuses what cannot be, and stores nothing', async () => {
    const theirs = await openClinic(await app.clinic());
    const patientId = await newPatient();
    const { id: appointmentId } = await book('11:00');
    const cases: [object, number, string | null][] = [
      [{ patientId: theirs.locationId }, 404, null],
      [{ appointmentTypeId: theirs.types.consultation }, 400, '/appointmentTypeId'],
      [{ locationIds: [open.locationId, theirs.locationId] }, 400, '/locationIds/1'],
      [{ notAfter: dayFromNow(-1) }, 400, '/notAfter'],
      [{ notBefore: dayFromNow(2) }, 400, '/notAfter'],
      [{ notAfter: dayFromNow(402) }, 400, '/notAfter'],
      [{ appointmentId }, 400, '/appointmentId'],
      [{ treatmentSessionId: patientId }, 400, '/treatmentSessionId'],
      [{ treatmentSessionId: patientId, appointmentId }, 400, '/appointmentId'],
      [{ noticeHours: 337 }, 400, '/noticeHours'],
    ];
    for (const [body, status, pointer] of cases) {
      const answer = await desk().post('/v1/waiting-list-entries', { patientId, appointmentTypeId: open.types.consultation, notAfter: dayFromNow(1), ...body });
      expect([body, answer.status, answer.body.errors?.[0]?.pointer ?? null]).toEqual([body, status, pointer]);
    }
    expect((await offerAll({ to: at(40, '00:00') })).body.errors).toMatchObject([{ pointer: '/to' }]);
    expect(await app.sql('SELECT count(*)::integer AS n FROM waiting_list_entries', [], clinic.id)).toEqual([{ n: 0 }]);
  });
});
