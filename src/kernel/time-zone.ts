import { Temporal } from 'temporal-polyfill';
import { memoize } from './memoize.js';

/**
 * The IANA name of a time zone with a place: an area and a place in it. A clinic is at a place, and its clocks change with those of the place. Not allowed are
 * abbreviations (`IST` is India, Ireland and Israel), offsets (`Etc/GMT+5`), `UTC`, and names that the database keeps for old systems only (`US/Eastern`).
 */
const NAME = /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(\/[A-Z][A-Za-z_-]*){1,2}$/;

/** Names of old systems that look like a place but name a state or a side of a country. */
const OF_OLD_SYSTEMS = /^Australia\/(ACT|LHI|NSW|North|Queensland|South|Tasmania|Victoria|West|Yancowinna)$/;

/** Whether both JavaScript and the other time zone data of this product know the zone. */
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

/** The zone that an abbreviation means, where it is known: old systems store `IST` for India. */
const findCanonicalTimeZone = (zone: string): string | null => {
  try {
    const meant = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    return isKnown(meant) ? meant : null;
  } catch {
    return null;
  }
};

/** The time zone to compute days in, from the stored zone of a clinic. An unknown zone counts as UTC: a mistake in the settings never stops a check. */
export const resolveTimeZone = memoize((stored: string): string => (isKnown(stored) ? stored : (findCanonicalTimeZone(stored) ?? 'UTC')));
