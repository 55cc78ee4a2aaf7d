import { Actor } from '../access/actor.dto.js';
import { auditOutcomes, type AuditOutcome } from './audit-trail.js';
import { NotBefore } from '../http/not-before.js';
import { PageQuery } from '../http/page-query.dto.js';
import { Identifier, Instant, Nested, Optional, Whole, OneOf } from '../http/index.js';

/** The filters of the audit trail. */
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

/** One reading, change or refused attempt at a patient's record. An answer that showed several patients left one entry for each. */
export class AuditEventResponse {
  /** The id of the entry. */
  @Identifier() id: string;

  /**
   * When the entry was recorded, in UTC.
   * @example 2026-11-20T04:45:12.345Z
   */
  @Instant() recordedAt: string;

  /** The person, client or link that acted. */
  @Nested(Actor) actor: Actor;

  /**
   * The action, as `thing.verb`.
   * @example patient.read
   */
  action: string;

  /** The patient; null where no patient was shown or named. */
  @Identifier() patientId: string | null;

  /** The resource that the request named or created; null where there is none. */
  @Identifier() resourceId: string | null;

  /**
   * Whether the request succeeded, was answered again from a stored answer, or was refused.
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

  /** The emergency access under which the actor had the record of the patient open; null where there was none. */
  @Identifier() emergencyAccessId: string | null;
}
