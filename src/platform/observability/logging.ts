import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LoggerService } from '@nestjs/common';
import type { Params } from 'nestjs-pino';
import { isId } from '../../kernel/id.js';
import { pino, type DestinationStream, type Logger } from 'pino';

/** Creates the logger of the process. Of an error it logs the name, the place and the SQLSTATE, because messages of the database quote values. */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino({ level, serializers: { err: describeError } }, ...(destination ? [destination] : []));

/** The options of the logger for Nest and the features. `logRequests` logs the requests, not a middleware. */
export const createLoggerModuleOptions = (logger: Logger): Params => ({
  // Set again here: otherwise the library would log errors with the values that the database quotes.
  pinoHttp: { logger, autoLogging: false, serializers: { err: describeError } },
  forRoutes: [],
});

const narrators: ReadonlySet<unknown> = new Set(['NestFactory', 'NestApplication', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Drops the framework's lines about each module and route, which repeat the code, and keeps its warnings. */
export const withoutNarration = <L extends LoggerService>(logger: L): L =>
  Object.assign(Object.create(logger) as L, {
    log: (message: unknown, ...rest: unknown[]): void => {
      if (!narrators.has(rest.at(-1))) logger.log(message, ...rest);
    },
  });

const quiet: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/** The route with the ids of the request. Other parts of a path, such as a name that somebody typed there, are not logged. */
const findPath = (request: FastifyRequest): string | undefined =>
  request.routeOptions.url?.replaceAll(/:(\w+)/g, (part, name: string) => {
    const value = (request.params as Record<string, string>)[name];
    return value !== undefined && isId(value) ? value : part;
  });

/**
 * Logs one line for each request: method, path, route, status, time, request id and trace id. Headers, bodies and queries are not logged, because search terms
 * are patient data.
 */
export const logRequests = (server: FastifyInstance, logger: Logger): void => {
  if (!logger.isLevelEnabled('info')) return;
  server.addHook('onResponse', (request, reply, done) => {
    const path = findPath(request);
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

/** Describes an error without the values that its message quotes. */
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
