import { Injectable } from '@nestjs/common';
import type { Language } from '../../kernel/language.js';
import { Database, declareColumns, declareStatement, total } from '../../platform/database/index.js';
import type { AppointmentStatus } from '../domain/appointment-states.js';
import type { CalendarDetail } from '../domain/calendar-details.js';
import type { BookableType } from '../places/bookables.repository.js';

export interface CalendarSubscription {
  id: string;
  staffId: string | null;
  bookableId: string | null;
  shows: CalendarDetail;
  language: Language;
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  version: number;
  resourceType: BookableType | null;
  /** The name of the person, room or device. */
  name: string;
  /** Whether the person still works here, or the room or device is in use. */
  isInUse: boolean;
}

/** An appointment as a calendar shows it. */
export interface CalendarEventRow {
  id: string;
  typeName: string;
  status: AppointmentStatus;
  startsAt: Date;
  endsAt: Date;
  updatedAt: Date;
  version: number;
}

const row = declareColumns<CalendarSubscription>(
  {
    id: 'uuid',
    staffId: 'uuid?',
    bookableId: 'uuid?',
    shows: ['text', 's.detail'],
    language: 'text',
    createdBy: 'uuid',
    createdAt: 'timestamptz',
    lastUsedAt: 'timestamptz?',
    revokedAt: 'timestamptz?',
    version: 'integer',
    resourceType: ['text?', 'b.resource_type'],
    name: ['text!', 'coalesce(p.name, b.name)'],
    isInUse: ['boolean!', "coalesce(p.status, b.status) = 'active'"],
  },
  's',
);
const selected = `SELECT ${row.list} FROM calendar_subscriptions s
     LEFT JOIN staff p ON p.clinic_id = s.clinic_id AND p.id = s.staff_id LEFT JOIN bookables b ON b.clinic_id = s.clinic_id AND b.id = s.bookable_id
    WHERE s.clinic_id = current_clinic()`;

const find = declareStatement('calendar-subscriptions.find', { parameters: { id: 'uuid' }, row, sql: `${selected} AND s.id = :id` });
const findBySecret = declareStatement('calendar-subscriptions.find-by-secret', {
  parameters: { hash: 'bytea' },
  row,
  sql: `${selected} AND s.secret_hash = :hash`,
});
const list = declareStatement('calendar-subscriptions.list', {
  parameters: { after: 'uuid?', limit: 'bigint' },
  row,
  sql: `${selected} AND (:after::uuid IS NULL OR s.id > :after) ORDER BY s.id LIMIT :limit`,
});
const count = declareStatement('calendar-subscriptions.count', {
  row: total,
  sql: `SELECT count(*)::integer AS total FROM calendar_subscriptions WHERE clinic_id = current_clinic()`,
});
const insert = declareStatement('calendar-subscriptions.insert', {
  parameters: {
    id: 'uuid',
    staffId: 'uuid?',
    bookableId: 'uuid?',
    shows: 'text',
    language: 'text',
    hash: 'bytea',
    createdBy: 'uuid',
    createdAt: 'timestamptz',
  },
  sql: `INSERT INTO calendar_subscriptions (id, staff_id, bookable_id, detail, language, secret_hash, created_by, created_at)
    VALUES (:id, :staffId, :bookableId, :shows, :language, :hash, :createdBy, :createdAt)`,
});
const revoke = declareStatement('calendar-subscriptions.revoke', {
  parameters: { id: 'uuid', at: 'timestamptz' },
  sql: `UPDATE calendar_subscriptions SET revoked_at = :at, version = version + 1 WHERE clinic_id = current_clinic() AND id = :id`,
});
const recordUse = declareStatement('calendar-subscriptions.record-use', {
  parameters: { id: 'uuid', at: 'timestamptz' },
  sql: `UPDATE calendar_subscriptions SET last_used_at = :at WHERE clinic_id = current_clinic() AND id = :id`,
});
/** A room and a device are taken from preparation to clean-up, a person for the appointment alone. What was cancelled is told for a while, so that no copy keeps it. */
const listEvents = declareStatement('calendar-subscriptions.list-events', {
  parameters: { staffId: 'uuid?', bookableId: 'uuid?', from: 'timestamptz', to: 'timestamptz', cancelledSince: 'timestamptz', limit: 'bigint' },
  row: declareColumns<CalendarEventRow>({
    id: 'uuid',
    typeName: 'text',
    status: 'text',
    startsAt: 'timestamptz!',
    endsAt: 'timestamptz!',
    updatedAt: 'timestamptz',
    version: 'integer',
  }),
  sql: `SELECT a.id, y.name AS "typeName", a.status, a.updated_at AS "updatedAt", a.version,
       a.starts_at - CASE WHEN :staffId::uuid IS NULL THEN make_interval(mins => a.preparation_minutes) ELSE interval '0' END AS "startsAt",
       a.ends_at + CASE WHEN :staffId::uuid IS NULL THEN make_interval(mins => a.clean_up_minutes) ELSE interval '0' END AS "endsAt"
     FROM appointments a JOIN appointment_types y ON y.clinic_id = a.clinic_id AND y.id = a.appointment_type_id
    WHERE a.clinic_id = current_clinic() AND a.starts_at >= :from AND a.starts_at < :to
      AND (:staffId::uuid = ANY (a.staff_ids) OR :bookableId::uuid = ANY (a.room_id || a.device_ids))
      AND (a.status NOT IN ('cancelled', 'no-show', 'expired') OR a.updated_at >= :cancelledSince)
    ORDER BY a.starts_at, a.id LIMIT :limit`,
});

@Injectable()
export class CalendarSubscriptionsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<CalendarSubscription | null> {
    return this.database.findRow(find, { id });
  }

  findBySecret(hash: Buffer): Promise<CalendarSubscription | null> {
    return this.database.findRow(findBySecret, { hash });
  }

  list(after: string | null, limit: number): Promise<CalendarSubscription[]> {
    return this.database.query(list, { after, limit });
  }

  async count(): Promise<number> {
    return (await this.database.getRow(count)).total;
  }

  async insert(
    subscription: Pick<CalendarSubscription, 'id' | 'staffId' | 'bookableId' | 'shows' | 'language' | 'createdBy' | 'createdAt'> & { hash: Buffer },
  ): Promise<void> {
    await this.database.execute(insert, subscription);
  }

  async revoke(id: string, at: Date): Promise<void> {
    await this.database.execute(revoke, { id, at });
  }

  async recordUse(id: string, at: Date): Promise<void> {
    await this.database.execute(recordUse, { id, at });
  }

  listEvents(of: {
    staffId: string | null;
    bookableId: string | null;
    from: Date;
    to: Date;
    cancelledSince: Date;
    limit: number;
  }): Promise<CalendarEventRow[]> {
    return this.database.query(listEvents, of);
  }
}
