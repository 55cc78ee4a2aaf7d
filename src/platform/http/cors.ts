/**
 * Lets pages of registered origins call the API and read the headers that they need for the next call. The page sends the token itself; a browser never does.
 * An origin is registered by the setting CORS_ORIGINS or with an integration client, without a restart.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createFailure } from '../../kernel/failure.js';
import { createProblemDocument } from './problem.filter.js';
import { platformProblems } from './problems.js';

const EXPOSED_HEADERS = [
  'ETag',
  'Location',
  'X-Request-Id',
  'Link',
  'Preference-Applied',
  'Idempotency-Replayed',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Content-Range',
  'WWW-Authenticate',
  'DPoP-Nonce',
];
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const MAXIMUM_AGE_SECONDS = '600';

/** The paths that a page of any origin may read: how to log in, how to check a token, and what a clinic offers to the public. No browser sends a cookie or a login along. */
const open = /^\/(oauth\/|fhir\/R4\/)?\.well-known\/|^\/oauth\/jwks$|^\/v1\/public\//;

const isPreflight = (request: FastifyRequest): boolean => request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;

export const allowPages = (server: FastifyInstance, isAllowed: (origin: string) => Promise<boolean>): void => {
  const answerPreflight = (request: FastifyRequest, reply: FastifyReply): void => {
    void reply
      .header('Access-Control-Allow-Methods', METHODS)
      .header('Access-Control-Allow-Headers', request.headers['access-control-request-headers'] ?? '')
      .header('Access-Control-Max-Age', MAXIMUM_AGE_SECONDS)
      .status(204)
      .send();
  };
  server.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined) return;
    void reply.header('Vary', 'Origin');
    if (open.test(request.url)) void reply.header('Access-Control-Allow-Origin', '*').header('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
    else if (await isAllowed(origin)) {
      void reply.header('Access-Control-Allow-Origin', origin).header('Access-Control-Expose-Headers', EXPOSED_HEADERS.join(', '));
    } else if (isPreflight(request)) {
      const refusal = createFailure('forbidden', `No integration client has registered the origin ${origin}: an admin adds it to the client’s origins.`);
      void reply.header('Content-Type', 'application/problem+json; charset=utf-8').status(platformProblems.forbidden.status);
      return reply.send(JSON.stringify(createProblemDocument(refusal, platformProblems.forbidden, request)));
    } else return;
    if (isPreflight(request)) {
      answerPreflight(request, reply);
      return reply;
    }
  });
};
