import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * What takes away the time of an appointment that was booked: functions that say it of an appointment as it is read. The same rules as in `domain/availability.ts`, which a test holds them
 * against. Expands: builds before this one ask none of it.
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
    `);
  }
}
