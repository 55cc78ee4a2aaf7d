import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement, total } from '../../platform/database/index.js';
import type { WorkKind } from './domain/work-kinds.js';

interface WaitingRow {
  kind: WorkKind;
  resourceId: string;
  patientId: string | null;
  name: string | null;
  medicalRecordNumber: string | null;
  responsibleId: string | null;
  since: Date;
  /** `since` to the microsecond, so that a cursor skips nothing of the same millisecond. */
  exactSince: string;
  dueOn: string | null;
}

/** The place of an item in the list. */
export interface WorkPosition {
  since: string;
  kind: WorkKind;
  resourceId: string;
}

export interface WorkFilter {
  kinds: readonly WorkKind[];
  responsibleId: string | null;
  patientId: string | null;
  /** What is due lies between these days. */
  from: string;
  to: string;
}

interface CountRow {
  kind: WorkKind;
  total: number;
  own: number;
}

const filterParameters = { kinds: 'text[]', responsibleId: 'uuid?', patientId: 'uuid?', from: 'date', to: 'date' } as const;
const due = `(w.due_on IS NULL OR w.due_on BETWEEN :from AND :to)`;
const filter = `w.clinic_id = current_clinic() AND w.kind = ANY (:kinds::text[]) AND ${due}
   AND (:responsibleId::uuid IS NULL OR w.assigned_to = :responsibleId) AND (:patientId::uuid IS NULL OR w.patient_id = :patientId)`;

const list = declareStatement('work-list.list', {
  parameters: { ...filterParameters, afterSince: 'timestamptz?', afterKind: 'text?', afterId: 'uuid?', limit: 'bigint' },
  row: declareColumns<WaitingRow>({
    kind: 'text!',
    resourceId: 'uuid!',
    patientId: 'uuid?',
    name: 'text?',
    medicalRecordNumber: 'text?',
    responsibleId: 'uuid?',
    since: 'timestamptz!',
    exactSince: 'text!',
    dueOn: 'date?',
  }),
  sql: `SELECT w.kind, w.resource_id AS "resourceId", w.patient_id AS "patientId", p.names -> 0 ->> 'text' AS name, p.medical_record_number AS "medicalRecordNumber",
          w.assigned_to AS "responsibleId", w.since, to_json(w.since) #>> '{}' AS "exactSince", w.due_on AS "dueOn"
     FROM waiting_work w LEFT JOIN patients p ON p.clinic_id = w.clinic_id AND p.id = w.patient_id
    WHERE ${filter} AND (:afterSince::timestamptz IS NULL OR (w.since, w.kind, w.resource_id) > (:afterSince, :afterKind, :afterId::uuid))
    ORDER BY w.since, w.kind, w.resource_id LIMIT :limit`,
});
const count = declareStatement('work-list.count', {
  parameters: filterParameters,
  row: total,
  sql: `SELECT count(*)::integer AS total FROM waiting_work w WHERE ${filter}`,
});
const countByKind = declareStatement('work-list.count-by-kind', {
  parameters: { kinds: 'text[]', from: 'date', to: 'date', callerId: 'uuid' },
  row: declareColumns<CountRow>({ kind: 'text!', total: 'integer', own: 'integer' }),
  sql: `SELECT w.kind, count(*)::integer AS total, (count(*) FILTER (WHERE w.assigned_to = :callerId))::integer AS own
     FROM waiting_work w WHERE w.clinic_id = current_clinic() AND w.kind = ANY (:kinds::text[]) AND ${due} GROUP BY w.kind`,
});

@Injectable()
export class WorkListRepository {
  constructor(private readonly database: Database) {}

  /** Lists what waits, the oldest first. */
  list(by: WorkFilter, after: WorkPosition | null, limit: number): Promise<WaitingRow[]> {
    const position = { afterSince: after?.since ?? null, afterKind: after?.kind ?? null, afterId: after?.resourceId ?? null };
    return this.database.query(list, { ...by, ...position, limit });
  }

  async count(by: WorkFilter): Promise<number> {
    return (await this.database.getRow(count, by)).total;
  }

  countByKind({ kinds, from, to }: Pick<WorkFilter, 'kinds' | 'from' | 'to'>, callerId: string): Promise<CountRow[]> {
    return this.database.query(countByKind, { kinds, from, to, callerId });
  }
}
