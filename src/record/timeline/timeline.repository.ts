import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { EventKind, ResourceType } from './timeline.js';

export interface EventRecord {
  occurredAt: Date;
  /** The instant to the microsecond, as the order has it. */
  position: string;
  /** Tells apart what happened to one record at one instant, such as two overrides of a check. */
  fingerprint: string;
  kind: EventKind;
  resourceType: ResourceType;
  resourceId: string;
  actorId: string | null;
  details: Record<string, unknown>;
}

export interface EventPosition {
  at: string;
  kind: EventKind;
  resourceId: string;
  fingerprint: string;
}

export interface EventFilter {
  kinds: readonly EventKind[] | null;
  from: string | null;
  to: string | null;
}

const conditions = `e.clinic_id = current_clinic() AND e.patient_id = $1 AND ($2::text[] IS NULL OR e.kind = ANY ($2))
  AND ($3::timestamptz IS NULL OR e.occurred_at >= $3) AND ($4::timestamptz IS NULL OR e.occurred_at < $4)`;

const fingerprint = 'md5(e.details::text)';

const list = statement(
  'timeline.list',
  `SELECT e.occurred_at AS "occurredAt", e.occurred_at::text AS position, e.kind, e.resource_type AS "resourceType", e.resource_id AS "resourceId", e.actor_id AS "actorId",
          jsonb_strip_nulls(e.details) AS details, ${fingerprint} AS fingerprint
     FROM patient_events e
    WHERE ${conditions} AND ($5::timestamptz IS NULL OR (e.occurred_at, e.kind, e.resource_id, ${fingerprint}) < ($5, $6::text, $7::uuid, $8::text))
    ORDER BY e.occurred_at DESC, e.kind DESC, e.resource_id DESC, ${fingerprint} DESC LIMIT $9`,
);
const count = statement('timeline.count', `SELECT count(*)::integer AS total FROM patient_events e WHERE ${conditions}`);

@Injectable()
export class TimelineRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  list(patientId: string, { kinds, from, to }: EventFilter, after: EventPosition | null, limit: number): Promise<EventRecord[]> {
    const position = [after?.at ?? null, after?.kind ?? null, after?.resourceId ?? null, after?.fingerprint ?? null];
    return this.database.query<EventRecord>(list, [patientId, kinds, from, to, ...position, limit]);
  }

  async count(patientId: string, { kinds, from, to }: EventFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [patientId, kinds, from, to])).total;
  }
}
