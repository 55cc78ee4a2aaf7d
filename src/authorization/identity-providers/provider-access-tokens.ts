/** Access tokens that a clinic's identity provider issued for this API. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decodeJwt, type JWTPayload } from 'jose';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../kernel/clock.js';
import { AccessCache } from '../../platform/access/access-cache.js';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { ForeignTokens } from '../../platform/access/foreign-tokens.js';
import { findBoundKey, type TokenClaims } from '../../platform/access/token-claims.js';
import { listProviderMethods } from '../domain/strength.js';
import { concernsClinic } from './domain/identity.js';
import { IdentityPeople } from './identity-people.service.js';
import { IdentityProvidersRepository, type IdentityProvider } from './identity-providers.repository.js';
import { ProviderSessionsRepository } from './provider-sessions.repository.js';
import { ProviderTokens } from './provider-tokens.js';

/** A token that lives longer is refused: logouts are remembered no longer than two days. */
const LONGEST_LIFE_SECONDS = 86_400;
const MAXIMUM_KNOWN = 10_000;

/** Claims of ID tokens and logout tokens, which access tokens do not have. */
const claimsOfOthers = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'];

@Injectable()
export class ProviderAccessTokens extends ForeignTokens {
  private readonly verified: AccessCache<TokenClaims>;
  private readonly byIssuer: AccessCache<IdentityProvider[]>;

  constructor(
    private readonly providers: IdentityProvidersRepository,
    private readonly tokens: ProviderTokens,
    private readonly people: IdentityPeople,
    private readonly sessions: ProviderSessionsRepository,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
    changes: AccessChanges,
  ) {
    super();
    this.verified = new AccessCache(changes, MAXIMUM_KNOWN);
    this.byIssuer = new AccessCache(changes, MAXIMUM_KNOWN);
  }

  /** What a token was verified as counts for a few seconds, and not beyond a change of access in any process. */
  override async verify(token: string): Promise<TokenClaims | null> {
    const key = createHash('sha256').update(token).digest('base64');
    const known = this.verified.get(key);
    if (known) return known.exp * 1000 > this.clock.now().getTime() ? known : null;
    const keep = this.verified.startReading();
    const claims = await this.read(token);
    if (claims) keep(key, claims);
    return claims;
  }

  private async read(token: string): Promise<TokenClaims | null> {
    const provider = await this.findProvider(token);
    if (!provider) return null;
    let payload: JWTPayload;
    try {
      payload = await this.tokens.verify(provider, token, 'access', provider.accessTokenAudience!);
    } catch (error) {
      this.logger.debug({ error: error instanceof Error ? error.name : 'unknown' }, 'an access token of an identity provider was refused');
      return null;
    }
    if (claimsOfOthers.some((claim) => claim in payload) || payload.exp! - payload.iat! > LONGEST_LIFE_SECONDS) return null;
    const resolved = await this.people.resolve(provider, payload);
    if ('refused' in resolved) return null;
    const { staffId, identity } = resolved;
    const { subject, sid, issuedAt, authenticatedAt, hasTwoFactors } = identity;
    const { id: providerId, clinicId } = provider;
    if (await this.sessions.isLoggedOut(clinicId, { providerId, subject, sid, issuedAt: new Date(issuedAt * 1000) })) return null;
    return {
      sub: staffId,
      clinic: clinicId,
      kind: 'staff',
      exp: payload.exp!,
      jti: `${providerId} ${payload.jti ?? createHash('sha256').update(token).digest('base64url')}`,
      boundTo: findBoundKey(payload.cnf),
      login: { at: authenticatedAt, amr: listProviderMethods(hasTwoFactors) },
      isForFhir: false,
      isForeign: true,
    };
  }

  /** The first registered of the providers that have the token's issuer, its audience and its clinic. Nothing of the token is verified yet. */
  private async findProvider(token: string): Promise<IdentityProvider | null> {
    let payload: JWTPayload;
    try {
      payload = decodeJwt(token);
    } catch {
      return null;
    }
    const { iss, aud } = payload;
    if (typeof iss !== 'string' || aud === undefined) return null;
    const audiences = [aud].flat();
    const isOne = (provider: IdentityProvider): boolean => audiences.includes(provider.accessTokenAudience ?? '') && concernsClinic(payload, provider);
    return (await this.listByIssuer(iss)).find(isOne) ?? null;
  }

  private async listByIssuer(issuer: string): Promise<IdentityProvider[]> {
    const known = this.byIssuer.get(issuer);
    if (known) return known;
    const keep = this.byIssuer.startReading();
    const found = (await this.providers.listActive({ issuer })).filter(({ accessTokenAudience }) => accessTokenAudience !== null);
    keep(issuer, found);
    return found;
  }
}
