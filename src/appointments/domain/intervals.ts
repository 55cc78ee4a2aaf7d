/** A span of time in milliseconds since 1970: from its start up to its end, the end not included. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Intervals in their order, none empty and no two of which touch or overlap. */
export type Intervals = readonly Interval[];

/** Puts intervals in order and joins those that touch or overlap. */
export const mergeIntervals = (intervals: readonly Interval[]): Intervals => {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...intervals].sort((one, other) => one.start - other.start)) {
    if (end <= start) continue;
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
};

/** Finds the time that lies in both. */
export const intersectIntervals = (ones: Intervals, others: Intervals): Intervals => {
  const common: Interval[] = [];
  for (let one = 0, other = 0; one < ones.length && other < others.length;) {
    const start = Math.max(ones[one]!.start, others[other]!.start);
    const end = Math.min(ones[one]!.end, others[other]!.end);
    if (start < end) common.push({ start, end });
    if (ones[one]!.end < others[other]!.end) one++;
    else other++;
  }
  return common;
};

/** Takes away from the first intervals all time that lies in the others. */
export const subtractIntervals = (intervals: Intervals, taken: Intervals): Intervals => {
  const left: Interval[] = [];
  let next = 0;
  for (const { start, end } of intervals) {
    let from = start;
    while (next < taken.length && taken[next]!.end <= from) next++;
    for (let at = next; at < taken.length && taken[at]!.start < end; at++) {
      if (taken[at]!.start > from) left.push({ start: from, end: taken[at]!.start });
      from = Math.max(from, taken[at]!.end);
    }
    if (from < end) left.push({ start: from, end });
  }
  return left;
};

const MILLISECONDS_PER_MINUTE = 60_000;

/** The time that an appointment takes: of a person for as long as the patient is seen, of a room or device from preparation to clean-up. */
export const findOccupiedTime = (
  start: number,
  { durationMinutes, preparationMinutes, cleanUpMinutes }: { durationMinutes: number; preparationMinutes: number; cleanUpMinutes: number },
  of: 'person' | 'place',
): Interval => {
  const [before, after] = of === 'person' ? [0, 0] : [preparationMinutes, cleanUpMinutes];
  return { start: start - before * MILLISECONDS_PER_MINUTE, end: start + (durationMinutes + after) * MILLISECONDS_PER_MINUTE };
};
