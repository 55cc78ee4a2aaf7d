import { Injectable } from '@nestjs/common';
import type { Day, Weekday } from '../../kernel/day.js';
import { deskColumns, deskTypes, type DeskColumns } from '../../patients/index.js';
import { Database, declareColumns, declareSealedColumns, declareStatement, total } from '../../platform/database/index.js';
import type { AppointmentPurpose } from '../domain/appointment-types.js';
import type { WaitingListPriority, WaitingListStatus } from '../domain/waiting-list.js';

/** An entry of the waiting list as it is stored. Whether an offer or the entry ran out is found when it is read. */
export interface WaitingListRecord {
  id: string;
  patientId: string;
  appointmentTypeId: string;
  treatmentSessionId: string | null;
  appointmentId: string | null;
  locationIds: readonly string[];
  staffIds: readonly string[];
  weekdays: readonly Weekday[];
  earliestTime: string | null;
  latestTime: string | null;
  notBefore: Day | null;
  notAfter: Day;
  priority: WaitingListPriority;
  noticeHours: number;
  answerWithinMinutes: number;
  reason: string | null;
  status: Exclude<WaitingListStatus, 'expired'>;
  offeredAppointmentId: string | null;
  declinedStarts: readonly string[];
  endedAt: Date | null;
  enteredBy: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** An entry to which a time may be offered. */
export interface Candidate extends WaitingListRecord {
  currentStart: Date | null;
  currentSessionId: string | null;
}

export interface WaitingListRow extends WaitingListRecord, DeskColumns {
  typeName: string;
  purpose: AppointmentPurpose;
  currentStatus: WaitingListStatus;
  offerLocationId: string | null;
  offerStartsAt: Date | null;
  offerEndsAt: Date | null;
  offerHeldUntil: Date | null;
}

const sealed = declareSealedColumns('waiting_list_entries', { reason: 'sealed-text?' });
const columns = {
  id: 'uuid',
  patientId: 'uuid',
  appointmentTypeId: 'uuid',
  treatmentSessionId: 'uuid?',
  appointmentId: 'uuid?',
  locationIds: 'uuid[]',
  staffIds: 'uuid[]',
  weekdays: 'text[]',
  earliestTime: 'text?',
  latestTime: 'text?',
  notBefore: 'date?',
  notAfter: 'date',
  priority: 'text',
  noticeHours: 'integer',
  answerWithinMinutes: 'integer',
  reason: 'text?',
  status: 'text',
  offeredAppointmentId: 'uuid?',
  declinedStarts: 'jsonb',
  endedAt: 'timestamptz?',
  enteredBy: 'uuid',
} as const;
const stored = { ...columns, version: 'integer', createdAt: 'timestamptz', updatedAt: 'timestamptz' } as const;
const recordRow = declareColumns<WaitingListRecord>(stored, 'e');
const candidateRow = declareColumns<Candidate>(
  { ...stored, currentStart: ['timestamptz?', 'c.starts_at'], currentSessionId: ['uuid?', 'c.treatment_session_id'] },
  'e',
);
const row = declareColumns<WaitingListRow>({
  ...stored,
  ...deskTypes,
  typeName: 'text',
  purpose: 'text',
  currentStatus: 'text!',
  offerLocationId: 'uuid?',
  offerStartsAt: 'timestamptz?',
  offerEndsAt: 'timestamptz?',
  offerHeldUntil: 'timestamptz?',
});

/** The states of an entry and of its offer are as of now: nothing waits for a job that ends what ran out. */
const currentStatus = `CASE WHEN e.status IN ('booked', 'withdrawn') THEN e.status
       WHEN e.status = 'offered' AND o.status IN ('booked', 'confirmed', 'arrived', 'in-chair', 'done') THEN 'booked'
       WHEN o.id IS NOT NULL AND o.status = 'held' AND o.held_until > :now THEN 'offered'
       WHEN e.not_after < clinic_day(:now) THEN 'expired' ELSE 'waiting' END`;
const from = `FROM waiting_list_entries e
     JOIN patients p ON p.clinic_id = e.clinic_id AND p.id = e.patient_id
     JOIN appointment_types y ON y.clinic_id = e.clinic_id AND y.id = e.appointment_type_id
     LEFT JOIN appointments o ON o.clinic_id = e.clinic_id AND o.id = e.offered_appointment_id AND e.status = 'offered'
     CROSS JOIN LATERAL (SELECT ${currentStatus} AS status) AS c`;
const selected = `SELECT ${recordRow.list}, ${deskColumns}, y.name AS "typeName", y.purpose, c.status AS "currentStatus", o.location_id AS "offerLocationId",
       o.starts_at AS "offerStartsAt", o.ends_at AS "offerEndsAt", o.held_until AS "offerHeldUntil" ${from}`;

const find = declareStatement('waiting-list.find', {
  parameters: { id: 'uuid', now: 'timestamptz' },
  row,
  sql: `${selected} WHERE e.clinic_id = current_clinic() AND e.id = :id`,
});
const lock = declareStatement('waiting-list.lock', {
  parameters: { id: 'uuid' },
  row: recordRow,
  sql: `SELECT ${recordRow.list} FROM waiting_list_entries e WHERE e.clinic_id = current_clinic() AND e.id = :id FOR UPDATE`,
});

const filter = { now: 'timestamptz', status: 'text[]?', locationId: 'uuid?', patientId: 'uuid?', appointmentTypeId: 'uuid?' } as const;
const FILTERED = `e.clinic_id = current_clinic() AND (:status::text[] IS NULL OR c.status = ANY (:status))
      AND (:locationId::uuid IS NULL OR e.location_ids = '{}' OR :locationId = ANY (e.location_ids)) AND (:patientId::uuid IS NULL OR e.patient_id = :patientId)
      AND (:appointmentTypeId::uuid IS NULL OR e.appointment_type_id = :appointmentTypeId)`;
export interface WaitingListFilter {
  now: Date;
  status: readonly WaitingListStatus[] | null;
  locationId: string | null;
  patientId: string | null;
  appointmentTypeId: string | null;
}
/** The place of an entry in the list: the urgent ones first, then the one that has waited longest. */
export interface WaitingListPosition {
  priority: WaitingListPriority;
  createdAt: string;
  id: string;
}
const list = declareStatement('waiting-list.list', {
  parameters: { ...filter, afterPriority: 'text?', afterCreated: 'timestamptz?', afterId: 'uuid?', limit: 'bigint' },
  row,
  sql: `${selected} WHERE ${FILTERED}
      AND (:afterId::uuid IS NULL OR e.priority < :afterPriority OR (e.priority = :afterPriority AND (e.created_at, e.id) > (:afterCreated::timestamptz, :afterId)))
    ORDER BY e.priority DESC, e.created_at, e.id LIMIT :limit`,
});
const count = declareStatement('waiting-list.count', {
  parameters: filter,
  row: total,
  sql: `SELECT count(*)::integer AS total ${from} WHERE ${FILTERED}`,
});

const parameters = { ...columns, ...sealed } as const;
const insert = declareStatement('waiting-list.insert', {
  parameters: { ...parameters, updatedAt: 'timestamptz' },
  sql: `INSERT INTO waiting_list_entries (id, patient_id, appointment_type_id, treatment_session_id, appointment_id, location_ids, staff_ids, weekdays, earliest_time, latest_time, not_before,
      not_after, priority, notice_hours, answer_within_minutes, reason, status, offered_appointment_id, declined_starts, ended_at, entered_by, created_at, updated_at)
    VALUES (:id, :patientId, :appointmentTypeId, :treatmentSessionId, :appointmentId, :locationIds, :staffIds, :weekdays, :earliestTime, :latestTime, :notBefore,
      :notAfter, :priority, :noticeHours, :answerWithinMinutes, :reason, :status, :offeredAppointmentId, :declinedStarts::jsonb, :endedAt, :enteredBy, :updatedAt, :updatedAt)`,
});
const update = declareStatement('waiting-list.update', {
  parameters: { id: 'uuid', status: 'text', offeredAppointmentId: 'uuid?', declinedStarts: 'jsonb', endedAt: 'timestamptz?', updatedAt: 'timestamptz' },
  sql: `UPDATE waiting_list_entries SET status = :status, offered_appointment_id = :offeredAppointmentId, declined_starts = :declinedStarts::jsonb, ended_at = :endedAt, updated_at = :updatedAt,
      version = version + 1 WHERE clinic_id = current_clinic() AND id = :id`,
});
/**
 * Locks the first entries that might take time at a location on some days. One that somebody else is offering to just now is passed over. The dead and the merged are offered nothing, nor is
 * a session that has an appointment by now, or an earlier time for an appointment that is over.
 */
const lockCandidates = declareStatement('waiting-list.lock-candidates', {
  parameters: { locationId: 'uuid', from: 'date', to: 'date', now: 'timestamptz', limit: 'bigint' },
  row: candidateRow,
  sql: `SELECT ${candidateRow.list} FROM waiting_list_entries e
     JOIN patients p ON p.clinic_id = e.clinic_id AND p.id = e.patient_id
     JOIN appointment_types y ON y.clinic_id = e.clinic_id AND y.id = e.appointment_type_id
     LEFT JOIN appointments o ON o.clinic_id = e.clinic_id AND o.id = e.offered_appointment_id AND e.status = 'offered'
     LEFT JOIN appointments c ON c.clinic_id = e.clinic_id AND c.id = e.appointment_id
    WHERE e.clinic_id = current_clinic() AND e.status IN ('waiting', 'offered') AND e.not_after >= greatest(:from, clinic_day(:now)) AND coalesce(e.not_before <= :to, true)
      AND (o.id IS NULL OR o.status IN ('cancelled', 'expired', 'no-show') OR (o.status = 'held' AND o.held_until <= :now))
      AND p.status NOT IN ('deceased', 'merged') AND y.status = 'active' AND (e.location_ids = '{}' OR :locationId = ANY (e.location_ids))
      AND (e.appointment_id IS NULL OR (c.status IN ('booked', 'confirmed') AND c.starts_on >= :from))
      AND (e.treatment_session_id IS NULL OR NOT EXISTS (
        SELECT FROM appointments x WHERE x.clinic_id = e.clinic_id AND x.treatment_session_id = e.treatment_session_id AND x.status NOT IN ('cancelled', 'no-show', 'expired')
           AND NOT (x.status = 'held' AND x.held_until <= :now)))
    ORDER BY e.priority DESC, e.created_at, e.id LIMIT :limit FOR UPDATE OF e SKIP LOCKED`,
});

@Injectable()
export class WaitingListRepository {
  constructor(private readonly database: Database) {}

  find(id: string, now: Date): Promise<WaitingListRow | null> {
    return this.database.findRow(find, { id, now });
  }

  lock(id: string): Promise<WaitingListRecord | null> {
    return this.database.findRow(lock, { id });
  }

  list(by: WaitingListFilter, after: WaitingListPosition | null, limit: number): Promise<WaitingListRow[]> {
    return this.database.query(list, {
      ...by,
      afterPriority: after?.priority ?? null,
      afterCreated: after === null ? null : new Date(after.createdAt),
      afterId: after?.id ?? null,
      limit,
    });
  }

  async count(by: WaitingListFilter): Promise<number> {
    return (await this.database.getRow(count, by)).total;
  }

  async insert(entry: WaitingListRecord): Promise<void> {
    const { version: _version, createdAt: _createdAt, ...written } = entry;
    await this.database.execute(insert, written);
  }

  async update({ id, status, offeredAppointmentId, declinedStarts, endedAt, updatedAt }: WaitingListRecord): Promise<void> {
    await this.database.execute(update, { id, status, offeredAppointmentId, declinedStarts, endedAt, updatedAt });
  }

  lockCandidates(of: { locationId: string; from: Day; to: Day; now: Date; limit: number }): Promise<Candidate[]> {
    return this.database.query(lockCandidates, of);
  }
}
