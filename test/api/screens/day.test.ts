/** The day of a location in one call: the desk sees who comes, clinicians what to mind. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow } from '../../support/journey.js';
import { askCareTeamOf, restrict } from '../../support/patient-access.js';
import { openClinic, type StaffedClinic } from '../../support/place.js';
import { listen, recordOne } from '../../../bench/record.js';

const MOST_ROUND_TRIPS = 7;
const at = (time: string): string => `${dayFromNow(1)}T${time}:00+05:30`;

describe('the day of a location', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let open: StaffedClinic;

  beforeAll(async () => {
    listen();
    app = await startApp();
  });
  beforeEach(async () => {
    clinic = await app.clinic();
    open = await openClinic(clinic);
  });
  afterAll(() => app.stop());

  interface Shown {
    id: string;
    patient: { id: string };
    age: number | null;
    clinical: { alerts: { kind: string }[]; obstacles: string[] | null; mayBePhotographed: boolean } | null;
  }
  const read = async (role: 'dermatologist' | 'technician' | 'receptionist' = 'dermatologist', on = dayFromNow(1)): Promise<Shown[]> => {
    const { status, body } = await clinic.as(role).get(`/v1/day?on=${on}`);
    expect([status, body.on, body.locationId, body.timeZone]).toEqual([200, on, open.locationId, 'Asia/Kolkata']);
    return body.appointments as Shown[];
  };
  const book = async (body: object): Promise<string> => {
    const answer = await clinic.as('receptionist').post('/v1/appointments', { appointmentTypeId: open.types.consultation, ...body });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.id as string;
  };
  const newPatient = async (body: object = {}): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', ...body })).body.id as string;

  it('shows every appointment in order, each as it is read by itself; the desk sees nothing clinical', async () => {
    const patientId = await newPatient({ birthDate: '1991' });
    await clinic.as('dermatologist').post(`/v1/patients/${patientId}/allergies`, { substance: { text: 'latex' } });
    const ids = [await book({ patientId, startsAt: at('11:00') }), await book({ patientId: await newPatient(), startsAt: at('10:00') })];
    const [first, second] = await read();
    expect([first!.id, second!.id]).toEqual([ids[1], ids[0]]);
    const { age, clinical, ...alone } = second!;
    expect(alone).toEqual((await clinic.as('dermatologist').get(`/v1/appointments/${ids[0]}`)).body);
    expect(age).toBe(new Date().getUTCFullYear() - 1992);
    expect(clinical).toMatchObject({ alerts: [{ kind: 'allergy', text: 'Allergy: latex' }], obstacles: null, mayBePhotographed: false });
    expect(first).toMatchObject({ age: null, clinical: { alerts: [] } });
    const desk = await read('receptionist');
    expect(desk.map(({ clinical }) => clinical)).toEqual([null, null]);
    expect(JSON.stringify(desk)).not.toContain('latex');
    expect(await read('dermatologist', dayFromNow(2))).toEqual([]);
  });

  it('says what stands in the way of a session', async () => {
    const { planId, prepared, sessionIds, version } = await activePlan(clinic);
    await book({
      patientId: prepared.patientId,
      appointmentTypeId: open.types['mesotherapy-session'],
      treatmentSessionId: sessionIds[0],
      startsAt: at('10:00'),
    });
    const clinical = async () => (await read('technician'))[0]!.clinical!;
    expect(await clinical()).toMatchObject({ obstacles: [] });
    const { body } = await clinic.as('dermatologist').get(`/v1/patients/${prepared.patientId}/consents`);
    const { id, version: seen } = (body.items as { id: string; version: number }[])[0]!;
    await clinic.as('dermatologist').post(`/v1/consents/${id}/withdraw`, { reason: 'Wants to think' }, { ifMatch: seen });
    await clinic.as('dermatologist').post(`/v1/treatment-plans/${planId}/hold`, { reason: 'Travelling' }, { ifMatch: version });
    const held = await clinical();
    expect(held.obstacles).toEqual(['plan-not-running', 'treatment-consent-missing']);
    expect(held.alerts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['plan-on-hold', 'treatment-consent-missing']));
  });

  it('shows as much of the alerts as the chart does', async () => {
    const { prepared } = await activePlan(clinic, 'scalp-micropigmentation');
    await clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/allergies`, { substance: { text: 'latex' } });
    await book({ patientId: prepared.patientId, startsAt: at('10:00') });
    const { body } = await clinic.as('dermatologist').get(`/v1/patients/${prepared.patientId}/summary`);
    const ofChart = body.alerts as { kind: string }[];
    expect(ofChart.length).toBeGreaterThan(0);
    expect((await read())[0]!.clinical!.alerts).toEqual(ofChart);
  });

  it('warns of a critical result until a later sample has the same analyte or the test was entered in error, as the chart does', async () => {
    const patientId = await newPatient();
    await book({ patientId, startsAt: at('10:00') });
    const haemoglobin = async (daysAgo: number, value: number): Promise<string> => {
      const results = [
        { code: { system: 'loinc', code: '718-7' }, value, unit: 'g/dL' },
        { code: { system: 'loinc', code: '2276-4' }, value: 60, unit: 'ng/mL' },
      ];
      const answer = await clinic
        .as('dermatologist')
        .post(`/v1/patients/${patientId}/blood-tests`, { collectedAt: `${dayFromNow(-daysAgo)}T08:00:00+05:30`, results });
      expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
      return answer.body.id as string;
    };
    const critical = async () => {
      const [{ body }, [onDay], [atDesk]] = [await clinic.as('technician').get(`/v1/patients/${patientId}/summary`), await read(), await read('receptionist')];
      expect(atDesk!.clinical).toBeNull();
      expect(onDay!.clinical!.alerts).toEqual(body.alerts);
      return (body.alerts as { kind: string; about: { id: string } }[]).filter(({ kind }) => kind === 'critical-result').map(({ about }) => about.id);
    };
    expect(await critical()).toEqual([]);
    const low = await haemoglobin(9, 4.5);
    expect(await critical()).toEqual([low]);
    await clinic.as('dermatologist').post(`/v1/blood-tests/${low}/acknowledge`);
    expect(await critical()).toEqual([low]);
    const later = await haemoglobin(5, 11);
    expect(await critical()).toEqual([]);
    const { status } = await clinic.as('dermatologist').post(`/v1/blood-tests/${later}/entered-in-error`, { reason: 'Another person’s sample' });
    expect(status).toBe(200);
    expect(await critical()).toEqual([low]);
  });

  it('shows no restricted patient, and the charts of the care team alone where the clinic asks for it', async () => {
    const [ours, theirs] = [await newPatient(), await newPatient()];
    await book({ patientId: ours, startsAt: at('10:00') });
    await book({ patientId: theirs, startsAt: at('11:00') });
    await clinic.as('technician').post(`/v1/patients/${ours}/care-team/join`);
    await askCareTeamOf(clinic, ['technician']);
    const seen = await read('technician');
    expect(seen.map(({ patient, clinical }) => [patient.id, clinical !== null])).toEqual([
      [ours, true],
      [theirs, false],
    ]);
    await restrict(clinic, theirs, {});
    expect((await read('receptionist')).map(({ patient }) => patient.id)).toEqual([ours]);
  });

  it('is one call of few round trips, with one entry of the audit trail for each patient, and an ETag of the whole', async () => {
    for (const time of ['10:00', '11:00', '12:00']) await book({ patientId: await newPatient(), startsAt: at(time) });
    for (let warm = 0; warm < 2; warm++) await read();
    const trips = await recordOne(async () => void (await read()));
    expect(trips.length).toBeLessThanOrEqual(MOST_ROUND_TRIPS);
    const entries = await app.sql<{ n: number; patients: number }>(
      `SELECT count(*)::integer AS n, count(DISTINCT patient_id)::integer AS patients FROM audit_events WHERE action = 'day.read' GROUP BY request_id`,
      [],
      clinic.id,
    );
    expect(entries.length).toBeGreaterThan(2);
    for (const ofOne of entries) expect(ofOne).toEqual({ n: 3, patients: 3 });
    const { headers } = await clinic.as('dermatologist').get(`/v1/day?on=${dayFromNow(1)}`);
    const again = await clinic.as('dermatologist').get(`/v1/day?on=${dayFromNow(1)}`, { headers: { 'if-none-match': headers.etag! } });
    expect(again.status).toBe(304);
    expect((await clinic.as('admin').get(`/v1/day?on=${dayFromNow(1)}`)).status).toBe(403);
    expect((await clinic.as('receptionist').get('/v1/day?on=2026-02-30')).body.errors).toMatchObject([{ pointer: '?on' }]);
  });
});
