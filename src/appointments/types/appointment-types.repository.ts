import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement, total } from '../../platform/database/index.js';
import type { AppointmentTypeContent } from '../domain/appointment-types.js';
import type { BookableStatus } from '../domain/places.js';

export interface AppointmentTypeRecord extends AppointmentTypeContent {
  id: string;
  status: BookableStatus;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const typeRow = declareColumns<AppointmentTypeRecord>(
  {
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
    status: 'text',
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  't',
);

const content = {
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
  status: 'text',
  updatedAt: 'timestamptz',
} as const;

const find = declareStatement('appointment-types.find', {
  parameters: { id: 'uuid' },
  row: typeRow,
  sql: `SELECT ${typeRow.list} FROM appointment_types t WHERE t.clinic_id = current_clinic() AND t.id = :id`,
});
const lock = declareStatement('appointment-types.lock', {
  parameters: { id: 'uuid' },
  row: typeRow,
  sql: `SELECT ${typeRow.list} FROM appointment_types t WHERE t.clinic_id = current_clinic() AND t.id = :id FOR UPDATE`,
});
const FILTERED = `t.clinic_id = current_clinic() AND (:purpose::text[] IS NULL OR t.purpose = ANY (:purpose))`;
const list = declareStatement('appointment-types.list', {
  parameters: { purpose: 'text[]?', after: 'uuid?', limit: 'bigint' },
  row: typeRow,
  sql: `SELECT ${typeRow.list} FROM appointment_types t WHERE ${FILTERED} AND (:after::uuid IS NULL OR t.id > :after) ORDER BY t.id LIMIT :limit`,
});
const count = declareStatement('appointment-types.count', {
  parameters: { purpose: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM appointment_types t WHERE ${FILTERED}`,
});
const insert = declareStatement('appointment-types.insert', {
  parameters: content,
  sql: `INSERT INTO appointment_types (id, name, purpose, duration_minutes, preparation_minutes, clean_up_minutes, staff_roles, present_roles, room_kind, device_kinds, status, created_at, updated_at)
    VALUES (:id, :name, :purpose, :durationMinutes, :preparationMinutes, :cleanUpMinutes, :staffRoles, :presentRoles, :roomKind, :deviceKinds, :status, :updatedAt, :updatedAt)`,
});
const update = declareStatement('appointment-types.update', {
  parameters: content,
  sql: `UPDATE appointment_types SET name = :name, purpose = :purpose, duration_minutes = :durationMinutes, preparation_minutes = :preparationMinutes, clean_up_minutes = :cleanUpMinutes,
          staff_roles = :staffRoles, present_roles = :presentRoles, room_kind = :roomKind, device_kinds = :deviceKinds, status = :status, updated_at = :updatedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});

const toParameters = ({ version: _version, createdAt: _createdAt, ...written }: AppointmentTypeRecord) => written;

@Injectable()
export class AppointmentTypesRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<AppointmentTypeRecord | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<AppointmentTypeRecord | null> {
    return this.database.findRow(lock, { id });
  }

  list(purpose: readonly string[] | null, after: string | null, limit: number): Promise<AppointmentTypeRecord[]> {
    return this.database.query(list, { purpose, after, limit });
  }

  async count(purpose: readonly string[] | null): Promise<number> {
    return (await this.database.getRow(count, { purpose })).total;
  }

  async insert(type: AppointmentTypeRecord): Promise<void> {
    await this.database.execute(insert, toParameters(type));
  }

  async update(type: AppointmentTypeRecord): Promise<void> {
    await this.database.execute(update, toParameters(type));
  }
}
