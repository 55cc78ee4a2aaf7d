/** What is done with each answer of oidc-provider before it leaves. */
import { Injectable } from '@nestjs/common';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { completePolicy } from './provider-pages.js';
import { ProviderSessions } from './provider-sessions.js';
import { StructuredTokens } from './structured-tokens.js';

@Injectable()
export class ProviderAnswers {
  constructor(
    private readonly tokens: StructuredTokens,
    private readonly sessions: ProviderSessions,
  ) {}

  async complete(ctx: KoaContextWithOIDC): Promise<void> {
    await this.tokens.complete(ctx);
    await this.sessions.note(ctx);
    completePolicy(ctx, await this.sessions.logOutElsewhere(ctx));
  }
}
