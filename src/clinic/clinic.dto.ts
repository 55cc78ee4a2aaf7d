import { enumOf } from '../kernel/enumeration.js';
import { isTimeZone } from '../kernel/time-zone.js';
import {
  CheckedBy,
  Checked,
  ComparedWith,
  Characters,
  type Field,
  type FieldDecorator,
  Email,
  Identifier,
  Instant,
  ListOf,
  Matching,
  Nested,
  Optional,
  PostalAddress,
  Text,
  Whole,
  OneOf,
} from '../platform/http/index.js';
import { normaliseContact } from './contact.js';
import type * as domain from './domain/opening-hours.js';

const WALL_CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

const isWallClock = (value: unknown): value is string => typeof value === 'string' && WALL_CLOCK.test(value);

const TimeZone = (): Field<string> =>
  Checked({
    name: 'isTimeZone',
    code: 'not-time-zone',
    due: 'an IANA time zone with a place, such as Asia/Kolkata',
    validate: isTimeZone,
    schema: {},
  });

const currencies = enumOf('Currency', Intl.supportedValuesOf('currency'));

/** Nothing ends before it began, nor at that moment: wall-clock times compare as texts. */
const AfterOpening = (): FieldDecorator<string> =>
  ComparedWith({
    name: 'isAfterOpening',
    code: 'ends-before-it-began',
    message: () => 'It closes after it opens: send a later time of the same day.',
    validate: (closes, { opens }) => !isWallClock(closes) || !isWallClock(opens) || closes > opens,
  });

/** One span of a day in which the clinic is open. */
export class OpeningSpan implements domain.OpeningSpan {
  /** Wall-clock time at which it opens. */
  @Matching(WALL_CLOCK, { example: '10:00', what: 'a time of day, HH:MM' }) opens: string;

  /** Wall-clock time at which it closes. */
  @Matching(WALL_CLOCK, { example: '19:00', what: 'a time of day, HH:MM' }) @AfterOpening() closes: string;
}

/** When the clinic is open, by weekday; a day that is left out is closed. */
export class OpeningHours implements domain.OpeningHours {
  @Optional() @ListOf(OpeningSpan, { max: 4 }) monday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) tuesday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) wednesday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) thursday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) friday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) saturday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) sunday?: OpeningSpan[];
}

/** What can be changed of a clinic. */
@CheckedBy<ClinicChange>(({ phone, emergencyPhone }, { country }) => normaliseContact({ phone, emergencyPhone }, country).errors, 'phone', 'emergencyPhone')
export class ClinicChange {
  /**
   * The clinic's name, as on its papers.
   * @example Demo Hair Clinic
   */
  @Text({ max: 200 }) name: string;

  /**
   * The IANA time zone to which the clinic's days belong, with its place: abbreviations (`IST`), offsets (`Etc/GMT+5`) and `UTC` are refused.
   * @example Asia/Kolkata
   */
  @TimeZone() timeZone: string;

  /** ISO 3166-1 alpha-2 code: local telephone numbers are read as numbers of this country. */
  @Matching(/^[A-Z]{2}$/, { example: 'IN', what: 'a country of two letters (ISO 3166-1)' }) country: string;

  /**
   * ISO 4217 code in which the clinic charges.
   * @example INR
   */
  @OneOf(currencies) currency: string;

  /** When the clinic is open, by weekday. */
  @Nested(OpeningHours) openingHours: OpeningHours;

  /**
   * The telephone number at which patients reach the clinic: with a `+` and the country's code, or as it is dialled in the clinic's country. Kept in
   * E.164. Every document that the clinic hands out carries it, as it carries the three that follow.
   * @example +911244000000
   */
  @Optional() @Characters({ min: 4, max: 40 }) phone?: string;

  /**
   * The e-mail address at which patients reach the clinic.
   * @example clinic@demo.hairline.test
   */
  @Optional() @Email() email?: string;

  /** Where the clinic is. */
  @Optional() @Nested(PostalAddress) address?: PostalAddress;

  /**
   * The number to call when it cannot wait, at any hour: a telephone number as above, or a short one of three to six digits, such as 112. Care sheets
   * name it beside the signs to call for.
   * @example 112
   */
  @Optional() @Characters({ min: 3, max: 40 }) emergencyPhone?: string;
}

/** The clinic of the caller. */
export class ClinicResponse extends ClinicChange {
  /** The clinic's id. */
  @Identifier() id: string;

  /** When it was registered, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}
