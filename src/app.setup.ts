import 'reflect-metadata';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Logger } from 'nestjs-pino';
import { AppModule, documentation, type AppSettings } from './app.module.js';
import { PublicPages } from './appointments/index.js';
import { AuthorizationServer } from './authorization/index.js';
import { createFailure, createInvalidInputFailure } from './kernel/failure.js';
import { generateEncryptionKey } from './platform/access/key-encryption.js';
import { RegisteredOrigins } from './platform/access/registered-origins.js';
import { allowPages } from './platform/http/cors.js';
import { answerClientError, answerFrameworkError, recordMethods, refuseWhatIsNoRequest } from './platform/http/framework-answers.js';
import { DEEPEST_JSON, isTooDeep } from './platform/http/json-depth.js';
import { limitPublicBodies } from './platform/http/public-bodies.js';
import { acceptMultipart } from './platform/http/multipart.js';
import { keepValidationMetadata } from './platform/http/validation-metadata.js';
import { endStalledReaders } from './platform/http/stalled-readers.js';
import { useRequestContext } from './platform/http/request-context.hook.js';
import { createLogger, logRequests, withoutNarration } from './platform/observability/logging.js';
import { Metrics } from './platform/observability/metrics.js';
import { Clock } from './kernel/clock.js';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createDocument } from './platform/openapi/document.js';
import { serveDocumentation } from './platform/openapi/serve.js';

/** The application, not yet listening. The server and the tests start the same one. */
export const createApp = async (settings: AppSettings): Promise<NestFastifyApplication> => {
  const app = await assembleApp(settings);
  keepValidationMetadata();
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
};

/** The OpenAPI document of this build, without a database. */
export const describeApp = async (): Promise<OpenAPIObject> => {
  const app = await assembleApp({
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    databasePoolSize: 1,
    logLevel: 'silent',
    requestsPerMinute: 0,
    metricsToken: null,
    bodyLimitBytes: 1,
    publicUrl: 'http://127.0.0.1:3000',
    encryptionKey: generateEncryptionKey(),
    mail: { smtpUrl: null, from: 'nobody@localhost' },
    trustProxy: false,
    files: { store: { kind: 'disk', directory: '' }, largestBytes: 1 },
  });
  return createDocument(app, documentation, { publicUrl: '', provider: null });
};

const assembleApp = async (settings: AppSettings): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: settings.bodyLimitBytes,
    trustProxy: settings.trustProxy,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // says so in its own words; see framework-answers.ts
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    http: { requireHostHeader: false },
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
  });
  const server: FastifyInstance = adapter.getInstance();
  const logger = createLogger(settings.logLevel, settings.logDestination);
  recordMethods(server);
  limitPublicBodies(server);
  let clock: Clock | null = null;
  useRequestContext(
    server,
    () => {
      clock ??= app.get<Clock, Clock>(Clock);
      return clock.now();
    },
    settings.identityProvider ? [new URL(settings.identityProvider.issuer).origin] : [],
  );
  refuseWhatIsNoRequest(server);
  logRequests(server, logger);
  endStalledReaders(server, settings.readerWaitSeconds ?? 60, logger);
  acceptJsonOnly(server);
  await acceptMultipart(server);
  // The headers for an API after the OWASP REST Security Cheat Sheet; `useRequestContext` sets the content security policy.
  await server.register(helmet, {
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    xFrameOptions: { action: 'deny' },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings, logger), adapter, {
    bufferLogs: true,
    abortOnError: false,
    bodyParser: false,
  });
  app.useLogger(withoutNarration(app.get(Logger)));
  app.enableShutdownHooks([]);
  app.get(Metrics).watch(server);
  const registered = app.get(RegisteredOrigins);
  allowPages(server, async (origin) => settings.corsOrigins?.includes(origin) === true || (await registered.has(origin)));
  await app.get(AuthorizationServer).mount(server);
  await app.get(PublicPages).mount(server);
  serveDocumentation(app, documentation, { publicUrl: settings.publicUrl, provider: settings.identityProvider ?? null });
  return app;
};

/**
 * Bodies are JSON, except on routes with a file (see multipart.ts). PATCH also accepts `application/merge-patch+json` (RFC 7396). A missing body is no error
 * yet.
 */
const acceptJsonOnly = (server: FastifyInstance): void => {
  const parse = server.getDefaultJsonParser('error', 'error');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(['application/json', 'application/merge-patch+json'], { parseAs: 'buffer' }, (request, body, done) => {
    if (isTooDeep(body as Buffer)) {
      done(createInvalidInputFailure([{ pointer: '', code: 'too-deep', detail: `The body is nested more than ${DEEPEST_JSON} levels deep.` }]));
      return;
    }
    let text: string;
    try {
      text = decoder.decode(body as Buffer);
    } catch {
      // Never replaced silently: the record would contain a name that nobody sent.
      done(createFailure('malformed-request', 'The body is not UTF-8.'));
      return;
    }
    if (text === '') done(null, undefined);
    else void parse(request, text, done);
  });
};
