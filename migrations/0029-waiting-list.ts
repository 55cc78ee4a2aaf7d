import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * What takes away the time of an appointment that was booked: functions that say it of an appointment as it is read. The same rules as in `domain/availability.ts`, which a test holds them
 * against. Who waits for time that becomes free. Calendars by subscription. Expands: builds before this one ask none of it.
 */
export class WaitingList1763683200029 extends Migration {
  name = 'WaitingList1763683200029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The time zone of a location: its own, or the clinic's. A zone that PostgreSQL does not know counts as UTC, as it does in the application.
      CREATE FUNCTION find_time_zone(location uuid) RETURNS text
        LANGUAGE plpgsql STABLE
        AS $$
        DECLARE zone text;
        BEGIN
          SELECT coalesce(l.time_zone, c.time_zone) INTO zone FROM locations l JOIN clinics c ON c.clinic_id = l.clinic_id WHERE l.clinic_id = current_clinic() AND l.id = location;
          -- The abbreviation is Israel's to PostgreSQL, and India's to the application.
          IF zone = 'IST' THEN RETURN 'Asia/Kolkata'; END IF;
          PERFORM now() AT TIME ZONE zone;
          RETURN zone;
        EXCEPTION WHEN invalid_parameter_value THEN RETURN 'UTC';
        END
        $$;

      -- The instant of a wall-clock time. Of a time that the clocks show twice, the first one counts.
      CREATE FUNCTION find_instant(local timestamp, zone text) RETURNS timestamptz
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE WHEN (((local - interval '1 hour') AT TIME ZONE zone) + interval '1 hour') AT TIME ZONE zone = local
          THEN least(local AT TIME ZONE zone, ((local - interval '1 hour') AT TIME ZONE zone) + interval '1 hour') ELSE local AT TIME ZONE zone END;

      -- The time that weekly spans, as working hours keep them, mean on one day.
      CREATE FUNCTION find_weekly_time(spans jsonb, on_day date, zone text) RETURNS tstzmultirange
        LANGUAGE sql STABLE
        AS $$
          SELECT coalesce(range_agg(tstzrange(t.begins, t.ends)), '{}')
            FROM jsonb_to_recordset(spans) AS s (weekday text, "from" time, "to" time, "validFrom" date, "validTo" date)
           CROSS JOIN LATERAL (SELECT find_instant(on_day + s."from", zone) AS begins, find_instant(on_day + s."to", zone) AS ends) AS t
           WHERE s.weekday = to_char(on_day, 'FMday') AND coalesce(s."validFrom" <= on_day, true) AND coalesce(s."validTo" >= on_day, true) AND t.begins < t.ends
        $$;

      -- Whether a person works at a location all the while, by the weekly hours alone.
      CREATE FUNCTION works_by_hours(person uuid, location uuid, during tstzrange, zone text) RETURNS boolean
        LANGUAGE sql STABLE
        AS $$
          SELECT coalesce((SELECT find_weekly_time((SELECT jsonb_agg(s) FROM jsonb_array_elements(h.spans) AS s WHERE s ->> 'locationId' = location::text),
                                                   (lower(during) AT TIME ZONE zone)::date, zone) @> during
                             FROM working_hours h WHERE h.clinic_id = current_clinic() AND h.id = person), false)
        $$;

      CREATE FUNCTION is_absent(person uuid, during tstzrange) RETURNS boolean
        LANGUAGE sql STABLE
        AS $$
          SELECT EXISTS (SELECT FROM absences b WHERE b.clinic_id = current_clinic() AND b.staff_id = person AND b.cancelled_at IS NULL
                            AND b.ends_at > lower(during) AND b.starts_at < upper(during))
        $$;

      -- The roles of which somebody must be in the house during an appointment, and nobody is. Of a role that is with the patient too, one more is needed.
      CREATE FUNCTION list_missing_roles(appointment appointments) RETURNS text[]
        LANGUAGE plpgsql STABLE
        AS $$
        DECLARE
          needed appointment_types;
          zone text;
          during tstzrange := tstzrange(appointment.starts_at, appointment.ends_at);
        BEGIN
          SELECT * INTO needed FROM appointment_types WHERE clinic_id = current_clinic() AND id = appointment.appointment_type_id;
          IF cardinality(needed.present_roles) = 0 THEN RETURN '{}'; END IF;
          zone := find_time_zone(appointment.location_id);
          RETURN ARRAY(
            SELECT r.role FROM unnest(needed.present_roles) AS r (role)
             WHERE (SELECT count(*) FROM (
                      SELECT FROM staff s WHERE s.clinic_id = current_clinic() AND s.status = 'active' AND s.role = r.role
                         AND works_by_hours(s.id, appointment.location_id, during, zone) AND NOT is_absent(s.id, during)
                       LIMIT 1 + (SELECT count(*) FROM unnest(needed.staff_roles) AS w (role) WHERE w.role = r.role)) AS present)
                   < 1 + (SELECT count(*) FROM unnest(needed.staff_roles) AS w (role) WHERE w.role = r.role));
        END
        $$;

      -- Whether a location is closed at some time of a span: by its hours, its closed days, those of the clinic, and public holidays.
      CREATE FUNCTION is_closed(location uuid, during tstzrange) RETURNS boolean
        LANGUAGE plpgsql STABLE
        AS $$
        DECLARE
          place locations;
          zone text := find_time_zone(location);
          on_day date := (lower(during) AT TIME ZONE zone)::date;
          spans jsonb;
        BEGIN
          SELECT * INTO place FROM locations WHERE clinic_id = current_clinic() AND id = location;
          SELECT jsonb_agg(jsonb_build_object('weekday', to_char(on_day, 'FMday'), 'from', s ->> 'opens', 'to', s ->> 'closes')) INTO spans
            FROM clinics c CROSS JOIN jsonb_array_elements(coalesce(place.opening_hours, c.opening_hours) -> to_char(on_day, 'FMday')) AS s
           WHERE c.clinic_id = current_clinic();
          RETURN NOT coalesce(find_weekly_time(spans, on_day, zone) @> during, false)
            OR EXISTS (
              SELECT FROM jsonb_to_recordset(place.closed || coalesce((SELECT s.content -> 'closed' FROM clinic_settings s
                                                                        WHERE s.clinic_id = current_clinic() AND s.name = 'opening-days' ORDER BY s.version DESC LIMIT 1), '[]')) AS d ("from" date, "to" date)
               WHERE on_day BETWEEN d."from" AND d."to")
            OR EXISTS (
              SELECT FROM holiday_calendars h CROSS JOIN jsonb_to_recordset(h.holidays) AS d ("on" date)
               WHERE h.clinic_id = current_clinic() AND h.region = place.holiday_region AND d."on" = on_day);
        END
        $$;

      -- What took away the time of an appointment since it was booked.
      CREATE FUNCTION list_time_warnings(appointment appointments) RETURNS text[]
        LANGUAGE plpgsql STABLE
        AS $$
        DECLARE
          zone text := find_time_zone(appointment.location_id);
          during tstzrange := tstzrange(appointment.starts_at, appointment.ends_at);
        BEGIN
          RETURN array_remove(ARRAY[
            CASE WHEN EXISTS (SELECT FROM unnest(appointment.staff_ids) AS s (id) WHERE is_absent(s.id, during)) THEN 'staff-absent' END,
            CASE WHEN EXISTS (SELECT FROM unnest(appointment.staff_ids) AS s (id) WHERE NOT works_by_hours(s.id, appointment.location_id, during, zone)) THEN 'staff-not-working' END,
            CASE WHEN (SELECT array_agg(s.role ORDER BY s.role) FROM staff s WHERE s.clinic_id = current_clinic() AND s.id = ANY (appointment.staff_ids))
                  <> (SELECT (SELECT array_agg(r.role ORDER BY r.role) FROM unnest(y.staff_roles) AS r (role)) FROM appointment_types y
                       WHERE y.clinic_id = current_clinic() AND y.id = appointment.appointment_type_id) THEN 'staff-role-changed' END,
            CASE WHEN is_closed(appointment.location_id, during) THEN 'location-closed' END
          ], NULL) || ARRAY(SELECT 'no-' || r.role || '-in-the-house' FROM unnest(list_missing_roles(appointment)) AS r (role));
        END
        $$;

      -- Who waits for time that becomes free. What is offered is an appointment that holds the time: so nothing is offered to two.
      CREATE TABLE waiting_list_entries (
        clinic_id              uuid NOT NULL DEFAULT current_clinic(),
        id                     uuid NOT NULL,
        patient_id             uuid NOT NULL,
        appointment_type_id    uuid NOT NULL,
        -- The session of a plan that has no appointment yet, or the appointment that the patient would like to have earlier.
        treatment_session_id   uuid,
        appointment_id         uuid,
        -- Empty: any.
        location_ids           uuid[] NOT NULL,
        staff_ids              uuid[] NOT NULL,
        weekdays               text[] NOT NULL,
        earliest_time          text,
        latest_time            text,
        not_before             date,
        not_after              date NOT NULL,
        priority               text NOT NULL,
        notice_hours           integer NOT NULL,
        answer_within_minutes  integer NOT NULL,
        reason                 text,
        status                 text NOT NULL,
        offered_appointment_id uuid,
        -- The beginnings that were declined; they are not offered again.
        declined_starts        jsonb NOT NULL DEFAULT '[]',
        ended_at               timestamptz,
        entered_by             uuid NOT NULL,
        version                integer NOT NULL DEFAULT 1,
        created_at             timestamptz NOT NULL,
        updated_at             timestamptz NOT NULL,
        CONSTRAINT waiting_list_entries_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT waiting_list_entries_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT waiting_list_entries_type_fk FOREIGN KEY (clinic_id, appointment_type_id) REFERENCES appointment_types (clinic_id, id),
        CONSTRAINT waiting_list_entries_session_fk FOREIGN KEY (clinic_id, treatment_session_id) REFERENCES treatment_sessions (clinic_id, id),
        CONSTRAINT waiting_list_entries_appointment_fk FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointments (clinic_id, id),
        CONSTRAINT waiting_list_entries_offer_fk FOREIGN KEY (clinic_id, offered_appointment_id) REFERENCES appointments (clinic_id, id),
        CONSTRAINT waiting_list_entries_for CHECK (num_nonnulls(treatment_session_id, appointment_id) <= 1),
        CONSTRAINT waiting_list_entries_weekdays CHECK (weekdays <@ ARRAY['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']),
        CONSTRAINT waiting_list_entries_days CHECK (not_before <= not_after),
        CONSTRAINT waiting_list_entries_priority CHECK (priority IN ('routine', 'urgent')),
        CONSTRAINT waiting_list_entries_minutes CHECK (notice_hours BETWEEN 0 AND 336 AND answer_within_minutes BETWEEN 5 AND 2880),
        CONSTRAINT waiting_list_entries_status CHECK (status IN ('waiting', 'offered', 'booked', 'withdrawn')),
        CONSTRAINT waiting_list_entries_offer CHECK ((status = 'offered') <= (offered_appointment_id IS NOT NULL)),
        CONSTRAINT waiting_list_entries_end CHECK ((status IN ('booked', 'withdrawn')) = (ended_at IS NOT NULL))
      );
      -- Nobody waits twice for one session, nor for an earlier time of one appointment.
      CREATE UNIQUE INDEX waiting_list_entries_one_of_session ON waiting_list_entries (clinic_id, treatment_session_id) WHERE status IN ('waiting', 'offered');
      CREATE UNIQUE INDEX waiting_list_entries_one_of_appointment ON waiting_list_entries (clinic_id, appointment_id) WHERE status IN ('waiting', 'offered');
      CREATE INDEX waiting_list_entries_waiting ON waiting_list_entries (clinic_id, priority DESC, created_at, id) WHERE status IN ('waiting', 'offered');
      CREATE INDEX waiting_list_entries_by_patient ON waiting_list_entries (clinic_id, patient_id);
      SELECT protect('waiting_list_entries'), keep_history('waiting_list_entries'), limit_to_open_patients('waiting_list_entries', 'waiting_list_entries.patient_id'),
        allow_application('waiting_list_entries', 'SELECT, INSERT, UPDATE');

      -- Calendars that others read by an address. The address is known to whoever got it; here is its hash.
      CREATE TABLE calendar_subscriptions (
        clinic_id    uuid NOT NULL DEFAULT current_clinic(),
        id           uuid NOT NULL,
        staff_id     uuid,
        bookable_id  uuid,
        detail       text NOT NULL,
        language     text NOT NULL,
        secret_hash  bytea NOT NULL,
        created_by   uuid NOT NULL,
        created_at   timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at   timestamptz,
        version      integer NOT NULL DEFAULT 1,
        CONSTRAINT calendar_subscriptions_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT calendar_subscriptions_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT calendar_subscriptions_bookable_fk FOREIGN KEY (clinic_id, bookable_id) REFERENCES bookables (clinic_id, id),
        CONSTRAINT calendar_subscriptions_one CHECK (num_nonnulls(staff_id, bookable_id) = 1),
        CONSTRAINT calendar_subscriptions_detail CHECK (detail IN ('busy', 'kind')),
        CONSTRAINT calendar_subscriptions_language CHECK (language IN ('en', 'hi')),
        CONSTRAINT calendar_subscriptions_secret UNIQUE (clinic_id, secret_hash)
      );
      SELECT protect('calendar_subscriptions'), allow_application('calendar_subscriptions', 'SELECT, INSERT, UPDATE');
    `);
  }
}
