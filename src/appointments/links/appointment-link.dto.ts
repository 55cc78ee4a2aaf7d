import { declareEnumeration } from '../../kernel/enumeration.js';
import { Actor, Identifier, Instant, ListOf, MayBeNull, Nested, OneOf, Text, WebAddress, Whole, WithDefault } from '../../platform/http/index.js';
import { linkPurposes, type LinkPurpose } from '../domain/links.js';
import { NameInEachLanguage } from '../requests/request-settings.dto.js';

const WEEK_HOURS = 168;
const LONGEST_HOURS = 2_160;

/** A link for a patient. */
export class AppointmentLinkInput {
  /** What the patient can do with the link. */
  @OneOf(linkPurposes) purpose: LinkPurpose;

  /** The hours after which the link ends, 1 to 2,160 (90 days). It ends with the beginning of the appointment in any case. */
  @WithDefault() @Whole({ min: 1, max: LONGEST_HOURS }) validForHours: number = WEEK_HOURS;
}

/** A link with which a patient confirms, moves or cancels one appointment. */
export class AppointmentLinkResponse {
  /** The id of the link. */
  @Identifier() id: string;

  /** The appointment. */
  @Identifier() appointmentId: string;

  /** The patient of the appointment. */
  @Identifier() patientId: string;

  /** What the patient can do with the link. */
  @OneOf(linkPurposes) purpose: LinkPurpose;

  /** The address to send to the patient; null but in the answer that makes the link. Whoever has it can use it. */
  @MayBeNull() @WebAddress({ max: 500 }) url: string | null;

  /** When the link ends, in UTC. A move or the end of the appointment ends it earlier. */
  @Instant() expiresAt: string;

  /** When it was used, in UTC; null where it was not. */
  @Instant() usedAt: string | null;

  /** Who revoked it; null where nobody did. */
  @Nested(Actor) revokedBy: Actor | null;

  /** When it was revoked, in UTC; null where it was not. */
  @Instant() revokedAt: string | null;

  /** Who made it. */
  @Nested(Actor) createdBy: Actor;

  /** When it was made, in UTC. */
  @Instant() createdAt: string;
}

/** What the link of a patient shows: the clinic, the day, the time, and the kind of appointment as the public sees it. */
export class LinkedAppointmentResponse {
  /** What can be done with the link. */
  @OneOf(linkPurposes) purpose: LinkPurpose;

  /**
   * The name of the clinic.
   * @example Demo Hair Clinic
   */
  @Text({ max: 200 }) clinicName: string;

  /**
   * The telephone number of the clinic, in E.164; null where there is none.
   * @example +911244000000
   */
  @Text({ max: 40 }) clinicPhone: string | null;

  /** The kind of appointment. */
  @Nested(NameInEachLanguage) appointmentType: NameInEachLanguage;

  /** When the appointment begins, in UTC. */
  @Instant() startsAt: string;

  /**
   * The IANA time zone of the place.
   * @example Asia/Kolkata
   */
  @Text({ max: 60 }) timeZone: string;

  /** The times to which the appointment can be moved, in UTC, within two weeks; empty where the link is for something else. */
  @ListOf(Instant(), { max: 700 }) times: string[];
}

/** The time to which a patient moves an appointment. */
export class LinkedMove {
  /** When it is to begin: one of `times` of the link. */
  @Instant() startsAt: string;
}

const linkOutcomes = declareEnumeration('AppointmentLinkOutcome', ['confirmed', 'moved', 'cancelled']);

/** What a patient did with a link. */
export class UsedLink {
  /** What was done. */
  @OneOf(linkOutcomes) outcome: (typeof linkOutcomes)[number];

  /** When the appointment begins, in UTC; of one that was cancelled, when it would have begun. */
  @Instant() startsAt: string;
}
