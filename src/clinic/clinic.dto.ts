import { declareEnumeration } from '../kernel/enumeration.js';
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
import { normalizeContact } from './contact.js';
import type * as domain from './domain/opening-hours.js';

const WALL_CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A wall-clock time of a day, `HH:MM`. */
export const WallClock = ({ example }: { example: string }): Field<string> => Matching(WALL_CLOCK, { example, what: 'a time of day, HH:MM' });

const isWallClock = (value: unknown): value is string => typeof value === 'string' && WALL_CLOCK.test(value);

/** An IANA time zone with a place. */
export const TimeZone = (): Field<string> =>
  Checked({
    name: 'isTimeZone',
    code: 'not-time-zone',
    due: 'an IANA time zone with a place, such as Asia/Kolkata',
    validate: isTimeZone,
    schema: {},
  });

const currencies = declareEnumeration('Currency', Intl.supportedValuesOf('currency'));

/** Refuses an end that is not after the beginning. Wall-clock times are compared as texts. */
export const AfterBeginning = (beginning: string): FieldDecorator<string> =>
  ComparedWith({
    name: 'isAfterBeginning',
    code: 'ends-before-it-began',
    message: () => 'It ends after it begins: send a later time of the same day.',
    validate: (end, { [beginning]: begins }) => !isWallClock(end) || !isWallClock(begins) || end > begins,
  });

/** A span of time on one day in which the clinic is open. */
export class OpeningSpan implements domain.OpeningSpan {
  /** The wall-clock time at which the clinic opens. */
  @WallClock({ example: '10:00' }) opens: string;

  /** The wall-clock time at which the clinic closes. */
  @WallClock({ example: '19:00' }) @AfterBeginning('opens') closes: string;
}

/** The opening hours of the clinic, by weekday. The clinic is closed on a weekday that is left out. */
export class OpeningHours implements domain.OpeningHours {
  @Optional() @ListOf(OpeningSpan, { max: 4 }) monday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) tuesday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) wednesday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) thursday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) friday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) saturday?: OpeningSpan[];
  @Optional() @ListOf(OpeningSpan, { max: 4 }) sunday?: OpeningSpan[];
}

/** The members of a clinic that can be changed. */
@CheckedBy<ClinicChange>(({ phone, emergencyPhone }, { country }) => normalizeContact({ phone, emergencyPhone }, country).errors, 'phone', 'emergencyPhone')
export class ClinicChange {
  /**
   * The name of the clinic, as on its documents.
   * @example Demo Hair Clinic
   */
  @Text({ max: 200 }) name: string;

  /**
   * The IANA time zone of the clinic, such as `Asia/Kolkata`, which decides its calendar days. Abbreviations (`IST`), offsets (`Etc/GMT+5`) and `UTC` are
   * refused.
   * @example Asia/Kolkata
   */
  @TimeZone() timeZone: string;

  /** The ISO 3166-1 alpha-2 code of the clinic's country. Local telephone numbers are read as numbers of this country. */
  @Matching(/^[A-Z]{2}$/, { example: 'IN', what: 'a country of two letters (ISO 3166-1)' }) country: string;

  /**
   * The ISO 4217 code of the currency in which the clinic charges.
   * @example INR
   */
  @OneOf(currencies) currency: string;

  /** The opening hours of the clinic, by weekday. */
  @Nested(OpeningHours) openingHours: OpeningHours;

  /**
   * The telephone number at which patients reach the clinic, with a `+` and the country's code, or as it is dialled in the clinic's country. Stored in E.164.
   * Every document that the clinic issues shows this number, the e-mail address, the postal address and the emergency number.
   * @example +911244000000
   */
  @Optional() @Characters({ min: 4, max: 40 }) phone?: string;

  /**
   * The e-mail address at which patients reach the clinic.
   * @example clinic@demo.hairline.test
   */
  @Optional() @Email() email?: string;

  /** The postal address of the clinic. */
  @Optional() @Nested(PostalAddress) address?: PostalAddress;

  /**
   * The emergency number for patients, at any hour: a telephone number, or a short number of three to six digits, such as 112. Care sheets show it beside the
   * signs that need a call.
   * @example 112
   */
  @Optional() @Characters({ min: 3, max: 40 }) emergencyPhone?: string;
}

/** The clinic of the caller. */
export class ClinicResponse extends ClinicChange {
  /** The id of the clinic. */
  @Identifier() id: string;

  /** When the clinic was registered, in UTC. */
  @Instant() createdAt: string;

  /** When the clinic was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the record, as in the ETag. */
  @Whole() version: number;
}
