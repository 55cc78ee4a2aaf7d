import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LoggerService } from '@nestjs/common';
import type { Params } from 'nestjs-pino';
import { isId } from '../../kernel/id.js';
import { pino, type DestinationStream, type Logger } from 'pino';

/** The one logger of the process. Of an error it keeps its name, its place and its SQLSTATE: messages of the database quote values. */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino({ level, serializers: { err: describeError } }, ...(destination ? [destination] : []));

/** For what Nest and the features say; the requests are logged by `logRequests`, not by a middleware. */
export const loggerModuleOptions = (logger: Logger): Params => ({
  // Said again: without it the library's own account of an error, with what a database quotes, would take its place.
  pinoHttp: { logger, autoLogging: false, serializers: { err: describeError } },
  forRoutes: [],
});

const narrators: ReadonlySet<unknown> = new Set(['NestFactory', 'NestApplication', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** The framework's account of every module and route that it sets up says nothing new: they are in the code. Its warnings stay. */
export const withoutNarration = <L extends LoggerService>(logger: L): L =>
  Object.assign(Object.create(logger) as L, {
    log: (message: unknown, ...rest: unknown[]): void => {
      if (!narrators.has(rest.at(-1))) logger.log(message, ...rest);
    },
  });

const quiet: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/** The route with the ids that were asked for. What stands in a path and is no id, such as a name that somebody typed there, is not said. */
const pathOf = (request: FastifyRequest): string | undefined =>
  request.routeOptions.url?.replaceAll(/:(\w+)/g, (part, name: string) => {
    const value = (request.params as Record<string, string>)[name];
    return value !== undefined && isId(value) ? value : part;
  });

/**
 * One line a request: method, path, route, status, time, request and trace id. No header, no body, and no query:
 * search terms are patient data.
 */
export const logRequests = (server: FastifyInstance, logger: Logger): void => {
  if (!logger.isLevelEnabled('info')) return;
  server.addHook('onResponse', (request, reply, done) => {
    const path = pathOf(request);
    if (path === undefined || !quiet.has(path)) {
      logger.info(
        {
          method: request.method,
          path,
          route: request.routeOptions.url,
          status: reply.statusCode,
          milliseconds: Math.round(reply.elapsedTime * 10) / 10,
          requestId: request.hairline.requestId,
          traceId: request.hairline.traceId,
        },
        'answered',
      );
    }
    done();
  });
};

const FRAMES_KEPT = 8;

interface Described {
  name?: string;
  code?: unknown;
  constraint?: unknown;
  table?: unknown;
  routine?: unknown;
  stack?: string;
}

/** An error without what it quotes. */
const describeError = (error: unknown): Record<string, unknown> => {
  const raw = ((error as { raw?: unknown } | null)?.raw ?? error) as Described | null;
  return {
    type: raw?.name ?? typeof error,
    code: raw?.code,
    constraint: raw?.constraint,
    table: raw?.table,
    routine: raw?.routine,
    at: raw?.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, FRAMES_KEPT)
      .map((line) => line.trim()),
  };
};
