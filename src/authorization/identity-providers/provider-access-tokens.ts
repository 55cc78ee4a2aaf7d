/** Access tokens that the identity provider of a clinic, or of the installation, issued for this API. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decodeJwt, type JWTPayload } from 'jose';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../kernel/clock.js';
import { AccessCache } from '../../platform/access/access-cache.js';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { ForeignTokens } from '../../platform/access/foreign-tokens.js';
import type { InstallationProvider } from '../../platform/access/installation-provider.js';
import { findBoundKey, type TokenClaims } from '../../platform/access/token-claims.js';
import { listProviderMethods } from '../domain/strength.js';
import { concernsClinic } from './domain/identity.js';
import { IdentityPeople } from './identity-people.service.js';
import { IdentityProvidersRepository, type IdentityProvider, type ProviderOfPeople, type TokenIssuer } from './identity-providers.repository.js';
import { InstallationClinics } from './installation-clinics.js';
import { ProviderSessionsRepository } from './provider-sessions.repository.js';
import { ProviderTokens } from './provider-tokens.js';

/** A token that lives longer is refused: logouts are remembered no longer than two days. */
const LONGEST_LIFE_SECONDS = 86_400;
const MAXIMUM_KNOWN = 10_000;

/** Claims of ID tokens and logout tokens, which access tokens do not have. */
const claimsOfOthers = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'];

/** A verified token, and the provider of the clinic that it is for. */
interface ReadToken {
  provider: ProviderOfPeople;
  payload: JWTPayload;
}

@Injectable()
export class ProviderAccessTokens extends ForeignTokens {
  private readonly verified: AccessCache<TokenClaims>;
  private readonly byIssuer: AccessCache<IdentityProvider[]>;

  constructor(
    private readonly providers: IdentityProvidersRepository,
    private readonly tokens: ProviderTokens,
    private readonly people: IdentityPeople,
    private readonly sessions: ProviderSessionsRepository,
    private readonly installation: InstallationClinics,
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
    const read = this.installation.provider ? await this.readOfInstallation(token, this.installation.provider) : await this.readOfClinic(token);
    if (!read) return null;
    const { provider, payload } = read;
    const { id: providerId, clinicId } = provider;
    const common = {
      clinic: clinicId,
      exp: payload.exp!,
      jti: `${providerId} ${payload.jti ?? createHash('sha256').update(token).digest('base64url')}`,
      boundTo: findBoundKey(payload.cnf),
      isForFhir: false,
      isForeign: true,
    };
    const system = await this.installation.findClient(payload, provider);
    if (system) return { ...common, sub: system.id, kind: 'client', client: system.clientId };
    const resolved = await this.people.resolve(provider, payload);
    if ('refused' in resolved) return null;
    const { staffId, identity } = resolved;
    const { subject, sid, issuedAt, authenticatedAt, hasTwoFactors } = identity;
    if (await this.sessions.isLoggedOut(clinicId, { providerId, subject, sid, issuedAt: new Date(issuedAt * 1000) })) return null;
    return { ...common, sub: staffId, kind: 'staff', login: { at: authenticatedAt, amr: listProviderMethods(hasTwoFactors) } };
  }

  private async readOfInstallation(token: string, { audience }: InstallationProvider): Promise<ReadToken | null> {
    const payload = await this.verifyPayload(this.installation.issuer!, token, audience);
    const provider = payload && (await this.installation.find(payload));
    return provider && { provider, payload };
  }

  private async readOfClinic(token: string): Promise<ReadToken | null> {
    const provider = await this.findProvider(token);
    const payload = provider && (await this.verifyPayload(provider, token, provider.accessTokenAudience!));
    return payload && { provider, payload };
  }

  /** The claims of a valid access token; null for any other token. */
  private async verifyPayload(issuer: TokenIssuer, token: string, audience: string): Promise<JWTPayload | null> {
    try {
      const payload = await this.tokens.verify(issuer, token, 'access', audience);
      const isOther = claimsOfOthers.some((claim) => claim in payload) || payload.exp! - payload.iat! > LONGEST_LIFE_SECONDS;
      return isOther ? null : payload;
    } catch (error) {
      this.logger.debug({ error: error instanceof Error ? error.name : 'unknown' }, 'an access token of an identity provider was refused');
      return null;
    }
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
