import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import type { BookedRole } from '../domain/appointment-types.js';
import type { WeeklySpan } from '../domain/hours.js';
import type { BookableType } from '../places/bookables.repository.js';
import type { Day } from '../../kernel/day.js';

interface PersonRow {
  id: string;
  role: BookedRole;
  spans: (WeeklySpan & { locationId: string })[];
}

/** A time in which a person is away, or a person, room or device is taken. */
export interface SpanRow {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

export interface PlaceRow {
  id: string;
  resourceType: BookableType;
  kind: string;
}

const people = declareStatement('availability.people', {
  parameters: { roles: 'text[]' },
  row: declareColumns<PersonRow>({ id: 'uuid', role: 'text', spans: 'jsonb' }),
  sql: `SELECT s.id, s.role, h.spans FROM staff s JOIN working_hours h ON h.clinic_id = s.clinic_id AND h.id = s.id
    WHERE s.clinic_id = current_clinic() AND s.status = 'active' AND s.role = ANY (:roles) ORDER BY s.id`,
});
const absences = declareStatement('availability.absences', {
  parameters: { from: 'date', to: 'date' },
  row: declareColumns<SpanRow>({ id: 'uuid', startsAt: 'timestamptz', endsAt: 'timestamptz' }),
  sql: `SELECT staff_id AS id, starts_at AS "startsAt", ends_at AS "endsAt" FROM absences
    WHERE clinic_id = current_clinic() AND cancelled_at IS NULL AND ends_at > (:from::date)::timestamp AT TIME ZONE 'UTC'
      AND starts_at < (:to::date)::timestamp AT TIME ZONE 'UTC'`,
});
const occupied = declareStatement('availability.occupied', {
  parameters: { from: 'date', to: 'date', now: 'timestamptz', exceptId: 'uuid?' },
  row: declareColumns<SpanRow>({ id: 'uuid', startsAt: 'timestamptz', endsAt: 'timestamptz' }),
  sql: `SELECT resource_id AS id, lower(during) AS "startsAt", upper(during) AS "endsAt" FROM appointment_occupations
    WHERE clinic_id = current_clinic() AND during && tstzrange((:from::date)::timestamp AT TIME ZONE 'UTC', (:to::date)::timestamp AT TIME ZONE 'UTC')
      AND (held_until IS NULL OR held_until > :now) AND (:exceptId::uuid IS NULL OR appointment_id <> :exceptId)`,
});
const places = declareStatement('availability.places', {
  parameters: { locationId: 'uuid' },
  row: declareColumns<PlaceRow>({ id: 'uuid', resourceType: 'text', kind: 'text' }),
  sql: `SELECT id, resource_type AS "resourceType", kind FROM bookables WHERE clinic_id = current_clinic() AND location_id = :locationId AND status = 'active' ORDER BY id`,
});
const activeLocations = declareStatement('availability.active-locations', {
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT id FROM locations WHERE clinic_id = current_clinic() AND status = 'active' ORDER BY id LIMIT 2`,
});

@Injectable()
export class AvailabilityRepository {
  constructor(private readonly database: Database) {}

  /** Lists the active people of these roles whose working hours are known. */
  listPeople(roles: readonly BookedRole[]): Promise<PersonRow[]> {
    return this.database.query(people, { roles });
  }

  /** Lists the absences between the beginnings of two days in UTC. */
  listAbsences(from: Day, to: Day): Promise<SpanRow[]> {
    return this.database.query(absences, { from, to });
  }

  /** Lists when people, rooms and devices are taken between the beginnings of two days in UTC. A hold that ran out takes nothing. */
  listOccupied(within: { from: Day; to: Day; now: Date; exceptId: string | null }): Promise<SpanRow[]> {
    return this.database.query(occupied, within);
  }

  /** Lists the rooms and devices of a location that can be booked. */
  listPlaces(locationId: string): Promise<PlaceRow[]> {
    return this.database.query(places, { locationId });
  }

  /** Answers the one active location; null where there is none, or more than one. */
  async findOnlyLocation(): Promise<string | null> {
    const found = await this.database.query(activeLocations);
    return found.length === 1 ? found[0]!.id : null;
  }
}
