import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../kernel/day.js';
import { computeWeeklyTime, findInstant, findWholeDay } from './hours.js';

const HOUR = 3_600_000;
const daysOf = (year: number): string[] => Array.from({ length: 365 }, (_, index) => addDays(`${year}-01-01`, index));
const everyDay = (['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const).map((weekday) => ({
  weekday,
  from: '00:30',
  to: '22:30',
}));

describe('wall-clock hours', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29', 23, '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23, '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5, '2026-04-05', 24.5],
    ['Asia/Kolkata', '2026-03-29', 24, '2026-10-25', 24],
  ])('knows how long the days of %s are on which the clocks change', (timeZone, forward, hoursForward, back, hoursBack) => {
    const computeHours = (day: string): number => {
      const { start, end } = findWholeDay(day, timeZone);
      return (end - start) / HOUR;
    };
    expect(computeHours(forward)).toBe(hoursForward);
    expect(computeHours(back)).toBe(hoursBack);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'])(
    'is 22 hours each day of a year in %s, but for an hour more or less when the clocks change',
    (timeZone) => {
      const days = daysOf(2026);
      const spans = computeWeeklyTime(everyDay, days, timeZone);
      expect(spans).toHaveLength(days.length);
      const lengths = spans.map(({ start, end }) => (end - start) / HOUR);
      const changes = timeZone === 'Asia/Kolkata' ? [] : [21, 23];
      expect(lengths.filter((hours) => hours !== 22).sort()).toEqual(changes);
      for (const [index, { start }] of spans.entries()) expect(start).toBe(findInstant(days[index]!, '00:30', timeZone));
    },
  );

  it('takes a time that the clocks leave out as one after the change, and the first of two', () => {
    expect(new Date(findInstant('2026-03-29', '02:30', 'Europe/Berlin')).toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(new Date(findInstant('2026-10-25', '02:30', 'Europe/Berlin')).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('keeps to the days from which and to which a span holds', () => {
    const spans = [{ weekday: 'monday' as const, from: '10:00', to: '12:00', validFrom: '2026-12-07', validTo: '2026-12-14' }];
    const found = computeWeeklyTime(spans, ['2026-11-30', '2026-12-07', '2026-12-08', '2026-12-14', '2026-12-21'], 'Asia/Kolkata');
    expect(found.map(({ start }) => new Date(start).toISOString())).toEqual(['2026-12-07T04:30:00.000Z', '2026-12-14T04:30:00.000Z']);
  });
});
