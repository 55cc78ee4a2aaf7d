import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from 'ical-generator';
import { foldLines } from '../../kernel/calendar-lines.js';
import type { Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import type { AppointmentStatus } from '../domain/appointment-states.js';
import type { CalendarDetail } from '../domain/calendar-details.js';
import type { CalendarEventRow } from './calendar-subscriptions.repository.js';

export interface Feed {
  id: string;
  /** Whose calendar it is. */
  name: string;
  shows: CalendarDetail;
  language: Language;
  createdAt: Date;
  events: readonly CalendarEventRow[];
}

const REFRESHED_AFTER_SECONDS = 3600;

const toEventStatus = (status: AppointmentStatus): ICalEventStatus => {
  if (status === 'cancelled' || status === 'no-show' || status === 'expired') return ICalEventStatus.CANCELLED;
  return status === 'held' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
};

/**
 * Renders appointments as a calendar by RFC 5545, in UTC. It names no patient, and says nothing that a patient could be known by. The same appointments render the same text, so that the
 * ETag of the feed holds. A feed always has an event, because RFC 5545 does not allow an empty calendar.
 */
export const renderFeed = ({ id, name, shows, language, createdAt, events }: Feed): string => {
  const messages = getMessages('calendars', language);
  const calendar = ical({
    name,
    prodId: { company: 'Hairline', product: 'Appointments', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESHED_AFTER_SECONDS,
  });
  for (const { id: eventId, typeName, status, startsAt, endsAt, updatedAt, version } of events)
    calendar.createEvent({
      id: `appointment-${eventId}@hairline`,
      start: startsAt.toISOString(),
      end: endsAt.toISOString(),
      summary: shows === 'kind' ? typeName : messages.say('busy'),
      status: toEventStatus(status),
      busystatus: ICalEventBusyStatus.BUSY,
      sequence: version,
      stamp: updatedAt,
      lastModified: updatedAt,
    });
  if (events.length === 0)
    calendar.createEvent({
      id: `calendar-${id}@hairline`,
      start: createdAt.toISOString(),
      end: createdAt.toISOString(),
      summary: messages.say('empty'),
      status: ICalEventStatus.CANCELLED,
      stamp: createdAt,
    });
  return `${foldLines(calendar.toString().trimEnd())}\r\n`;
};
