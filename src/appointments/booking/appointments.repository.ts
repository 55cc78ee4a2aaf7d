import { Injectable } from '@nestjs/common';
import { deskColumns, deskTypes, type DeskColumns } from '../../patients/index.js';
import { Database, declareColumns, declareSealedColumns, declareStatement, total } from '../../platform/database/index.js';
import type { CancellationInitiator, AppointmentStatus } from '../domain/appointment-states.js';
import type { AppointmentPurpose } from '../domain/appointment-types.js';
import type { AppointmentWarning } from '../domain/warnings.js';

/** An appointment as it is stored. */
export interface AppointmentRecord {
  id: string;
  patientId: string;
  appointmentTypeId: string;
  locationId: string;
  treatmentSessionId: string | null;
  status: AppointmentStatus;
  /** The day at the location. */
  startsOn: string;
  startsAt: Date;
  endsAt: Date;
  preparationMinutes: number;
  cleanUpMinutes: number;
  staffIds: readonly string[];
  roomId: string | null;
  deviceIds: readonly string[];
  /** Those of them that another appointment takes at the same time. */
  overbookedIds: readonly string[];
  overbookingReason: string | null;
  isWalkIn: boolean;
  heldUntil: Date | null;
  note: string | null;
  confirmedAt: Date | null;
  arrivedAt: Date | null;
  seatedAt: Date | null;
  endedAt: Date | null;
  cancellationInitiator: CancellationInitiator | null;
  cancellationReason: string | null;
  bookedBy: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** An appointment with what names it to people. */
export interface AppointmentRow extends AppointmentRecord, DeskColumns {
  typeName: string;
  purpose: AppointmentPurpose;
  planId: string | null;
  planNumber: string | null;
  sessionNumber: number | null;
  warnings: AppointmentWarning[];
}

/** An appointment whose session was moved to another day. */
interface MovedAppointment extends AppointmentRecord {
  sessionOn: string;
}

const sealed = declareSealedColumns('appointments', { overbookingReason: 'sealed-text?', note: 'sealed-text?', cancellationReason: 'sealed-text?' });

const columns = {
  id: 'uuid',
  patientId: 'uuid',
  appointmentTypeId: 'uuid',
  locationId: 'uuid',
  treatmentSessionId: 'uuid?',
  status: 'text',
  startsOn: 'date',
  startsAt: 'timestamptz',
  endsAt: 'timestamptz',
  preparationMinutes: 'integer',
  cleanUpMinutes: 'integer',
  staffIds: 'uuid[]',
  roomId: 'uuid?',
  deviceIds: 'uuid[]',
  overbookedIds: 'uuid[]',
  overbookingReason: 'text?',
  isWalkIn: 'boolean',
  heldUntil: 'timestamptz?',
  note: 'text?',
  confirmedAt: 'timestamptz?',
  arrivedAt: 'timestamptz?',
  seatedAt: 'timestamptz?',
  endedAt: 'timestamptz?',
  cancellationInitiator: 'text?',
  cancellationReason: 'text?',
  bookedBy: 'uuid',
  updatedAt: 'timestamptz',
} as const;

const recordRow = declareColumns<AppointmentRecord>({ ...columns, version: 'integer', createdAt: 'timestamptz' }, 'a');
const movedRow = declareColumns<MovedAppointment>({ ...columns, version: 'integer', createdAt: 'timestamptz', sessionOn: ['date', 's.scheduled_on'] }, 'a');
const row = declareColumns<AppointmentRow>({
  ...columns,
  version: 'integer',
  createdAt: 'timestamptz',
  ...deskTypes,
  typeName: 'text',
  purpose: 'text',
  planId: 'uuid?',
  planNumber: 'text?',
  sessionNumber: 'integer?',
  warnings: 'text[]!',
});

/** What somebody has to look at before an appointment that is still to come. */
const warnings = `CASE WHEN a.status IN ('held', 'booked', 'confirmed') THEN array_remove(ARRAY[
       CASE WHEN p.status = 'deceased' THEN 'patient-deceased' END,
       CASE WHEN s.id IS NOT NULL AND t.status NOT IN ('accepted', 'active') THEN 'plan-not-running' END,
       CASE WHEN s.scheduled_on <> a.starts_on THEN 'session-on-another-day' END,
       CASE WHEN EXISTS (SELECT FROM appointments o WHERE o.clinic_id = a.clinic_id AND o.patient_id = a.patient_id AND o.id <> a.id AND o.starts_at < a.ends_at AND o.ends_at > a.starts_at
                            AND o.starts_at > a.starts_at - interval '12 hours' AND o.status IN ('held', 'booked', 'confirmed', 'arrived', 'in-chair')) THEN 'patient-booked-twice' END,
       CASE WHEN EXISTS (SELECT FROM stock_movements o JOIN product_lots l ON l.clinic_id = o.clinic_id AND l.id = o.lot_id
                          WHERE o.clinic_id = a.clinic_id AND o.patient_id = a.patient_id AND o.kind = 'use' AND l.recalled_at > a.created_at AND l.withdrawn_at IS NULL
                            AND NOT EXISTS (SELECT FROM stock_movements x WHERE x.clinic_id = o.clinic_id AND x.reverses = o.id)) THEN 'lot-recalled' END
     ], NULL) || list_time_warnings(a) || array_remove(ARRAY[
       CASE WHEN EXISTS (SELECT FROM staff o WHERE o.clinic_id = a.clinic_id AND o.id = ANY (a.staff_ids) AND o.status <> 'active') THEN 'staff-inactive' END,
       CASE WHEN EXISTS (SELECT FROM bookables o WHERE o.clinic_id = a.clinic_id AND o.id = ANY (a.room_id || a.device_ids) AND o.status <> 'active')
                 OR EXISTS (SELECT FROM locations o WHERE o.clinic_id = a.clinic_id AND o.id = a.location_id AND o.status <> 'active') THEN 'place-retired' END
     ], NULL) ELSE '{}'::text[] END`;

const from = `FROM appointments a
     JOIN patients p ON p.clinic_id = a.clinic_id AND p.id = a.patient_id
     JOIN appointment_types y ON y.clinic_id = a.clinic_id AND y.id = a.appointment_type_id
     LEFT JOIN treatment_sessions s ON s.clinic_id = a.clinic_id AND s.id = a.treatment_session_id
     LEFT JOIN treatment_plans t ON t.clinic_id = s.clinic_id AND t.id = s.plan_id
     CROSS JOIN LATERAL (SELECT ${warnings} AS warnings) AS c`;
const selected = `SELECT ${recordRow.list}, ${deskColumns}, y.name AS "typeName", y.purpose, t.id AS "planId", t.plan_number AS "planNumber", s.number AS "sessionNumber", c.warnings
     ${from}`;

const find = declareStatement('appointments.find', {
  parameters: { id: 'uuid' },
  row,
  sql: `${selected} WHERE a.clinic_id = current_clinic() AND a.id = :id`,
});
const lock = declareStatement('appointments.lock', {
  parameters: { id: 'uuid' },
  row: recordRow,
  sql: `SELECT ${recordRow.list} FROM appointments a WHERE a.clinic_id = current_clinic() AND a.id = :id FOR UPDATE`,
});

const filter = {
  from: 'timestamptz',
  to: 'timestamptz',
  locationId: 'uuid?',
  patientId: 'uuid?',
  staffId: 'uuid?',
  placeIds: 'uuid[]',
  planId: 'uuid?',
  status: 'text[]?',
  hasWarning: 'boolean?',
} as const;
const FILTERED = `a.clinic_id = current_clinic() AND a.starts_at >= :from AND a.starts_at < :to
      AND (:locationId::uuid IS NULL OR a.location_id = :locationId) AND (:patientId::uuid IS NULL OR a.patient_id = :patientId)
      AND (:staffId::uuid IS NULL OR :staffId = ANY (a.staff_ids)) AND :placeIds::uuid[] <@ (a.room_id || a.device_ids)
      AND (:planId::uuid IS NULL OR t.id = :planId) AND (:status::text[] IS NULL OR a.status = ANY (:status))
      AND (:hasWarning::boolean IS NULL OR (cardinality(c.warnings) > 0) = :hasWarning)`;

export interface AppointmentFilter {
  from: Date;
  to: Date;
  locationId: string | null;
  patientId: string | null;
  staffId: string | null;
  /** Rooms and devices, all of which it takes. */
  placeIds: readonly string[];
  planId: string | null;
  status: readonly AppointmentStatus[] | null;
  hasWarning: boolean | null;
}

/** The place of an appointment in the list, which is in the order of time. */
export interface AppointmentPosition {
  startsAt: string;
  id: string;
}

const list = declareStatement('appointments.list', {
  parameters: { ...filter, afterStart: 'timestamptz?', afterId: 'uuid?', limit: 'bigint' },
  row,
  sql: `${selected} WHERE ${FILTERED} AND (:afterId::uuid IS NULL OR (a.starts_at, a.id) > (:afterStart::timestamptz, :afterId)) ORDER BY a.starts_at, a.id LIMIT :limit`,
});
const listOfDay = declareStatement('appointments.of-day', {
  parameters: { locationId: 'uuid', on: 'date', limit: 'bigint' },
  row,
  sql: `${selected} WHERE a.clinic_id = current_clinic() AND a.location_id = :locationId AND a.starts_on = :on ORDER BY a.starts_at, a.id LIMIT :limit`,
});
const count = declareStatement('appointments.count', {
  parameters: filter,
  row: total,
  sql: `SELECT count(*)::integer AS total ${from} WHERE ${FILTERED}`,
});
const parameters = { ...columns, ...sealed } as const;
const insert = declareStatement('appointments.insert', {
  parameters,
  sql: `INSERT INTO appointments (id, patient_id, appointment_type_id, location_id, treatment_session_id, status, starts_on, starts_at, ends_at, preparation_minutes, clean_up_minutes,
      staff_ids, room_id, device_ids, overbooked_ids, overbooking_reason, is_walk_in, held_until, note, confirmed_at, arrived_at, seated_at, ended_at, cancellation_initiator, cancellation_reason,
      booked_by, created_at, updated_at)
    VALUES (:id, :patientId, :appointmentTypeId, :locationId, :treatmentSessionId, :status, :startsOn, :startsAt, :endsAt, :preparationMinutes, :cleanUpMinutes,
      :staffIds, :roomId, :deviceIds, :overbookedIds, :overbookingReason, :isWalkIn, :heldUntil, :note, :confirmedAt, :arrivedAt, :seatedAt, :endedAt, :cancellationInitiator, :cancellationReason,
      :bookedBy, :updatedAt, :updatedAt)`,
});
const { patientId: _patient, appointmentTypeId: _type, isWalkIn: _walkIn, bookedBy: _by, ...changeable } = parameters;
const update = declareStatement('appointments.update', {
  parameters: changeable,
  sql: `UPDATE appointments SET location_id = :locationId, treatment_session_id = :treatmentSessionId, status = :status, starts_on = :startsOn, starts_at = :startsAt, ends_at = :endsAt,
      preparation_minutes = :preparationMinutes, clean_up_minutes = :cleanUpMinutes, staff_ids = :staffIds, room_id = :roomId, device_ids = :deviceIds, overbooked_ids = :overbookedIds,
      overbooking_reason = :overbookingReason, held_until = :heldUntil, note = :note, confirmed_at = :confirmedAt, arrived_at = :arrivedAt, seated_at = :seatedAt, ended_at = :endedAt,
      cancellation_initiator = :cancellationInitiator, cancellation_reason = :cancellationReason, updated_at = :updatedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});
/** An appointment that a change touches. */
interface TouchedRow {
  id: string;
  patientId: string;
  startsAt: Date;
}
const touched = { id: 'uuid', patientId: 'uuid', startsAt: 'timestamptz' } as const;
const cancelOfDeceased = declareStatement('appointments.cancel-of-deceased', {
  parameters: { patientIds: 'uuid[]', cancellationReason: sealed.cancellationReason, now: 'timestamptz' },
  row: declareColumns<TouchedRow>(touched),
  sql: `UPDATE appointments a SET status = 'cancelled', cancellation_initiator = 'clinic', cancellation_reason = :cancellationReason, ended_at = :now, updated_at = :now, version = a.version + 1
     FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = ANY (:patientIds) AND p.status = 'deceased' AND a.clinic_id = p.clinic_id AND a.patient_id = p.id
      AND a.status IN ('held', 'booked', 'confirmed')
   RETURNING a.id, a.patient_id AS "patientId", a.starts_at AS "startsAt"`,
});
const listWarned = declareStatement('appointments.list-warned', {
  parameters: { patientIds: 'uuid[]' },
  row: declareColumns<TouchedRow & { warnings: AppointmentWarning[] }>({ ...touched, warnings: 'text[]!' }),
  sql: `SELECT a.id, a.patient_id AS "patientId", a.starts_at AS "startsAt", c.warnings ${from}
    WHERE a.clinic_id = current_clinic() AND a.patient_id = ANY (:patientIds) AND a.status IN ('held', 'booked', 'confirmed') AND cardinality(c.warnings) > 0
    ORDER BY a.starts_at, a.id LIMIT 200`,
});
const endExpiredHolds = declareStatement('appointments.end-expired-holds', { parameters: { now: 'timestamptz' }, sql: `SELECT end_expired_holds(:now)` });
/** Ends appointments as their sessions ended, and takes them along as these begin. A session that was begun or completed says that the patient is here. */
const followSessions = declareStatement('appointments.follow-sessions', {
  parameters: { planId: 'uuid', now: 'timestamptz', cancellationReason: sealed.cancellationReason },
  sql: `UPDATE appointments a SET
      status = CASE s.status WHEN 'cancelled' THEN 'cancelled' WHEN 'no-show' THEN 'no-show' WHEN 'in-progress' THEN 'in-chair' ELSE 'done' END,
      cancellation_initiator = CASE s.status WHEN 'cancelled' THEN 'clinic' END,
      cancellation_reason = CASE s.status WHEN 'cancelled' THEN :cancellationReason END,
      arrived_at = CASE WHEN s.status IN ('in-progress', 'completed') THEN coalesce(a.arrived_at, s.started_at) ELSE a.arrived_at END,
      seated_at = CASE WHEN s.status IN ('in-progress', 'completed') THEN coalesce(a.seated_at, s.started_at) ELSE a.seated_at END,
      ended_at = CASE WHEN s.status = 'in-progress' THEN NULL ELSE :now::timestamptz END,
      updated_at = :now, version = a.version + 1
     FROM treatment_sessions s
    WHERE s.clinic_id = current_clinic() AND s.plan_id = :planId AND s.status <> 'scheduled' AND a.clinic_id = s.clinic_id AND a.treatment_session_id = s.id
      AND (a.status IN ('held', 'booked', 'confirmed', 'arrived') OR (a.status = 'in-chair' AND s.status <> 'in-progress'))`,
});
/** Selects the appointments that are still to come, on another day than their sessions, and locks them. */
const lockMoved = declareStatement('appointments.lock-moved-with-sessions', {
  parameters: { planId: 'uuid' },
  row: movedRow,
  sql: `SELECT ${movedRow.list} FROM appointments a JOIN treatment_sessions s ON s.clinic_id = a.clinic_id AND s.id = a.treatment_session_id
    WHERE a.clinic_id = current_clinic() AND s.plan_id = :planId AND s.status = 'scheduled' AND a.status IN ('booked', 'confirmed') AND s.scheduled_on <> a.starts_on
    ORDER BY s.number FOR UPDATE OF a`,
});
const bookedSessions = declareStatement('appointments.booked-sessions', {
  parameters: { planId: 'uuid' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT s.id FROM treatment_sessions s JOIN appointments a ON a.clinic_id = s.clinic_id AND a.treatment_session_id = s.id
    WHERE s.clinic_id = current_clinic() AND s.plan_id = :planId AND a.status NOT IN ('cancelled', 'no-show', 'expired')`,
});
/** Locks a location against other bookings, but not against what refers to it. */
const lockLocation = declareStatement('appointments.lock-location', {
  parameters: { locationId: 'uuid' },
  sql: `SELECT id FROM locations WHERE clinic_id = current_clinic() AND id = :locationId FOR NO KEY UPDATE`,
});
const conflicts = declareStatement('appointments.conflicts', {
  parameters: { ids: 'uuid[]', from: 'timestamptz', to: 'timestamptz', now: 'timestamptz', exceptId: 'uuid?' },
  row: declareColumns<ConflictRow>({ resourceId: 'uuid', appointmentId: 'uuid?', startsAt: 'timestamptz', endsAt: 'timestamptz' }),
  sql: `SELECT o.resource_id AS "resourceId", a.id AS "appointmentId", lower(o.during) AS "startsAt", upper(o.during) AS "endsAt"
     FROM appointment_occupations o LEFT JOIN appointments a ON a.clinic_id = o.clinic_id AND a.id = o.appointment_id
    WHERE o.clinic_id = current_clinic() AND o.resource_id = ANY (:ids) AND o.during && tstzrange(:from, :to)
      AND (o.held_until IS NULL OR o.held_until > :now) AND (:exceptId::uuid IS NULL OR o.appointment_id <> :exceptId)
    ORDER BY lower(o.during), o.resource_id LIMIT 20`,
});

/** A person, room or device that another appointment takes. The appointment is null where its patient is closed to the caller. */
export interface ConflictRow {
  resourceId: string;
  appointmentId: string | null;
  startsAt: Date;
  endsAt: Date;
}

@Injectable()
export class AppointmentsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<AppointmentRow | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<AppointmentRecord | null> {
    return this.database.findRow(lock, { id });
  }

  list(by: AppointmentFilter, after: AppointmentPosition | null, limit: number): Promise<AppointmentRow[]> {
    return this.database.query(list, { ...by, afterStart: after === null ? null : new Date(after.startsAt), afterId: after?.id ?? null, limit });
  }

  listOfDay(locationId: string, on: string, limit: number): Promise<AppointmentRow[]> {
    return this.database.query(listOfDay, { locationId, on, limit });
  }

  async count(by: AppointmentFilter): Promise<number> {
    return (await this.database.getRow(count, by)).total;
  }

  async insert(appointment: AppointmentRecord): Promise<void> {
    const { version: _version, createdAt: _createdAt, ...written } = appointment;
    await this.database.execute(insert, written);
  }

  async update(appointment: AppointmentRecord): Promise<void> {
    const {
      version: _version,
      createdAt: _createdAt,
      patientId: _patientId,
      appointmentTypeId: _typeId,
      isWalkIn: _isWalkIn,
      bookedBy: _bookedBy,
      ...written
    } = appointment;
    await this.database.execute(update, written);
  }

  /** Ends the holds that ran out, of every patient of the clinic. */
  async endExpiredHolds(now: Date): Promise<void> {
    await this.database.execute(endExpiredHolds, { now });
  }

  /** Cancels the appointments that are still to come of those of the patients who have died, and answers them. */
  cancelOfDeceased(patientIds: readonly string[], cancellationReason: string, now: Date): Promise<TouchedRow[]> {
    return this.database.query(cancelOfDeceased, { patientIds, cancellationReason, now });
  }

  /** Lists the appointments of some patients that are still to come and have warnings, the first 200. */
  listWarned(patientIds: readonly string[]): Promise<(TouchedRow & { warnings: AppointmentWarning[] })[]> {
    return this.database.query(listWarned, { patientIds });
  }

  async followSessions(planId: string, now: Date, cancellationReason: string): Promise<void> {
    await this.database.execute(followSessions, { planId, now, cancellationReason });
  }

  lockMovedWithSessions(planId: string): Promise<MovedAppointment[]> {
    return this.database.query(lockMoved, { planId });
  }

  /** Lists the sessions of a plan that have an appointment. */
  async listBookedSessions(planId: string): Promise<string[]> {
    return (await this.database.query(bookedSessions, { planId })).map(({ id }) => id);
  }

  async lockLocation(locationId: string): Promise<void> {
    await this.database.execute(lockLocation, { locationId });
  }

  /** Lists which of some people, rooms and devices other appointments take in a span. */
  listConflicts(of: { ids: readonly string[]; from: Date; to: Date; now: Date; exceptId: string | null }): Promise<ConflictRow[]> {
    return this.database.query(conflicts, of);
  }
}
