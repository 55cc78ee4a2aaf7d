/**
 * The authorization server, under `/oauth` of the API: the certified oidc-provider for the protocol, our own pages for people. It keeps
 * everything in the database, so that a login begun on one process ends on another.
 */
import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createFailure } from '../../kernel/failure.js';
import { INSTALLATION_PROVIDER, type InstallationProvider } from '../../platform/access/installation-provider.js';
import { RateLimiter } from '../../platform/access/rate-limiter.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { toFailure, ProblemFilter } from '../../platform/http/index.js';
import { getMessages } from '../../messages/index.js';
import { renderNoticePage } from '../../platform/pages/page-frame.js';
import { passkeyScript, passkeyScriptTag } from '../pages/passkey-script.js';
import { buildPagePolicy } from '../../platform/pages/policy.js';
import { RegistrationEndpoint } from '../registration/registration-endpoint.js';
import { completeAuthorization, completeTokenRequest, mountSmartConfiguration } from '../smart/smart-endpoints.js';
import { LARGEST_FORM_BYTES, metadataElsewhere, PREFIX } from './addresses.js';
import { AllPages } from './all-pages.js';
import { LogInElsewhere } from './log-in-elsewhere.js';
import { mountProtectedResource } from './protected-resource.js';
import { RunningProvider } from './running-provider.js';
import { choosePageLanguage, sendPage } from '../../platform/pages/page-answers.js';

@Injectable()
export class AuthorizationServer {
  constructor(
    private readonly provider: RunningProvider,
    private readonly pages: AllPages,
    private readonly registration: RegistrationEndpoint,
    private readonly limiter: RateLimiter,
    private readonly problems: ProblemFilter,
    private readonly elsewhere: LogInElsewhere,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
    @Inject(INSTALLATION_PROVIDER) private readonly installation: InstallationProvider | null,
  ) {}

  /** Mounts the server, or what stands in its place where people and systems log in at a provider. */
  async mount(server: FastifyInstance): Promise<void> {
    mountProtectedResource(server, this.publicUrl, this.installation);
    await (this.installation ? this.elsewhere.mount(server, this.installation) : this.mountOwn(server));
  }

  private async mountOwn(server: FastifyInstance): Promise<void> {
    await server.register(
      async (scope) => {
        this.limit(scope);
        scope.removeAllContentTypeParsers();
        await scope.register(formbody, { bodyLimit: LARGEST_FORM_BYTES });
        scope.setErrorHandler((error, request, reply) => this.answerError(error, request, reply));
        this.pages.mount(scope, async () => (await this.provider.getCurrent()).provider);
        scope.get('/passkeys.js', (_request, reply) =>
          reply
            .header('Content-Type', 'text/javascript; charset=utf-8')
            .header('Cache-Control', 'no-cache')
            .header('ETag', passkeyScriptTag)
            .header('X-Content-Type-Options', 'nosniff')
            .send(passkeyScript),
        );
      },
      { prefix: PREFIX },
    );
    await server.register(
      (scope, _options, done) => {
        this.limit(scope);
        scope.setErrorHandler((error, request, reply) => this.problems.answer(toFailure(error), request, reply));
        this.registration.mount(scope);
        done();
      },
      { prefix: PREFIX },
    );
    await server.register((scope, _options, done) => {
      this.limit(scope);
      mountSmartConfiguration(scope, this.publicUrl);
      // The form of a token request is completed before the provider parses it.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_FORM_BYTES }, (_request, body, read) => read(null, body));
      scope.setErrorHandler((error, request, reply) => this.problems.answer(toFailure(error), request, reply));
      scope.post(`${PREFIX}/token`, (request, reply) => this.passToken(request, reply));
      done();
    });
    await server.register((scope, _options, done) => {
      this.limit(scope);
      // The provider parses its input itself.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, read) => read(null));
      scope.setErrorHandler((error, request, reply) => this.problems.answer(toFailure(error), request, reply));
      scope.route({
        method: ['GET', 'POST'],
        url: `${PREFIX}/*`,
        handler: (request, reply) => this.pass(request, reply, completeAuthorization(request.url.slice(PREFIX.length), this.publicUrl)),
      });
      for (const path of metadataElsewhere) scope.get(path, (request, reply) => this.pass(request, reply, '/.well-known/openid-configuration'));
      done();
    });
  }

  /** Hands the request to the provider. Addresses in answers come from the server's settings, never from the request. */
  private async pass(request: FastifyRequest, reply: FastifyReply, path: string, sent: IncomingMessage = request.raw): Promise<void> {
    const { handle } = await this.provider.getCurrent();
    const { protocol, host } = new URL(this.publicUrl);
    const raw = sent as IncomingMessage & { originalUrl?: string };
    raw.originalUrl = PREFIX + path;
    raw.url = path;
    raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    raw.headers['x-forwarded-host'] = host;
    raw.headers['x-forwarded-for'] = request.ip;
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined && !name.startsWith('access-control-') && name !== 'vary') reply.raw.setHeader(name, value);
    }
    reply.raw.setHeader('Content-Security-Policy', buildPagePolicy());
    reply.raw.setHeader('Pragma', 'no-cache');
    await handle(raw, reply.raw);
  }

  private async passToken(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { provider } = await this.provider.getCurrent();
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    await this.pass(request, reply, request.url.slice(PREFIX.length), await completeTokenRequest(provider, request.raw, body));
  }

  /** Limits the requests of each network address. */
  private limit(scope: FastifyInstance): void {
    scope.addHook('onRequest', (request, reply) => this.limiter.spend(`oauth:${request.ip}`, reply));
  }

  /** Answers an error with a page for people, such as a login that has expired. */
  private answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<void> {
    const isOver = (error as { name?: unknown }).name === 'SessionNotFound';
    const failure = isOver ? createFailure('gone', 'The login is over.') : toFailure(error);
    if (!isOver && failure.problem !== 'forbidden') return this.problems.answer(failure, request, reply);
    const language = choosePageLanguage(request, reply, this.publicUrl.startsWith('https:'));
    const messages = getMessages('pages', language);
    const page = { language, clinicName: null, otherLanguage: null };
    return isOver
      ? sendPage(reply, 400, renderNoticePage(page, messages.say('wrong'), messages.say('expired')))
      : sendPage(reply, 403, renderNoticePage(page, messages.say('wrong'), messages.say('wrongText'), failure.detail));
  }
}
