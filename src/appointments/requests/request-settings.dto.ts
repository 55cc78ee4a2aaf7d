import {
  CheckedBy,
  Characters,
  Flag,
  Identifier,
  ListOf,
  Matching,
  Nested,
  Optional,
  ReadOnlyFrom,
  Text,
  Whole,
  WithDefault,
} from '../../platform/http/index.js';
import { noRequests, validateRequestSettings, type InEachLanguage } from '../domain/requests.js';

const MOST_OFFERED = 20;

/** A name in each language. */
export class NameInEachLanguage implements InEachLanguage {
  /**
   * The name in English.
   * @example First consultation
   */
  @Text({ max: 100 }) en: string;

  /**
   * The name in Hindi.
   * @example पहला परामर्श
   */
  @Text({ max: 100 }) hi: string;
}

/** A text in each language. */
export class TextInEachLanguage implements InEachLanguage {
  /**
   * The text in English.
   * @example We use what you write here to answer you, and erase it after 90 days.
   */
  @Text({ max: 4000 }) en: string;

  /**
   * The text in Hindi.
   * @example आप यहाँ जो लिखते हैं उसका उपयोग हम आपको उत्तर देने के लिए करते हैं, और 90 दिनों के बाद उसे मिटा देते हैं।
   */
  @Text({ max: 4000 }) hi: string;
}

/** A type of appointment that the clinic offers to the public. */
export class OfferedAppointmentType {
  /** The type. */
  @Identifier() appointmentTypeId: string;

  /** The name under which the public sees the type. */
  @Nested(NameInEachLanguage) name: NameInEachLanguage;
}

/** How the clinic takes requests for appointments from the public. */
@ReadOnlyFrom(() => RequestSettingsResponse)
@CheckedBy<RequestSettingsChange>(validateRequestSettings, 'takesRequests', 'slug', 'offered', 'consentText', 'embeddingOrigins')
export class RequestSettingsChange {
  /** Whether the clinic takes requests. Its address answers 404 as long as it does not. */
  @Flag() takesRequests: boolean;

  /**
   * The name of the clinic in the address of its page, `/clinics/{slug}/request`: 3 to 60 lower-case letters, digits and single hyphens. No two clinics have the same one. Null where the
   * clinic has none.
   * @example demo-hair-clinic
   */
  @Optional()
  @Matching(/^(?=.{3,60}$)[a-z0-9]+(-[a-z0-9]+)*$/, { example: 'demo-hair-clinic', what: 'a name in lower-case letters, digits and hyphens' })
  slug?: string | null;

  /** The types of appointments that people can ask for, in the order in which they are shown. */
  @ListOf(OfferedAppointmentType, { max: MOST_OFFERED }) offered: OfferedAppointmentType[];

  /** What people agree to when they send a request; null where the clinic has written no text. */
  @Optional() @Nested(TextInEachLanguage) consentText?: TextInEachLanguage | null;

  /** The days after which a request is erased, counted from the decision, and from the receipt of one on which nobody decided; 1 to 730. */
  @WithDefault() @Whole({ min: 1, max: 730 }) retentionDays: number = noRequests.retentionDays;

  /** The origins of web pages that may show the clinic's page in a frame, such as `https://www.clinic.example`. */
  @WithDefault() @ListOf(Characters({ max: 300 }), { max: 20, unique: true }) embeddingOrigins: string[] = [];
}

/** How the clinic takes requests for appointments from the public. */
export class RequestSettingsResponse extends RequestSettingsChange {
  /** The version of the consent text: the version of the setting in which the text last changed; 0 where there is none. */
  @Whole() consentVersion: number;

  /** The version of the setting, as in the ETag; 0 until the clinic sets its own values. */
  @Whole() version: number;
}
