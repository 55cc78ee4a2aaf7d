import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { getNonceSecret } from '../../platform/access/proof-of-possession.js';
import { KeyStore } from '../../platform/access/key-store.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { ArtifactsRepository } from '../artifacts/artifacts.repository.js';
import { LoginClients, findOwnClient } from './clients.js';
import { createProvider } from './provider.js';
import { ProviderPages } from './provider-pages.js';
import { ProviderAnswers } from './provider-answers.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Running {
  provider: Provider;
  handle: Handler;
  /** The ids of its signing keys. */
  keys: string;
}

/** Keeps oidc-provider with the present signing keys, and creates it again when they change. */
@Injectable()
export class RunningProvider {
  private running: Running | null = null;

  constructor(
    private readonly keys: KeyStore,
    private readonly encryption: KeyEncryption,
    private readonly artifacts: ArtifactsRepository,
    private readonly clients: LoginClients,
    private readonly accounts: AccountsService,
    private readonly answers: ProviderAnswers,
    private readonly logger: PinoLogger,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  /** The provider with the present keys. */
  async getCurrent(): Promise<Running> {
    const keys = await this.keys.listSigningKeys();
    const names = keys.map((key) => `${key.id} ${key.signs}`).join();
    if (this.running?.keys === names) return this.running;
    const provider = createProvider({
      publicUrl: this.publicUrl,
      keys,
      cookieKeys: this.encryption.derive('login cookies').map((key) => key.toString('base64url')),
      nonceSecret: getNonceSecret(this.encryption),
      adapterOf: (model) => (model === 'Client' ? this.clients.createAdapter() : this.artifacts.createAdapter(model)),
      findPerson: (staffId) => this.accounts.findById(staffId),
      isLaunch: (client, launch) => this.clients.isLaunch(client, launch),
      pages: new ProviderPages(),
    });
    provider.use(async (ctx, next) => {
      await next();
      await this.answers.complete(ctx as KoaContextWithOIDC);
    });
    provider.on('server_error', (_ctx, error) => this.logger.error({ err: error }, 'the authorization server failed'));
    (provider as unknown as EventEmitter).on('error', (error: unknown) => this.logger.error({ err: error }, 'the authorization server failed'));
    provider.on('grant.success', (ctx) => void this.noteUse(ctx));
    this.running = { provider, handle: provider.callback(), keys: names };
    return this.running;
  }

  private async noteUse(ctx: KoaContextWithOIDC): Promise<void> {
    const client = findOwnClient(ctx.oidc.client);
    try {
      if (client) await this.clients.noteUse(client, ctx);
    } catch (error) {
      this.logger.warn({ err: error }, 'the use of a client could not be noted');
    }
  }
}
