import { isDay, isYearThatCanBe } from './day.js';
import type { FieldError } from './failure.js';

/** RFC 3339 with an offset. No place was ever more than fourteen hours from UTC. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))$/;

/**
 * Whether the text is an RFC 3339 instant with an offset of at most fourteen hours, on an existing day of the years 1900 to 2200. The day is checked in UTC
 * too, so that a client may send back what it received.
 */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT.test(value) && isDay(value.slice(0, 10)) && isYearThatCanBe(toUtc(value));

export const MILLISECONDS_PER_HOUR = 3_600_000;
export const MILLISECONDS_PER_DAY = 24 * MILLISECONDS_PER_HOUR;

/** Formats an instant as RFC 3339 in UTC with milliseconds, the one form of instants in answers. */
export const toUtc = (instant: string): string => new Date(instant).toISOString();

/** The clocks of clients may run ahead by this much. */
const CLOCK_TOLERANCE_MILLISECONDS = 5 * 60_000;

export const validateNotInFuture = (instant: string | undefined, pointer: string, now: Date): FieldError[] =>
  instant !== undefined && new Date(instant).getTime() > now.getTime() + CLOCK_TOLERANCE_MILLISECONDS
    ? [{ pointer, code: 'in-the-future', detail: 'This lies in the future: send now, or an instant before.' }]
    : [];
