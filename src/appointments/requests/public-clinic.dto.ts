import { Identifier, ListOf, Nested, Text, Whole } from '../../platform/http/index.js';
import { NameInEachLanguage, TextInEachLanguage } from './request-settings.dto.js';

/** A type of appointment that anybody can ask for. */
export class PublicAppointmentType {
  /** The id of the type. */
  @Identifier() id: string;

  /** The name under which the public sees the type. */
  @Nested(NameInEachLanguage) name: NameInEachLanguage;
}

/** What people agree to when they send a request. */
export class PublicConsentText {
  /** The version of the text; send it with the request. */
  @Whole() version: number;

  /** The text. */
  @Nested(TextInEachLanguage) text: TextInEachLanguage;
}

/** A clinic as the public sees it: only what a page for requests needs, and the clinic made public. */
export class PublicClinic {
  /**
   * The name of the clinic.
   * @example Demo Hair Clinic
   */
  @Text({ max: 200 }) name: string;

  /**
   * The telephone number at which patients reach the clinic, in E.164; null where there is none.
   * @example +911244000000
   */
  @Text({ max: 40 }) phone: string | null;

  /**
   * The IANA time zone to which wished days belong.
   * @example Asia/Kolkata
   */
  @Text({ max: 60 }) timeZone: string;

  /** The types of appointments that people can ask for, in the order in which the clinic shows them. */
  @ListOf(PublicAppointmentType, { max: 20 }) appointmentTypes: PublicAppointmentType[];

  /** What people agree to when they send a request. */
  @Nested(PublicConsentText) consent: PublicConsentText;
}
