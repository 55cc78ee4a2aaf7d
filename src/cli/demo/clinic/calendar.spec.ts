import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getWeekday } from '../../../kernel/day.js';
import { toInstant, CLOSES, toDay, OPENS, moveIntoOpeningHours } from './calendar.js';

describe('the hours of the demonstration’s clinic', () => {
  it.each([
    [toInstant('2026-01-24', 9, 59), toInstant('2026-01-24', 10)],
    [toInstant('2026-01-24', 18, 59), toInstant('2026-01-24', 18, 59)],
    // A Saturday evening, and a Sunday.
    [toInstant('2026-01-24', 19), toInstant('2026-01-26', 10)],
    [toInstant('2026-01-25', 12), toInstant('2026-01-26', 10)],
    [toInstant('2026-01-26', 23), toInstant('2026-01-27', 10)],
  ])('are waited for at %j', (instant, opening) => {
    expect(moveIntoOpeningHours(instant)).toEqual(opening);
  });

  it('are on no Sunday, never earlier than what waits for them, and within two nights', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 800 }), (minutes) => {
        const instant = new Date(Date.UTC(2024, 0, 1) + minutes * 60_000);
        const open = moveIntoOpeningHours(instant);
        expect([getWeekday(toDay(open)) !== 'sunday', open >= instant, open.getTime() - instant.getTime() <= 39 * 3_600_000]).toEqual([true, true, true]);
        expect(toInstant(toDay(open), OPENS) <= open && open < toInstant(toDay(open), CLOSES)).toBe(true);
        expect(moveIntoOpeningHours(open)).toEqual(open);
      }),
    );
  });
});
