import { isDay, isYearThatCanBe } from './day.js';
import type { FieldError } from './failure.js';

/** RFC 3339 with an offset that some place has or had: none is further from UTC than fourteen hours. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))$/;

/**
 * Whether the text is an instant, RFC 3339 with an offset of at most fourteen hours, on a day of the years 1900 to 2200 that exists;
 * in UTC too, so that what is answered may be sent back.
 */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT.test(value) && isDay(value.slice(0, 10)) && isYearThatCanBe(utc(value));

/** An RFC 3339 instant in UTC, with milliseconds: the one form in which instants are answered. */
export const utc = (instant: string): string => new Date(instant).toISOString();

/** Clocks of clients run a little ahead. */
const CLOCK_TOLERANCE_MILLISECONDS = 5 * 60_000;

export const futureErrors = (instant: string | undefined, pointer: string, now: Date): FieldError[] =>
  instant !== undefined && new Date(instant).getTime() > now.getTime() + CLOCK_TOLERANCE_MILLISECONDS
    ? [{ pointer, code: 'in-the-future', detail: 'This lies in the future: send now, or an instant before.' }]
    : [];
