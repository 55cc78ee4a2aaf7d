/** A location of a clinic with all that appointments need, made over HTTP. */
import { randomUUID } from 'node:crypto';
import type { TestClinic } from './app.js';
import { dayFromNow } from './journey.js';

export interface Place {
  locationId: string;
  roomId: string;
  deviceId: string;
  /** A sitting of an hour with a technician, a machine and a dermatologist in the house. */
  appointmentTypeId: string;
  absenceId: string;
}

export const sitting = {
  purpose: 'micropigmentation-sitting',
  durationMinutes: 60,
  preparationMinutes: 15,
  cleanUpMinutes: 15,
  staffRoles: ['technician'],
  presentRoles: ['dermatologist'],
  roomKind: 'scalp-micropigmentation',
  deviceKinds: ['micropigmentation-machine'],
};

export const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Creates a location that is open from 10:00 to 13:00 on every day, with one room, one machine, and an absence of the technician that is long past. */
export const aPlace = async (clinic: TestClinic): Promise<Place> => {
  const admin = clinic.as('admin');
  const create = async (path: string, body: object): Promise<string> => {
    const { status, text, body: created } = await admin.post(path, body);
    if (status !== 201) throw new Error(text);
    return created.id as string;
  };
  const openingHours = Object.fromEntries(everyDay.map((weekday) => [weekday, [{ opens: '10:00', closes: '13:00' }]]));
  const locationId = await create('/v1/locations', { name: randomUUID(), openingHours });
  return {
    locationId,
    roomId: await create('/v1/rooms', { locationId, name: 'Room of the place', kind: 'scalp-micropigmentation' }),
    deviceId: await create('/v1/devices', { locationId, name: 'Machine of the room', kind: 'micropigmentation-machine' }),
    appointmentTypeId: await create('/v1/appointment-types', { name: randomUUID(), ...sitting }),
    absenceId: await create(`/v1/staff/${clinic.staff.technician}/absences`, { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', kind: 'leave' }),
  };
};

export interface StaffedClinic {
  locationId: string;
  /** Types of appointments by their purpose. */
  types: Record<string, string>;
  /** One room of each kind that the usual types need. */
  rooms: Record<string, string>;
}

const usual = {
  consultation: { durationMinutes: 30, staffRoles: ['dermatologist'], roomKind: 'consultation' },
  'mesotherapy-session': { durationMinutes: 45, preparationMinutes: 10, cleanUpMinutes: 10, staffRoles: ['dermatologist'], roomKind: 'treatment' },
  'micropigmentation-sitting': {
    durationMinutes: 240,
    preparationMinutes: 15,
    cleanUpMinutes: 20,
    staffRoles: ['technician'],
    presentRoles: ['dermatologist'],
    roomKind: 'scalp-micropigmentation',
  },
};

/**
 * A location that is open from 09:00 to 18:00 on every day, with a room of each kind and the usual types; the dermatologist and the technician work all the while. It is made once for a
 * clinic.
 */
export const openClinic = (clinic: TestClinic): Promise<StaffedClinic> => {
  const known = opened.get(clinic.id) ?? makeClinicOpen(clinic);
  opened.set(clinic.id, known);
  return known;
};

const opened = new Map<string, Promise<StaffedClinic>>();

const makeClinicOpen = async (clinic: TestClinic): Promise<StaffedClinic> => {
  const admin = clinic.as('admin');
  const create = async (path: string, body: object): Promise<string> => {
    const { status, text, body: created } = await admin.post(path, body);
    if (status !== 201) throw new Error(text);
    return created.id as string;
  };
  const openingHours = Object.fromEntries(everyDay.map((weekday) => [weekday, [{ opens: '09:00', closes: '18:00' }]]));
  const locationId = await create('/v1/locations', { name: 'Own place', openingHours });
  const kinds = ['consultation', 'treatment', 'scalp-micropigmentation'];
  const [rooms, types] = await Promise.all([
    Promise.all(kinds.map(async (kind) => [kind, await create('/v1/rooms', { locationId, name: `Room for ${kind}`, kind })] as const)),
    Promise.all(
      Object.entries(usual).map(async ([purpose, needs]) => [purpose, await create('/v1/appointment-types', { name: purpose, purpose, ...needs })] as const),
    ),
  ]);
  const spans = everyDay.map((weekday) => ({ locationId, weekday, from: '09:00', to: '18:00' }));
  for (const role of ['dermatologist', 'technician'] as const) {
    const path = `/v1/staff/${clinic.staff[role]}/working-hours`;
    const { body: hours } = await admin.get(path);
    const answer = await admin.put(path, { spans }, { ifMatch: hours.version as number });
    if (answer.status !== 200) throw new Error(answer.text);
  }
  return { locationId, types: Object.fromEntries(types), rooms: Object.fromEntries(rooms) };
};

/** An entry of the waiting list for a consultation, at its first version. */
export const aWaitingListEntry = async (clinic: TestClinic, patientId: string, body: object = {}): Promise<string> => {
  const { types } = await openClinic(clinic);
  const asked = { patientId, appointmentTypeId: types.consultation, notAfter: dayFromNow(30), ...body };
  const { status, text, body: entered } = await clinic.as('dermatologist').post('/v1/waiting-list-entries', asked);
  if (status !== 201) throw new Error(text);
  return entered.id as string;
};

const bookedBefore = new Map<string, number>();

/** An appointment for a consultation at 10:00 of a day that no other one of the clinic has, tomorrow the first; at its first version. */
export const anAppointment = async (clinic: TestClinic, patientId: string, body: object = {}): Promise<string> => {
  const { locationId, types } = await openClinic(clinic);
  const before = bookedBefore.get(clinic.id) ?? 0;
  bookedBefore.set(clinic.id, before + 1);
  const asked = { patientId, locationId, appointmentTypeId: types.consultation, startsAt: `${dayFromNow(1 + before)}T10:00:00+05:30`, ...body };
  const { status, text, body: booked } = await clinic.as('dermatologist').post('/v1/appointments', asked);
  if (status !== 201) throw new Error(text);
  return booked.id as string;
};

/** Has the clinic take requests for consultations from the public, at an address of its own; answers the name in it. */
export const takeRequests = async (clinic: TestClinic, more: object = {}): Promise<string> => {
  const { types } = await openClinic(clinic);
  const admin = clinic.as('admin');
  const slug = `clinic-${clinic.id}`;
  const settings = {
    takesRequests: true,
    slug,
    offered: [{ appointmentTypeId: types.consultation, name: { en: 'First consultation', hi: 'पहला परामर्श' } }],
    consentText: { en: 'We use what you write here to answer you.', hi: 'आप यहाँ जो लिखते हैं उसका उपयोग हम आपको उत्तर देने के लिए करते हैं।' },
    ...more,
  };
  const path = '/v1/clinic/public-requests';
  const { headers } = await admin.get(path);
  const { status, text } = await admin.put(path, settings, { ifMatch: headers.etag as string });
  if (status !== 200) throw new Error(text);
  return slug;
};

/** A request for a consultation from somebody whom the clinic does not know. */
export const aRequest = async (clinic: TestClinic, body: object = {}): Promise<string> => {
  const { types } = await openClinic(clinic);
  const slug = await takeRequests(clinic);
  const desk = clinic.as('receptionist');
  const { body: shown } = await desk.get(`/v1/public/clinics/${slug}`);
  const consent = { given: true, version: (shown.consent as { version: number }).version };
  const asked = { name: 'Asha Testperson', phone: '+919811000001', appointmentTypeId: types.consultation, language: 'en', consent, ...body };
  const { status, text } = await desk.post(`/v1/public/clinics/${slug}/appointment-requests`, asked);
  if (status !== 202) throw new Error(text);
  const { body: list } = await desk.get('/v1/appointment-requests?status=new');
  return (list.items as { id: string }[]).at(-1)!.id;
};

/** A link to an appointment; `secret` is what stands in its address. */
export const aLink = async (clinic: TestClinic, appointmentId: string, purpose: string): Promise<{ linkId: string; secret: string }> => {
  const { status, text, body } = await clinic.as('receptionist').post(`/v1/appointments/${appointmentId}/links`, { purpose });
  if (status !== 201) throw new Error(text);
  return { linkId: body.id as string, secret: new URL(body.url as string).pathname.split('/').at(-1)! };
};
