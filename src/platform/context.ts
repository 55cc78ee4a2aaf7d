import { AsyncLocalStorage } from 'node:async_hooks';
import { Failure } from '../kernel/failure.js';
import type { Actor } from './access/actor.dto.js';
import type { Principal } from './access/principal.js';
import type { Deadline } from './database/deadline.js';
import type { PatientLimits } from './database/row-bounds.js';
import type { UnitOfWork } from './database/unit-of-work.js';

/** The context of the request that is being answered. Every layer can read it, and none passes it on. */
export interface RequestContext {
  readonly requestId: string;
  /** The W3C trace id: the caller's own where `traceparent` was sent. */
  readonly traceId: string;
  /** When the request arrived; left out outside of a request. */
  readonly receivedAt?: Date;
  readonly sourceAddress: string | null;
  readonly ifMatch: string | undefined;
  /** The header `Prefer` (RFC 7240) as it was sent. */
  readonly prefer: string | undefined;
  /** The caller; null until the token was checked. */
  principal: Principal | null;
  /** The clinic that every statement is bound to. Without one, statements see no row. */
  clinicId: string | null;
  /** What keeps patients of the clinic from the caller of this route; null where every one is open. */
  patientLimits: PatientLimits | null;
  /** The transaction of a writing request; null for a reading one. */
  unit: UnitOfWork | null;
  /** The deadline of the request; none before its work begins. */
  deadline?: Deadline | null;
  /** The people and clients whom the answer names, by id, with their role at the time where it is known. */
  readonly actors: Map<string, Actor>;
  /** The method of the controller that answers; its name is the operationId. */
  handler: { name: string } | null;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

export const findRequest = (): RequestContext | undefined => storage.getStore();

export const getCurrentRequest = (): RequestContext => {
  const context = storage.getStore();
  if (!context) throw new Error('There is no current request: wrap the work in runInContext.');
  return context;
};

/** The caller; fails as unauthenticated where there is none. */
export const getCurrentPrincipal = (): Principal => {
  const { principal } = getCurrentRequest();
  if (!principal) throw new Failure('unauthenticated', 'This needs an access token.');
  return principal;
};
