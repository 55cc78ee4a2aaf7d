import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCalendarDay } from './day.js';
import { isTimeZone, resolveTimeZone } from './time-zone.js';

describe('a time zone with a place', () => {
  it.each(['Asia/Kolkata', 'Europe/Kyiv', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince', 'Atlantic/Reykjavik', 'Australia/Sydney'])(
    'is %s',
    (zone) => expect(isTimeZone(zone)).toBe(true),
  );

  it.each([
    'IST',
    'EST',
    'EST5EDT',
    'UTC',
    'GMT',
    'Z',
    'Etc/GMT+5',
    'Etc/UTC',
    '+05:30',
    'US/Eastern',
    'Japan',
    'Asia',
    'Asia/',
    'Asia/Atlantis',
    'asia/kolkata',
  ])('is not %s', (zone) => expect(isTimeZone(zone)).toBe(false));
  it.each(['Australia/North', 'Asia/Kolkata ', '/Asia/Kolkata', 'Asia//Kolkata', '../Kolkata', ''])('nor %j', (zone) => expect(isTimeZone(zone)).toBe(false));
  it.each([null, 7, ['Asia/Kolkata'], undefined])('nor %p', (zone) => expect(isTimeZone(zone)).toBe(false));

  it('is among those that every engine lists, but for the offsets', () => {
    expect(
      Intl.supportedValuesOf('timeZone')
        .filter((zone) => !isTimeZone(zone))
        .filter((zone) => !/^(UTC|Etc\/|GMT)/.test(zone)),
    ).toEqual([]);
  });
});

describe('what is stored as the zone of a clinic', () => {
  it.each([
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Atlantis', 'UTC'],
    ['', 'UTC'],
  ])('%j is reckoned as %s', (stored, used) => expect(resolveTimeZone(stored)).toBe(used));

  it('never stops anything, and an abbreviation keeps its meaning', () => {
    expect(toCalendarDay(new Date('2026-03-01T20:00:00Z'), resolveTimeZone('IST'))).toBe('2026-03-02');
    fc.assert(
      fc.property(fc.string(), (stored) => expect(toCalendarDay(new Date('2026-03-01T12:00:00Z'), resolveTimeZone(stored))).toMatch(/^2026-03-0[12]$/)),
    );
  });
});
