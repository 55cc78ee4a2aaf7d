/** What an operator's command makes of scheduling, run as the role that owns the schema. */
import { weekdays } from '../kernel/day.js';
import { createId } from '../kernel/id.js';
import type { OperatorConnection } from '../platform/access/tokens.js';
import { queryAsOperator } from '../platform/database/operator.js';
import { declareStatement } from '../platform/database/statement.js';
import { usualAppointmentTypes } from './domain/appointment-types.js';
import type { RoomKind } from './domain/places.js';

const LONGEST_NAME = 100;

const insertLocation = declareStatement('operator.add-location', {
  parameters: { clinicId: 'uuid', id: 'uuid', name: 'text' },
  sql: `INSERT INTO locations (clinic_id, id, name, created_at, updated_at) VALUES (:clinicId, :id, :name, now(), now())`,
});

const insertType = declareStatement('operator.add-appointment-type', {
  parameters: {
    clinicId: 'uuid',
    id: 'uuid',
    name: 'text',
    purpose: 'text',
    durationMinutes: 'integer',
    preparationMinutes: 'integer',
    cleanUpMinutes: 'integer',
    staffRoles: 'text[]',
    presentRoles: 'text[]',
    roomKind: 'text?',
    deviceKinds: 'text[]',
  },
  sql: `INSERT INTO appointment_types (clinic_id, id, name, purpose, duration_minutes, preparation_minutes, clean_up_minutes, staff_roles, present_roles, room_kind, device_kinds, created_at, updated_at)
    VALUES (:clinicId, :id, :name, :purpose, :durationMinutes, :preparationMinutes, :cleanUpMinutes, :staffRoles, :presentRoles, :roomKind, :deviceKinds, now(), now())`,
});

const insertRoom = declareStatement('operator.add-room', {
  parameters: { clinicId: 'uuid', id: 'uuid', locationId: 'uuid', name: 'text', kind: 'text' },
  sql: `INSERT INTO bookables (clinic_id, id, resource_type, location_id, name, kind, created_at, updated_at)
    VALUES (:clinicId, :id, 'room', :locationId, :name, :kind, now(), now())`,
});

const insertWorkingHours = declareStatement('operator.add-working-hours', {
  parameters: { clinicId: 'uuid', staffId: 'uuid', spans: 'jsonb' },
  sql: `INSERT INTO working_hours (clinic_id, id, spans, updated_at) VALUES (:clinicId, :staffId, :spans::jsonb, now())`,
});

/** Gives a new clinic one location, called as the clinic is, and the usual types of appointments. Answers the location. */
export const addUsualScheduling = async (connection: OperatorConnection, clinicId: string, clinicName: string): Promise<string> => {
  const locationId = createId();
  await queryAsOperator(connection, insertLocation, { clinicId, id: locationId, name: clinicName.slice(0, LONGEST_NAME) });
  for (const type of usualAppointmentTypes) await queryAsOperator(connection, insertType, { ...type, clinicId, id: createId() });
  return locationId;
};

const demonstrationRooms: readonly { name: string; kind: RoomKind }[] = [
  { name: 'Consultation room', kind: 'consultation' },
  { name: 'Treatment room', kind: 'treatment' },
  { name: 'Micropigmentation room', kind: 'scalp-micropigmentation' },
];

/** Gives a demonstration clinic rooms, and people who work from Monday to Saturday. */
export const addDemonstrationScheduling = async (
  connection: OperatorConnection,
  { clinicId, locationId, staffIds }: { clinicId: string; locationId: string; staffIds: readonly string[] },
): Promise<void> => {
  for (const room of demonstrationRooms) await queryAsOperator(connection, insertRoom, { ...room, clinicId, locationId, id: createId() });
  const spans = weekdays
    .filter((day) => day !== 'sunday')
    .map((weekday) => ({ locationId, weekday, from: '10:00', to: '19:00', validFrom: null, validTo: null }));
  for (const staffId of staffIds) await queryAsOperator(connection, insertWorkingHours, { clinicId, staffId, spans });
};
