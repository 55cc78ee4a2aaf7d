/**
 * What the framework and Node would answer by themselves, in their own words and without a number: addresses that are none, heads that are
 * too large, what is no HTTP at all, a server that is stopping, a method that a path does not have. Each is a problem document as any other.
 */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure, createFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { getProblemTitle } from './define-problems.js';
import { platformProblems, type PlatformProblemType } from './problems.js';
import type { Problem } from './problem.dto.js';

/** What goes wrong before there is a request. */
interface FrameworkFailure {
  problem: PlatformProblemType;
  detail: string;
}

const createProblemDocument = ({ problem, detail }: FrameworkFailure, instance: string): Problem => ({
  type: `/problems/${problem}`,
  title: getProblemTitle(problem, 'en'),
  status: platformProblems[problem].status,
  detail,
  instance,
  traceId: randomUUID().replaceAll('-', ''),
});

/** For whoever never reached the hooks that give a request its number. */
const createHeaders = (body: string): Record<string, string> => ({
  'Content-Type': 'application/problem+json; charset=utf-8',
  'Content-Length': String(Buffer.byteLength(body)),
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'X-Request-Id': createId(),
});

const NO_ADDRESS = 'The address is not one: a part of it is not percent-encoded UTF-8.';

/** What the router refuses before there is a request. */
export const answerFrameworkError = (error: { code?: string }, request: FastifyRequest, reply: FastifyReply): void => {
  const failure: FrameworkFailure =
    error.code === 'FST_ERR_MAX_PARAM_LENGTH'
      ? { problem: 'uri-too-long', detail: 'A part of the path is longer than that of any resource.' }
      : { problem: 'malformed-request', detail: NO_ADDRESS };
  const body = JSON.stringify(createProblemDocument(failure, request.url.split('?', 1)[0]!));
  void reply.status(platformProblems[failure.problem].status).headers(createHeaders(body)).send(body);
};

const toConnectionFailure = (code: string | undefined): FrameworkFailure => {
  if (code === 'HPE_HEADER_OVERFLOW')
    return { problem: 'headers-too-large', detail: 'The head of the request, its address included, is larger than this server accepts.' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { problem: 'request-timeout', detail: 'The request did not arrive whole in time.' };
  return { problem: 'malformed-request', detail: 'What was sent is not HTTP.' };
};

/** What Node cannot read as a request: answered where there is still somebody to answer, and the connection closed. */
export const answerClientError = (error: { code?: string }, socket: Socket): void => {
  const begun = (socket as Socket & { _httpMessage?: { headersSent: boolean } | null })._httpMessage?.headersSent === true;
  if (error.code === 'ECONNRESET' || !socket.writable || begun) {
    socket.destroy();
    return;
  }
  const failure = toConnectionFailure(error.code);
  const { status } = platformProblems[failure.problem];
  const body = JSON.stringify(createProblemDocument(failure, ''));
  const headers = Object.entries({ ...createHeaders(body), Connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers, '', body].join('\r\n'));
};

declare module 'fastify' {
  interface FastifyInstance {
    /** The methods that the path has; none where there is no such path. */
    methodsAt(path: string): string[];
  }
}

/** Remembers which paths there are, for the answer to a method that a path does not have. */
export const recordMethods = (server: FastifyInstance): void => {
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  server.addHook('onRoute', ({ url, method }) => {
    // That of every path is no path.
    if (url === '*' || url === '/*') return;
    const pattern = new RegExp(
      `^${url
        .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll(/:[^/]+/g, '[^/]+')
        .replaceAll('*', '.*')}$`,
    );
    const route = routes.get(url) ?? { pattern, methods: new Set() };
    for (const item of [method].flat()) route.methods.add(item);
    routes.set(url, route);
  });
  server.decorate('methodsAt', (path: string) => {
    const found = [...routes.values()].filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => [...methods]);
    return [...new Set(found)].sort();
  });
};

const isEncoded = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

const BEYOND_ASCII = /[\x80-\xff]/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Node reads each byte of a header as a character of its own: whether those beyond ASCII are UTF-8 is for us to ask. */
const isUtf8 = (header: string): boolean => {
  if (!BEYOND_ASCII.test(header)) return true;
  try {
    utf8.decode(Buffer.from(header, 'latin1'));
    return true;
  } catch {
    return false;
  }
};

/** Refuses what Node and the framework would let pass, or refuse without a word. Comes after the request has its number. */
export const refuseWhatIsNoRequest = (server: FastifyInstance): void => {
  let closing = false;
  server.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  server.addHook('onRequest', (request, _reply, done) => {
    if (closing) throw new Failure('unavailable', 'The server is stopping.', { headers: { Connection: 'close' } });
    if (request.raw.httpVersion === '1.1' && request.headers.host === undefined) throw createFailure('malformed-request', 'The request names no Host.');
    if (!request.raw.rawHeaders.every(isUtf8)) throw createFailure('malformed-request', 'A header is not UTF-8.');
    const [, query = ''] = request.url.split(/\?(.*)/s, 2);
    if (query.includes('%') && !isEncoded(query.replaceAll('+', ' '))) throw createFailure('malformed-request', NO_ADDRESS);
    done();
  });
  // An expectation that we do not know is none that we must meet (RFC 9110, 10.1.1).
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
};
