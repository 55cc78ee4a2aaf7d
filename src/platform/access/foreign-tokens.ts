import type { TokenClaims } from './token-claims.js';

/** Access tokens that this server did not issue: those of the identity providers of its clinics. */
export abstract class ForeignTokens {
  /** The claims of a token that a provider issued for this API, with the person of the clinic; null where the token is not accepted. */
  abstract verify(token: string): Promise<TokenClaims | null>;
}
