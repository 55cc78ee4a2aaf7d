import type { Day } from '../../kernel/day.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { AppointmentNeeds, BookedRole } from './appointment-types.js';
import { findWholeDay } from './hours.js';
import { intersectIntervals, subtractIntervals, type Intervals } from './intervals.js';
import type { DeviceKind, RoomKind } from './places.js';

/** Why a day has no free time, gravest first. */
export const emptyReasons = declareEnumeration('EmptyReason', [
  'closed',
  'past',
  'plan-not-running',
  'before-earlier-session',
  'too-soon-after-earlier-session',
  'check-not-clear-yet',
  'too-near-to-later-session',
  'not-open-long-enough',
  'no-dermatologist-works',
  'no-technician-works',
  'no-dermatologist-in-the-house',
  'no-technician-in-the-house',
  'no-room',
  'no-device',
  'dermatologists-taken',
  'technicians-taken',
  'rooms-taken',
  'devices-taken',
  'nothing-at-the-same-time',
]);
export type EmptyReason = (typeof emptyReasons)[number];

/** A person, with the time that the person works at the location and the time that is taken by appointments. */
export interface Person {
  id: string;
  role: BookedRole;
  /** Without absences. */
  works: Intervals;
  taken: Intervals;
}

/** A room or a device, with the time that is taken, preparation and clean-up included. */
export interface Occupied<Kind> {
  id: string;
  kind: Kind;
  taken: Intervals;
}

/** A span of days, both included, on which an appointment cannot be; null where it has no end. */
export interface Refusal {
  from: Day | null;
  to: Day | null;
  because: EmptyReason;
}

export interface AvailabilityRequest {
  needs: AppointmentNeeds;
  days: readonly Day[];
  timeZone: string;
  /** When the location is open. */
  open: Intervals;
  people: readonly Person[];
  /** Who of them must be with the patient; empty where anybody of the roles may. */
  staffIds: readonly string[];
  rooms: readonly Occupied<RoomKind>[];
  devices: readonly Occupied<DeviceKind>[];
  /** Days on which the appointment cannot be whatever is free, such as those too soon after the session before. */
  refusals: readonly Refusal[];
  /** Nothing begins before. */
  notBefore: number;
  /** Appointments begin every so many minutes, counted from when the location opens. */
  stepMinutes: number;
}

/** A time at which an appointment can be, with who and what it would take. */
export interface Slot {
  start: number;
  end: number;
  staffIds: string[];
  roomId: string | null;
  deviceIds: string[];
}

export interface DayOfSlots {
  on: Day;
  slots: Slot[];
  /** Empty where there are slots. */
  emptyBecause: EmptyReason[];
}

const MILLISECONDS_PER_MINUTE = 60_000;

/** The starts at which something is free from `before` milliseconds earlier until `after` milliseconds later; both ends included. */
const computeStarts = (free: Intervals, before: number, after: number): Intervals =>
  free.filter(({ start, end }) => end - start >= before + after).map(({ start, end }) => ({ start: start + before, end: end - after }));

/** Something that can be taken, with the starts at which it can. */
interface Candidate {
  id: string;
  starts: Intervals;
}

/** Finds by halves whether a start is among those of a candidate. */
const isFreeAt = ({ starts }: Candidate, start: number): boolean => {
  let [from, to] = [0, starts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (starts[middle]!.end < start) from = middle + 1;
    else to = middle;
  }
  return from < starts.length && starts[from]!.start <= start;
};

/** One of the things that an appointment needs, with what can fill it, and what to say where nothing does. */
interface Need {
  count: number;
  /** Those that are free. */
  free: Candidate[];
  /** Those that are there, free or taken. */
  there: Candidate[];
  isNotThere: EmptyReason;
  isTaken: EmptyReason;
}

const findIds = (candidates: readonly Candidate[], count: number, start: number): string[] | null => {
  const found: string[] = [];
  for (const candidate of candidates) {
    if (found.length === count) break;
    if (isFreeAt(candidate, start)) found.push(candidate.id);
  }
  return found.length === count ? found : null;
};

const countByRole = (roles: readonly BookedRole[]): Map<BookedRole, number> => {
  const counts = new Map<BookedRole, number>();
  for (const role of roles) counts.set(role, (counts.get(role) ?? 0) + 1);
  return counts;
};

/** The needs of an appointment: who is in the house, and what it takes. */
interface Needs {
  present: Need[];
  staff: Need[];
  room: Need[];
  devices: Need[];
}

const ALWAYS: Intervals = [{ start: -Infinity, end: Infinity }];

const gatherNeeds = ({ needs, open, people, staffIds, rooms, devices }: AvailabilityRequest): Needs => {
  const duration = needs.durationMinutes * MILLISECONDS_PER_MINUTE;
  const before = needs.preparationMinutes * MILLISECONDS_PER_MINUTE;
  const after = duration + needs.cleanUpMinutes * MILLISECONDS_PER_MINUTE;
  const listPlaces = <Kind>(places: readonly Occupied<Kind>[], kind: Kind): Pick<Need, 'count' | 'free' | 'there'> => {
    const ofKind = places.filter((place) => place.kind === kind);
    return {
      count: 1,
      free: ofKind.map(({ id, taken }) => ({ id, starts: computeStarts(subtractIntervals(ALWAYS, taken), before, after) })),
      there: ofKind.map(({ id }) => ({ id, starts: ALWAYS })),
    };
  };
  const listPeople = (role: BookedRole, find: (person: Person) => Intervals, isMeant: (person: Person) => boolean = () => true): Candidate[] =>
    people
      .filter((person) => person.role === role && isMeant(person))
      .map((person) => ({ id: person.id, starts: computeStarts(intersectIntervals(open, find(person)), 0, duration) }));
  const counts = countByRole(needs.staffRoles);
  return {
    // Whoever is in the house is so beside those who are with the patient: of the same role, one more works than is with the patient.
    present: needs.presentRoles.map((role) => {
      const there = listPeople(role, ({ works }) => works);
      const reason: EmptyReason = `no-${role}-in-the-house`;
      return { count: 1 + (counts.get(role) ?? 0), free: there, there, isNotThere: reason, isTaken: reason };
    }),
    staff: [...counts].flatMap(([role, count]) => {
      const listOf = (isMeant: (person: Person) => boolean, some: number): Need => ({
        count: some,
        free: listPeople(role, ({ works, taken }) => subtractIntervals(works, taken), isMeant),
        there: listPeople(role, ({ works }) => works, isMeant),
        isNotThere: `no-${role}-works`,
        isTaken: `${role}s-taken`,
      });
      const asked = people.filter((person) => person.role === role && staffIds.includes(person.id)).map(({ id }) => id);
      const others = count - asked.length;
      return [...asked.map((asked) => listOf(({ id }) => id === asked, 1)), ...(others > 0 ? [listOf(({ id }) => !asked.includes(id), others)] : [])];
    }),
    room: needs.roomKind === null ? [] : [{ ...listPlaces(rooms, needs.roomKind), isNotThere: 'no-room', isTaken: 'rooms-taken' }],
    devices: needs.deviceKinds.map((kind) => ({ ...listPlaces(devices, kind), isNotThere: 'no-device', isTaken: 'devices-taken' })),
  };
};

const findAllIds = (needs: readonly Need[], start: number): string[] | null => {
  const found: string[] = [];
  for (const { free, count } of needs) {
    const ids = findIds(free, count, start);
    if (!ids) return null;
    found.push(...ids);
  }
  return found;
};

const findSlot = ({ present, staff, room, devices }: Needs, start: number, duration: number): Slot | null => {
  if (!findAllIds(present, start)) return null;
  const staffIds = findAllIds(staff, start);
  const roomIds = staffIds && findAllIds(room, start);
  const deviceIds = roomIds && findAllIds(devices, start);
  return deviceIds && { start, end: start + duration, staffIds, roomId: roomIds[0] ?? null, deviceIds };
};

/** Says of a day without a slot what is not there at any start, else what is taken at all of them, else that nothing is free at the same time. */
const explainNoSlot = ({ present, staff, room, devices }: Needs, starts: readonly number[]): EmptyReason[] => {
  const needs = [...present, ...staff, ...room, ...devices];
  const isNever = (candidates: Candidate[], count: number): boolean => !starts.some((start) => findIds(candidates, count, start));
  const missing = needs.filter(({ there, count }) => isNever(there, count)).map(({ isNotThere }) => isNotThere);
  if (missing.length > 0) return [...new Set(missing)];
  const taken = needs.filter(({ free, count }) => isNever(free, count)).map(({ isTaken }) => isTaken);
  return taken.length > 0 ? [...new Set(taken)] : ['nothing-at-the-same-time'];
};

/** What an appointment takes at one start, or why it cannot be then. */
export type Assignment = { slot: Slot; because: readonly [] } | { slot: null; because: readonly EmptyReason[] };

/** Lists why an appointment cannot be on a day, whatever is free. */
const listRefusals = ({ refusals }: AvailabilityRequest, day: Day): EmptyReason[] => [
  ...new Set(refusals.filter(({ from, to }) => (from === null || from <= day) && (to === null || day <= to)).map(({ because }) => because)),
];

/** Finds who and what an appointment takes at one start, on the only day of the request. */
export const findAssignment = (request: AvailabilityRequest, start: number): Assignment => {
  const needs = gatherNeeds(request);
  const duration = request.needs.durationMinutes * MILLISECONDS_PER_MINUTE;
  if (start < request.notBefore) return { slot: null, because: ['past'] };
  const refused = listRefusals(request, request.days[0]!);
  if (refused.length > 0) return { slot: null, because: refused };
  if (!request.open.some((open) => open.start <= start && start + duration <= open.end)) return { slot: null, because: ['closed'] };
  const slot = findSlot(needs, start, duration);
  return slot ? { slot, because: [] } : { slot: null, because: explainNoSlot(needs, [start]) };
};

/**
 * Takes those as free that stood in the way because they are taken, so that an appointment can be beside another. What is free is taken before; what is not there
 * at all stays away.
 */
export const withoutTaken = (request: AvailabilityRequest, because: readonly EmptyReason[]): AvailabilityRequest => {
  const free = <Kind>(places: readonly Occupied<Kind>[], reason: EmptyReason): readonly Occupied<Kind>[] =>
    because.includes(reason) ? places.map((place) => ({ ...place, taken: [] })) : places;
  return {
    ...request,
    people: request.people.map((person) => (because.includes(`${person.role}s-taken`) ? { ...person, taken: [] } : person)),
    rooms: free(request.rooms, 'rooms-taken'),
    devices: free(request.devices, 'devices-taken'),
  };
};

/** Finds the slots that begin nearest to a time; of two equally near ones the later. */
export const chooseNearestSlots = (days: readonly DayOfSlots[], wanted: number, most: number): Slot[] =>
  days
    .flatMap(({ slots }) => slots)
    .sort((one, other) => Math.abs(one.start - wanted) - Math.abs(other.start - wanted) || other.start - one.start)
    .slice(0, most)
    .sort((one, other) => one.start - other.start);

/** Lists the starts that fit into the opening hours. */
const listStarts = (open: Intervals, duration: number, step: number): number[] =>
  open.flatMap(({ start, end }) => Array.from({ length: Math.max(0, Math.floor((end - start - duration) / step) + 1) }, (_, index) => start + index * step));

/** Finds when an appointment can be, day by day; of a day on which it cannot, why. */
export const findAvailability = (request: AvailabilityRequest): DayOfSlots[] => {
  const needs = gatherNeeds(request);
  const duration = request.needs.durationMinutes * MILLISECONDS_PER_MINUTE;
  const step = request.stepMinutes * MILLISECONDS_PER_MINUTE;
  return request.days.map((on) => {
    const open = intersectIntervals(request.open, [findWholeDay(on, request.timeZone)]);
    const explain = (...emptyBecause: EmptyReason[]): DayOfSlots => ({ on, slots: [], emptyBecause });
    const refused = listRefusals(request, on);
    if (refused.length > 0) return explain(...refused);
    if (open.length === 0) return explain('closed');
    const all = listStarts(open, duration, step);
    const starts = all.filter((start) => start >= request.notBefore);
    if (all.length === 0) return explain('not-open-long-enough');
    if (starts.length === 0) return explain('past');
    const slots = starts.flatMap((start) => findSlot(needs, start, duration) ?? []);
    return { on, slots, emptyBecause: slots.length > 0 ? [] : explainNoSlot(needs, starts) };
  });
};
