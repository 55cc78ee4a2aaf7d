/** Where identity providers say that somebody has logged out there (OpenID Connect Back-Channel Logout 1.0). */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JWTPayload } from 'jose';
import { Clock } from '../../kernel/clock.js';
import { isId } from '../../kernel/id.js';
import { AccessChanges } from '../../platform/access/access-changes.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import type { InstallationProvider } from '../../platform/access/installation-provider.js';
import { readLogout } from './domain/logout.js';
import { IdentityProvidersRepository, type TokenIssuer } from './identity-providers.repository.js';
import { InstallationClinics } from './installation-clinics.js';
import { INSTALLATION_LOGOUT, LOGOUT } from './provider-addresses.js';
import { ProviderUnavailable } from './provider-metadata.js';
import { ProviderSessionsRepository } from './provider-sessions.repository.js';
import { ProviderTokens } from './provider-tokens.js';

const LONGEST_TOKEN = 16_384;

/** What a logout token is verified against, and where it counts. */
interface LoggingOut {
  issuer: TokenIssuer;
  audience: string[];
  listRows: () => Promise<{ clinicId: string; id: string }[]>;
}

@Injectable()
export class LogoutEndpoint {
  constructor(
    private readonly providers: IdentityProvidersRepository,
    private readonly tokens: ProviderTokens,
    private readonly sessions: ProviderSessionsRepository,
    private readonly installation: InstallationClinics,
    private readonly changes: AccessChanges,
    private readonly clock: Clock,
  ) {}

  mount(scope: FastifyInstance): void {
    scope.post(LOGOUT, async (request, reply) => {
      const { providerId } = request.params as { providerId: string };
      const [provider] = isId(providerId) ? await this.providers.listActive({ id: providerId }) : [];
      return provider
        ? this.logOut(request, reply, { issuer: provider, audience: [provider.clientId], listRows: () => Promise.resolve([provider]) })
        : refuse(reply);
    });
  }

  /** The address for the provider of the whole installation. A logout token names no clinic, and counts in each of them. */
  mountForInstallation(scope: FastifyInstance, { clientIds }: InstallationProvider): void {
    const of = { issuer: this.installation.issuer!, audience: [...clientIds], listRows: () => this.installation.list() };
    scope.post(INSTALLATION_LOGOUT, (request, reply) => this.logOut(request, reply, of));
  }

  private async logOut(request: FastifyRequest, reply: FastifyReply, { issuer, audience, listRows }: LoggingOut): Promise<FastifyReply> {
    const { logout_token: token } = (request.body ?? {}) as { logout_token?: unknown };
    if (typeof token !== 'string' || token.length > LONGEST_TOKEN) return refuse(reply);
    const payload = await this.verify(issuer, token, audience);
    if (payload === 'unavailable') {
      return reply.status(503).header('Retry-After', '10').send({ error: 'temporarily_unavailable', error_description: 'The keys cannot be fetched.' });
    }
    const logout = payload && readLogout(payload, this.clock.now().getTime() / 1000);
    if (!logout) return refuse(reply);
    const { jti, subject, sid, issuedAt } = logout;
    const ended = { tokenHash: hashSecret(jti), subject, sid, loggedOutAt: new Date(issuedAt * 1000) };
    const rows = await listRows();
    const firsts = await Promise.all(rows.map(({ clinicId, id }) => this.sessions.end(clinicId, { ...ended, providerId: id })));
    this.changes.tell();
    return firsts.length === 0 || firsts.includes(true) ? reply.status(200).send() : refuse(reply);
  }

  private async verify(issuer: TokenIssuer, token: string, audience: string[]): Promise<JWTPayload | 'unavailable' | null> {
    try {
      return await this.tokens.verify(issuer, token, 'logout', audience);
    } catch (error) {
      return error instanceof ProviderUnavailable ? 'unavailable' : null;
    }
  }
}

/** Answers every fault in the same words. */
const refuse = (reply: FastifyReply): FastifyReply =>
  reply.status(400).send({ error: 'invalid_request', error_description: 'This is no logout token that this server takes.' });
