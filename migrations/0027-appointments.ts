import type { QueryRunner } from 'typeorm';
import { Migration } from './migration.js';

/**
 * Appointments, and what they occupy. Nobody and nothing is occupied twice at a time, whatever runs at once: an exclusion constraint holds it. A location says whether it may be overbooked.
 * Expands: builds before this one do not know the new tables, and leave the new column as it is.
 */
export class Appointments1763683200027 extends Migration {
  name = 'Appointments1763683200027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      ALTER TABLE locations ADD COLUMN allows_overbooking boolean NOT NULL DEFAULT false;

      CREATE TABLE appointments (
        clinic_id            uuid NOT NULL DEFAULT current_clinic(),
        id                   uuid NOT NULL,
        patient_id           uuid NOT NULL,
        appointment_type_id  uuid NOT NULL,
        location_id          uuid NOT NULL,
        treatment_session_id uuid,
        status               text NOT NULL,
        -- The day at the location, whose time zone may change later.
        starts_on            date NOT NULL,
        starts_at            timestamptz NOT NULL,
        ends_at              timestamptz NOT NULL,
        -- Room and devices are occupied so many minutes longer: as the type said when it was booked.
        preparation_minutes  integer NOT NULL,
        clean_up_minutes     integer NOT NULL,
        staff_ids            uuid[] NOT NULL,
        room_id              uuid,
        device_ids           uuid[] NOT NULL,
        -- Those of them that another appointment occupies at the time as well, and why that may be.
        overbooked_ids       uuid[] NOT NULL DEFAULT '{}',
        overbooking_reason   text,
        is_walk_in           boolean NOT NULL,
        held_until           timestamptz,
        note                 text,
        confirmed_at         timestamptz,
        arrived_at           timestamptz,
        seated_at            timestamptz,
        ended_at             timestamptz,
        cancellation_initiator text,
        cancellation_reason  text,
        booked_by            uuid NOT NULL,
        version              integer NOT NULL DEFAULT 1,
        created_at           timestamptz NOT NULL,
        updated_at           timestamptz NOT NULL,
        CONSTRAINT appointments_pk PRIMARY KEY (clinic_id, id),
        CONSTRAINT appointments_patient_fk FOREIGN KEY (clinic_id, patient_id) REFERENCES patients (clinic_id, id),
        CONSTRAINT appointments_type_fk FOREIGN KEY (clinic_id, appointment_type_id) REFERENCES appointment_types (clinic_id, id),
        CONSTRAINT appointments_location_fk FOREIGN KEY (clinic_id, location_id) REFERENCES locations (clinic_id, id),
        CONSTRAINT appointments_session_fk FOREIGN KEY (clinic_id, treatment_session_id) REFERENCES treatment_sessions (clinic_id, id),
        CONSTRAINT appointments_status CHECK (status IN ('held', 'booked', 'confirmed', 'arrived', 'in-chair', 'done', 'cancelled', 'no-show', 'expired')),
        CONSTRAINT appointments_day CHECK (abs(starts_on - (starts_at AT TIME ZONE 'UTC')::date) <= 1),
        CONSTRAINT appointments_span CHECK (starts_at < ends_at AND ends_at <= starts_at + interval '12 hours'),
        CONSTRAINT appointments_minutes CHECK (preparation_minutes BETWEEN 0 AND 120 AND clean_up_minutes BETWEEN 0 AND 120),
        CONSTRAINT appointments_staff CHECK (cardinality(staff_ids) BETWEEN 1 AND 4),
        CONSTRAINT appointments_overbooking CHECK ((cardinality(overbooked_ids) > 0) <= (overbooking_reason IS NOT NULL)),
        CONSTRAINT appointments_hold CHECK (status NOT IN ('held', 'expired') OR held_until IS NOT NULL),
        CONSTRAINT appointments_cancellation CHECK ((status = 'cancelled') = (cancellation_initiator IS NOT NULL) AND cancellation_initiator IN ('patient', 'clinic')),
        CONSTRAINT appointments_end CHECK ((status IN ('done', 'cancelled', 'no-show', 'expired')) = (ended_at IS NOT NULL))
      );
      -- A session has one appointment at a time.
      CREATE UNIQUE INDEX appointments_one_of_session ON appointments (clinic_id, treatment_session_id)
        WHERE status IN ('held', 'booked', 'confirmed', 'arrived', 'in-chair', 'done');
      CREATE INDEX appointments_by_start ON appointments (clinic_id, starts_at, id);
      CREATE INDEX appointments_by_day ON appointments (clinic_id, location_id, starts_on, starts_at);
      CREATE INDEX appointments_by_patient ON appointments (clinic_id, patient_id, starts_at);
      CREATE INDEX appointments_held ON appointments (clinic_id, held_until) WHERE status = 'held';
      SELECT protect('appointments'), keep_history('appointments'), limit_to_open_patients('appointments', 'appointments.patient_id'),
        allow_application('appointments', 'SELECT, INSERT, UPDATE');

      -- Who and what an appointment occupies, for as long as it does. It has no reference to the appointment, and nothing of the patient: somebody to whom the
      -- patient is closed sees that the time is taken all the same. The trigger keeps it; nobody else writes it.
      CREATE TABLE appointment_occupations (
        clinic_id      uuid NOT NULL,
        appointment_id uuid NOT NULL,
        resource_id    uuid NOT NULL GENERATED ALWAYS AS (coalesce(staff_id, bookable_id)) STORED,
        staff_id       uuid,
        bookable_id    uuid,
        during         tstzrange NOT NULL,
        is_exclusive   boolean NOT NULL,
        held_until     timestamptz,
        CONSTRAINT appointment_occupations_pk PRIMARY KEY (clinic_id, appointment_id, resource_id),
        CONSTRAINT appointment_occupations_staff_fk FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id),
        CONSTRAINT appointment_occupations_bookable_fk FOREIGN KEY (clinic_id, bookable_id) REFERENCES bookables (clinic_id, id),
        CONSTRAINT appointment_occupations_one CHECK (num_nonnulls(staff_id, bookable_id) = 1),
        CONSTRAINT appointment_occupations_during CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
        CONSTRAINT appointment_occupations_once EXCLUDE USING gist (clinic_id WITH =, resource_id WITH =, during WITH &&) WHERE (is_exclusive)
      );
      CREATE INDEX appointment_occupations_during ON appointment_occupations USING gist (clinic_id, during);
      SELECT protect('appointment_occupations'), allow_application('appointment_occupations', 'SELECT');

      CREATE FUNCTION keep_occupations() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
        BEGIN
          DELETE FROM appointment_occupations WHERE clinic_id = NEW.clinic_id AND appointment_id = NEW.id;
          IF NEW.status NOT IN ('cancelled', 'no-show', 'expired') THEN
            -- In one order, so that of two appointments for the same people and things the second waits, and neither for the other.
            INSERT INTO appointment_occupations (clinic_id, appointment_id, staff_id, bookable_id, during, is_exclusive, held_until)
            SELECT NEW.clinic_id, NEW.id, o.staff_id, o.bookable_id, o.during, coalesce(o.staff_id, o.bookable_id) <> ALL (NEW.overbooked_ids),
                   CASE WHEN NEW.status = 'held' THEN NEW.held_until END
              FROM (SELECT s.id AS staff_id, NULL::uuid AS bookable_id, tstzrange(NEW.starts_at, NEW.ends_at) AS during FROM unnest(NEW.staff_ids) AS s (id)
                    UNION ALL
                    SELECT NULL, b.id, tstzrange(NEW.starts_at - make_interval(mins => NEW.preparation_minutes), NEW.ends_at + make_interval(mins => NEW.clean_up_minutes))
                      FROM unnest(array_remove(NEW.room_id || NEW.device_ids, NULL)) AS b (id)) AS o
             ORDER BY coalesce(o.staff_id, o.bookable_id);
          END IF;
          RETURN NULL;
        END
        $$;
      CREATE TRIGGER appointments_occupy AFTER INSERT OR UPDATE OF status, starts_at, ends_at, staff_ids, room_id, device_ids, overbooked_ids, held_until
        ON appointments FOR EACH ROW EXECUTE FUNCTION keep_occupations();

      -- Ends the holds of the clinic that ran out, those of patients who are closed to the caller too: whoever may book the time may free it. One that somebody is
      -- booking just now waits for the next time.
      CREATE FUNCTION end_expired_holds(at timestamptz) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
        AS $$
          UPDATE appointments SET status = 'expired', ended_at = held_until, updated_at = at, version = version + 1
           WHERE clinic_id = current_clinic() AND id IN (
             SELECT id FROM appointments WHERE clinic_id = current_clinic() AND status = 'held' AND held_until <= at ORDER BY id FOR UPDATE SKIP LOCKED)
        $$;
    `);
  }
}
