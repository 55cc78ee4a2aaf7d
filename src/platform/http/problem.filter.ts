import { randomInt } from 'node:crypto';
import { Catch, HttpException, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { Failure, createFailure } from '../../kernel/failure.js';
import { languages, type Language } from '../../kernel/language.js';
import { Actors, namesSomebody } from '../access/actors.js';
import { ClosedPatients } from '../access/closed-patients.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { isId } from '../../kernel/id.js';
import { findDatabaseFailure } from '../database/failures.js';
import { PROBLEMS, getProblemTitle, type ProblemDefinition, type ProblemDefinitions } from './define-problems.js';
import { negotiateLanguage } from './negotiation.js';
import type { PlatformProblemType } from './problems.js';
import { getRouteDeclaration } from './route.js';
import type { Problem } from './problem.dto.js';

const refusals: ReadonlySet<number> = new Set([401, 403, 404, 409, 410, 412]);

const byStatus: Partial<Record<number, PlatformProblemType>> = {
  400: 'malformed-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  413: 'payload-too-large',
  414: 'uri-too-long',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  431: 'headers-too-large',
  503: 'unavailable',
};

const LONGEST_RETRY_SECONDS = 10;

/** The seconds to wait before the next try. They are random, so that callers who were refused together do not come back together. */
const chooseRetryAfter = (): string => String(randomInt(1, LONGEST_RETRY_SECONDS + 1));

const details: Partial<Record<PlatformProblemType, string>> = {
  'malformed-request': 'The body is not valid JSON, or the request is not valid HTTP.',
  'request-timeout': 'The request did not arrive whole in time.',
  'not-found': 'There is nothing at this path.',
  'payload-too-large': 'The body is larger than this server accepts.',
  'unsupported-media-type': 'The body must be JSON, sent as application/json.',
  unavailable: 'The server cannot answer at the moment.',
};

/** Turns any thrown value into a failure: one of this API, of the framework, of the database, or an internal error. */
export const toFailure = (thrown: unknown): Failure => {
  if (thrown instanceof Failure) return thrown;
  const database = findDatabaseFailure(thrown);
  if (database) return database;
  const status = thrown instanceof HttpException ? thrown.getStatus() : (thrown as { statusCode?: unknown }).statusCode;
  const type = typeof status === 'number' ? byStatus[status] : undefined;
  if (type) return new Failure(type, details[type] ?? getProblemTitle(type, 'en'), { cause: thrown });
  return new Failure('internal', 'The server failed to answer. Nothing was stored.', { cause: thrown });
};

/** The failure for a path that exists with other methods only; null otherwise. */
const findWrongMethodFailure = (thrown: unknown, request: FastifyRequest): Failure | null => {
  if (!(thrown instanceof HttpException) || thrown.getStatus() !== 404) return null;
  const methods = request.server.methodsAt(getPath(request));
  if (methods.length === 0 || methods.includes(request.method)) return null;
  const allow = methods.join(', ');
  return new Failure('method-not-allowed', `This path has ${allow}, and not ${request.method}.`, { headers: { Allow: allow } });
};

/** The language of problem titles: English where the request does not ask for another one. */
const chooseLanguage = (request: FastifyRequest): Language => negotiateLanguage(request.headers['accept-language'], languages);

const getPath = (request: FastifyRequest): string => request.url.split('?', 1)[0]!;

export const createProblemDocument = (failure: Failure, { status }: ProblemDefinition, request: FastifyRequest): Problem => ({
  type: `/problems/${failure.problem}`,
  title: getProblemTitle(failure.problem, chooseLanguage(request)),
  status,
  detail: failure.detail,
  instance: getPath(request),
  traceId: request.hairline?.traceId ?? '',
  ...(failure.errors && { errors: failure.errors }),
  ...(failure.allowed && { allowed: failure.allowed }),
  ...failure.extra,
});

/** Answers every failure as a problem document, after the refusal has its audit entry. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(PROBLEMS) private readonly problems: ProblemDefinitions,
    private readonly audit: AuditTrail,
    private readonly actors: Actors,
    private readonly closed: ClosedPatients,
    private readonly logger: PinoLogger,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    await this.answer(findWrongMethodFailure(thrown, request) ?? toFailure(thrown), request, reply);
  }

  async answer(failure: Failure, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    let told = failure;
    try {
      told = await this.closed.explain(failure, request.hairline, [request.params, request.query, request.body]);
      if (request.hairline && namesSomebody(failure.extra)) await this.actors.nameAll(request.hairline);
      await this.recordRefusal(told, request);
    } catch (error) {
      // A refusal without an audit entry is not sent: what it says of a record would leave no trace.
      told = createFailure('unavailable', details.unavailable!);
      this.logger.error({ err: error, requestId: request.hairline?.requestId }, 'the refusal could not be audited');
    }
    const definition = this.problems[told.problem];
    const { status } = definition;
    if (status >= 500) this.logger.error({ err: told.cause, requestId: request.hairline?.requestId }, told.problem);
    if (status === 503) void reply.header('Retry-After', chooseRetryAfter());
    if (reply.sent) return;
    const language = chooseLanguage(request);
    if (language !== languages[0]) void reply.header('Content-Language', language);
    void reply
      .status(status)
      .headers(told.headers ?? {})
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(createProblemDocument(told, definition, request)));
  }

  private async recordRefusal(failure: Failure, request: FastifyRequest): Promise<void> {
    const context = request.hairline;
    const { status } = this.problems[failure.problem];
    if (!context?.principal || !context.clinicId || !refusals.has(status)) return;
    const handler = context.handler;
    const route = handler && getRouteDeclaration(handler);
    if (!route || route.audit === 'none') return;
    const path = request.params as Record<string, string>;
    await this.audit.record(context, context.clinicId, {
      action: route.audit.action,
      patientIds: [
        ...new Set([
          ...Object.entries(path)
            .filter(([name, id]) => name === 'patientId' && isId(id))
            .map(([, id]) => id),
          ...failure.patientIds,
        ]),
      ],
      resourceId: Object.values(path).filter(isId).at(-1) ?? null,
      outcome: 'refused',
      status,
    });
  }
}
