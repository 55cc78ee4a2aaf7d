import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isInstant, toUtc } from './instant.js';

const two = (number: number): string => String(number).padStart(2, '0');

describe('an instant', () => {
  it.each(['2026-11-20T10:15:00+05:30', '2026-11-20T10:15:00Z', '2026-11-20T10:15:00.123456789-12:00', '2026-01-01T00:00:00+14:00', '2200-12-31T23:59:59Z'])(
    'is %s',
    (text) => expect(isInstant(text)).toBe(true),
  );
  it.each([
    ['whose offset no place has', '2026-11-20T10:15:00+14:01'],
    ['whose offset no place has, westward', '2026-11-20T10:15:00-15:00'],
    ['with an offset of a day', '2026-11-20T10:15:00+23:59'],
    ['before 1900', '1899-12-31T23:59:59Z'],
    ['before 1900 in UTC', '1900-01-01T00:00:00+05:30'],
    ['after 2200', '2201-01-01T00:00:00Z'],
    ['after 2200 in UTC', '2200-12-31T23:59:59-05:00'],
    ['of a day that its month has not', '2026-02-30T10:15:00Z'],
    ['without an offset', '2026-11-20T10:15:00'],
    ['without a time', '2026-11-20'],
  ])('is none %s', (_what, text) => expect(isInstant(text)).toBe(false));

  it('is one in UTC again, so that it can be sent back, and has an offset of at most fourteen hours', () => {
    const parts = fc.record({
      year: fc.integer({ min: 1, max: 9999 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      sign: fc.constantFrom('+', '-'),
    });
    fc.assert(
      fc.property(parts, ({ year, hour, minute, sign }) => {
        const text = `${String(year).padStart(4, '0')}-06-15T12:00:00${sign}${two(hour)}:${two(minute)}`;
        expect(isInstant(text)).toBe(year >= 1900 && year <= 2200 && hour * 60 + minute <= 14 * 60);
        if (isInstant(text)) expect(isInstant(toUtc(text))).toBe(true);
      }),
    );
  });
});
