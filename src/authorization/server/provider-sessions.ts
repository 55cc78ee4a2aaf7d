/** Which session here came of which login at an identity provider, noted while oidc-provider answers; and the logout there that follows the logout here. */
import { Inject, Injectable } from '@nestjs/common';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { Clock } from '../../kernel/clock.js';
import { computeGrantSubject } from '../../platform/access/token-claims.js';
import { getIssuer, PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { isFederated } from '../domain/strength.js';
import { IdentityProvidersRepository } from '../identity-providers/identity-providers.repository.js';
import { formatLoggedOutAddress } from '../identity-providers/provider-addresses.js';
import { ProviderAddresses } from '../identity-providers/provider-addresses.pages.js';
import { ProviderMetadata, ProviderUnavailable } from '../identity-providers/provider-metadata.js';
import { ProviderSessionsRepository, type ProviderSession } from '../identity-providers/provider-sessions.repository.js';

@Injectable()
export class ProviderSessions {
  constructor(
    private readonly sessions: ProviderSessionsRepository,
    private readonly accounts: AccountsService,
    private readonly providers: IdentityProvidersRepository,
    private readonly metadata: ProviderMetadata,
    private readonly addresses: ProviderAddresses,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  /** Stores the session that a login at a provider began, and the grants that come of it. */
  async note(ctx: KoaContextWithOIDC): Promise<void> {
    const { session, result, entities } = ctx.oidc ?? {};
    if (!session?.accountId || !isFederated(session.amr)) return;
    const { providerSession } = (result ?? {}) as { providerSession?: ProviderSession };
    if (providerSession) await this.sessions.begin(session.uid, providerSession, this.clock.now());
    const grantId = entities?.Grant?.jti;
    const person = grantId === undefined ? null : await this.accounts.findById(session.accountId);
    if (grantId !== undefined && person) await this.sessions.noteGrant(person.clinicId, session.uid, computeGrantSubject(grantId));
  }

  /**
   * After a logout here, sends the browser on to the logout of the provider, where it has one (RP-Initiated Logout). Answers the address there, also for the
   * page that asks whether to log out; null where there is none.
   */
  async logOutElsewhere(ctx: KoaContextWithOIDC): Promise<string | null> {
    const { route, session } = ctx.oidc ?? {};
    if ((route !== 'end_session' && route !== 'end_session_confirm') || !session?.accountId || !isFederated(session.amr)) return null;
    const person = await this.accounts.findById(session.accountId);
    const providerId = person && (await this.sessions.findProviderId(person.clinicId, session.uid));
    const [provider] = providerId ? await this.providers.listActive({ id: providerId }) : [];
    const address = provider && (await this.findLogoutAddress(provider));
    if (!provider || !address) return null;
    const location = (ctx.response.get('location') as string | undefined) ?? '';
    const isEnded = (session as { destroyed?: boolean }).destroyed === true;
    // Where another person logs in, the login goes on, and what is ended is only the session here.
    const isLogInUnderWay = location.startsWith(`${getIssuer(this.publicUrl)}/authorize/`);
    if (route === 'end_session_confirm' && location !== '' && isEnded && !isLogInUnderWay) {
      const url = new URL(address);
      url.searchParams.set('client_id', provider.clientId);
      url.searchParams.set('post_logout_redirect_uri', formatLoggedOutAddress(this.publicUrl));
      url.searchParams.set('state', this.addresses.sealWayBack(location));
      ctx.redirect(url.href);
    }
    return address;
  }

  private async findLogoutAddress(provider: { id: string; issuer: string }): Promise<string | null> {
    try {
      const { end_session_endpoint: address } = await this.metadata.get(provider);
      return this.metadata.isUsable(address) ? address : null;
    } catch (error) {
      if (error instanceof ProviderUnavailable) return null;
      throw error;
    }
  }
}
