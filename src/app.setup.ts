import 'reflect-metadata';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Logger } from 'nestjs-pino';
import { AppModule, type AppSettings } from './app.module.js';
import { useRequestContext } from './platform/http/request-context.hook.js';
import { Metrics } from './platform/observability/metrics.js';
import { serveDocumentation } from './platform/openapi/serve.js';

/** The application as it runs, not yet listening: the server and the tests start the same one. */
export const createApp = async (settings: AppSettings): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: settings.bodyLimitBytes,
    trustProxy: settings.trustProxy,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  useRequestContext(server);
  acceptMergePatch(server);
  await server.register(helmet, { contentSecurityPolicy: { directives: { scriptSrc: ["'self'", "'unsafe-inline'"] } } });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapter, { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks([]);
  app.get(Metrics).watch(server);
  serveDocumentation(app);
  await app.init();
  await server.ready();
  return app;
};

/** PATCH bodies may come as `application/merge-patch+json` (RFC 7396). */
const acceptMergePatch = (server: FastifyInstance): void => {
  server.addContentTypeParser('application/merge-patch+json', { parseAs: 'string' }, server.getDefaultJsonParser('error', 'error'));
};
