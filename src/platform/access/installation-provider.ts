import { Failure } from '../../kernel/failure.js';
import type { Role } from './policy.js';

/** The injection token of the identity provider of the installation. */
export const INSTALLATION_PROVIDER = Symbol('installation provider');

/**
 * The OpenID Connect server that takes the place of the server's own logins for every clinic of the installation. An operator sets it in the environment. Null
 * where people and systems log in here.
 */
export interface InstallationProvider {
  /** The name of the provider, for people. */
  readonly name: string;
  readonly issuer: string;
  /** The audience of its access tokens for this API. */
  readonly audience: string;
  /** The client ids whose logout tokens are accepted. The first is the client of the documentation. */
  readonly clientIds: readonly string[];
  /** The scopes that the documentation asks for. */
  readonly scopes: readonly string[];
  /** The parameter with which the documentation asks for a token with the audience; null where the provider knows none. */
  readonly audienceParameter: 'resource' | 'audience' | null;
  /** JSON Pointers to the claims with the clinic, the roles and the e-mail address. */
  readonly clinicClaim: string;
  readonly roleClaim: string;
  readonly emailClaim: string;
  /** The clinics by the values of their claim; null where the values are the ids of the clinics. */
  readonly clinics: readonly { readonly value: string; readonly clinicId: string }[] | null;
  readonly roles: readonly { readonly value: string; readonly role: Role }[];
  /** The values of the claim of roles that stand for integration clients. */
  readonly clientValues: readonly string[];
  readonly linksByEmail: boolean;
  readonly createsPeople: boolean;
  readonly trustsSecondFactor: boolean;
  /** The page on which people change their passwords; null where it is not known. */
  readonly accountUrl: string | null;
}

/** The failure for everything that belongs to logins at this server. */
export const createLogInElsewhereFailure = ({ name, issuer }: InstallationProvider): Failure =>
  new Failure('log-in-elsewhere', `People and systems log in at ${name}, and not at this server.`, { extra: { issuer } });
