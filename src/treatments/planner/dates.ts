/**
 * Gives each session of a series its day: an open day within the limits of the interval, as near as possible to the day that follows from the
 * interval. A day after which the remaining sessions could not have days is not used.
 */
import { addDays, countDaysBetween, type Day } from '../../kernel/day.js';
import { findClosedReason, type Calendar } from './calendar.js';

/** How many days a session that is late already may wait for an open day. */
const LONGEST_WAIT_DAYS = 366;

export interface DatesRequest {
  /** The number of sessions that need a day. */
  count: number;
  /** The days between two sessions: the wished interval and the limits, both included. */
  interval: { wished: number; low: number; high: number };
  /** No session is before this day. */
  from: Day;
  /** The day of the session before; null where there is none. */
  last: Day | null;
  calendar: Calendar;
}

export interface PlannedDate {
  on: Day;
  /** The day that follows from the interval. */
  wished: Day;
}

/** Why a series cannot have days. */
interface Obstacle {
  /** The index of the first session without a day, from 0. */
  index: number;
  /** The days on which the session could have been, both included. */
  from: Day;
  to: Day;
  /** Why none of these days is possible. */
  because: string[];
}

/** `late`: the first session is further from the session before than the limit, because it cannot be earlier. */
export type Dates = { dates: PlannedDate[]; late: boolean; obstacle: null } | { dates: []; late: boolean; obstacle: Obstacle };

interface First {
  earliest: Day;
  latest: Day;
  wished: Day;
  late: boolean;
  /** Whether later sessions count from the wished day, not from the day that was found. */
  keepsRhythm: boolean;
}

const chooseLater = (one: Day, other: Day): Day => (one > other ? one : other);

const computeFirst = ({ last, from, interval }: DatesRequest): First => {
  const earliest = last === null ? from : chooseLater(from, addDays(last, interval.low));
  const latest = last === null ? null : addDays(last, interval.high);
  if (last === null || earliest > latest!) {
    // The first session waits at most one interval: for a later start, `from` is later.
    const wait = latest === null ? interval.high : LONGEST_WAIT_DAYS;
    return { earliest, latest: addDays(earliest, wait), wished: earliest, late: latest !== null, keepsRhythm: false };
  }
  return { earliest, latest: latest!, wished: chooseLater(earliest, addDays(last, interval.wished)), late: false, keepsRhythm: true };
};

/** Counts the marks before each place. A window contains a mark where the counts at its ends differ. */
const countMarks = (marks: Uint8Array): Uint32Array => {
  const counts = new Uint32Array(marks.length + 1);
  for (let place = 0; place < marks.length; place++) counts[place + 1] = counts[place]! + marks[place]!;
  return counts;
};

const hasMark = (counts: Uint32Array, from: number, to: number): boolean => {
  const [low, high] = [Math.max(0, from), Math.min(counts.length - 2, to)];
  return low <= high && counts[high + 1]! > counts[low]!;
};

/** Computes, for each session, the places from which all later sessions can be placed too. */
const listFeasiblePlaces = (open: Uint8Array, count: number, { low, high }: DatesRequest['interval']): Uint8Array[] => {
  const rows: Uint8Array[] = [open];
  for (let index = count - 2; index >= 0; index--) {
    const next = countMarks(rows[0]!);
    rows.unshift(open.map((isOpen, place) => (isOpen && hasMark(next, place + low, place + high) ? 1 : 0)));
  }
  return rows;
};

/** Finds the place within the window that is nearest to the wished place; of two equally near places, the later. -1 where there is none. */
const chooseNearestPlace = (feasible: Uint8Array, from: number, to: number, wished: number): number => {
  const target = Math.min(Math.max(wished, from), to);
  for (let distance = 0; distance <= to - from; distance++) {
    for (const place of [target + distance, target - distance]) if (place >= from && place <= to && feasible[place]) return place;
  }
  return -1;
};

const computeObstacle = (request: DatesRequest, first: First, open: Uint8Array): Obstacle => {
  const { interval, calendar } = request;
  let [from, to] = [0, countDaysBetween(first.earliest, first.latest)];
  let reached = open.map((isOpen, place) => (place <= to ? isOpen : 0));
  let index = 0;
  while (reached.includes(1)) {
    const before = countMarks(reached);
    [from, to] = [reached.indexOf(1) + interval.low, reached.lastIndexOf(1) + interval.high];
    reached = open.map((isOpen, place) => (isOpen && hasMark(before, place - interval.high, place - interval.low) ? 1 : 0));
    index++;
  }
  const days = Array.from({ length: to - from + 1 }, (_, place) => addDays(first.earliest, from + place));
  const because = [...new Set(days.map((day) => findClosedReason(calendar, day)).filter((reason) => reason !== null))];
  return { index, from: days[0]!, to: days.at(-1)!, because };
};

export const findDates = (request: DatesRequest): Dates => {
  const { count, interval, calendar } = request;
  if (count === 0) return { dates: [], late: false, obstacle: null };
  const first = computeFirst(request);
  const firstSpan = countDaysBetween(first.earliest, first.latest);
  const open = Uint8Array.from({ length: firstSpan + (count - 1) * interval.high + 1 }, (_, place) =>
    findClosedReason(calendar, addDays(first.earliest, place)) === null ? 1 : 0,
  );
  const feasible = listFeasiblePlaces(open, count, interval);
  const start = countDaysBetween(first.earliest, first.wished);
  let place = chooseNearestPlace(feasible[0]!, 0, firstSpan, start);
  if (place < 0) return { dates: [], late: first.late, obstacle: computeObstacle(request, first, open) };
  const anchor = first.keepsRhythm ? start : place;
  const dates: PlannedDate[] = [{ on: addDays(first.earliest, place), wished: first.wished }];
  for (let index = 1; index < count; index++) {
    const wished = anchor + index * interval.wished;
    place = chooseNearestPlace(feasible[index]!, place + interval.low, place + interval.high, wished);
    dates.push({ on: addDays(first.earliest, place), wished: addDays(first.earliest, wished) });
  }
  return { dates, late: first.late, obstacle: null };
};
