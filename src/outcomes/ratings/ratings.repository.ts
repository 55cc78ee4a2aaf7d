import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import type { Assessor, RatingKind } from './domain/rating.js';

export interface RatingRecord {
  id: string;
  patientId: string;
  planId: string;
  sessionId: string | null;
  kind: RatingKind;
  score: number;
  assessor: Assessor;
  ratedAt: Date;
  note: string | null;
  recordedBy: string;
  errorReason: string | null;
  errorBy: string | null;
  errorAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** The place of a rating in the list. */
export interface RatingPosition {
  /** When the plan was rated, to the microsecond: a cursor must not skip ratings within one millisecond. */
  ratedAt: string;
  id: string;
}

export type ListedRating = RatingRecord & { exactAt: string };

const ratingRow = declareColumns<RatingRecord>({
  id: 'uuid',
  patientId: 'uuid',
  planId: 'uuid',
  sessionId: 'uuid?',
  kind: 'text',
  score: 'smallint',
  assessor: 'text',
  ratedAt: 'timestamptz',
  note: 'text?',
  recordedBy: 'uuid',
  errorReason: 'text?',
  errorBy: 'uuid?',
  errorAt: 'timestamptz?',
  version: 'integer',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
});

const find = declareStatement('ratings.find', {
  parameters: { id: 'uuid' },
  row: ratingRow,
  sql: `SELECT ${ratingRow.list} FROM plan_ratings WHERE clinic_id = current_clinic() AND id = :id`,
});
const lock = declareStatement('ratings.lock', {
  parameters: { id: 'uuid' },
  row: ratingRow,
  sql: `SELECT ${ratingRow.list} FROM plan_ratings WHERE clinic_id = current_clinic() AND id = :id FOR UPDATE`,
});
const ofPlan = `clinic_id = current_clinic() AND plan_id = :planId AND (:kind::text[] IS NULL OR kind = ANY (:kind))`;
const list = declareStatement('ratings.list', {
  parameters: { planId: 'uuid', kind: 'text[]?', ratedAt: 'timestamptz?', id: 'uuid?', limit: 'bigint' },
  row: declareColumns<ListedRating>({ ...ratingRow.declared, exactAt: 'text' }),
  sql: `SELECT ${ratingRow.list}, to_json(rated_at) #>> '{}' AS "exactAt" FROM plan_ratings
    WHERE ${ofPlan} AND (:ratedAt::timestamptz IS NULL OR (rated_at, id) > (:ratedAt, :id::uuid))
    ORDER BY rated_at, id LIMIT :limit`,
});
const count = declareStatement('ratings.count', {
  parameters: { planId: 'uuid', kind: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM plan_ratings WHERE ${ofPlan}`,
});
const standing = declareStatement('ratings.standing', {
  parameters: { planId: 'uuid' },
  row: ratingRow,
  sql: `SELECT ${ratingRow.list} FROM plan_ratings WHERE clinic_id = current_clinic() AND plan_id = :planId AND error_at IS NULL ORDER BY rated_at, id`,
});
const sealed = declareSealedColumns('plan_ratings', { note: 'sealed-text?', errorReason: 'sealed-text?' });

const insert = declareStatement('ratings.insert', {
  parameters: {
    id: 'uuid',
    patientId: 'uuid',
    planId: 'uuid',
    sessionId: 'uuid?',
    kind: 'text',
    score: 'smallint',
    assessor: 'text',
    ratedAt: 'timestamptz',
    note: sealed.note,
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
  },
  sql: `INSERT INTO plan_ratings (id, patient_id, plan_id, session_id, kind, score, assessor, rated_at, note, recorded_by, created_at, updated_at)
   VALUES (:id, :patientId, :planId, :sessionId, :kind, :score, :assessor, :ratedAt, :note, :recordedBy, :createdAt, :createdAt)`,
});
const enterInError = declareStatement('ratings.enter-in-error', {
  parameters: { id: 'uuid', reason: sealed.errorReason, by: 'uuid', at: 'timestamptz' },
  sql: `UPDATE plan_ratings SET error_reason = :reason, error_by = :by, error_at = :at, updated_at = :at, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});

@Injectable()
export class RatingsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<RatingRecord | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<RatingRecord | null> {
    return this.database.findRow(lock, { id });
  }

  /** Lists ratings, the oldest first, including those entered in error. */
  list(planId: string, kind: readonly RatingKind[] | null, after: RatingPosition | null, limit: number): Promise<ListedRating[]> {
    return this.database.query(list, { planId, kind, ratedAt: after?.ratedAt ?? null, id: after?.id ?? null, limit });
  }

  async count(planId: string, kind: readonly RatingKind[] | null): Promise<number> {
    return (await this.database.getRow(count, { planId, kind })).total;
  }

  /** Lists the ratings of a plan that were not entered in error, the oldest first. */
  listCurrent(planId: string): Promise<RatingRecord[]> {
    return this.database.query(standing, { planId });
  }

  async insert(record: RatingRecord): Promise<void> {
    await this.database.execute(insert, record);
  }

  async enterInError(id: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.execute(enterInError, { id, reason, by, at });
  }
}
