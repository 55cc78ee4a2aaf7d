import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import type { EventKind, ResourceType } from './timeline.js';

export interface EventRecord {
  occurredAt: Date;
  /** The instant to the microsecond, as in the sort order. */
  position: string;
  /** Distinguishes events of one record at one instant, such as two overrides of a check. */
  fingerprint: string;
  kind: EventKind;
  resourceType: ResourceType;
  resourceId: string;
  actorId: string | null;
  /** The details of the kind: one of the classes in `event-details.dto.ts`. */
  details: object;
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

const conditions = `e.clinic_id = current_clinic() AND e.patient_id = :patientId AND (:kinds::text[] IS NULL OR e.kind = ANY (:kinds))
  AND (:from::timestamptz IS NULL OR e.occurred_at >= :from) AND (:to::timestamptz IS NULL OR e.occurred_at < :to)`;

const fingerprint = 'md5(e.details::text)';

const list = declareStatement('timeline.list', {
  parameters: {
    patientId: 'uuid',
    kinds: 'text[]?',
    from: 'timestamptz?',
    to: 'timestamptz?',
    at: 'timestamptz?',
    kind: 'text?',
    resourceId: 'uuid?',
    fingerprint: 'text?',
    limit: 'bigint',
  },
  row: declareColumns<EventRecord>({
    occurredAt: 'timestamptz!',
    position: 'text',
    kind: 'text!',
    resourceType: 'text!',
    resourceId: 'uuid!',
    actorId: 'uuid?',
    details: 'jsonb',
    fingerprint: 'text',
  }),
  sql: `SELECT e.occurred_at AS "occurredAt", e.occurred_at::text AS position, e.kind, e.resource_type AS "resourceType", e.resource_id AS "resourceId", e.actor_id AS "actorId",
          jsonb_strip_nulls(e.details) AS details, ${fingerprint} AS fingerprint
     FROM patient_events e
    WHERE ${conditions} AND (:at::timestamptz IS NULL OR (e.occurred_at, e.kind, e.resource_id, ${fingerprint}) < (:at, :kind::text, :resourceId::uuid, :fingerprint::text))
    ORDER BY e.occurred_at DESC, e.kind DESC, e.resource_id DESC, ${fingerprint} DESC LIMIT :limit`,
});
const count = declareStatement('timeline.count', {
  parameters: { patientId: 'uuid', kinds: 'text[]?', from: 'timestamptz?', to: 'timestamptz?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM patient_events e WHERE ${conditions}`,
});

@Injectable()
export class TimelineRepository {
  constructor(private readonly database: Database) {}

  /** Lists events, newest first. */
  list(patientId: string, { kinds, from, to }: EventFilter, after: EventPosition | null, limit: number): Promise<EventRecord[]> {
    const position = { at: after?.at ?? null, kind: after?.kind ?? null, resourceId: after?.resourceId ?? null, fingerprint: after?.fingerprint ?? null };
    return this.database.query(list, { patientId, kinds, from, to, ...position, limit });
  }

  async count(patientId: string, { kinds, from, to }: EventFilter): Promise<number> {
    return (await this.database.getRow(count, { patientId, kinds, from, to })).total;
  }
}
