import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createId } from '../../kernel/id.js';
import { runInContext, type RequestContext } from '../context.js';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;
const NO_TRACE = '0'.repeat(32);

const getTraceId = (request: FastifyRequest): string => {
  const header = request.headers.traceparent;
  const trace = typeof header === 'string' ? TRACEPARENT.exec(header)?.[1] : undefined;
  return trace && trace !== NO_TRACE ? trace : randomUUID().replaceAll('-', '');
};

declare module 'fastify' {
  interface FastifyRequest {
    /** The context of the request, for hooks that run outside of it. */
    hairline: RequestContext;
  }
}

/** An answer of the API is never a page. The documentation loads its own scripts and nothing from elsewhere. */
const NOTHING_POLICY = "default-src 'none'; frame-ancestors 'none'; style-src 'unsafe-inline'";
const documentationPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const sensitive = /^\/(v1|fhir|oauth)(\/|$|\?)/;

/** Gives each request a context and an id, and forbids caches to store its answer. The documentation also speaks with the origins of `logIns`. */
export const useRequestContext = (server: FastifyInstance, now: () => Date, logIns: readonly string[]): void => {
  const ofDocumentation = logIns.length === 0 ? documentationPolicy : `${documentationPolicy}; connect-src 'self' ${logIns.join(' ')}`;
  server.decorateRequest('hairline');
  server.addHook('onRequest', (request, reply, done) => {
    const context: RequestContext = {
      requestId: createId(),
      traceId: getTraceId(request),
      receivedAt: now(),
      sourceAddress: request.ip,
      ifMatch: request.headers['if-match'],
      prefer: [request.headers.prefer].flat().join() || undefined,
      principal: null,
      clinicId: null,
      patientLimits: null,
      unit: null,
      actors: new Map<string, never>(),
      handler: null,
    };
    request.hairline = context;
    void reply.header('X-Request-Id', context.requestId);
    void reply.header('Content-Security-Policy', request.url.startsWith('/docs') ? ofDocumentation : NOTHING_POLICY);
    if (sensitive.test(request.url)) void reply.header('Cache-Control', 'no-store');
    runInContext(context, done);
  });
};
