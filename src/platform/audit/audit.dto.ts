import { Actor } from '../access/actor.dto.js';
import { auditOutcomes, type AuditOutcome } from './audit-trail.js';
import { NotBefore } from '../http/not-before.js';
import { PageQuery } from '../http/page-query.dto.js';
import { Identifier, Instant, Nested, Optional, Whole, OneOf } from '../http/index.js';

/** Which entries of the audit trail to show. */
export class AuditQuery extends PageQuery {
  /** Only entries about this patient. */
  @Optional() @Identifier() patientId?: string;

  /** Only entries of this person or client. */
  @Optional() @Identifier() actorId?: string;

  /** Only entries recorded at this instant or later. */
  @Optional() @Instant() from?: string;

  /** Only entries recorded before this instant. */
  @Optional() @Instant() @NotBefore('from') to?: string;
}

/** One look at, change of, or refused attempt at a patient's record. An answer that showed several patients left one entry for each. */
export class AuditEventResponse {
  /** The id of the entry. */
  @Identifier() id: string;

  /**
   * When, in UTC.
   * @example 2026-11-20T04:45:12.345Z
   */
  @Instant() recordedAt: string;

  /** Who, in the role in which it was done. */
  @Nested(Actor) actor: Actor;

  /**
   * What was done, as `thing.verb`.
   * @example patient.read
   */
  action: string;

  /** For which patient; null when no patient was shown or named. */
  @Identifier() patientId: string | null;

  /** The resource that the request named or made, where there is one. */
  @Identifier() resourceId: string | null;

  /**
   * Whether it was done, answered again from a kept answer, or refused.
   * @example success
   */
  @OneOf(auditOutcomes) outcome: AuditOutcome;

  /**
   * The HTTP status of the answer.
   * @example 200
   */
  @Whole() status: number;

  /** The `X-Request-Id` of the answer. */
  @Identifier() requestId: string;

  /** The W3C trace id of the request. */
  traceId: string;

  /**
   * The network address from which the request came.
   * @example 127.0.0.1
   */
  sourceAddress: string | null;
}
