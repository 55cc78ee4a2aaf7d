import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeDistribution, computeEventsPerThousand, FEWEST_PEOPLE, computeShare } from './figures.js';

const isNull = (value: unknown): boolean => value === null;

describe('a figure of many people', () => {
  it('is a mean and a median, each with what lies around it', () => {
    expect(computeDistribution([6, 8, 8, 10, 8, 7], 6)).toEqual({
      suppressed: false,
      people: 6,
      n: 6,
      mean: 7.83,
      // Standard deviation 1.3292, t of 2.5706.
      interval: { low: 6.44, high: 9.23 },
      median: 8,
      quartiles: { low: 7.25, high: 8 },
    });
  });

  it('is a share with its interval', () => {
    // Newcombe 1998: 81 in 263.
    expect(computeShare({ count: 81, denominator: 263, people: 90 })).toEqual({
      suppressed: false,
      people: 90,
      count: 81,
      denominator: 263,
      rate: 30.8,
      interval: { low: 25.53, high: 36.62 },
    });
  });

  it('is a number of events, more of which than sessions there may be', () => {
    expect(computeEventsPerThousand({ count: 5, denominator: 1000, people: 100 })).toMatchObject({ rate: 5, interval: { low: 1.62, high: 11.67 } });
    expect(computeEventsPerThousand({ count: 20, denominator: 10, people: 6 })).toMatchObject({ rate: 2000, interval: { low: 1221.65, high: 3088.84 } });
    expect(computeEventsPerThousand({ count: 0, denominator: 1000, people: 100 })).toMatchObject({ rate: 0, interval: { low: 0, high: 3.69 } });
  });

  it('is nothing of nobody, and says so', () => {
    expect(computeDistribution([], 0)).toMatchObject({ suppressed: false, n: 0, mean: null, interval: null });
    expect(computeShare({ count: 0, denominator: 0, people: 0 })).toMatchObject({ suppressed: false, denominator: 0, rate: null, interval: null });
    expect(computeEventsPerThousand({ count: 0, denominator: 0, people: 0 })).toMatchObject({ suppressed: false, denominator: 0, rate: null, interval: null });
  });

  it('shows nothing at all of a few, not even how many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: FEWEST_PEOPLE - 1 }), fc.integer({ min: 1, max: 500 }), fc.nat(500), (people, denominator, count) => {
        const counted = { people, denominator, count: Math.min(count, denominator) };
        for (const figure of [
          computeDistribution(
            Array.from({ length: denominator }, (_, index) => index),
            people,
          ),
          computeShare(counted),
          computeEventsPerThousand(counted),
        ]) {
          const { suppressed, ...shown } = figure;
          expect(suppressed).toBe(true);
          expect(Object.values(shown).every(isNull)).toBe(true);
        }
      }),
    );
    expect(computeShare({ count: 1, denominator: 5, people: FEWEST_PEOPLE })).toMatchObject({ suppressed: false, rate: 20 });
  });
});
