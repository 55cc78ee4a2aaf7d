import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, toCalendarDay, type Day } from '../../kernel/day.js';
import { createInvalidInputFailure, Failure, type FieldError } from '../../kernel/failure.js';
import type { AppointmentNeeds } from '../domain/appointment-types.js';
import {
  findAssignment,
  chooseNearestSlots,
  findAvailability,
  withoutTaken,
  type AvailabilityRequest,
  type EmptyReason,
  type Refusal,
  type Slot,
} from '../domain/availability.js';
import { findOccupiedTime, intersectIntervals, type Interval, type Intervals } from '../domain/intervals.js';
import { AppointmentCalendar, validateStaff, type Question } from '../availability/appointment-calendar.service.js';
import { listDays, toSlotResponse } from '../availability/availability.service.js';
import type { LocationRecord } from '../places/locations.repository.js';
import { AppointmentsRepository } from './appointments.repository.js';

const MILLISECONDS_PER_MINUTE = 60_000;
const ALTERNATIVES = 3;
const ALTERNATIVE_STEP_MINUTES = 15;
const DAYS_BEFORE = 7;
const DAYS_AFTER = 28;

/** A time that is asked for, and what the appointment is to take. */
export interface WantedTime {
  needs: AppointmentNeeds;
  location: LocationRecord;
  startsAt: Date;
  staffIds: readonly string[];
  roomId?: string | undefined;
  deviceIds?: readonly string[] | undefined;
  overbookingReason?: string | null | undefined;
  refusals: readonly Refusal[];
  /** The appointment that is moved. */
  exceptId?: string;
  /** It begins no earlier. */
  notBefore: Date;
}

/** A time that was found, with who and what the appointment takes. */
export interface FoundTime {
  startsOn: Day;
  startsAt: Date;
  endsAt: Date;
  staffIds: string[];
  roomId: string | null;
  deviceIds: string[];
  overbookedIds: string[];
}

/** Finds who and what an appointment takes, in a transaction that has locked the location; or says why it cannot be, and when it can. */
@Injectable()
export class TimeFinder {
  constructor(
    private readonly calendar: AppointmentCalendar,
    private readonly appointments: AppointmentsRepository,
    private readonly clock: Clock,
  ) {}

  /** Locks a location for booking, and ends the holds that ran out. Of two bookings at once, the second waits and sees the first. */
  async lock(location: LocationRecord): Promise<void> {
    await Promise.all([this.appointments.lockLocation(location.id), this.appointments.endExpiredHolds(this.clock.now())]);
  }

  /** Finds what the appointment takes at the wanted time. Fails with `time-not-free` where it cannot be then. */
  async place(wanted: WantedTime): Promise<FoundTime> {
    const { request, startsOn } = await this.ask(wanted);
    const errors = validatePlaces(wanted, request);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const start = wanted.startsAt.getTime();
    const { slot, because } = findAssignment(request, start);
    if (slot) return toFound(slot, startsOn, []);
    const beside = wanted.overbookingReason && wanted.location.allowsOverbooking ? findAssignment(withoutTaken(request, because), start).slot : null;
    if (beside) return toFound(beside, startsOn, listOverlapping(request, beside));
    throw await this.createFailure(wanted, request, because);
  }

  /** As `place`, but null where the appointment cannot be then. */
  async findTime(wanted: WantedTime): Promise<FoundTime | null> {
    const { request, startsOn } = await this.ask(wanted);
    const { slot } = findAssignment(request, wanted.startsAt.getTime());
    return slot && toFound(slot, startsOn, []);
  }

  /** Finds the time nearest to the wanted one that suits, from one day to another; or says why none of the days has one. */
  async findNearest(wanted: WantedTime, from: Day, to: Day, suits: (slot: Slot) => boolean): Promise<{ found: FoundTime | null; because: EmptyReason[] }> {
    const request = await this.gather(wanted, listDays(from, to));
    const errors = validatePlaces(wanted, request);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const days = findAvailability(request);
    const suitable = days.map((day) => ({ ...day, slots: day.slots.filter(suits) }));
    const slot = chooseNearestSlots(suitable, wanted.startsAt.getTime(), 1)[0];
    if (slot) return { found: toFound(slot, toCalendarDay(new Date(slot.start), request.timeZone), []), because: [] };
    return { found: null, because: [...new Set(days.flatMap(({ emptyBecause }) => emptyBecause))] };
  }

  /** Lists the instants at which the appointment can begin, from one day to another, in milliseconds. Its people may have lost their working hours: then there is none. */
  async listStarts(wanted: WantedTime, from: Day, to: Day): Promise<number[]> {
    const request = await this.gather(wanted, listDays(from, to));
    if (validatePlaces(wanted, request).length > 0) return [];
    return findAvailability(request).flatMap(({ slots }) => slots.map(({ start }) => start));
  }

  /** As `findNearest`, on some days; null where there is no such time, or where somebody who is asked for takes no part in such appointments any more. */
  async findNearestOf(wanted: WantedTime, days: readonly Day[], suits: (slot: Slot) => boolean): Promise<FoundTime | null> {
    const request = await this.gather(wanted, days);
    if (validatePlaces(wanted, request).length > 0) return null;
    const suitable = findAvailability(request).map((day) => ({ ...day, slots: day.slots.filter(suits) }));
    const slot = chooseNearestSlots(suitable, wanted.startsAt.getTime(), 1)[0];
    return slot ? toFound(slot, toCalendarDay(new Date(slot.start), request.timeZone), []) : null;
  }

  private async ask(wanted: WantedTime): Promise<{ request: AvailabilityRequest; startsOn: Day }> {
    const startsOn = toCalendarDay(wanted.startsAt, await this.calendar.findTimeZone(wanted.location));
    return { request: await this.gather(wanted, [startsOn]), startsOn };
  }

  private async gather(
    { needs, location, staffIds, roomId, deviceIds, exceptId, refusals, notBefore }: WantedTime,
    days: readonly Day[],
  ): Promise<AvailabilityRequest> {
    const question: Question = {
      needs,
      location,
      days,
      staffIds,
      placeIds: [...(roomId === undefined ? [] : [roomId]), ...(deviceIds ?? [])],
      ...(exceptId !== undefined && { exceptId }),
      stepMinutes: ALTERNATIVE_STEP_MINUTES,
    };
    return { ...(await this.calendar.gather(question)), refusals, notBefore: notBefore.getTime() };
  }

  private async createFailure(wanted: WantedTime, request: AvailabilityRequest, because: readonly EmptyReason[]): Promise<Failure> {
    const day = request.days[0]!;
    const today = toCalendarDay(this.clock.now(), request.timeZone);
    const first = addDays(day, -DAYS_BEFORE) < today ? today : addDays(day, -DAYS_BEFORE);
    const last = addDays(day < today ? today : day, DAYS_AFTER);
    const start = wanted.startsAt.getTime();
    const [conflicts, around] = await Promise.all([this.listConflicts(wanted, request, because), this.gather(wanted, listDays(first, last))]);
    const alternatives = chooseNearestSlots(findAvailability(around), start, ALTERNATIVES).map(toSlotResponse);
    return new Failure('time-not-free', 'The appointment cannot be at that time: `because` says why, and `alternatives` when it can be.', {
      extra: { because, conflicts, alternatives },
    });
  }

  private async listConflicts({ needs, startsAt, staffIds, exceptId }: WantedTime, request: AvailabilityRequest, because: readonly EmptyReason[]) {
    const asked = (id: string, role: string): boolean =>
      staffIds.length === 0 || staffIds.includes(id) || !request.people.some((person) => person.role === role && staffIds.includes(person.id));
    const people = request.people.filter(({ id, role }) => because.includes(`${role}s-taken`) && asked(id, role)).map(({ id }) => id);
    const rooms = because.includes('rooms-taken') ? request.rooms.filter(({ kind }) => kind === needs.roomKind).map(({ id }) => id) : [];
    const devices = because.includes('devices-taken') ? request.devices.filter(({ kind }) => needs.deviceKinds.includes(kind)).map(({ id }) => id) : [];
    const ids = [...people, ...rooms, ...devices];
    if (ids.length === 0) return [];
    const [own, whole] = [findOccupiedTime(startsAt.getTime(), needs, 'person'), findOccupiedTime(startsAt.getTime(), needs, 'place')];
    const found = await this.appointments.listConflicts({
      ids,
      from: new Date(whole.start),
      to: new Date(whole.end),
      now: this.clock.now(),
      exceptId: exceptId ?? null,
    });
    return found
      .filter(({ resourceId, startsAt: from, endsAt: to }) => !people.includes(resourceId) || (from.getTime() < own.end && own.start < to.getTime()))
      .map(({ startsAt: from, endsAt: to, ...conflict }) => ({ ...conflict, startsAt: from.toISOString(), endsAt: to.toISOString() }));
  }
}

const toFound = ({ start, end, staffIds, roomId, deviceIds }: Slot, startsOn: Day, overbookedIds: string[]): FoundTime => ({
  startsOn,
  startsAt: new Date(start),
  endsAt: new Date(end),
  staffIds,
  roomId,
  deviceIds,
  overbookedIds,
});

/** Lists who and what of a slot another appointment takes at the same time. */
const listOverlapping = ({ needs, people, rooms, devices }: AvailabilityRequest, { start, staffIds, roomId, deviceIds }: Slot): string[] => {
  const overlaps = (taken: Intervals, time: Interval): boolean => intersectIntervals(taken, [time]).length > 0;
  const [own, whole] = [findOccupiedTime(start, needs, 'person'), findOccupiedTime(start, needs, 'place')];
  return [
    ...people.filter(({ id, taken }) => staffIds.includes(id) && overlaps(taken, own)),
    ...[...rooms, ...devices].filter(({ id, taken }) => (id === roomId || deviceIds.includes(id)) && overlaps(taken, whole)),
  ].map(({ id }) => id);
};

/** Finds the errors in who and what is asked for by name. */
const validatePlaces = ({ needs, staffIds, roomId, deviceIds = [], overbookingReason, location }: WantedTime, request: AvailabilityRequest): FieldError[] => {
  const kinds = deviceIds.map((id) => request.devices.find((device) => device.id === id)?.kind);
  return [
    ...validateStaff(staffIds, needs, request.people, (index) => `/staffIds/${index}`),
    ...(roomId === undefined || request.rooms.some(({ id, kind }) => id === roomId && kind === needs.roomKind)
      ? []
      : [
          {
            pointer: '/roomId',
            code: 'unknown-room' as const,
            detail: 'The location has no such room of the kind that the type needs: send one of GET /v1/rooms.',
          },
        ]),
    ...kinds.flatMap((kind, index): FieldError[] =>
      kind !== undefined && needs.deviceKinds.includes(kind) && kinds.indexOf(kind) === index
        ? []
        : [
            {
              pointer: `/deviceIds/${index}`,
              code: 'unknown-device',
              detail: 'The type needs one device of each of its kinds, and the location has no such one: see GET /v1/devices.',
            },
          ],
    ),
    ...(overbookingReason && !location.allowsOverbooking
      ? [{ pointer: '/overbookingReason', code: 'not-allowed' as const, detail: 'The location does not allow overbooking: leave the reason out.' }]
      : []),
  ];
};

/** The minutes for which the patient is seen. */
export const countMinutes = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): number =>
  (endsAt.getTime() - startsAt.getTime()) / MILLISECONDS_PER_MINUTE;

export const addMinutes = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MILLISECONDS_PER_MINUTE);
