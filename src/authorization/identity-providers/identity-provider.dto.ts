import { declareEnumeration } from '../../kernel/enumeration.js';
import { roles, type Role } from '../../platform/access/policy.js';
import { Characters, Flag, Identifier, Instant, ListOf, Matching, OneOf, Optional, Text, Whole } from '../../platform/http/index.js';
import { clientAuthentications, type ClientAuthentication } from './domain/client-authentication.js';

const statuses = declareEnumeration('IdentityProviderStatus', ['active', 'inactive']);

const MOST_ROLES = 50;
const MOST_SCOPES = 20;
const POINTER = /^(\/([^~/]|~[01])*)+$/;
const Claim = (example: string) => Matching(POINTER, { example, what: 'a JSON Pointer to a claim' });

/** A value of the provider's claim of roles, and the role of this clinic that it stands for. */
export class IdentityProviderRole {
  /**
   * The value, compared character by character.
   * @example hair-clinic-dermatologists
   */
  @Text({ max: 200 }) value: string;

  /** The role that people with this value have in the clinic. */
  @OneOf(roles) role: Role;
}

/** What a clinic says of an identity provider. */
class IdentityProviderSettings {
  /**
   * The name of the provider on the login page.
   * @example City Hospital
   */
  @Text({ max: 100 }) name: string;

  /**
   * The issuer of the provider's tokens, exactly as the tokens say it. The discovery document is at `/.well-known/openid-configuration` below it. The address is
   * `https` and publicly reachable, unless the operator has opened a network.
   * @example https://id.hospital.example
   */
  @Characters({ min: 1, max: 500 }) issuer: string;

  /**
   * The client id that the provider has given to Hairline. ID tokens have it as their audience.
   * @example hairline
   */
  @Text({ max: 200 }) clientId: string;

  /** How Hairline authenticates at the provider. With `private_key_jwt` it signs with its own keys, which the provider finds at `/oauth/jwks`. */
  @OneOf(clientAuthentications) clientAuthentication: ClientAuthentication;

  /**
   * The scopes that Hairline asks for at a login; `openid`, `profile` and `email` where they are left out. They have to include `openid`.
   * @example ["openid", "profile", "email", "groups"]
   */
  @Optional() @ListOf(Matching(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, { example: 'openid' }), { min: 1, max: MOST_SCOPES, unique: true }) scopes?: string[];

  /**
   * The audience of the provider's access tokens for this API; null where its access tokens are not accepted. It cannot be the `clientId`, so that no ID token
   * passes for an access token.
   * @example https://api.clinic.example
   */
  @Optional() @Text({ max: 300 }) accessTokenAudience?: string | null;

  /**
   * A JSON Pointer to the claim that names the clinic. A claim with a slash in its name has `~1` in its place.
   * @example /organisation
   */
  @Claim('/organisation') clinicClaim: string;

  /**
   * The value that stands for this clinic. The claim is this text, or a list that has it.
   * @example hair-clinic
   */
  @Text({ max: 200 }) clinicValue: string;

  /**
   * A JSON Pointer to the claim that names the roles: a text, or a list of texts.
   * @example /groups
   */
  @Claim('/groups') roleClaim: string;

  /** The roles by the values of `roleClaim`. The first entry whose value the claim has decides; a person without any is refused. */
  @ListOf(IdentityProviderRole, { min: 1, max: MOST_ROLES, unique: (entry) => entry.value }) roles: IdentityProviderRole[];

  /**
   * A JSON Pointer to the claim with the e-mail address; `/email` where it is left out. The address counts only where `email_verified` is true.
   * @example /email
   */
  @Optional() @Claim('/email') emailClaim?: string;

  /** Whether a person who logs in for the first time is the person of the clinic with the same verified e-mail address. */
  @Flag() linksByEmail: boolean;

  /** Whether a person whom the clinic does not know is added to its staff at the first login, with the role of the claims. */
  @Flag() createsPeople: boolean;

  /** Whether a login counts as one with two factors where the provider says so (`amr` has `mfa`). Otherwise Hairline asks for its own second factor. */
  @Flag() trustsSecondFactor: boolean;

  /** Whether the people of the clinic may also log in with passwords and passkeys of their own. Where one active provider says no, nobody of the clinic may. */
  @Flag() allowsLocalLogIn: boolean;
}

/** A new identity provider of the clinic. */
export class IdentityProviderInput extends IdentityProviderSettings {
  /** The secret of Hairline at the provider, needed unless `clientAuthentication` is `private_key_jwt`. It is stored encrypted and never answered. */
  @Optional() @Text({ max: 500 }) clientSecret?: string;
}

/** The members of an identity provider that can be changed. */
export class IdentityProviderChange extends IdentityProviderInput {
  /** With an inactive provider nobody logs in, and its access tokens are refused. */
  @OneOf(statuses) status: 'active' | 'inactive';
}

/** An identity provider of the clinic: an OpenID Connect server that says who somebody is. */
export class IdentityProviderResponse {
  /** The id of the provider. */
  @Identifier() id: string;

  /**
   * The name of the provider on the login page.
   * @example City Hospital
   */
  name: string;

  /**
   * The issuer of the provider's tokens.
   * @example https://id.hospital.example
   */
  issuer: string;

  /**
   * The client id of Hairline at the provider.
   * @example hairline
   */
  clientId: string;

  /** How Hairline authenticates at the provider. */
  @OneOf(clientAuthentications) clientAuthentication: ClientAuthentication;

  /** The scopes that Hairline asks for at a login. */
  @ListOf(Matching(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, { example: 'openid' }), { min: 1, max: MOST_SCOPES, unique: true }) scopes: string[];

  /** The audience of the provider's access tokens for this API; null where its access tokens are not accepted. */
  accessTokenAudience: string | null;

  /** The JSON Pointer to the claim that names the clinic. */
  @Claim('/organisation') clinicClaim: string;

  /**
   * The value that stands for this clinic.
   * @example hair-clinic
   */
  clinicValue: string;

  /** The JSON Pointer to the claim that names the roles. */
  @Claim('/groups') roleClaim: string;

  /** The roles by the values of `roleClaim`. */
  @ListOf(IdentityProviderRole, { min: 1, max: MOST_ROLES }) roles: IdentityProviderRole[];

  /** The JSON Pointer to the claim with the e-mail address. */
  @Claim('/email') emailClaim: string;

  /** Whether a person who logs in for the first time is the person of the clinic with the same verified e-mail address. */
  @Flag() linksByEmail: boolean;

  /** Whether a person whom the clinic does not know is added to its staff at the first login. */
  @Flag() createsPeople: boolean;

  /** Whether a login counts as one with two factors where the provider says so. */
  @Flag() trustsSecondFactor: boolean;

  /** Whether the people of the clinic may also log in with passwords and passkeys of their own. */
  @Flag() allowsLocalLogIn: boolean;

  /** The status of the provider. */
  @OneOf(statuses) status: 'active' | 'inactive';

  /**
   * The redirect address to register at the provider.
   * @example https://api.clinic.example/oauth/identity-providers/01936f00-5c00-7000-8000-00000000000a/callback
   */
  redirectUri: string;

  /**
   * The address for back-channel logout to register at the provider.
   * @example https://api.clinic.example/oauth/backchannel-logout/01936f00-5c00-7000-8000-00000000000a
   */
  backchannelLogoutUri: string;

  /**
   * The address to register at the provider to which it sends people after a logout.
   * @example https://api.clinic.example/oauth/identity-providers/logged-out
   */
  postLogoutRedirectUri: string;

  /** When the provider was added, in UTC. */
  @Instant() createdAt: string;

  /** When the provider was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the record, as in the ETag. */
  @Whole() version: number;
}
