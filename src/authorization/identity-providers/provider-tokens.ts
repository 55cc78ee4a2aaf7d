/** Verifies what identity providers sign: ID tokens, access tokens and logout tokens. */
import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JWK, type JWTPayload } from 'jose';
import { Clock } from '../../kernel/clock.js';
import { RemoteKeySets } from '../../platform/outbound/remote-key-sets.js';
import type { TokenIssuer } from './identity-providers.repository.js';
import { CLOCK_TOLERANCE_SECONDS, ProviderMetadata } from './provider-metadata.js';

/** Signatures with a key pair only: a shared secret signs nothing here, and neither does `none`. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/** The kinds of tokens, by the `typ` of their header in lower case. A plain JWT says `jwt` or nothing. */
const types = {
  id: ['', 'jwt'],
  access: ['', 'jwt', 'at+jwt', 'application/at+jwt'],
  logout: ['logout+jwt', 'application/logout+jwt'],
} as const;

type ProviderToken = keyof typeof types;

@Injectable()
export class ProviderTokens {
  constructor(
    private readonly metadata: ProviderMetadata,
    private readonly keySets: RemoteKeySets,
    private readonly clock: Clock,
  ) {}

  /** The claims of a token with the provider's signature, issuer, audience (one of several) and type, at its time. Fails where anything is wrong. */
  async verify(provider: TokenIssuer, token: string, kind: ProviderToken, audience: string | string[]): Promise<JWTPayload> {
    const { kid, typ = '' } = decodeProtectedHeader(token);
    if (!(types[kind] as readonly string[]).includes(typ.toLowerCase())) throw new TypeError('the token is of another type');
    const { jwks_uri: address } = await this.metadata.get(provider);
    const keys = (await this.keySets.getKeys(address!, kid)) as JWK[];
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys }), {
      algorithms,
      issuer: provider.issuer,
      audience,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: this.clock.now(),
      requiredClaims: kind === 'logout' ? ['iat', 'jti'] : ['iat', 'exp', 'sub'],
    });
    if (payload.iat! > this.clock.now().getTime() / 1000 + CLOCK_TOLERANCE_SECONDS) throw new TypeError('the token is of the future');
    return payload;
  }
}
