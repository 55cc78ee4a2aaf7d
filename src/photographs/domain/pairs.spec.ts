import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { angles, photographRegions } from './photograph.js';
import { listPairs } from './pairs.js';

const photograph = (id: string, takenAt: string, region = 'vertex', angle = 'top') => ({ id, takenAt, region, angle });

describe('pairs of photographs', () => {
  it('are each later photograph of a region and angle beside the first, the newest first', () => {
    const photographs = [
      photograph('b', '2026-03-01T05:00:00Z'),
      photograph('a', '2026-01-01T05:00:00Z'),
      photograph('c', '2026-02-01T05:00:00Z'),
      photograph('d', '2026-02-01T05:00:00Z', 'vertex', 'front'),
      photograph('e', '2026-02-01T05:00:00Z', 'frontal', 'top'),
    ];
    const pairs = listPairs(photographs, 'Asia/Kolkata');
    expect(pairs.map(({ before, after, days }) => [before.id, after.id, days])).toEqual([
      ['a', 'b', 59],
      ['a', 'c', 31],
    ]);
  });

  it('count days by the calendar of the clinic', () => {
    const pairs = listPairs([photograph('a', '2026-01-01T18:00:00Z'), photograph('b', '2026-01-01T19:00:00Z')], 'Asia/Kolkata');
    expect(pairs.map(({ days }) => days)).toEqual([1]);
  });

  it('are of one region and angle, never of a photograph with itself, and as many as there are later ones', () => {
    const some = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        takenAt: fc.date({ min: new Date('2025-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }).map((date) => date.toISOString()),
        region: fc.constantFrom(...photographRegions),
        angle: fc.constantFrom(...angles),
      }),
      { maxLength: 20, selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(some, (photographs) => {
        const pairs = listPairs(photographs, 'Asia/Kolkata');
        for (const { before, after, days } of pairs) {
          expect([after.region, after.angle]).toEqual([before.region, before.angle]);
          expect(after.id).not.toBe(before.id);
          expect(days).toBeGreaterThanOrEqual(0);
        }
        const views = new Set(photographs.map(({ region, angle }) => `${region} ${angle}`));
        expect(pairs).toHaveLength(photographs.length - views.size);
      }),
    );
  });
});
