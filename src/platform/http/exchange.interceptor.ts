/**
 * What every request has in common, in the order in which it happens:
 *
 *   a form with a file, where one is taken: read whole; from then on the deadline of the request runs
 *   where some patients are closed to the caller: those that the path and the query name are open?
 *   reading:  handler -> names of whom the answer names -> ETag, 304 -> audit entry on the disk -> answer
 *   writing:  If-Match there? -> [ transaction: idempotency claim -> handler -> plans screened again, appointments reviewed -> names -> audit entry, kept answer -> COMMIT ] -> answer
 *
 * The transaction opens with the first statement. A serialisation failure, a deadlock or a violated exclusion starts it anew.
 */
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { Failure } from '../../kernel/failure.js';
import { isId } from '../../kernel/id.js';
import { Actors } from '../access/actors.js';
import { AccessChanges } from '../access/access-changes.js';
import { ClosedPatients } from '../access/closed-patients.js';
import { AuditTrail, type AuditEntry } from '../audit/audit-trail.js';
import { getCurrentRequest, type RequestContext } from '../context.js';
import { Database } from '../database/database.js';
import { retryAfterConflict } from '../database/failures.js';
import { computeContentTag, FileAnswer } from './file-answer.js';
import { readMultipart, refuseMultipart } from './multipart.js';
import { IdempotencyClaim, Replay, type KeptAnswer } from './idempotency.js';
import { refuseUnaskedBody } from './no-body.js';
import { getRouteDeclaration, isAction, needsVersion, type PatientsShown, type RouteDeclaration } from './route.js';
import { isPage, serializePage } from './page-answer.js';
import { findPreference } from './prefer.js';
import { AppointmentReview } from './appointment-review.js';
import { Rescreening } from './rescreening.js';
import type { AffectedPlan } from './rescreening.dto.js';
import { formatEtag, matchesEtag, requireReadableIfMatch } from './versions.js';

const NOT_MODIFIED = 304;
/** The largest file that the server takes, in bytes. */
export const LARGEST_FILE = Symbol('largest file');

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
  route: RouteDeclaration;
  context: RequestContext;
}

@Injectable()
export class ExchangeInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly rescreening: Rescreening,
    private readonly appointments: AppointmentReview,
    private readonly accessChanges: AccessChanges,
    private readonly actors: Actors,
    private readonly closed: ClosedPatients,
    @Inject(LARGEST_FILE) private readonly largestFileBytes: number,
  ) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = execution.switchToHttp();
    const exchange: Exchange = {
      request: http.getRequest<FastifyRequest>(),
      reply: http.getResponse<FastifyReply>(),
      route: getRouteDeclaration(execution.getHandler()),
      context: getCurrentRequest(),
    };
    const { takesFile } = exchange.route;
    if (!takesFile) refuseMultipart(exchange.request);
    // An action without required members needs no body.
    if (exchange.request.body === undefined && isAction(exchange.request.method, exchange.route)) exchange.request.body = {};
    refuseUnaskedBody(execution.getClass(), execution.getHandler(), exchange.request.body);
    const reads = exchange.request.method === 'GET' || exchange.request.method === 'HEAD' || exchange.route.storesNothing === true;
    return defer(async () => {
      if (takesFile) exchange.request.body = await readMultipart(exchange.request, Math.min(this.largestFileBytes, takesFile.atMostBytes ?? Infinity));
      return this.runInTime(exchange, async () => {
        await this.closed.requireOpen(exchange.context, listNamedPatients(exchange.request));
        return reads || exchange.route.access === 'public' ? this.read(exchange, next) : this.write(exchange, next);
      });
    });
  }

  /** Answers before the deadline, or fails. Work that is still under way loses its connection and can store nothing more. */
  private async runInTime({ context }: Exchange, work: () => Promise<unknown>): Promise<unknown> {
    const deadline = this.database.startDeadline();
    context.deadline = deadline;
    try {
      return await deadline.enforce(work(), (late) => late instanceof Readable && late.destroy());
    } finally {
      if (!deadline.hasPassed) deadline.lift();
    }
  }

  private async read(exchange: Exchange, next: CallHandler): Promise<unknown> {
    const { request, reply, route, context } = exchange;
    const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    await this.actors.nameAll(context);
    this.describe(exchange, answer);
    const etag = reply.getHeader('ETag');
    const unchanged =
      ((Boolean(route.versioned) && !route.live) || route.taggedByContent === true || answer instanceof FileAnswer) &&
      typeof etag === 'string' &&
      matchesEtag(request.headers['if-none-match'] ?? '', etag, 'weak');
    if (unchanged) void reply.status(NOT_MODIFIED);
    const sent = answer instanceof FileAnswer ? await this.deliver(exchange, answer, unchanged) : unchanged ? undefined : prepareAnswer(exchange, answer);
    const entry = this.findAuditEntry(exchange, answer, reply.statusCode);
    try {
      if (entry && context.clinicId) await this.audit.record(context, context.clinicId, entry);
    } catch (error) {
      if (sent instanceof Readable) sent.destroy();
      throw error;
    }
    return sent;
  }

  /** Opens the file before the audit entry records that it was shown. */
  private async deliver({ request, reply }: Exchange, answer: FileAnswer, unchanged: boolean): Promise<unknown> {
    if (unchanged) return answer.discard();
    const { body, status, headers } = await answer.deliver(request.method, request.headers);
    void reply.headers(headers);
    if (status !== undefined) void reply.status(status);
    return body;
  }

  private async write(exchange: Exchange, next: CallHandler): Promise<unknown> {
    const { request, route, context } = exchange;
    if (needsVersion(request.method, route) && context.ifMatch === undefined) throw createIfMatchRequiredFailure();
    requireReadableIfMatch(context.ifMatch);
    const claim = this.claim(exchange);
    return retryAfterConflict(async () => {
      const unit = this.database.begin(context, claim?.opening, (rows) => claim?.settle(rows));
      context.unit = unit;
      try {
        const answer = await this.addAffected(exchange, await lastValueFrom(next.handle(), { defaultValue: undefined }));
        await this.actors.nameAll(context);
        const headers = this.describe(exchange, answer);
        const entry = this.findAuditEntry(exchange, answer, exchange.reply.statusCode);
        await unit.commit([
          ...(entry ? [this.audit.createClosingStatement(context, entry)] : []),
          ...(claim ? [claim.createClosingStatement(toKeptAnswer(exchange.reply.statusCode, headers, withoutSecret(answer, route), entry))] : []),
        ]);
        if (route.changesAccess) this.accessChanges.tell();
        return answer;
      } catch (error) {
        await unit.rollback();
        if (error instanceof Replay) return await this.replay(exchange, error.answer);
        throw error;
      } finally {
        context.unit = null;
      }
    });
  }

  /** The answer, with the plans that the change had screened again, and the appointments that it touches. */
  private async addAffected({ request, route, context }: Exchange, answer: unknown): Promise<unknown> {
    const listPatients = (shown: PatientsShown | undefined): string[] => [
      ...new Set((shown?.(answer, request.params as Record<string, string>) ?? []).filter((id): id is string => typeof id === 'string')),
    ];
    const screened = listPatients(route.rescreens);
    const plans: AffectedPlan[] = [];
    for (const patientId of screened) plans.push(...(await this.rescreening.screenPatient(patientId)));
    const touched = route.touchesAppointments ? listPatients(route.touchesAppointments) : plans.some(({ held, ended }) => held || ended) ? screened : [];
    const affectedAppointments = touched.length > 0 ? await this.appointments.review(touched) : [];
    const { permissions } = context.principal ?? {};
    if (plans.length === 0 && affectedAppointments.length === 0) return answer;
    return {
      ...(answer as object),
      ...(plans.length > 0 && permissions?.has('plan.read') && { affectedPlans: plans }),
      ...(affectedAppointments.length > 0 && permissions?.has('schedule.read') && { affectedAppointments }),
    };
  }

  private claim({ request, context }: Exchange): IdempotencyClaim | null {
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined || !context.principal) return null;
    return new IdempotencyClaim(context.principal.id, String(key), {
      method: request.method,
      url: request.url,
      ifMatch: context.ifMatch,
      body: request.body,
    });
  }

  private async replay(exchange: Exchange, answer: KeptAnswer): Promise<unknown> {
    const { reply, route, context } = exchange;
    await this.closed.requireOpen(context, answer.patientIds);
    void reply.status(answer.status).headers({ ...answer.headers, 'Idempotency-Replayed': 'true' });
    if (typeof route.audit === 'object' && context.clinicId) {
      await this.audit.record(context, context.clinicId, {
        action: route.audit.action,
        patientIds: answer.patientIds,
        resourceId: null,
        outcome: 'replayed',
        status: answer.status,
      });
    }
    return answer.body === null ? undefined : (JSON.parse(answer.body) as unknown);
  }

  /** Sets the headers that follow from the answer, and returns them. */
  private describe({ reply, route, context }: Exchange, answer: unknown): Record<string, string> {
    if (answer instanceof FileAnswer) {
      void reply.headers(answer.headers);
      if (answer.status !== undefined) void reply.status(answer.status);
      return {};
    }
    const headers: Record<string, string> = {};
    const member = typeof route.versioned === 'string' ? route.versioned : 'version';
    const version = (answer as Record<string, unknown> | undefined)?.[member];
    if (route.versioned && typeof version === 'number') headers.ETag = formatEtag(version);
    if (route.taggedByContent) headers.ETag = computeContentTag(JSON.stringify(answer));
    const location = route.answer?.location;
    if (location) headers.Location = location(answer as never);
    const sent = route.sends?.value(answer as never);
    if (route.sends && typeof sent === 'string') headers[route.sends.name] = sent;
    const applied = route.honours && findPreference(route.honours, context.prefer);
    if (route.honours && applied) headers['Preference-Applied'] = `${route.honours.name}=${applied}`;
    void reply.headers(headers);
    return headers;
  }

  private findAuditEntry({ request, route }: Exchange, answer: unknown, status: number): AuditEntry | null {
    if (typeof route.audit !== 'object') return null;
    const path = request.params as Record<string, string>;
    const patients = route.audit.patients(answer, path).filter((id): id is string => typeof id === 'string');
    return { action: route.audit.action, patientIds: patients, resourceId: findResourceId(answer, path), outcome: 'success', status };
  }
}

/** The patients that the path and the query name. */
const listNamedPatients = ({ params, query }: FastifyRequest): unknown[] => [params, query].map((named) => (named as { patientId?: unknown }).patientId);

/** Sends a page in pieces, and any other answer as it is. */
const prepareAnswer = ({ request, reply }: Exchange, answer: unknown): unknown => {
  if (!isPage(answer) || request.method === 'HEAD') return answer;
  void reply.header('Content-Type', 'application/json; charset=utf-8');
  return serializePage(answer);
};

const findResourceId = (answer: unknown, path: Record<string, string>): string | null => {
  const id = (answer as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? id : (Object.values(path).filter(isId).at(-1) ?? null);
};

/** Leaves out the secret of an answer that is shown once: a repeated request does not show it again. */
const withoutSecret = (answer: unknown, { shownOnce }: RouteDeclaration): unknown =>
  shownOnce === undefined ? answer : { ...(answer as object), [shownOnce]: null };

const toKeptAnswer = (status: number, headers: Record<string, string>, answer: unknown, entry: AuditEntry | null): KeptAnswer => ({
  status,
  headers,
  body: answer === undefined ? null : JSON.stringify(answer),
  patientIds: [...(entry?.patientIds ?? [])],
});

const createIfMatchRequiredFailure = (): Failure =>
  new Failure('precondition-required', 'Send If-Match with the ETag of the version that this change was made from.');
