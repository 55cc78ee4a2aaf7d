import { AsyncLocalStorage } from 'node:async_hooks';
import { Failure } from '../kernel/failure.js';
import type { Actor } from './access/actor.dto.js';
import type { Principal } from './access/principal.js';
import type { Deadline } from './database/deadline.js';
import type { UnitOfWork } from './database/unit-of-work.js';

/** What is known of the request that is being answered; every layer can ask for it, none passes it on. */
export interface RequestContext {
  readonly requestId: string;
  /** The W3C trace id: the caller's own when it sent `traceparent`. */
  readonly traceId: string;
  /** When the request arrived; left out of what is no request. */
  readonly receivedAt?: Date;
  readonly sourceAddress: string | null;
  readonly ifMatch: string | undefined;
  /** What the caller would like (RFC 7240), as it was sent. */
  readonly prefer: string | undefined;
  /** Who asks; null until the token was checked. */
  principal: Principal | null;
  /** The clinic that every statement is bound to; null binds it to none, so that it sees no row. */
  clinicId: string | null;
  /** The transaction of a writing request; null when reading. */
  unit: UnitOfWork | null;
  /** Until when the request is answered; none before it is at its work. */
  deadline?: Deadline | null;
  /** Whom the answer names, by id and, where it is known, the role of then. */
  readonly actors: Map<string, Actor>;
  /** The controller's method that answers; its name is the operationId. */
  handler: { name: string } | null;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

export const findRequest = (): RequestContext | undefined => storage.getStore();

export const currentRequest = (): RequestContext => {
  const context = storage.getStore();
  if (!context) throw new Error('There is no current request: wrap the work in runInContext.');
  return context;
};

/** Who asks; fails as unauthenticated where nobody is known. */
export const currentPrincipal = (): Principal => {
  const { principal } = currentRequest();
  if (!principal) throw new Failure('unauthenticated', 'This needs an access token.');
  return principal;
};
