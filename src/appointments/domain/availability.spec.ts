import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/day.js';
import { bookedRoles, type AppointmentNeeds, type BookedRole } from './appointment-types.js';
import { findAssignment, chooseNearestSlots, findAvailability, withoutTaken, type AvailabilityRequest, type Occupied, type Person } from './availability.js';
import { computeWeeklyTime, findInstant } from './hours.js';
import { intersectIntervals, mergeIntervals, type Interval, type Intervals } from './intervals.js';
import type { DeviceKind, RoomKind } from './places.js';

const MINUTE = 60_000;
const ZONE = 'Asia/Kolkata';
const DAY = '2026-12-01';
const at = (time: string, day = DAY): number => findInstant(day, time, ZONE);
const between = (from: string, to: string, day = DAY): Interval => ({ start: at(from, day), end: at(to, day) });

const sitting: AppointmentNeeds = {
  durationMinutes: 60,
  preparationMinutes: 15,
  cleanUpMinutes: 15,
  staffRoles: ['technician'],
  presentRoles: ['dermatologist'],
  roomKind: 'scalp-micropigmentation',
  deviceKinds: ['micropigmentation-machine'],
};

const aDay = (changes: Partial<AvailabilityRequest> = {}): AvailabilityRequest => ({
  needs: sitting,
  days: [DAY],
  timeZone: ZONE,
  open: [between('10:00', '13:00')],
  people: [
    { id: 'technician', role: 'technician', works: [between('10:00', '13:00')], taken: [] },
    { id: 'dermatologist', role: 'dermatologist', works: [between('10:00', '12:00')], taken: [between('10:00', '12:00')] },
  ],
  rooms: [{ id: 'room', kind: 'scalp-micropigmentation', taken: [] }],
  devices: [{ id: 'machine', kind: 'micropigmentation-machine', taken: [] }],
  staffIds: [],
  refusals: [],
  notBefore: 0,
  stepMinutes: 30,
  ...changes,
});

const listStarts = (request: AvailabilityRequest): string[] =>
  findAvailability(request).flatMap(({ slots }) => slots.map(({ start }) => new Date(start + 5.5 * 3_600_000).toISOString().slice(11, 16)));

describe('availability', () => {
  it('needs a dermatologist in the house for the whole sitting, who may be with others', () => {
    expect(listStarts(aDay())).toEqual(['10:00', '10:30', '11:00']);
    expect(findAvailability(aDay())[0]!.slots[0]).toEqual({
      start: at('10:00'),
      end: at('11:00'),
      staffIds: ['technician'],
      roomId: 'room',
      deviceIds: ['machine'],
    });
  });

  it('keeps a room from preparation to clean-up', () => {
    expect(listStarts(aDay({ rooms: [{ id: 'room', kind: 'scalp-micropigmentation', taken: [between('12:10', '13:00')] }] }))).toEqual(['10:00', '10:30']);
    expect(listStarts(aDay({ rooms: [{ id: 'room', kind: 'scalp-micropigmentation', taken: [between('09:00', '10:20')] }] }))).toEqual(['11:00']);
  });

  it.each<[string, Partial<AvailabilityRequest>, string[]]>([
    ['closed', { open: [] }, ['closed']],
    ['open for half an hour only', { open: [between('10:00', '10:30')] }, ['not-open-long-enough']],
    ['past', { notBefore: at('14:00') }, ['past']],
    ['no technician', { people: aDay().people.slice(1) }, ['no-technician-works']],
    ['no dermatologist', { people: aDay().people.slice(0, 1) }, ['no-dermatologist-in-the-house']],
    ['no room of the kind', { rooms: [{ id: 'room', kind: 'treatment', taken: [] }] }, ['no-room']],
    ['no device of the kind', { devices: [] }, ['no-device']],
    ['a room that is taken', { rooms: [{ id: 'room', kind: 'scalp-micropigmentation', taken: [between('10:30', '12:00')] }] }, ['rooms-taken']],
    ['a technician who is taken', { people: aDay().people.map((person) => ({ ...person, taken: [between('10:30', '12:30')] })) }, ['technicians-taken']],
    [
      'a technician and a machine that are free one after the other',
      {
        people: aDay().people.map((person) => ({ ...person, taken: [between('10:00', '10:20')] })),
        devices: [{ id: 'machine', kind: 'micropigmentation-machine', taken: [between('11:30', '13:00')] }],
      },
      ['nothing-at-the-same-time'],
    ],
  ])('says why a day is empty: %s', (_case, changes, reasons) => {
    expect(findAvailability(aDay(changes))).toEqual([{ on: DAY, slots: [], emptyBecause: reasons }]);
  });

  const anyIntervals = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 16 })), { maxLength: 4 })
    .map((spans) =>
      mergeIntervals(spans.map(([from, length]) => ({ start: at('08:00') + from * 15 * MINUTE, end: at('08:00') + (from + length) * 15 * MINUTE }))),
    );
  const anyPerson = (id: string): fc.Arbitrary<Person> =>
    fc.record({ id: fc.constant(id), role: fc.constantFrom<BookedRole>('dermatologist', 'technician'), works: anyIntervals, taken: anyIntervals });
  const anyPlace = <Kind>(id: string, kinds: readonly Kind[]): fc.Arbitrary<Occupied<Kind>> =>
    fc.record({ id: fc.constant(id), kind: fc.constantFrom(...kinds), taken: anyIntervals });
  const anyNeeds: fc.Arbitrary<AppointmentNeeds> = fc.record({
    durationMinutes: fc.constantFrom(15, 30, 60, 120),
    preparationMinutes: fc.constantFrom(0, 10),
    cleanUpMinutes: fc.constantFrom(0, 20),
    staffRoles: fc.array(fc.constantFrom<BookedRole>('dermatologist', 'technician'), { minLength: 1, maxLength: 3 }),
    presentRoles: fc.uniqueArray(fc.constantFrom<BookedRole>('dermatologist', 'technician')),
    roomKind: fc.constantFrom<RoomKind | null>(null, 'treatment', 'consultation'),
    deviceKinds: fc.uniqueArray(fc.constantFrom<DeviceKind>('camera', 'trichoscope')),
  });
  const anyRequest: fc.Arbitrary<AvailabilityRequest> = fc.record({
    needs: anyNeeds,
    days: fc.constant([DAY]),
    timeZone: fc.constant(ZONE),
    open: anyIntervals,
    people: fc.tuple(anyPerson('a'), anyPerson('b'), anyPerson('c'), anyPerson('d')),
    rooms: fc.tuple(anyPlace<RoomKind>('r', ['treatment', 'consultation']), anyPlace<RoomKind>('s', ['treatment', 'consultation'])),
    devices: fc.tuple(anyPlace<DeviceKind>('e', ['camera', 'trichoscope']), anyPlace<DeviceKind>('f', ['camera', 'trichoscope'])),
    staffIds: fc.constantFrom([], ['a'], ['a', 'b']),
    refusals: fc.constantFrom([], [{ from: null, to: DAY, because: 'check-not-clear-yet' as const }]),
    notBefore: fc.constantFrom(0, at('11:10')),
    stepMinutes: fc.constantFrom(15, 30),
  });

  const contains = (intervals: Intervals, start: number, end: number): boolean => intervals.some((interval) => interval.start <= start && end <= interval.end);
  const touches = (intervals: Intervals, start: number, end: number): boolean => intervals.some((interval) => interval.start < end && start < interval.end);

  /** Asks of one start all that an appointment asks, one thing after the other. */
  const canBegin = ({ needs, open, people, staffIds, rooms, devices, refusals, notBefore }: AvailabilityRequest, start: number): boolean => {
    const end = start + needs.durationMinutes * MINUTE;
    const [made, cleaned] = [start - needs.preparationMinutes * MINUTE, end + needs.cleanUpMinutes * MINUTE];
    const working = people.filter(({ works }) => contains(intersectIntervals(open, works), start, end));
    const free = working.filter(({ taken }) => !touches(taken, start, end));
    const countOf = (list: readonly { role: BookedRole }[], role: BookedRole) => list.filter((person) => person.role === role).length;
    const wanted = (role: BookedRole) => needs.staffRoles.filter((staff) => staff === role).length;
    const isFree = ({ taken }: { taken: Intervals }) => !touches(taken, made, cleaned);
    return (
      start >= notBefore &&
      refusals.length === 0 &&
      needs.staffRoles.every((role) => countOf(free, role) >= wanted(role)) &&
      people.every(({ id, role }) => !staffIds.includes(id) || wanted(role) === 0 || free.some((person) => person.id === id)) &&
      needs.presentRoles.every((role) => countOf(working, role) >= 1 + wanted(role)) &&
      (needs.roomKind === null || rooms.some((room) => room.kind === needs.roomKind && isFree(room))) &&
      needs.deviceKinds.every((kind) => devices.some((device) => device.kind === kind && isFree(device)))
    );
  };

  const isOpen = ({ open, needs }: AvailabilityRequest, start: number): boolean => contains(open, start, start + needs.durationMinutes * MINUTE);
  /** Whether no more people of a role are asked for than are needed: more are refused before. */
  const asksForFewEnough = ({ people, staffIds, needs }: AvailabilityRequest): boolean =>
    bookedRoles.every(
      (role) =>
        people.filter((person) => person.role === role && staffIds.includes(person.id)).length <= needs.staffRoles.filter((wanted) => wanted === role).length ||
        !needs.staffRoles.includes(role),
    );

  it('finds every start that can be and no other, and gives a reason for each empty day', () => {
    fc.assert(
      fc.property(anyRequest.filter(asksForFewEnough), (request) => {
        const expected = request.open.flatMap(({ start, end }) => {
          const starts: number[] = [];
          for (let next = start; next + request.needs.durationMinutes * MINUTE <= end; next += request.stepMinutes * MINUTE) starts.push(next);
          return starts.filter((next) => canBegin(request, next));
        });
        const [day] = findAvailability(request);
        expect(day!.slots.map(({ start }) => start)).toEqual(expected);
        expect(day!.emptyBecause.length > 0).toBe(expected.length === 0);
        for (const { staffIds } of day!.slots) expect(new Set(staffIds).size).toBe(request.needs.staffRoles.length);
        const asked = request.people.filter(({ id, role }) => request.staffIds.includes(id) && request.needs.staffRoles.includes(role));
        for (const { staffIds } of day!.slots) expect(staffIds).toEqual(expect.arrayContaining(asked.map(({ id }) => id)));
        // Each start by itself is as the search has it.
        for (const start of [...expected, at('09:05'), at('11:20')])
          expect(findAssignment(request, start).slot !== null).toBe(isOpen(request, start) && canBegin(request, start));
      }),
      { numRuns: 500 },
    );
  });

  it('beside what is taken takes the same people and things, and never what is not there', () => {
    fc.assert(
      fc.property(anyRequest.filter(asksForFewEnough), fc.integer({ min: 0, max: 40 }), (request, quarter) => {
        const start = at('08:00') + quarter * 15 * MINUTE;
        const { slot, because } = findAssignment(request, start);
        if (slot) return;
        const beside = findAssignment(withoutTaken(request, because), start);
        expect(beside.slot !== null).toBe(because.every((reason) => reason.endsWith('-taken')));
        if (!beside.slot) return;
        const role = (id: string) => request.people.find((person) => person.id === id)!.role;
        expect(beside.slot.staffIds.map(role).sort()).toEqual([...request.needs.staffRoles].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('offers the starts nearest to a time, in their order', () => {
    const days = findAvailability(aDay());
    const near = (time: string, most: number) =>
      chooseNearestSlots(days, at(time), most).map(({ start }) => new Date(start + 5.5 * 3_600_000).toISOString().slice(11, 16));
    expect([near('10:40', 1), near('10:45', 1), near('09:00', 2), near('13:00', 9)]).toEqual([
      ['10:30'],
      ['11:00'],
      ['10:00', '10:30'],
      ['10:00', '10:30', '11:00'],
    ]);
  });

  it('gives as many slots a day through both changes of the clocks', () => {
    const days = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01', index));
    const spans = (['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const).map((weekday) => ({
      weekday,
      from: '09:00',
      to: '17:00',
    }));
    for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata']) {
      const open = computeWeeklyTime(spans, days, timeZone);
      const found = findAvailability(aDay({ days, timeZone, open, people: aDay().people.map((person) => ({ ...person, works: open, taken: [] })) }));
      expect(new Set(found.map(({ slots }) => slots.length))).toEqual(new Set([15]));
    }
  });
});
