import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createNotFoundFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { Pages, requireVersion, withPatch, type MergePatchBody, type Page, type PageQuery } from '../../platform/http/index.js';
import { Outbound } from '../../platform/outbound/outbound.js';
import { IdentityProviderChange, type IdentityProviderInput, type IdentityProviderResponse } from './identity-provider.dto.js';
import { IdentityProvidersRepository, type IdentityProvider, type WrittenProvider } from './identity-providers.repository.js';
import { formatCallbackAddress, formatLogoutAddress, formatLoggedOutAddress, SECRETS } from './provider-addresses.js';

const usualScopes = ['openid', 'profile', 'email'];

const taken = {
  identity_providers_one_clinic: 'A provider with this issuer, audience and value of the clinic is registered already. Use another audience or value.',
};

@Injectable()
export class IdentityProvidersService {
  constructor(
    private readonly providers: IdentityProvidersRepository,
    private readonly pages: Pages,
    private readonly outbound: Outbound,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  async get(id: string): Promise<IdentityProviderResponse> {
    return this.toResponse(await this.require(this.providers.find(id)));
  }

  list(query: PageQuery): Promise<Page<IdentityProviderResponse>> {
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.providers.list(after, limit),
      position: (provider) => provider.id,
      item: (provider) => this.toResponse(provider),
      total: () => this.providers.count(),
    });
  }

  async create(input: IdentityProviderInput): Promise<IdentityProviderResponse> {
    const written = this.prepare(createId(), { ...input, status: 'active' }, null);
    return this.toResponse(await refuseDuplicate(taken, () => this.providers.insert(written)));
  }

  async change(id: string, patch: MergePatchBody): Promise<IdentityProviderResponse> {
    const provider = await this.require(this.providers.lock(id));
    requireVersion(provider.version);
    const { clinicId: _clinicId, id: _id, clientSecret, version: _version, createdAt: _createdAt, updatedAt: _updatedAt, ...before } = provider;
    const given = Object.fromEntries(Object.entries(before).filter(([, value]) => value !== null));
    const written = this.prepare(id, withPatch(IdentityProviderChange, given, patch), clientSecret);
    return this.toResponse(await refuseDuplicate(taken, () => this.providers.update(written)));
  }

  async remove(id: string): Promise<void> {
    const { version } = await this.require(this.providers.lock(id));
    requireVersion(version);
    await this.providers.remove(id, this.clock.now());
  }

  /** Validates the settings as a whole, and encrypts the secret. */
  private prepare(id: string, change: IdentityProviderChange, keptSecret: Buffer | null): WrittenProvider {
    const { clientSecret, clientAuthentication, accessTokenAudience = null, scopes = usualScopes, emailClaim = '/email' } = change;
    const needsSecret = clientAuthentication !== 'private_key_jwt';
    const errors: FieldError[] = [];
    const refuse = (pointer: string, code: FieldError['code'], detail: string): void => void errors.push({ pointer, code, detail });
    if (!this.outbound.isAskable(change.issuer) || /[?#]/.test(change.issuer))
      refuse('/issuer', 'not-allowed', 'Give an https address without query and fragment that this server may reach.');
    if (!scopes.includes('openid')) refuse('/scopes', 'not-allowed', 'The scopes have to include openid.');
    if (accessTokenAudience === change.clientId) refuse('/accessTokenAudience', 'not-allowed', 'The audience of access tokens cannot be the client id.');
    if (needsSecret && clientSecret === undefined && keptSecret === null) refuse('/clientSecret', 'required', 'This way to authenticate needs a secret.');
    if (!needsSecret && clientSecret !== undefined) refuse('/clientSecret', 'not-allowed', 'With private_key_jwt there is no secret.');
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const sealed = clientSecret === undefined ? keptSecret : this.encryption.seal(SECRETS, id, clientSecret);
    return { ...change, id, accessTokenAudience, scopes, emailClaim, clientSecret: needsSecret ? sealed : null, now: this.clock.now() };
  }

  private toResponse({ clinicId: _clinicId, clientSecret: _clientSecret, createdAt, updatedAt, ...provider }: IdentityProvider): IdentityProviderResponse {
    return {
      ...provider,
      redirectUri: formatCallbackAddress(this.publicUrl, provider.id),
      backchannelLogoutUri: formatLogoutAddress(this.publicUrl, provider.id),
      postLogoutRedirectUri: formatLoggedOutAddress(this.publicUrl),
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    };
  }

  private async require(found: Promise<IdentityProvider | null>): Promise<IdentityProvider> {
    const provider = await found;
    if (!provider) throw createNotFoundFailure('identity provider');
    return provider;
  }
}
