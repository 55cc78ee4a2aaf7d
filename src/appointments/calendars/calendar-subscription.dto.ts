import { languages, type Language } from '../../kernel/language.js';
import { Actor, Identifier, Instant, Nested, OneOf, Optional, Text, Whole, WithDefault } from '../../platform/http/index.js';
import { calendarDetails, type CalendarDetail } from '../domain/calendar-details.js';

/** Whose calendar it is, and what it says. */
export class CalendarSubscriptionInput {
  /** The person; exactly one of person, room and device is named. */
  @Optional() @Identifier() staffId?: string | null;

  /** The room. */
  @Optional() @Identifier() roomId?: string | null;

  /** The device. */
  @Optional() @Identifier() deviceId?: string | null;

  /** Whether the calendar says only that time is taken, or the type of each appointment too. It never names a patient. */
  @WithDefault() @OneOf(calendarDetails) shows: CalendarDetail = 'busy';

  /** The language of its words. */
  @WithDefault() @OneOf(languages) language: Language = 'en';
}

/** A calendar that others read by an address of its own, until it is revoked. */
export class CalendarSubscriptionResponse {
  /** The id of the subscription. */
  @Identifier() id: string;

  /** The person; null where it is the calendar of a room or device. */
  @Identifier() staffId: string | null;

  /** The room; null where it is not the calendar of a room. */
  @Identifier() roomId: string | null;

  /** The device; null where it is not the calendar of a device. */
  @Identifier() deviceId: string | null;

  /** What it says of an appointment. */
  @OneOf(calendarDetails) shows: CalendarDetail;

  /** The language of its words. */
  @OneOf(languages) language: Language;

  /** Who made it. */
  @Nested(Actor) createdBy: Actor;

  /** When it was made, in UTC. */
  @Instant() createdAt: string;

  /** When it was last read, in UTC, to the hour; null until then. */
  @Instant() lastUsedAt: string | null;

  /** When it was revoked, in UTC; null where its address is good. */
  @Instant() revokedAt: string | null;

  /** The version of the subscription, as in the ETag. */
  @Whole() version: number;
}

/** A new subscription, with its address. */
export class NewCalendarSubscriptionResponse extends CalendarSubscriptionResponse {
  /**
   * The address to give to a calendar application. Whoever has it reads the calendar; it is shown only once.
   * @example https://api.clinic.example/v1/calendars/AZNvAFwAcACAAAAAAAAAIA.K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols.ics
   */
  @Text({ max: 500 }) address: string | null;
}
