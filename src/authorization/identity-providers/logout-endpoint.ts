/** Where identity providers say that somebody has logged out there (OpenID Connect Back-Channel Logout 1.0). */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JWTPayload } from 'jose';
import { Clock } from '../../kernel/clock.js';
import { isId } from '../../kernel/id.js';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { readLogout } from './domain/logout.js';
import { IdentityProvidersRepository, type IdentityProvider } from './identity-providers.repository.js';
import { LOGOUT } from './provider-addresses.js';
import { ProviderUnavailable } from './provider-metadata.js';
import { ProviderSessionsRepository } from './provider-sessions.repository.js';
import { ProviderTokens } from './provider-tokens.js';

const LONGEST_TOKEN = 16_384;

@Injectable()
export class LogoutEndpoint {
  constructor(
    private readonly providers: IdentityProvidersRepository,
    private readonly tokens: ProviderTokens,
    private readonly sessions: ProviderSessionsRepository,
    private readonly changes: AccessChanges,
    private readonly clock: Clock,
  ) {}

  mount(scope: FastifyInstance): void {
    scope.post(LOGOUT, (request, reply) => this.logOut(request, reply));
  }

  private async logOut(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    void reply.header('Cache-Control', 'no-store');
    const { providerId } = request.params as { providerId: string };
    const { logout_token: token } = (request.body ?? {}) as { logout_token?: unknown };
    const [provider] = isId(providerId) ? await this.providers.listActive({ id: providerId }) : [];
    if (!provider || typeof token !== 'string' || token.length > LONGEST_TOKEN) return refuse(reply);
    const payload = await this.verify(provider, token);
    if (payload === 'unavailable') {
      return reply.status(503).header('Retry-After', '10').send({ error: 'temporarily_unavailable', error_description: 'The keys cannot be fetched.' });
    }
    const logout = payload && readLogout(payload, this.clock.now().getTime() / 1000);
    if (!logout) return refuse(reply);
    const { jti, subject, sid, issuedAt } = logout;
    const ended = { providerId, tokenHash: hashSecret(jti), subject, sid, loggedOutAt: new Date(issuedAt * 1000) };
    const isFirst = await this.sessions.end(provider.clinicId, ended);
    this.changes.tell();
    return isFirst ? reply.status(200).send() : refuse(reply);
  }

  private async verify(provider: IdentityProvider, token: string): Promise<JWTPayload | 'unavailable' | null> {
    try {
      return await this.tokens.verify(provider, token, 'logout', provider.clientId);
    } catch (error) {
      return error instanceof ProviderUnavailable ? 'unavailable' : null;
    }
  }
}

/** Answers every fault in the same words. */
const refuse = (reply: FastifyReply): FastifyReply =>
  reply.status(400).send({ error: 'invalid_request', error_description: 'This is no logout token that this server takes.' });
