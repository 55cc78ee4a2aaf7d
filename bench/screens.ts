/**
 * How long the screens take in a clinic with many appointments: the whole server in this process, one request after the other. A few patients go the whole way through
 * the API; the others are copies of what is recorded of them, and the appointments are made by SQL, sixty a day.
 */
import pg from 'pg';
import { listen, recordOne } from './record.js';
import { runWithOwnServer } from './own-server.js';
import { copyPatients, idIn, treatPatient, type Call } from './treated-patients.js';

export interface ScreenFigures {
  name: string;
  roundTrips: number;
  p50: number;
  p99: number;
  kilobytes: number;
}

const APPOINTMENTS_A_DAY = 60;
const DAYS_AHEAD = 60;
const PEOPLE = 50;
const ROOMS = 20;
const PATIENTS_TREATED = 3;
const APPOINTMENTS_OF_A_PATIENT = 10;
const REQUESTS = 200;
const WARM_UP = 20;
const MILLISECONDS_PER_DAY = 86_400_000;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Place {
  locationId: string;
  typeId: string;
}

/** A location with rooms and people who work from Monday to Sunday, and a type of half an hour. */
const openPlace = async (admin: Call, owner: pg.Client): Promise<Place> => {
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  const openingHours = Object.fromEntries(weekdays.map((weekday) => [weekday, [{ opens: '08:00', closes: '20:00' }]]));
  const locationId = idIn(await admin('POST', '/v1/locations', { name: 'Bench', openingHours }));
  for (let number = 1; number <= ROOMS; number++) await admin('POST', '/v1/rooms', { locationId, name: `Room ${number}`, kind: 'consultation' });
  const needs = { purpose: 'consultation', durationMinutes: 30, staffRoles: ['dermatologist'], roomKind: 'consultation' };
  const typeId = idIn(await admin('POST', '/v1/appointment-types', { name: 'Bench visit', ...needs }));
  const spans = weekdays.map((weekday) => ({ locationId, weekday, from: '08:00', to: '20:00', validFrom: null, validTo: null }));
  await owner.query(
    `WITH person AS (
       INSERT INTO staff (id, role, name, email, created_at, updated_at)
       SELECT gen_random_uuid(), 'dermatologist', 'Dr Bench ' || n, 'bench-' || n || '@bench.test', now(), now() FROM generate_series(1, $1::integer) n
       RETURNING id
     ) INSERT INTO working_hours (id, spans, updated_at) SELECT id, $2::jsonb, now() FROM person`,
    [PEOPLE, JSON.stringify(spans)],
  );
  return { locationId, typeId };
};

/** Fills the days up to two months ahead: past appointments are done, each tenth was missed, each fifth of those to come is for a session. */
const addAppointments = async (owner: pg.Client, { locationId, typeId }: Place, count: number): Promise<void> => {
  await owner.query('SET synchronous_commit = off');
  await owner.query(
    `WITH people AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM staff WHERE email LIKE 'bench-%'),
          rooms AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM bookables WHERE location_id = $1),
          seen AS (SELECT clinic_id, id, row_number() OVER (ORDER BY id) - 1 AS place FROM patients),
          slots AS (SELECT n, n % $4 AS of_day, (current_date + $5::integer - n / $4) AS day FROM generate_series(0, $3::integer - 1) n),
          timed AS (SELECT *, (day + time '08:00' + (of_day / ${ROOMS}) * interval '2 hours') AT TIME ZONE 'Asia/Kolkata' AS starts_at FROM slots)
     INSERT INTO appointments (id, patient_id, appointment_type_id, location_id, treatment_session_id, status, starts_on, starts_at, ends_at, preparation_minutes, clean_up_minutes,
       staff_ids, room_id, device_ids, is_walk_in, confirmed_at, arrived_at, seated_at, ended_at, booked_by, created_at, updated_at)
     SELECT gen_random_uuid(), p.id, $2, $1, CASE WHEN t.n < 300 AND t.n % 5 = 0 THEN s.id END,
            CASE WHEN t.starts_at >= now() THEN 'booked' WHEN t.n % 10 = 0 THEN 'no-show' ELSE 'done' END,
            t.day, t.starts_at, t.starts_at + interval '30 minutes', 0, 0, ARRAY[o.id], r.id, '{}', false, NULL, NULL, NULL,
            CASE WHEN t.starts_at >= now() THEN NULL ELSE t.starts_at + interval '30 minutes' END, o.id, now(), now()
       FROM timed t
       JOIN people o ON o.place = t.of_day % ${ROOMS}
       JOIN rooms r ON r.place = t.of_day % ${ROOMS}
       JOIN seen p ON p.place = t.n % (SELECT count(*) FROM seen)
       LEFT JOIN LATERAL (SELECT id FROM treatment_sessions x WHERE x.clinic_id = p.clinic_id AND x.patient_id = p.id AND x.status = 'scheduled' ORDER BY x.number LIMIT 1) s ON true`,
    [locationId, typeId, count, APPOINTMENTS_A_DAY, DAYS_AHEAD],
  );
  await owner.query('VACUUM ANALYZE appointments, appointment_occupations');
};

const measure = async (name: string, url: string, token: string): Promise<ScreenFigures> => {
  const headers = { authorization: `Bearer ${token}` };
  let bytes = 0;
  const ask = async (): Promise<number> => {
    const begun = performance.now();
    const answer = await fetch(url, { headers });
    bytes = (await answer.arrayBuffer()).byteLength;
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return performance.now() - begun;
  };
  for (let warm = 0; warm < WARM_UP; warm++) await ask();
  const roundTrips = (await recordOne(async () => void (await ask()))).length;
  const taken: number[] = [];
  for (let request = 0; request < REQUESTS; request++) taken.push(await ask());
  taken.sort((one, other) => one - other);
  return { name, roundTrips, p50: taken[Math.floor(REQUESTS / 2)]!, p99: taken[Math.floor(REQUESTS * 0.99)]!, kilobytes: bytes / 1024 };
};

/** What each screen takes when the clinic has so many appointments. */
export const measureScreens = (appointments: number): Promise<ScreenFigures[]> => {
  listen();
  return runWithOwnServer(async ({ url, ownerUrl, clinicId, tokens, as }) => {
    const treated: string[] = [];
    for (let visits = 1; visits <= PATIENTS_TREATED; visits++) treated.push(await treatPatient(as('dermatologist'), visits));
    await copyPatients(ownerUrl, clinicId, treated, Math.ceil(appointments / APPOINTMENTS_OF_A_PATIENT / treated.length));
    const owner = new pg.Client({ connectionString: ownerUrl });
    // What ended the run is told by the run, and not by the connection that ended with it.
    owner.on('error', () => undefined);
    await owner.connect();
    await owner.query(`SELECT set_config('app.clinic_id', $1, false)`, [clinicId]);
    const place = await openPlace(as('admin'), owner);
    await addAppointments(owner, place, appointments);
    say(`${appointments} appointments made`);
    // A copy's checks have lost what a session's checklist reads: the session is one of a patient who went through the API.
    const { rows } = await owner.query<{ sessionId: string; staffId: string }>(
      `SELECT s.id AS "sessionId", (SELECT id FROM staff WHERE email LIKE 'bench-%' ORDER BY id LIMIT 1) AS "staffId"
         FROM treatment_sessions s WHERE s.patient_id = $1 AND s.status = 'scheduled' ORDER BY s.number LIMIT 1`,
      [treated[0]],
    );
    const { sessionId, staffId } = rows[0]!;
    const patientId = treated[0]!;
    await owner.end();
    const dayFromNow = (days: number): string => new Date(Date.now() + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
    const span = (from: number, to: number): string => `from=${dayFromNow(from)}T00:00:00Z&to=${dayFromNow(to)}T00:00:00Z`;
    const screens: [name: string, path: string][] = [
      ['day of 60 appointments', `/v1/day?on=${dayFromNow(DAYS_AHEAD - 2)}&locationId=${place.locationId}`],
      ['day, in the past', `/v1/day?on=${dayFromNow(-400)}&locationId=${place.locationId}`],
      ['work list', '/v1/work-list'],
      ['chart of a patient', `/v1/patients/${patientId}/summary`],
      ['start of a consultation', `/v1/patients/${patientId}/consultation-start`],
      ['workspace of a session', `/v1/treatment-sessions/${sessionId}/workspace`],
      ['appointments of a day, a page', `/v1/appointments?${span(3, 4)}`],
      ['appointments of a person in a month, a page', `/v1/appointments?${span(0, 30)}&staffId=${staffId}`],
      ['appointments of a patient in a year, a page', `/v1/appointments?${span(-300, 60)}&patientId=${patientId}`],
      ['appointments to look at in a month, a page', `/v1/appointments?${span(0, 30)}&hasWarning=true`],
      [
        'availability of 50 people in 90 days',
        `/v1/availability?appointmentTypeId=${place.typeId}&locationId=${place.locationId}&from=${dayFromNow(1)}&to=${dayFromNow(90)}`,
      ],
    ];
    const figures: ScreenFigures[] = [];
    for (const [name, path] of screens) {
      say(`measuring ${name}`);
      const measured = await measure(name, url + path, tokens.dermatologist);
      say(`  ${measured.p50.toFixed(1)} ms`);
      figures.push(measured);
    }
    return figures;
  });
};
