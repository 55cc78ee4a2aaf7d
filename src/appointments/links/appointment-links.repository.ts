import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement, total } from '../../platform/database/index.js';
import type { LinkedAppointment, LinkPurpose } from '../domain/links.js';

/** A link as it is stored, with the appointment as it is now. */
export interface LinkRow extends LinkedAppointment {
  id: string;
  appointmentId: string;
  purpose: LinkPurpose;
  createdBy: string;
  createdAt: Date;
  revokedBy: string | null;
  patientId: string;
  appointmentTypeId: string;
  typeName: string;
  locationId: string;
}

const row = declareColumns<LinkRow>(
  {
    id: 'uuid',
    appointmentId: 'uuid',
    purpose: 'text',
    linkedStart: ['timestamptz', 'l.starts_at'],
    expiresAt: 'timestamptz',
    createdBy: 'uuid',
    createdAt: 'timestamptz',
    usedAt: 'timestamptz?',
    revokedBy: 'uuid?',
    revokedAt: 'timestamptz?',
    patientId: ['uuid', 'a.patient_id'],
    appointmentTypeId: ['uuid', 'a.appointment_type_id'],
    typeName: ['text', 'y.name'],
    locationId: ['uuid', 'a.location_id'],
    startsAt: ['timestamptz', 'a.starts_at'],
    status: ['text', 'a.status'],
  },
  'l',
);

const selected = `SELECT ${row.list} FROM appointment_links l JOIN appointments a ON a.clinic_id = l.clinic_id AND a.id = l.appointment_id
    JOIN appointment_types y ON y.clinic_id = a.clinic_id AND y.id = a.appointment_type_id WHERE l.clinic_id = current_clinic()`;

const insert = declareStatement('appointment-links.insert', {
  parameters: {
    id: 'uuid',
    appointmentId: 'uuid',
    purpose: 'text',
    startsAt: 'timestamptz',
    expiresAt: 'timestamptz',
    createdBy: 'uuid',
    createdAt: 'timestamptz',
  },
  sql: `INSERT INTO appointment_links (id, appointment_id, purpose, starts_at, expires_at, created_by, created_at)
    VALUES (:id, :appointmentId, :purpose, :startsAt, :expiresAt, :createdBy, :createdAt)`,
});
const find = declareStatement('appointment-links.find', { parameters: { id: 'uuid' }, row, sql: `${selected} AND l.id = :id` });
const lock = declareStatement('appointment-links.lock', { parameters: { id: 'uuid' }, row, sql: `${selected} AND l.id = :id FOR UPDATE OF l` });
const list = declareStatement('appointment-links.list', {
  parameters: { appointmentId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row,
  sql: `${selected} AND l.appointment_id = :appointmentId AND (:after::uuid IS NULL OR l.id > :after) ORDER BY l.id LIMIT :limit`,
});
const count = declareStatement('appointment-links.count', {
  parameters: { appointmentId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM appointment_links WHERE clinic_id = current_clinic() AND appointment_id = :appointmentId`,
});
const use = declareStatement('appointment-links.use', {
  parameters: { id: 'uuid', usedAt: 'timestamptz' },
  sql: `UPDATE appointment_links SET used_at = :usedAt WHERE clinic_id = current_clinic() AND id = :id`,
});
const revoke = declareStatement('appointment-links.revoke', {
  parameters: { id: 'uuid', revokedBy: 'uuid', revokedAt: 'timestamptz' },
  sql: `UPDATE appointment_links SET revoked_by = :revokedBy, revoked_at = :revokedAt WHERE clinic_id = current_clinic() AND id = :id AND revoked_at IS NULL`,
});

@Injectable()
export class AppointmentLinksRepository {
  constructor(private readonly database: Database) {}

  async insert(link: {
    id: string;
    appointmentId: string;
    purpose: LinkPurpose;
    startsAt: Date;
    expiresAt: Date;
    createdBy: string;
    createdAt: Date;
  }): Promise<void> {
    await this.database.execute(insert, link);
  }

  find(id: string): Promise<LinkRow | null> {
    return this.database.findRow(find, { id });
  }

  /** Locks a link, so that of two uses at once the second sees the first. */
  lock(id: string): Promise<LinkRow | null> {
    return this.database.findRow(lock, { id });
  }

  list(appointmentId: string, after: string | null, limit: number): Promise<LinkRow[]> {
    return this.database.query(list, { appointmentId, after, limit });
  }

  async count(appointmentId: string): Promise<number> {
    return (await this.database.getRow(count, { appointmentId })).total;
  }

  async use(id: string, usedAt: Date): Promise<void> {
    await this.database.execute(use, { id, usedAt });
  }

  /** Revokes a link; one that was revoked before stays as it is. */
  async revoke(id: string, revokedBy: string, revokedAt: Date): Promise<void> {
    await this.database.execute(revoke, { id, revokedBy, revokedAt });
  }
}
