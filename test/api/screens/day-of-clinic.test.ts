/** A day of a clinic as five of its people and systems live it: each sees and does what is theirs, and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../../src/treatments/index.js';
import type { Role } from '../../../src/platform/access/policy.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow } from '../../support/journey.js';
import { openClinic, type StaffedClinic } from '../../support/place.js';
import { ForwardClock } from '../../support/second-factor.js';

const today = dayFromNow(1);
const at = (time: string): string => `${today}T${time}:00+05:30`;
const SMP = 'scalp-micropigmentation';

interface Shown {
  id: string;
  status: string;
  version: number;
  patient: { id: string; name: string };
  attendedBy: { name: string }[];
  clinical: { alerts: { kind: string }[]; obstacles: string[] | null } | null;
}

describe('a day of a clinic', () => {
  const clock = new ForwardClock();
  let app: TestApp;
  let clinic: TestClinic;
  let open: StaffedClinic;
  /** The patients by the hour of their appointments, and the appointments. */
  const patients: Record<string, string> = {};
  const booked: Record<string, string> = {};
  let planId: string;
  let sessionId: string;

  const as = (role: Role): Caller => clinic.as(role);
  const readDay = async (by: Caller): Promise<Shown[]> => (await by.get(`/v1/day?on=${today}`)).body.appointments as Shown[];
  const findAt = async (time: string, by = as('receptionist')): Promise<Shown> => (await readDay(by)).find(({ id }) => id === booked[time])!;
  const act = async (by: Caller, time: string, action: string, body?: object) => {
    const { id, version } = await findAt(time);
    const answer = await by.post(`/v1/appointments/${id}/${action}`, body, { ifMatch: version });
    expect([action, answer.status, answer.body.status]).toEqual([action, 200, expect.anything()]);
    return answer.body.status as string;
  };
  const register = async (name: string): Promise<string> => {
    const { status, body } = await as('receptionist').post('/v1/patients', { names: [{ text: name }], sexAtBirth: 'unknown' });
    expect(status).toBe(201);
    return body.id as string;
  };
  const book = async (time: string, body: object = {}): Promise<void> => {
    const asked = { patientId: patients[time], appointmentTypeId: open.types.consultation, startsAt: at(time), ...body };
    const answer = await as('receptionist').post('/v1/appointments', asked);
    expect([time, answer.status]).toEqual([time, 201]);
    booked[time] = answer.body.id as string;
  };

  beforeAll(async () => {
    app = await startApp({ clock });
    clinic = await app.clinic();
    open = await openClinic(clinic);
  });
  afterAll(() => app.stop());

  it('is prepared by the desk the day before: people it registers, and the sitting of a plan that it cannot read', async () => {
    const plan = await activePlan(clinic, SMP);
    planId = plan.planId;
    sessionId = plan.sessionIds[0]!;
    patients['10:00'] = plan.prepared.patientId;
    await as('dermatologist').post(`/v1/patients/${patients['10:00']}/allergies`, { substance: { text: 'latex' } });
    await book('10:00', { appointmentTypeId: open.types['micropigmentation-sitting'], treatmentSessionId: sessionId });
    for (const [time, name] of [
      ['11:00', 'Kavita Sampleton'],
      ['12:00', 'Rahul Placeholder'],
      ['14:00', 'Lata Fictive'],
    ] as const) {
      patients[time] = await register(name);
      await book(time);
    }
    expect(await act(as('receptionist'), '10:00', 'confirm')).toBe('confirmed');
    expect(await act(as('receptionist'), '14:00', 'cancel', { initiator: 'patient', reason: 'Is abroad' })).toBe('cancelled');
    for (const path of [`treatment-plans/${planId}`, `treatment-sessions/${sessionId}/workspace`, `patients/${patients['10:00']}/summary`])
      expect([path, (await as('receptionist').get(`/v1/${path}`)).status]).toEqual([path, 403]);
    clock.forward((new Date(at('09:55')).getTime() - clock.now().getTime()) / 1000);
  });

  it('is a list that shows the desk who comes, clinicians what to mind, and a client with the scope as much as the desk', async () => {
    const [desk, doctor, technician] = [await readDay(as('receptionist')), await readDay(as('dermatologist')), await readDay(as('technician'))];
    const client = await clinic.asClient(['schedule.read']);
    const expected = ['Asha Testperson', 'Kavita Sampleton', 'Rahul Placeholder', 'Lata Fictive'];
    for (const list of [desk, doctor, technician, await readDay(client)]) expect(list.map(({ patient }) => patient.name)).toEqual(expected);
    expect(desk.map(({ status }) => status)).toEqual(['confirmed', 'booked', 'booked', 'cancelled']);
    expect(desk[0]!.attendedBy).toMatchObject([{ name: 'Test technician' }]);
    expect([...desk, ...(await readDay(client))].map(({ clinical }) => clinical)).toEqual(Array<null>(8).fill(null));
    expect(doctor).toEqual(technician);
    // The plan's check cannot be clear before it is said what is to be used; the workspace of the session is told.
    expect(doctor[0]!.clinical).toMatchObject({ alerts: [{ kind: 'allergy' }], obstacles: ['check-not-clear'] });
    expect(doctor.map(({ clinical, ...shown }) => ({ ...shown, clinical: clinical && null }))).toEqual(desk);
    for (const role of ['admin', 'auditor'] as const) expect([role, (await as(role).get(`/v1/day?on=${today}`)).status]).toEqual([role, 403]);
    expect((await (await clinic.asClient(['patient.read'])).get(`/v1/day?on=${today}`)).status).toBe(403);
  });

  it('is a sitting that the desk receives and the technician gives, from the workspace to the record', async () => {
    expect(await act(as('receptionist'), '10:00', 'arrive')).toBe('arrived');
    const technician = as('technician');
    const { body: workspace } = await technician.get(
      `/v1/treatment-sessions/${sessionId}/workspace?supervisedBy=${clinic.staff.dermatologist}&ingredients=lidocaine`,
    );
    expect(workspace).toMatchObject({ ready: true, session: { id: sessionId, scheduledOn: today }, plan: { id: planId } });
    const path = `/v1/treatment-sessions/${sessionId}`;
    const { version } = workspace.session as { version: number };
    expect((await as('receptionist').post(`${path}/start`, {}, { ifMatch: version })).status).toBe(403);
    const started = await technician.post(`${path}/start`, { supervisedBy: clinic.staff.dermatologist, ingredients: ['lidocaine'] }, { ifMatch: version });
    expect([started.status, (await findAt('10:00')).status]).toEqual([200, 'in-chair']);
    clock.forward(3 * 3600);
    const record = { ...treatmentExamples.micropigmentationRecord };
    const completed = await technician.post(`${path}/complete`, record, { ifMatch: started.body.version as number });
    expect([completed.status, completed.text]).toEqual([200, expect.anything()]);
    expect((await findAt('10:00')).status).toBe('done');
    expect((await technician.post(`${path}/countersign`, {}, { ifMatch: completed.body.version as number })).status).toBe(403);
    const alerts = async () => (await findAt('10:00', as('dermatologist'))).clinical!.alerts.map(({ kind }) => kind);
    expect(await alerts()).toContain('countersignature-missing');
    const { body: work } = await as('dermatologist').get('/v1/work-list?kind=session-to-countersign');
    expect(work.items).toMatchObject([{ resourceId: sessionId, patient: { id: patients['10:00'] } }]);
    expect((await as('dermatologist').post(`${path}/countersign`, {}, { ifMatch: completed.body.version as number })).status).toBe(200);
    expect(await alerts()).not.toContain('countersignature-missing');
  });

  it('is a consultation that the dermatologist begins from what is known, and somebody who did not come', async () => {
    expect(await act(as('receptionist'), '11:00', 'arrive')).toBe('arrived');
    expect(await act(as('dermatologist'), '11:00', 'seat')).toBe('in-chair');
    const { status, body } = await as('dermatologist').get(`/v1/patients/${patients['11:00']}/consultation-start`);
    expect(status).toBe(200);
    const started = await as('dermatologist').post(`/v1/patients/${patients['11:00']}/consultations`, {
      ...(body.draft as object),
      reason: 'Hair in the comb',
    });
    expect([started.status, started.text]).toEqual([201, expect.anything()]);
    expect((await as('technician').post(`/v1/patients/${patients['11:00']}/consultations`, body.draft as object)).status).toBe(403);
    expect(await act(as('dermatologist'), '11:00', 'finish')).toBe('done');
    expect(await act(as('receptionist'), '12:00', 'no-show')).toBe('no-show');
  });

  it('leaves estimates to the desk, prices and calendars to the admin, and who looked to the auditor', async () => {
    const estimate = await as('receptionist').post(`/v1/treatment-plans/${planId}/estimates`, {});
    expect([estimate.status, estimate.text]).toEqual([201, expect.anything()]);
    expect((await as('technician').get(`/v1/treatment-plans/${planId}/estimate`)).status).toBe(403);
    const absence = { from: at('16:00'), to: at('17:00'), kind: 'training' };
    expect((await as('receptionist').post(`/v1/staff/${clinic.staff.technician}/absences`, absence)).status).toBe(403);
    expect((await as('admin').post(`/v1/staff/${clinic.staff.technician}/absences`, absence)).status).toBe(201);
    expect((await as('admin').get(`/v1/patients/${patients['10:00']}`)).status).toBe(403);
    const { body } = await as('auditor').get(`/v1/audit-events?patientId=${patients['14:00']}&limit=50`);
    const looks = (body.items as { action: string; actor: { role: string } }[]).filter(({ action }) => action === 'day.read');
    expect(new Set(looks.map(({ actor }) => actor.role))).toEqual(new Set(['receptionist', 'dermatologist', 'technician', 'client']));
    expect((await readDay(as('receptionist'))).map(({ status }) => status)).toEqual(['done', 'done', 'no-show', 'cancelled']);
  });
});
