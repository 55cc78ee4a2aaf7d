import { Email, Identifier, Instant, OneOf, Optional } from '../../platform/http/index.js';
import { languages, type Language } from '../../kernel/language.js';

/** How to invite a person. */
export class InvitationInput {
  /** The language of the mail. Left out, the person's own where it is known, else English. */
  @OneOf(languages) @Optional() language?: Language;
}

/** That a person was invited. */
export class InvitationResponse {
  /** The person who was invited. */
  @Identifier() staffId: string;

  /**
   * Where the mail went.
   * @example meera@demo.hairline.test
   */
  @Email() email: string;

  /** Until when the link in it is good, in UTC; it is good once. */
  @Instant() expiresAt: string;
}
