/** What stands under `/oauth` where an identity provider takes the place of the logins here: its logouts, and pages and problems that say where to go. */
import { Inject, Injectable } from '@nestjs/common';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getMessages } from '../../messages/index.js';
import { createLogInElsewhereFailure, type InstallationProvider } from '../../platform/access/installation-provider.js';
import { RateLimiter } from '../../platform/access/rate-limiter.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { ProblemFilter, toFailure } from '../../platform/http/index.js';
import { LogoutEndpoint } from '../identity-providers/logout-endpoint.js';
import { choosePageLanguage, sendPage } from '../../platform/pages/page-answers.js';
import { renderElsewherePage } from '../pages/provider-pages.js';
import { listConfigurationPaths } from '../smart/smart-endpoints.js';
import { LARGEST_FORM_BYTES, metadataElsewhere, PREFIX } from './addresses.js';

/** Pages on which people would look for their password and their account. */
const accountPages = ['/account', '/account/*', '/recovery', '/password'];

@Injectable()
export class LogInElsewhere {
  constructor(
    private readonly logout: LogoutEndpoint,
    private readonly limiter: RateLimiter,
    private readonly problems: ProblemFilter,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  async mount(server: FastifyInstance, provider: InstallationProvider): Promise<void> {
    await server.register(
      async (scope) => {
        this.prepare(scope);
        await scope.register(formbody, { bodyLimit: LARGEST_FORM_BYTES });
        this.logout.mountForInstallation(scope, provider);
        for (const path of accountPages) scope.get(path, (request, reply) => this.showPage(request, reply, provider));
      },
      { prefix: PREFIX },
    );
    await server.register((scope, _options, done) => {
      this.prepare(scope);
      scope.addContentTypeParser('*', (_request, _payload, read) => read(null));
      const refuse = (): never => {
        throw createLogInElsewhereFailure(provider);
      };
      scope.route({ method: ['GET', 'POST', 'PUT', 'DELETE'], url: `${PREFIX}/*`, handler: refuse });
      for (const path of [...metadataElsewhere, ...listConfigurationPaths(this.publicUrl)]) scope.get(path, refuse);
      done();
    });
  }

  private prepare(scope: FastifyInstance): void {
    scope.addHook('onRequest', (request, reply) => this.limiter.spend(`oauth:${request.ip}`, reply));
    scope.removeAllContentTypeParsers();
    scope.setErrorHandler((error, request, reply) => this.problems.answer(toFailure(error), request, reply));
  }

  private showPage(request: FastifyRequest, reply: FastifyReply, { name, accountUrl, issuer }: InstallationProvider): FastifyReply {
    const language = choosePageLanguage(request, reply, this.publicUrl.startsWith('https:'));
    const frame = { language, clinicName: null, otherLanguage: (other: string) => `${PREFIX}/account?language=${other}` };
    const messages = getMessages('pages', language);
    return sendPage(
      reply,
      200,
      renderElsewherePage({ ...frame, text: messages.say('accountElsewhere', { provider: name }), provider: name, address: accountUrl ?? issuer }),
    );
  }
}
