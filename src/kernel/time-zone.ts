import { Temporal } from 'temporal-polyfill';
import { memoize } from './memoize.js';

/**
 * The name of a zone with a place, as the IANA database writes it: an area, and a place in it. Abbreviations (`IST` is India, Ireland and Israel),
 * offsets (`Etc/GMT+5`), `UTC`, and names that the database keeps only for old systems (`US/Eastern`) are none: a clinic is at a place, whose
 * clocks change when those of the place do.
 */
const NAME = /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(\/[A-Z][A-Za-z_-]*){1,2}$/;

/** Names of that form that are of old systems too: their place is a state, or a side of a country. */
const OF_OLD_SYSTEMS = /^Australia\/(ACT|LHI|NSW|North|Queensland|South|Tasmania|Victoria|West|Yancowinna)$/;

/** Whether everything that reckons with zones here knows it; each has data of its own. */
const isKnown = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

/** Whether the value is an IANA time zone with a place, such as `Asia/Kolkata`. */
export const isTimeZone = (value: unknown): value is string => typeof value === 'string' && NAME.test(value) && !OF_OLD_SYSTEMS.test(value) && isKnown(value);

/** What an abbreviation means where it is known: `IST` is kept by old systems as that of India. */
const meaningOf = (zone: string): string | null => {
  try {
    const meant = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    return isKnown(meant) ? meant : null;
  } catch {
    return null;
  }
};

/**
 * The zone in which days are reckoned with what is stored as a clinic's zone, whatever that is: a mistake in the settings never stops a check.
 * What nothing here knows counts as UTC.
 */
export const usableTimeZone = memoize((stored: string): string => (isKnown(stored) ? stored : (meaningOf(stored) ?? 'UTC')));
