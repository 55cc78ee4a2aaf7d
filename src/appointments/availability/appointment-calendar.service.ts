import { Injectable } from '@nestjs/common';
import { ClinicService, OpeningDaysService, type OpeningHours } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { addDays, weekdays, type Day } from '../../kernel/day.js';
import { createInvalidInputFailure, type FieldError } from '../../kernel/failure.js';
import { resolveTimeZone } from '../../kernel/time-zone.js';
import type { AppointmentNeeds, BookedRole } from '../domain/appointment-types.js';
import type { AvailabilityRequest, Occupied, Person } from '../domain/availability.js';
import { computeWeeklyTime, type WeeklySpan } from '../domain/hours.js';
import { mergeIntervals, subtractIntervals, type Interval, type Intervals } from '../domain/intervals.js';
import type { DeviceKind, RoomKind } from '../domain/places.js';
import { HolidayCalendarsService } from '../holidays/holiday-calendars.service.js';
import type { BookableType } from '../places/bookables.repository.js';
import type { LocationRecord } from '../places/locations.repository.js';
import { LocationsService } from '../places/locations.service.js';
import type { AppointmentTypeRecord } from '../types/appointment-types.repository.js';
import { AppointmentTypesService } from '../types/appointment-types.service.js';
import { AvailabilityRepository, type PlaceRow, type SpanRow } from './availability.repository.js';

const toSpans = (hours: OpeningHours): WeeklySpan[] =>
  weekdays.flatMap((weekday) => (hours[weekday] ?? []).map(({ opens, closes }) => ({ weekday, from: opens, to: closes })));

const collectById = (rows: readonly SpanRow[]): Map<string, Interval[]> => {
  const byId = new Map<string, Interval[]>();
  for (const { id, startsAt, endsAt } of rows) byId.set(id, [...(byId.get(id) ?? []), { start: startsAt.getTime(), end: endsAt.getTime() }]);
  return byId;
};

export interface Question {
  needs: AppointmentNeeds;
  location: LocationRecord;
  days: readonly Day[];
  /** Who must be with the patient. */
  staffIds: readonly string[];
  /** The room and the devices that it must be; left out where any of the kind will do. */
  placeIds?: readonly string[];
  /** An appointment that counts as if it were not there: the one that is moved. */
  exceptId?: string;
  stepMinutes: number;
}

/** Where the members of a question stand in the request, for its errors: `?` in a query, `/` in a body. */
type Prefix = '?' | '/';

/** Gathers what an appointment needs and what is taken already, for the search. */
@Injectable()
export class AppointmentCalendar {
  constructor(
    private readonly found: AvailabilityRepository,
    private readonly clinics: ClinicService,
    private readonly openingDays: OpeningDaysService,
    private readonly locations: LocationsService,
    private readonly calendars: HolidayCalendarsService,
    private readonly types: AppointmentTypesService,
    private readonly clock: Clock,
  ) {}

  async requireType(typeId: string, prefix: Prefix): Promise<AppointmentTypeRecord> {
    const type = await this.types.find(typeId);
    if (type?.status === 'active') return type;
    throw createInvalidInputFailure([
      {
        pointer: `${prefix}appointmentTypeId`,
        code: 'unknown-appointment-type',
        detail: 'The clinic has no such type of appointment: send one of GET /v1/appointment-types.',
      },
    ]);
  }

  /** The type of an appointment that is booked already, retired or not. */
  async getType(typeId: string): Promise<AppointmentTypeRecord> {
    const type = await this.types.find(typeId);
    if (!type) throw new Error('the type of an appointment is never deleted');
    return type;
  }

  /** The location of an appointment that is booked already, retired or not. */
  async getLocation(locationId: string): Promise<LocationRecord> {
    const location = await this.locations.find(locationId);
    if (!location) throw new Error('the location of an appointment is never deleted');
    return location;
  }

  /** Finds the location that was asked for, or the only one that is not retired. */
  async requireLocation(asked: string | undefined, prefix: Prefix): Promise<LocationRecord> {
    const locationId = asked ?? (await this.found.findOnlyLocation());
    const location = locationId === null ? null : await this.locations.find(locationId);
    if (location?.status === 'active') return location;
    throw createInvalidInputFailure([
      asked === undefined
        ? { pointer: `${prefix}locationId`, code: 'required', detail: 'The clinic has not exactly one location: send one of GET /v1/locations.' }
        : {
            pointer: `${prefix}locationId`,
            code: 'unknown-location',
            detail: 'The clinic has no such location, or it is retired: send one of GET /v1/locations.',
          },
    ]);
  }

  /** The time zone of a location: its own, or the clinic's. */
  async findTimeZone({ timeZone }: LocationRecord): Promise<string> {
    return timeZone === null ? (await this.clinics.get()).timeZone : resolveTimeZone(timeZone);
  }

  /** Gathers the request for a search. Everything is of one moment only inside a transaction that has locked the location. */
  async gather({ needs, location, days, staffIds, placeIds, exceptId, stepMinutes }: Question): Promise<AvailabilityRequest> {
    const roles = [...new Set([...needs.staffRoles, ...needs.presentRoles])];
    const now = this.clock.now();
    // A day has 14 hours more or less than one of UTC, and what is prepared or cleaned lies beside it.
    const [from, to] = [addDays(days[0]!, -1), addDays(days.at(-1)!, 2)];
    const [{ timeZone, open }, places, people, away, occupied] = await Promise.all([
      this.findOpenTime(location, days),
      this.found.listPlaces(location.id),
      this.found.listPeople(roles),
      this.found.listAbsences(from, to),
      this.found.listOccupied({ from, to, now, exceptId: exceptId ?? null }),
    ]);
    const [absences, taken] = [collectById(away), collectById(occupied)];
    const findTaken = (id: string): Intervals => mergeIntervals(taken.get(id) ?? []);
    const selectPlaces = <Kind extends string>(resourceType: BookableType): Occupied<Kind>[] =>
      places
        .filter((place: PlaceRow) => place.resourceType === resourceType && isWanted(place, places, placeIds))
        .map(({ id, kind }) => ({ id, kind: kind as Kind, taken: findTaken(id) }));
    return {
      needs,
      days,
      timeZone,
      open,
      people: people.map(({ id, role, spans }): Person => {
        const here = spans.filter(({ locationId }) => locationId === location.id);
        const works = subtractIntervals(computeWeeklyTime(here, days, timeZone), mergeIntervals(absences.get(id) ?? []));
        return { id, role, works, taken: findTaken(id) };
      }),
      staffIds,
      rooms: selectPlaces<RoomKind>('room'),
      devices: selectPlaces<DeviceKind>('device'),
      refusals: [],
      notBefore: now.getTime(),
      stepMinutes,
    };
  }

  /** Finds when a location is open: its hours or the clinic's, without closed days and public holidays. */
  private async findOpenTime(location: LocationRecord, days: readonly Day[]): Promise<{ timeZone: string; open: Intervals }> {
    const [clinic, { closed }, calendar] = await Promise.all([
      this.clinics.get(),
      this.openingDays.getCalendar(),
      location.holidayRegion === null ? null : this.calendars.get(location.holidayRegion),
    ]);
    const timeZone = location.timeZone === null ? clinic.timeZone : resolveTimeZone(location.timeZone);
    const holidays = new Set(calendar?.holidays.map(({ on }) => on));
    const isOpen = (day: Day): boolean => !holidays.has(day) && ![...closed, ...location.closed].some(({ from, to }) => from <= day && day <= to);
    return { timeZone, open: computeWeeklyTime(toSpans(location.openingHours ?? clinic.openingHours), days.filter(isOpen), timeZone) };
  }
}

/** Whether a room or device may be taken: it was named, or none of its kind was. */
const isWanted = (place: PlaceRow, places: readonly PlaceRow[], placeIds: readonly string[] = []): boolean =>
  placeIds.includes(place.id) ||
  !places.some(
    (other) => placeIds.includes(other.id) && other.resourceType === place.resourceType && (place.resourceType === 'room' || other.kind === place.kind),
  );

/** Finds the errors in who is asked for: each takes part in appointments of the type, and no more of a role than the type needs. */
export const validateStaff = (
  staffIds: readonly string[],
  needs: Pick<AppointmentNeeds, 'staffRoles'>,
  people: readonly { id: string; role: BookedRole }[],
  pointerOf: (index: number) => string,
): FieldError[] => {
  const left: BookedRole[] = [...needs.staffRoles];
  return staffIds.flatMap((staffId, index): FieldError[] => {
    const role = people.find(({ id }) => id === staffId)?.role;
    const place = role === undefined ? -1 : left.indexOf(role);
    if (place >= 0) {
      left.splice(place, 1);
      return [];
    }
    return [
      {
        pointer: pointerOf(index),
        code: 'unknown-staff',
        detail: 'No such person takes part in appointments of this type, or the working hours are not known: see GET /v1/staff/{staffId}/working-hours.',
      },
    ];
  });
};
