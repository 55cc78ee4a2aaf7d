import { Injectable } from '@nestjs/common';
import { ClinicService, OpeningDaysService, type OpeningHours } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { addDays, countDaysBetween, weekdays, type Day } from '../../kernel/day.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { resolveTimeZone } from '../../kernel/time-zone.js';
import { findAvailability, type AvailabilityRequest, type Occupied, type Person } from '../domain/availability.js';
import { computeWeeklyTime, type WeeklySpan } from '../domain/hours.js';
import { mergeIntervals, subtractIntervals, type Intervals } from '../domain/intervals.js';
import type { DeviceKind, RoomKind } from '../domain/places.js';
import { validateSearch } from '../domain/search.js';
import { HolidayCalendarsService } from '../holidays/holiday-calendars.service.js';
import type { BookableType } from '../places/bookables.repository.js';
import type { LocationRecord } from '../places/locations.repository.js';
import { LocationsService } from '../places/locations.service.js';
import { AppointmentTypesService } from '../types/appointment-types.service.js';
import type { AvailabilityQuery, AvailabilityResponse } from './availability.dto.js';
import { AvailabilityRepository, type PlaceRow } from './availability.repository.js';

const toSpans = (hours: OpeningHours): WeeklySpan[] =>
  weekdays.flatMap((weekday) => (hours[weekday] ?? []).map(({ opens, closes }) => ({ weekday, from: opens, to: closes })));

/** The rooms or the devices. No appointment takes one yet. */
const selectPlaces = <Kind extends string>(places: readonly PlaceRow[], resourceType: BookableType): Occupied<Kind>[] =>
  places.filter((place) => place.resourceType === resourceType).map(({ id, kind }) => ({ id, kind: kind as Kind, taken: [] }));

/** Finds when an appointment can be, from what is recorded of the location, its people, rooms and devices. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly found: AvailabilityRepository,
    private readonly clinics: ClinicService,
    private readonly openingDays: OpeningDaysService,
    private readonly locations: LocationsService,
    private readonly calendars: HolidayCalendarsService,
    private readonly types: AppointmentTypesService,
    private readonly clock: Clock,
  ) {}

  async find(query: AvailabilityQuery): Promise<AvailabilityResponse> {
    const errors = validateSearch(query);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const [location, type] = await Promise.all([this.requireLocation(query.locationId), this.types.find(query.appointmentTypeId)]);
    if (!type || type.status === 'retired')
      throw createInvalidInputFailure([
        {
          pointer: '?appointmentTypeId',
          code: 'unknown-appointment-type',
          detail: 'The clinic has no such type of appointment: send one of GET /v1/appointment-types.',
        },
      ]);
    const days = Array.from({ length: countDaysBetween(query.from, query.to) + 1 }, (_, index) => addDays(query.from, index));
    const roles = [...new Set([...type.staffRoles, ...type.presentRoles])];
    const [{ timeZone, open }, places, people, away] = await Promise.all([
      this.findOpenTime(location, days),
      this.found.listPlaces(location.id),
      this.found.listPeople(roles),
      this.found.listAbsences(addDays(query.from, -1), addDays(query.to, 2)),
    ]);
    const request: AvailabilityRequest = {
      needs: type,
      days,
      timeZone,
      open,
      people: people.map(({ id, role, spans }): Person => {
        const here = spans.filter(({ locationId }) => locationId === location.id);
        const absences = away.filter(({ staffId }) => staffId === id).map(({ startsAt, endsAt }) => ({ start: startsAt.getTime(), end: endsAt.getTime() }));
        return { id, role, works: subtractIntervals(computeWeeklyTime(here, days, timeZone), mergeIntervals(absences)), taken: [] };
      }),
      staffId: this.requireStaff(query.staffId, people),
      rooms: selectPlaces<RoomKind>(places, 'room'),
      devices: selectPlaces<DeviceKind>(places, 'device'),
      notBefore: this.clock.now().getTime(),
      stepMinutes: query.stepMinutes,
    };
    return {
      locationId: location.id,
      days: findAvailability(request).map(({ on, slots, emptyBecause }) => ({
        on,
        slots: slots.map(({ start, end, ...taken }) => ({ startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString(), ...taken })),
        emptyBecause,
      })),
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

  private async requireLocation(asked: string | undefined): Promise<LocationRecord> {
    const locationId = asked ?? (await this.found.findOnlyLocation());
    const location = locationId === null ? null : await this.locations.find(locationId);
    if (location?.status === 'active') return location;
    throw createInvalidInputFailure([
      asked === undefined
        ? { pointer: '?locationId', code: 'required', detail: 'The clinic has not exactly one location: send one of GET /v1/locations.' }
        : { pointer: '?locationId', code: 'unknown-location', detail: 'The clinic has no such location, or it is retired: send one of GET /v1/locations.' },
    ]);
  }

  private requireStaff(staffId: string | undefined, people: readonly { id: string }[]): string | null {
    if (staffId === undefined || people.some(({ id }) => id === staffId)) return staffId ?? null;
    throw createInvalidInputFailure([
      {
        pointer: '?staffId',
        code: 'unknown-staff',
        detail: 'No such person takes part in appointments of this type, or the working hours are not known: see GET /v1/staff/{staffId}/working-hours.',
      },
    ]);
  }
}
