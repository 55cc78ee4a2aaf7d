import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
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

/** Where in the list a rating stands. */
export interface RatingPosition {
  /** To the microsecond: a cursor must not skip what lies within a millisecond. */
  ratedAt: string;
  id: string;
}

export type ListedRating = RatingRecord & { exactAt: string };

const columns = `id, patient_id AS "patientId", plan_id AS "planId", session_id AS "sessionId", kind, score, assessor, rated_at AS "ratedAt", note,
  recorded_by AS "recordedBy", error_reason AS "errorReason", error_by AS "errorBy", error_at AS "errorAt", version, created_at AS "createdAt",
  updated_at AS "updatedAt"`;

const find = statement('ratings.find', `SELECT ${columns} FROM plan_ratings WHERE clinic_id = current_clinic() AND id = $1`);
const lock = statement('ratings.lock', `SELECT ${columns} FROM plan_ratings WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`);
const ofPlan = `clinic_id = current_clinic() AND plan_id = $1 AND ($2::text IS NULL OR kind = $2)`;
const list = statement(
  'ratings.list',
  `SELECT ${columns}, to_json(rated_at) #>> '{}' AS "exactAt" FROM plan_ratings
    WHERE ${ofPlan} AND ($3::timestamptz IS NULL OR (rated_at, id) > ($3, $4::uuid))
    ORDER BY rated_at, id LIMIT $5`,
);
const count = statement('ratings.count', `SELECT count(*)::integer AS total FROM plan_ratings WHERE ${ofPlan}`);
const standing = statement(
  'ratings.standing',
  `SELECT ${columns} FROM plan_ratings WHERE clinic_id = current_clinic() AND plan_id = $1 AND error_at IS NULL ORDER BY rated_at, id`,
);
const insert = statement(
  'ratings.insert',
  `INSERT INTO plan_ratings (id, patient_id, plan_id, session_id, kind, score, assessor, rated_at, note, recorded_by, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
);
const enterInError = statement(
  'ratings.enter-in-error',
  `UPDATE plan_ratings SET error_reason = $2, error_by = $3, error_at = $4, updated_at = $4, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);

@Injectable()
export class RatingsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<RatingRecord | null> {
    return this.database.maybe<RatingRecord>(find, [id]);
  }

  lock(id: string): Promise<RatingRecord | null> {
    return this.database.maybe<RatingRecord>(lock, [id]);
  }

  /** Oldest first, also those entered in error. */
  list(planId: string, kind: RatingKind | null, after: RatingPosition | null, limit: number): Promise<ListedRating[]> {
    return this.database.query<ListedRating>(list, [planId, kind, after?.ratedAt ?? null, after?.id ?? null, limit]);
  }

  async count(planId: string, kind: RatingKind | null): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [planId, kind])).total;
  }

  /** Those that stand, oldest first. */
  standing(planId: string): Promise<RatingRecord[]> {
    return this.database.query<RatingRecord>(standing, [planId]);
  }

  async insert(record: RatingRecord): Promise<void> {
    await this.database.execute(insert, [
      record.id,
      record.patientId,
      record.planId,
      record.sessionId,
      record.kind,
      record.score,
      record.assessor,
      record.ratedAt,
      record.note,
      record.recordedBy,
      record.createdAt,
    ]);
  }

  async enterInError(id: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.execute(enterInError, [id, reason, by, at]);
  }
}
