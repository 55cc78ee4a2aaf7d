import { Email, Identifier, Instant, OneOf, Optional } from '../../platform/http/index.js';
import { languages, type Language } from '../../kernel/language.js';

/** How to invite a person. */
export class InvitationInput {
  /** The language of the mail. Left out, the person's own where it is known, else English. */
  @OneOf(languages) @Optional() language?: Language;
}

/** An invitation that was sent. */
export class InvitationResponse {
  /** The person who was invited. */
  @Identifier() staffId: string;

  /**
   * The address that the mail went to.
   * @example meera@demo.hairline.test
   */
  @Email() email: string;

  /** When the link in the mail expires, in UTC. It can be used once. */
  @Instant() expiresAt: string;
}
