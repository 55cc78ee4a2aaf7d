import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { intersectIntervals, mergeIntervals, subtractIntervals, type Interval, type Intervals } from './intervals.js';

const END = 40;
const anyInterval = fc.tuple(fc.integer({ min: 0, max: END }), fc.integer({ min: 0, max: END })).map(([start, end]): Interval => ({ start, end }));
const anyIntervals = fc.array(anyInterval, { maxLength: 8 });
const anyMerged = anyIntervals.map(mergeIntervals);

/** Says for every unit of time whether it lies in one of the intervals. */
const listUnits = (intervals: readonly Interval[]): boolean[] =>
  Array.from({ length: END }, (_, unit) => intervals.some(({ start, end }) => start <= unit && unit < end));

const isInOrder = (intervals: Intervals): boolean =>
  intervals.every(({ start, end }, index) => start < end && (index === 0 || intervals[index - 1]!.end < start));

describe('intervals', () => {
  it('joins what touches or overlaps', () => {
    expect(
      mergeIntervals([
        { start: 5, end: 7 },
        { start: 1, end: 3 },
        { start: 3, end: 4 },
        { start: 6, end: 9 },
        { start: 8, end: 8 },
      ]),
    ).toEqual([
      { start: 1, end: 4 },
      { start: 5, end: 9 },
    ]);
  });

  it('merges without losing or adding time', () => {
    fc.assert(
      fc.property(anyIntervals, (intervals) => {
        const merged = mergeIntervals(intervals);
        expect(isInOrder(merged)).toBe(true);
        expect(listUnits(merged)).toEqual(listUnits(intervals));
      }),
    );
  });

  it('finds the time in both', () => {
    fc.assert(
      fc.property(anyMerged, anyMerged, (ones, others) => {
        const [inOnes, inOthers] = [listUnits(ones), listUnits(others)];
        expect(listUnits(intersectIntervals(ones, others))).toEqual(inOnes.map((is, unit) => is && inOthers[unit]!));
      }),
    );
  });

  it('takes time away', () => {
    fc.assert(
      fc.property(anyMerged, anyMerged, (intervals, taken) => {
        const [within, gone] = [listUnits(intervals), listUnits(taken)];
        const left = subtractIntervals(intervals, taken);
        expect(isInOrder(left)).toBe(true);
        expect(listUnits(left)).toEqual(within.map((is, unit) => is && !gone[unit]!));
      }),
    );
  });
});
