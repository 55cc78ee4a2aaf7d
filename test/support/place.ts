/** A location of a clinic with all that appointments need, made over HTTP. */
import { randomUUID } from 'node:crypto';
import type { TestClinic } from './app.js';

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
