import type { QueryRunner } from 'typeorm';
import { v7 } from 'uuid';
import { Migration } from './migration.js';

/** Name, purpose, minutes, preparation, clean-up, who is with the patient, who is in the house, and the room. */
const usualTypes = [
  ['Consultation', 'consultation', 30, 0, 0, ['dermatologist'], [], 'consultation'],
  ['Mesotherapy session', 'mesotherapy-session', 45, 10, 10, ['dermatologist'], [], 'treatment'],
  ['Micropigmentation sitting', 'micropigmentation-sitting', 240, 15, 20, ['technician'], ['dermatologist'], 'scalp-micropigmentation'],
  ['Micropigmentation touch-up', 'micropigmentation-touch-up', 120, 15, 20, ['technician'], ['dermatologist'], 'scalp-micropigmentation'],
  ['Review', 'review', 20, 0, 0, ['dermatologist'], [], 'consultation'],
] as const;

/**
 * Where, when and with whom people are seen: locations, rooms and devices, types of appointments, working hours, absences, public holidays. New tables; every clinic there is gets one location
 * and the five usual types of appointments, as a new clinic does.
 */
export class Scheduling1763683200023 extends Migration {
  name = 'Scheduling1763683200023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE locations (
        clinic_id      uuid NOT NULL DEFAULT current_clinic(),
        id             uuid NOT NULL,
        name           text NOT NULL,
        -- NULL of these: as the clinic.
        time_zone      text,
        opening_hours  jsonb,
        address        jsonb,
        phone          text,
        closed         jsonb NOT NULL DEFAULT '[]'::jsonb,
        holiday_region text,
        status         text NOT NULL DEFAULT 'active',
        version        integer NOT NULL DEFAULT 1,
        created_at     timestamptz NOT NULL,
        updated_at     timestamptz NOT NULL,
        CONSTRAINT locations_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT locations_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT locations_name_unique UNIQUE (clinic_id, name),
        CONSTRAINT locations_name CHECK (length(name) BETWEEN 1 AND 100),
        CONSTRAINT locations_closed CHECK (jsonb_typeof(closed) = 'array'),
        CONSTRAINT locations_holiday_region CHECK (holiday_region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
        CONSTRAINT locations_status CHECK (status IN ('active', 'retired'))
      );
      SELECT protect('locations'), keep_history('locations'), open_to_operator('locations'), allow_application('locations', 'SELECT, INSERT, UPDATE');

      -- What an appointment occupies beside people: rooms (or chairs) and devices.
      CREATE TABLE bookables (
        clinic_id     uuid NOT NULL DEFAULT current_clinic(),
        id            uuid NOT NULL,
        resource_type text NOT NULL,
        location_id   uuid NOT NULL,
        name          text NOT NULL,
        kind          text NOT NULL,
        serial_number text,
        status        text NOT NULL DEFAULT 'active',
        version       integer NOT NULL DEFAULT 1,
        created_at    timestamptz NOT NULL,
        updated_at    timestamptz NOT NULL,
        CONSTRAINT bookables_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT bookables_location_fk FOREIGN KEY (clinic_id, location_id) REFERENCES locations (clinic_id, id),
        CONSTRAINT bookables_name_unique UNIQUE (clinic_id, location_id, resource_type, name),
        CONSTRAINT bookables_name CHECK (length(name) BETWEEN 1 AND 100),
        CONSTRAINT bookables_kind CHECK (CASE resource_type
          WHEN 'room' THEN kind IN ('consultation', 'treatment', 'scalp-micropigmentation', 'imaging', 'other') AND serial_number IS NULL
          WHEN 'device' THEN kind IN ('trichoscope', 'camera', 'mesotherapy-injector', 'microneedling-device', 'micropigmentation-machine', 'light-therapy-device', 'other')
          ELSE false END),
        CONSTRAINT bookables_serial_number CHECK (length(serial_number) BETWEEN 1 AND 100),
        CONSTRAINT bookables_status CHECK (status IN ('active', 'retired'))
      );
      SELECT protect('bookables'), keep_history('bookables'), open_to_operator('bookables'), allow_application('bookables', 'SELECT, INSERT, UPDATE');

      CREATE TABLE appointment_types (
        clinic_id           uuid NOT NULL DEFAULT current_clinic(),
        id                  uuid NOT NULL,
        name                text NOT NULL,
        purpose             text NOT NULL,
        duration_minutes    integer NOT NULL,
        preparation_minutes integer NOT NULL,
        clean_up_minutes    integer NOT NULL,
        staff_roles         text[] NOT NULL,
        present_roles       text[] NOT NULL,
        room_kind           text,
        device_kinds        text[] NOT NULL,
        status              text NOT NULL DEFAULT 'active',
        version             integer NOT NULL DEFAULT 1,
        created_at          timestamptz NOT NULL,
        updated_at          timestamptz NOT NULL,
        CONSTRAINT appointment_types_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT appointment_types_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT appointment_types_name_unique UNIQUE (clinic_id, name),
        CONSTRAINT appointment_types_name CHECK (length(name) BETWEEN 1 AND 100),
        CONSTRAINT appointment_types_purpose CHECK (purpose IN
          ('consultation', 'mesotherapy-session', 'micropigmentation-sitting', 'micropigmentation-touch-up', 'review', 'other')),
        CONSTRAINT appointment_types_minutes CHECK (duration_minutes BETWEEN 5 AND 720 AND preparation_minutes BETWEEN 0 AND 120 AND clean_up_minutes BETWEEN 0 AND 120),
        CONSTRAINT appointment_types_roles CHECK (cardinality(staff_roles) BETWEEN 1 AND 4 AND staff_roles || present_roles <@ ARRAY['dermatologist', 'technician']),
        CONSTRAINT appointment_types_room_kind CHECK (room_kind IN ('consultation', 'treatment', 'scalp-micropigmentation', 'imaging', 'other')),
        CONSTRAINT appointment_types_device_kinds CHECK (device_kinds <@ ARRAY['trichoscope', 'camera', 'mesotherapy-injector', 'microneedling-device',
          'micropigmentation-machine', 'light-therapy-device', 'other']),
        CONSTRAINT appointment_types_status CHECK (status IN ('active', 'retired'))
      );
      SELECT protect('appointment_types'), keep_history('appointment_types'), open_to_operator('appointment_types'), allow_application('appointment_types', 'SELECT, INSERT, UPDATE');

      -- One row for each person, by the person's id.
      CREATE TABLE working_hours (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        id         uuid NOT NULL,
        spans      jsonb NOT NULL,
        version    integer NOT NULL DEFAULT 1,
        updated_at timestamptz NOT NULL,
        CONSTRAINT working_hours_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT working_hours_staff_fk FOREIGN KEY (clinic_id, id) REFERENCES staff (clinic_id, id),
        CONSTRAINT working_hours_spans CHECK (jsonb_typeof(spans) = 'array')
      );
      SELECT protect('working_hours'), keep_history('working_hours'), open_to_operator('working_hours'), allow_application('working_hours', 'SELECT, INSERT, UPDATE');

      CREATE TABLE absences (
        clinic_id    uuid NOT NULL DEFAULT current_clinic(),
        id           uuid NOT NULL,
        staff_id     uuid NOT NULL,
        starts_at    timestamptz NOT NULL,
        ends_at      timestamptz NOT NULL,
        kind         text NOT NULL,
        note         text,
        recorded_by  uuid NOT NULL,
        cancelled_at timestamptz,
        version      integer NOT NULL DEFAULT 1,
        created_at   timestamptz NOT NULL,
        CONSTRAINT absences_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT absences_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT absences_span CHECK (starts_at < ends_at AND ends_at <= starts_at + interval '400 days'),
        CONSTRAINT absences_kind CHECK (kind IN ('leave', 'illness', 'training', 'other')),
        CONSTRAINT absences_note CHECK (length(note) BETWEEN 1 AND 200)
      );
      CREATE INDEX absences_staff ON absences (clinic_id, staff_id, ends_at);
      SELECT protect('absences'), keep_history('absences'), allow_application('absences', 'SELECT, INSERT, UPDATE');

      CREATE TABLE holiday_calendars (
        clinic_id  uuid NOT NULL DEFAULT current_clinic(),
        id         uuid NOT NULL,
        region     text NOT NULL,
        holidays   jsonb NOT NULL,
        version    integer NOT NULL DEFAULT 1,
        updated_at timestamptz NOT NULL,
        CONSTRAINT holiday_calendars_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT holiday_calendars_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT holiday_calendars_region_unique UNIQUE (clinic_id, region),
        CONSTRAINT holiday_calendars_region CHECK (region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
        CONSTRAINT holiday_calendars_holidays CHECK (jsonb_typeof(holidays) = 'array')
      );
      SELECT protect('holiday_calendars'), keep_history('holiday_calendars'), allow_application('holiday_calendars', 'SELECT, INSERT, UPDATE');
    `);

    const clinics = (await runner.query(`SELECT clinic_id AS "clinicId", name FROM clinics`)) as { clinicId: string; name: string }[];
    for (const { clinicId, name } of clinics) {
      await runner.query(`INSERT INTO locations (clinic_id, id, name, created_at, updated_at) VALUES ($1, $2, left($3, 100), now(), now())`, [
        clinicId,
        v7(),
        name,
      ]);
      for (const [typeName, purpose, duration, preparation, cleanUp, staff, present, room] of usualTypes)
        await runner.query(
          `INSERT INTO appointment_types (clinic_id, id, name, purpose, duration_minutes, preparation_minutes, clean_up_minutes, staff_roles, present_roles, room_kind, device_kinds, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}', now(), now())`,
          [clinicId, v7(), typeName, purpose, duration, preparation, cleanUp, staff, present, room],
        );
    }
  }
}
