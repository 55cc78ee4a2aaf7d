import { languages, type Language } from '../../kernel/language.js';
import { Characters, Email, Flag, Instant, MayBeNull, OneOf, Optional, Text, Whole } from '../../platform/http/index.js';

/** What a person can change of their own account. */
export class MyAccountChange {
  /**
   * The person's name, as colleagues and the clinic's papers show it.
   * @example Dr Meera Example
   */
  @Text({ max: 200 }) name: string;

  /** The language of mails to the person; left out, English. */
  @Optional() @OneOf(languages) language?: Language;
}

/** A person's own account. */
export class MyAccountResponse extends MyAccountChange {
  /**
   * The e-mail address with which the person logs in. An admin changes it.
   * @example meera@demo.hairline.test
   */
  @Email() email: string;

  /** When the password was set, in UTC; null where there is none. */
  @MayBeNull() @Instant() passwordSetAt: string | null;

  /** The version, as in the ETag; that of the person in `/v1/staff`. */
  @Whole() version: number;
}

/** A new password in place of the present one. */
export class PasswordInput {
  /**
   * The present password.
   * @example an owl reads under the bridge
   */
  @Characters({ min: 1, max: 256 }) presentPassword: string;

  /**
   * The new one: at least twelve characters, not among the common ones, and more than one's own name.
   * @example seven grey herons at noon
   */
  @Characters({ min: 1, max: 256 }) newPassword: string;

  /** Whether all else that the person is logged in to ends. */
  @Optional() @Flag() endOtherSessions?: boolean;
}
