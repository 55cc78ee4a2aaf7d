import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weekdayOf } from '../../../kernel/day.js';
import { at, CLOSES, dayAt, OPENS, whenOpen } from './calendar.js';

describe('the hours of the demonstration’s clinic', () => {
  it.each([
    [at('2026-01-24', 9, 59), at('2026-01-24', 10)],
    [at('2026-01-24', 18, 59), at('2026-01-24', 18, 59)],
    // A Saturday evening, and a Sunday.
    [at('2026-01-24', 19), at('2026-01-26', 10)],
    [at('2026-01-25', 12), at('2026-01-26', 10)],
    [at('2026-01-26', 23), at('2026-01-27', 10)],
  ])('are waited for at %j', (instant, opening) => {
    expect(whenOpen(instant)).toEqual(opening);
  });

  it('are on no Sunday, never earlier than what waits for them, and within two nights', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 800 }), (minutes) => {
        const instant = new Date(Date.UTC(2024, 0, 1) + minutes * 60_000);
        const open = whenOpen(instant);
        expect([weekdayOf(dayAt(open)) !== 'sunday', open >= instant, open.getTime() - instant.getTime() <= 39 * 3_600_000]).toEqual([true, true, true]);
        expect(at(dayAt(open), OPENS) <= open && open < at(dayAt(open), CLOSES)).toBe(true);
        expect(whenOpen(open)).toEqual(open);
      }),
    );
  });
});
