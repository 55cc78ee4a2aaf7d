/** All pages and addresses of the authorization server that are our own, and not those of oidc-provider. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { AccountPages } from '../accounts/account-pages.js';
import { LogoutEndpoint } from '../identity-providers/logout-endpoint.js';
import { ProviderAddresses } from '../identity-providers/provider-addresses.pages.js';
import { OwnAccountPages } from '../own-account/own-account-pages.js';
import { Interactions } from './interactions.js';

@Injectable()
export class AllPages {
  constructor(
    private readonly interactions: Interactions,
    private readonly accountPages: AccountPages,
    private readonly ownAccountPages: OwnAccountPages,
    private readonly providerAddresses: ProviderAddresses,
    private readonly logout: LogoutEndpoint,
  ) {}

  mount(scope: FastifyInstance, provider: () => Promise<Provider>): void {
    this.interactions.mount(scope, provider);
    this.accountPages.mount(scope);
    this.ownAccountPages.mount(scope, provider);
    this.providerAddresses.mount(scope);
    this.logout.mount(scope);
  }
}
