import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, computeDayNumber, fromDayNumber, countDaysBetween, isDay, computeDayNumberYearsLater } from './day.js';

const milliseconds = 86_400_000;
const instant = fc.date({ min: new Date('0101-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true });
const yearsThatCanBe = (day: string): boolean => day >= '1900-01-01' && day <= '2200-12-31';

describe('days as numbers', () => {
  it('are those of the calendar, whatever the day', () => {
    fc.assert(
      fc.property(instant, (date) => {
        const day = date.toISOString().slice(0, 10);
        expect(computeDayNumber(day)).toBe(Math.floor(date.getTime() / milliseconds));
        expect(fromDayNumber(computeDayNumber(day))).toBe(day);
        expect(isDay(day)).toBe(yearsThatCanBe(day));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['1900-03-01', -25_508],
  ])('%s is %d', (day, number) => expect(computeDayNumber(day)).toBe(number));

  it('counts a day that its month has not on into the next one', () => {
    expect(computeDayNumber('2026-02-29')).toBe(computeDayNumber('2026-03-01'));
    expect(computeDayNumber('2026-04-31')).toBe(computeDayNumber('2026-05-01'));
  });

  it('are told for a birthday, years later', () => {
    expect(['2012-02-29', '1991-04-03', '1999-12-31'].map((day) => fromDayNumber(computeDayNumberYearsLater(day, 18)))).toEqual([
      '2030-03-01',
      '2009-04-03',
      '2017-12-31',
    ]);
    expect(fromDayNumber(computeDayNumberYearsLater('2012-02-29', 20))).toBe('2032-02-29');
  });

  it.each([
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '1900-02-29',
    '0000-01-01',
    '1899-12-31',
    '2201-01-01',
    '2026-1-1',
    'today',
  ])('%s is none', (text) => expect(isDay(text)).toBe(false));

  it('add up over the ends of months and years, and through leap years', () => {
    expect([addDays('2026-12-31', 1), addDays('2024-02-28', 1), addDays('2026-03-01', -1)]).toEqual(['2027-01-01', '2024-02-29', '2026-02-28']);
    expect([countDaysBetween('2026-11-01', '2026-11-15'), countDaysBetween('2024-02-01', '2024-03-01'), countDaysBetween('2026-01-02', '2026-01-01')]).toEqual([
      14, 29, -1,
    ]);
  });
});
