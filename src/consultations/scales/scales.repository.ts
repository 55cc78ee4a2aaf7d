import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { Assessor, Grade, SaltClass, SaltParts, Scale } from './domain/scale.js';

/** An entry as it is kept. */
export interface ScaleRecord {
  id: string;
  patientId: string;
  consultationId: string | null;
  scale: Scale;
  assessedAt: Date;
  assessor: Assessor;
  grade: Grade | null;
  salt: SaltParts | null;
  dlqi: number[] | null;
  /** A day. */
  baselineOn: string | null;
  score: number | null;
  class: SaltClass | null;
  note: string | null;
  recordedBy: string;
  errorAt: Date | null;
  errorBy: string | null;
  errorReason: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Where in the list an entry stands. */
export interface ScalePosition {
  /** To the microsecond: a cursor must not skip what lies within a millisecond. */
  assessedAt: string;
  id: string;
}

const columns = `id, patient_id AS "patientId", consultation_id AS "consultationId", scale, assessed_at AS "assessedAt", assessor, grade, salt, dlqi,
  baseline_on AS "baselineOn", score, class, note, recorded_by AS "recordedBy",
  error_at AS "errorAt", error_by AS "errorBy", error_reason AS "errorReason", version, created_at AS "createdAt",
  updated_at AS "updatedAt"`;

const find = statement('scales.find', `SELECT ${columns} FROM scales WHERE clinic_id = current_clinic() AND id = $1`);
const lock = statement('scales.lock', `SELECT ${columns} FROM scales WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`);
const list = statement(
  'scales.list',
  `SELECT ${columns}, to_json(assessed_at) #>> '{}' AS "exactAt" FROM scales
    WHERE clinic_id = current_clinic() AND patient_id = $1 AND ($2::text IS NULL OR scale = $2)
      AND ($3::timestamptz IS NULL OR (assessed_at, id) < ($3, $4::uuid))
    ORDER BY assessed_at DESC, id DESC LIMIT $5`,
);
const count = statement(
  'scales.count',
  `SELECT count(*)::integer AS total FROM scales WHERE clinic_id = current_clinic() AND patient_id = $1 AND ($2::text IS NULL OR scale = $2)`,
);
const series = statement(
  'scales.series',
  `SELECT ${columns} FROM scales
    WHERE clinic_id = current_clinic() AND patient_id = $1 AND scale = $2 AND assessor = $3 AND error_at IS NULL
    ORDER BY assessed_at, id`,
);
const ofConsultation = statement(
  'scales.of-consultation',
  `SELECT ${columns} FROM scales WHERE clinic_id = current_clinic() AND consultation_id = $1 AND error_at IS NULL ORDER BY assessed_at, id`,
);
const standing = statement(
  'scales.standing',
  `SELECT ${columns} FROM scales WHERE clinic_id = current_clinic() AND patient_id = $1 AND error_at IS NULL ORDER BY assessed_at, id`,
);
const insert = statement(
  'scales.insert',
  `INSERT INTO scales (id, patient_id, consultation_id, scale, assessed_at, assessor, grade, salt, dlqi, baseline_on, score, class, note, recorded_by,
     created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12, $13, $14, $15, $15)`,
);
const enterInError = statement(
  'scales.enter-in-error',
  `UPDATE scales SET error_at = $2, error_by = $3, error_reason = $4, updated_at = $2, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);

@Injectable()
export class ScalesRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<ScaleRecord | null> {
    return this.database.maybe<ScaleRecord>(find, [id]);
  }

  lock(id: string): Promise<ScaleRecord | null> {
    return this.database.maybe<ScaleRecord>(lock, [id]);
  }

  /** Newest first. */
  list(patientId: string, scale: Scale | null, after: ScalePosition | null, limit: number): Promise<(ScaleRecord & { exactAt: string })[]> {
    return this.database.query<ScaleRecord & { exactAt: string }>(list, [patientId, scale, after?.assessedAt ?? null, after?.id ?? null, limit]);
  }

  async count(patientId: string, scale: Scale | null): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [patientId, scale])).total;
  }

  /** Those that stand, oldest first. */
  series(patientId: string, scale: Scale, assessor: Assessor): Promise<ScaleRecord[]> {
    return this.database.query<ScaleRecord>(series, [patientId, scale, assessor]);
  }

  /** Those that stand, oldest first. */
  ofConsultation(consultationId: string): Promise<ScaleRecord[]> {
    return this.database.query<ScaleRecord>(ofConsultation, [consultationId]);
  }

  /** Those of every scale that stand, oldest first. */
  standing(patientId: string): Promise<ScaleRecord[]> {
    return this.database.query<ScaleRecord>(standing, [patientId]);
  }

  async insert(record: ScaleRecord): Promise<void> {
    const { salt } = record;
    await this.database.execute(insert, [
      record.id,
      record.patientId,
      record.consultationId,
      record.scale,
      record.assessedAt,
      record.assessor,
      record.grade,
      salt && JSON.stringify({ top: salt.top, back: salt.back, left: salt.left, right: salt.right }),
      record.dlqi,
      record.baselineOn,
      record.score,
      record.class,
      record.note,
      record.recordedBy,
      record.createdAt,
    ]);
  }

  async enterInError(id: string, at: Date, by: string, reason: string): Promise<void> {
    await this.database.execute(enterInError, [id, at, by, reason]);
  }
}
