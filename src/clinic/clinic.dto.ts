import { Type } from 'class-transformer';
import { ArrayMaxSize, IsEmail, IsIn, IsObject, IsOptional, IsString, Length, Matches, MaxLength, ValidateBy, ValidateNested } from 'class-validator';
import { isTimeZone } from '../kernel/time-zone.js';
import { IsText, PostalAddress } from '../platform/http/index.js';
import type * as domain from './domain/opening-hours.js';

const WALL_CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

const IsTimeZone = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTimeZone',
    validator: { validate: isTimeZone, defaultMessage: (args) => `${args?.property} must be an IANA time zone with a place, such as Asia/Kolkata.` },
  });

/** Nothing ends before it began, nor at that moment: wall-clock times compare as texts. */
const IsAfterOpening = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isAfterOpening',
      validator: {
        validate: (closes, args) => {
          const { opens } = args?.object as OpeningSpan;
          return typeof closes !== 'string' || typeof opens !== 'string' || closes > opens;
        },
        defaultMessage: () => 'It closes after it opens.',
      },
    },
    { context: { code: 'ends-before-it-began' } },
  );

/** One span of a day in which the clinic is open. */
export class OpeningSpan implements domain.OpeningSpan {
  /**
   * Wall-clock time at which it opens.
   * @example 10:00
   */
  @Matches(WALL_CLOCK)
  opens: string;

  /**
   * Wall-clock time at which it closes.
   * @example 19:00
   */
  @Matches(WALL_CLOCK)
  @IsAfterOpening()
  closes: string;
}

/** When the clinic is open, by weekday; a day that is left out is closed. */
export class OpeningHours implements domain.OpeningHours {
  @IsOptional() @ArrayMaxSize(4) @ValidateNested({ each: true }) @Type(() => OpeningSpan) monday?: OpeningSpan[];
  @IsOptional() @ArrayMaxSize(4) @ValidateNested({ each: true }) @Type(() => OpeningSpan) tuesday?: OpeningSpan[];
  @IsOptional() @ArrayMaxSize(4) @ValidateNested({ each: true }) @Type(() => OpeningSpan) wednesday?: OpeningSpan[];
  @IsOptional() @ArrayMaxSize(4) @ValidateNested({ each: true }) @Type(() => OpeningSpan) thursday?: OpeningSpan[];
  @IsOptional() @ArrayMaxSize(4) @ValidateNested({ each: true }) @Type(() => OpeningSpan) friday?: OpeningSpan[];
  @IsOptional() @ArrayMaxSize(4) @ValidateNested({ each: true }) @Type(() => OpeningSpan) saturday?: OpeningSpan[];
  @IsOptional() @ArrayMaxSize(4) @ValidateNested({ each: true }) @Type(() => OpeningSpan) sunday?: OpeningSpan[];
}

/** What can be changed of a clinic. */
export class ClinicChange {
  /**
   * The clinic's name, as on its papers.
   * @example Demo Hair Clinic
   */
  @IsText({ max: 200 })
  name: string;

  /**
   * The IANA time zone to which the clinic's days belong, with its place: abbreviations (`IST`), offsets (`Etc/GMT+5`) and `UTC` are refused.
   * @example Asia/Kolkata
   */
  @IsTimeZone()
  timeZone: string;

  /**
   * ISO 3166-1 alpha-2 code: local telephone numbers are read as numbers of this country.
   * @example IN
   */
  @Matches(/^[A-Z]{2}$/)
  country: string;

  /**
   * ISO 4217 code in which the clinic charges.
   * @example INR
   */
  @Matches(/^[A-Z]{3}$/)
  @IsIn(Intl.supportedValuesOf('currency'))
  currency: string;

  /** When the clinic is open, by weekday. */
  @IsObject()
  @ValidateNested()
  @Type(() => OpeningHours)
  openingHours: OpeningHours;

  /**
   * The telephone number at which patients reach the clinic: with a `+` and the country's code, or as it is dialled in the clinic's country. Kept in
   * E.164. Every document that the clinic hands out carries it, as it carries the three that follow.
   * @example +911244000000
   */
  @IsOptional()
  @IsString()
  @Length(4, 40)
  phone?: string;

  /**
   * The e-mail address at which patients reach the clinic.
   * @example clinic@demo.hairline.test
   */
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string;

  /** Where the clinic is. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PostalAddress)
  address?: PostalAddress;

  /**
   * The number to call when it cannot wait, at any hour: a telephone number as above, or a short one of three to six digits, such as 112. Care sheets
   * name it beside the signs to call for.
   * @example 112
   */
  @IsOptional()
  @IsString()
  @Length(3, 40)
  emergencyPhone?: string;
}

/** The clinic of the caller. */
export class ClinicResponse extends ClinicChange {
  /** The clinic's id. */
  id: string;

  /** When it was registered, in UTC. */
  createdAt: string;

  /** When it was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}
