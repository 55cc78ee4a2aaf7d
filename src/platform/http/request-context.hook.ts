import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { newId } from '../../kernel/id.js';
import { runInContext, type RequestContext } from '../context.js';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;
const NO_TRACE = '0'.repeat(32);

const traceOf = (request: FastifyRequest): string => {
  const header = request.headers.traceparent;
  const trace = typeof header === 'string' ? TRACEPARENT.exec(header)?.[1] : undefined;
  return trace && trace !== NO_TRACE ? trace : randomBytes(16).toString('hex');
};

declare module 'fastify' {
  interface FastifyRequest {
    /** The context of the request, for hooks that run outside it. */
    hairline: RequestContext;
  }
}

const sensitive = /^\/(v1|fhir|oauth)(\/|$|\?)/;

/** Gives each request its context and its number, and keeps what it answers out of every cache. */
export const useRequestContext = (server: FastifyInstance): void => {
  server.decorateRequest('hairline');
  server.addHook('onRequest', (request, reply, done) => {
    const context: RequestContext = {
      requestId: newId(),
      traceId: traceOf(request),
      sourceAddress: request.ip,
      ifMatch: request.headers['if-match'],
      principal: null,
      clinicId: null,
      unit: null,
      handler: null,
    };
    request.hairline = context;
    request.raw.hairlineContext = context;
    void reply.header('X-Request-Id', context.requestId);
    if (sensitive.test(request.url)) void reply.header('Cache-Control', 'no-store');
    runInContext(context, done);
  });
};
