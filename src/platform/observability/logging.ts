import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Params } from 'nestjs-pino';
import type { DestinationStream } from 'pino';

/** A path with its ids left in and its query left out: search terms are patient data. */
const pathOnly = (url: string): string => url.split('?', 1)[0]!;

/**
 * One line a request: method, path, route, status, time, request and trace id. No header, no body, no query,
 * and of an error its name, its place and its SQLSTATE only: messages of the database quote values.
 */
export const logging = (level: string, destination?: DestinationStream): Params => ({
  pinoHttp: [
    {
      level,
      autoLogging: { ignore: (request: IncomingMessage) => request.url === '/health/live' || request.url === '/health/ready' },
      quietReqLogger: true,
      customProps: ({ hairlineContext: context }: IncomingMessage) => (context ? { requestId: context.requestId, traceId: context.traceId } : {}),
      serializers: {
        req: (request: { method: string; url: string }) => ({ method: request.method, path: pathOnly(request.url) }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
        err: describeError,
      },
    },
    ...(destination ? [destination] : []),
  ] as unknown as Params['pinoHttp'],
});

const FRAMES_KEPT = 8;

/** An error without what it quotes: the message of a failure of ours is public, any other may carry values. */
export const describeError = (error: unknown): Record<string, unknown> => {
  const raw = ((error as { raw?: unknown } | null)?.raw ?? error) as {
    name?: string;
    code?: unknown;
    constraint?: unknown;
    table?: unknown;
    routine?: unknown;
    stack?: string;
  } | null;
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

declare module 'node:http' {
  interface IncomingMessage {
    hairlineContext?: Pick<FastifyRequest['hairline'], 'requestId' | 'traceId'>;
  }
}
