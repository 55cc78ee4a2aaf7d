/** A login at an identity provider: the code flow with PKCE, state and nonce, as openid-client does it. */
import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import * as client from 'openid-client';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { OutboundFailure } from '../../platform/outbound/outbound.js';
import { findClaim, type Claims } from './domain/identity.js';
import { IdentityPeople, type Resolved } from './identity-people.service.js';
import type { IdentityProvider } from './identity-providers.repository.js';
import { formatCallbackAddress } from './provider-addresses.js';
import { ProviderMetadata, ProviderUnavailable } from './provider-metadata.js';
import { ProviderTokens } from './provider-tokens.js';

/** What has to be remembered between the way to the provider and back. */
export interface ProviderFlow {
  providerId: string;
  state: string;
  nonce: string;
  verifier: string;
}

/** Why a login at a provider failed before anybody was known. */
type LogInFailure = 'provider-unavailable' | 'log-in-refused' | 'log-in-invalid';

type LoggedIn = Exclude<Resolved, { refused: unknown }>;
export type ProviderLogInOutcome = LoggedIn | { refused: LogInFailure | Extract<Resolved, { refused: unknown }>['refused'] };

/** The login under way that a state belongs to; null where it has another form. */
export const findLogInOfState = (state: string): string | null => /^([\w-]{10,64})\.[\w-]{20,64}$/.exec(state)?.[1] ?? null;

/** Whether the provider, or the way to it, is to blame. */
const isUnavailable = (error: unknown): boolean => {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof OutboundFailure || cause instanceof ProviderUnavailable) return true;
  return false;
};

@Injectable()
export class ProviderLogIn {
  constructor(
    private readonly metadata: ProviderMetadata,
    private readonly tokens: ProviderTokens,
    private readonly people: IdentityPeople,
    private readonly logger: PinoLogger,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  /** The address to which the browser goes; null where the provider does not answer. */
  async begin(provider: IdentityProvider, logInId: string, language: string): Promise<{ address: URL; flow: ProviderFlow } | null> {
    const flow = {
      providerId: provider.id,
      state: `${logInId}.${client.randomState()}`,
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    try {
      const address = client.buildAuthorizationUrl(await this.metadata.buildConfiguration(provider), {
        redirect_uri: formatCallbackAddress(this.publicUrl, provider.id),
        scope: provider.scopes.join(' '),
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        ui_locales: language,
      });
      return { address, flow };
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      return null;
    }
  }

  /** Exchanges the code, and finds the person. Every check of the answer is made before anything is believed. */
  async finish(provider: IdentityProvider, flow: ProviderFlow, query: string): Promise<ProviderLogInOutcome> {
    const claims = await this.fetchClaims(provider, flow, query);
    return typeof claims === 'string' ? { refused: claims } : this.people.resolve(provider, claims);
  }

  private async fetchClaims(provider: IdentityProvider, { state, nonce, verifier }: ProviderFlow, query: string): Promise<Claims | LogInFailure> {
    try {
      const configuration = await this.metadata.buildConfiguration(provider);
      const back = new URL(`${formatCallbackAddress(this.publicUrl, provider.id)}${query}`);
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await client.authorizationCodeGrant(configuration, back, checks);
      const claims = await this.tokens.verify(provider, tokens.id_token!, 'id', provider.clientId);
      const isMissing = [provider.clinicClaim, provider.roleClaim, provider.emailClaim].some((claim) => findClaim(claims, claim) === undefined);
      if (!isMissing || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
      return { ...(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub!)), ...claims };
    } catch (error) {
      if (isUnavailable(error)) return 'provider-unavailable';
      // What the provider says of the error is not logged: it can be made to say anything.
      this.logger.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'a login at an identity provider failed');
      return error instanceof client.AuthorizationResponseError ? 'log-in-refused' : 'log-in-invalid';
    }
  }
}
