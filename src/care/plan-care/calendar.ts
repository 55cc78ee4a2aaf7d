import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency, type ICalCalendar, type ICalEventData } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { formatAddress, type ClinicOnPaper } from '../../clinic/index.js';
import { foldLines } from '../../kernel/calendar-lines.js';
import type { Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import type { TreatmentPlanResponse, TreatmentSessionResponse } from '../../treatments/index.js';
import type { DatedInstruction } from '../domain/dated.js';

interface SessionWithCare {
  session: TreatmentSessionResponse;
  instructions: readonly DatedInstruction[];
}

/** The parts from which a calendar is made; a change of any part makes its events newer. */
export interface CalendarParts {
  plan: Pick<TreatmentPlanResponse, 'id' | 'status' | 'series' | 'version' | 'updatedAt'>;
  sessions: readonly SessionWithCare[];
  /** The version of the clinic's instructions, and when they were set; null for the shipped instructions. */
  care: { version: number; setAt: Date | null };
  clinic: ClinicOnPaper & { timeZone: string; version: number; updatedAt: string };
  language: Language;
}

/** The properties of every event that say how new it is, and whether it is cancelled. */
type Standing = Required<Pick<ICalEventData, 'sequence' | 'stamp' | 'lastModified' | 'status'>>;

/**
 * Makes a calendar by RFC 5545. It names the clinic, the place and the instructions, never the patient or the treatment: other people may see
 * a calendar.
 *
 * A calendar application keeps events that it once received, so that outdated events are sent too. A session that was cancelled or missed, and
 * the instructions around it, are CANCELLED; future sessions of a plan on hold are TENTATIVE. The SEQUENCE of each event is the sum of the
 * versions of all its parts: it grows with every change and never falls. A file always has an event, because RFC 5545 does not allow an empty
 * one.
 */
export const renderCalendar = ({ plan, sessions, care, clinic, language }: CalendarParts): string => {
  const messages = getMessages('care', language);
  const address = formatAddress(clinic);
  const title = messages.say('calendar.title', { clinic: clinic.name });
  const calendar = ical({
    name: title,
    prodId: { company: 'Hairline', product: 'Care instructions', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  const standingAt = (version: number, updatedAt: string, status: ICalEventStatus): Standing => {
    const stamp = new Date(Math.max(...[updatedAt, plan.updatedAt, clinic.updatedAt].map((instant) => Date.parse(instant)), care.setAt?.getTime() ?? 0));
    return { sequence: plan.version + care.version + clinic.version + version, stamp, lastModified: stamp, status };
  };
  for (const { session, instructions } of sessions) {
    const standing = standingAt(session.version, session.updatedAt, toEventStatus(session, plan));
    calendar.createEvent({
      ...standing,
      ...(address !== '' && { location: `${clinic.name}, ${address}` }),
      ...toAllDayEvent(session.scheduledOn),
      id: `session-${session.id}@hairline`,
      summary: `${messages.say('session', { number: session.number })}, ${clinic.name}`,
    });
    for (const instruction of instructions) addInstruction(calendar, instruction, { session, standing, timeZone: clinic.timeZone });
  }
  if (sessions.length === 0) {
    const none = standingAt(0, plan.updatedAt, ICalEventStatus.CANCELLED);
    calendar.createEvent({ ...none, ...toAllDayEvent(plan.series.startOn), id: `plan-${plan.id}@hairline`, summary: title });
  }
  return `${foldLines(calendar.toString().trimEnd())}\r\n`;
};

const toEventStatus = ({ status }: TreatmentSessionResponse, plan: CalendarParts['plan']): ICalEventStatus => {
  if (status === 'cancelled' || status === 'no-show') return ICalEventStatus.CANCELLED;
  return status === 'scheduled' && plan.status === 'on-hold' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
};

const addInstruction = (
  calendar: ICalCalendar,
  { id, phase, text, from, until }: DatedInstruction,
  { session, standing, timeZone }: { session: TreatmentSessionResponse; standing: Standing; timeZone: string },
): void => {
  if (from === null || until === null) return;
  const whole = startsDay(from, timeZone) && startsDay(until, timeZone);
  calendar.createEvent({
    ...standing,
    id: `${phase}-${id}-${session.id}@hairline`,
    ...(whole
      ? { start: toUtcDay(from, timeZone), end: toUtcDay(until, timeZone), allDay: true, timezone: 'UTC' }
      : { start: from.toISOString(), end: until.toISOString() }),
    summary: text,
    transparency: ICalEventTransparency.TRANSPARENT,
  });
};

/** Makes the members of an all-day event, whose day is taken from the UTC date. */
const toAllDayEvent = (day: string): Pick<ICalEventData, 'start' | 'allDay' | 'timezone'> => ({
  start: new Date(`${day}T00:00:00Z`),
  allDay: true,
  timezone: 'UTC',
});

const toZonedDateTime = (instant: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
const startsDay = (instant: Date, timeZone: string): boolean => toZonedDateTime(instant, timeZone).equals(toZonedDateTime(instant, timeZone).startOfDay());
const toUtcDay = (instant: Date, timeZone: string): Date => new Date(`${toZonedDateTime(instant, timeZone).toPlainDate().toString()}T00:00:00Z`);
