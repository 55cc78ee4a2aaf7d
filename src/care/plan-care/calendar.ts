import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import type { SessionResponse } from '../../treatments/index.js';
import type { DatedInstruction } from '../domain/dated.js';
import type { Language } from '../domain/instructions.js';

interface SessionWithCare {
  session: SessionResponse;
  instructions: readonly DatedInstruction[];
}

const titles: Record<Language, { session: string; calendar: string }> = {
  en: { session: 'Session {number}', calendar: 'Treatment at {clinic}' },
  hi: { session: 'सत्र {number}', calendar: '{clinic} में उपचार' },
};

/** RFC 5545. It names the clinic and what to do, never the patient or the treatment: calendars are looked at by others. */
export const calendarOf = (
  all: readonly SessionWithCare[],
  { clinicName, timeZone, language }: { clinicName: string; timeZone: string; language: Language },
): string => {
  const calendar = ical({
    name: titles[language].calendar.replace('{clinic}', clinicName),
    prodId: { company: 'Hairline', product: 'Care instructions', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const { session, instructions } of all) {
    const stamp = new Date(session.updatedAt);
    calendar.createEvent({
      id: `session-${session.id}@hairline`,
      stamp,
      sequence: session.version,
      // All-day events take their day from the UTC date.
      start: new Date(`${session.scheduledOn}T00:00:00Z`),
      allDay: true,
      timezone: 'UTC',
      summary: `${titles[language].session.replace('{number}', String(session.number))}, ${clinicName}`,
    });
    for (const { id, phase, text, from, until } of instructions) {
      if (from === null || until === null) continue;
      const whole = startsDay(from, timeZone) && startsDay(until, timeZone);
      calendar.createEvent({
        id: `${phase}-${id}-${session.id}@hairline`,
        stamp,
        sequence: session.version,
        ...(whole
          ? { start: utcDay(from, timeZone), end: utcDay(until, timeZone), allDay: true, timezone: 'UTC' }
          : { start: from.toISOString(), end: until.toISOString() }),
        summary: text,
        transparency: ICalEventTransparency.TRANSPARENT,
      });
    }
  }
  return calendar.toString();
};

const zoned = (instant: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
const startsDay = (instant: Date, timeZone: string): boolean => zoned(instant, timeZone).equals(zoned(instant, timeZone).startOfDay());
const utcDay = (instant: Date, timeZone: string): Date => new Date(`${zoned(instant, timeZone).toPlainDate().toString()}T00:00:00Z`);
