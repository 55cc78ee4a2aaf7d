import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import type { Assessor, Grade, SaltClass, SaltParts, Scale } from './domain/scale.js';

/** The stored form of a grading. */
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
  /** The calendar day of the baseline; null where the scale has none. */
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

/** The position of a grading in the list. */
export interface ScalePosition {
  /** When the grading was made, to the microsecond, so that a cursor skips no grading of the same millisecond. */
  assessedAt: string;
  id: string;
}

const assessed = {
  id: 'uuid',
  patientId: 'uuid',
  consultationId: 'uuid?',
  scale: 'text',
  assessedAt: 'timestamptz',
  assessor: 'text',
  grade: 'text?',
  salt: 'jsonb?',
  dlqi: 'smallint[]?',
  baselineOn: 'date?',
  score: 'double precision?',
  class: 'text?',
  note: 'text?',
  recordedBy: 'uuid',
} as const;

const scaleRow = declareColumns<ScaleRecord>({
  ...assessed,
  errorAt: 'timestamptz?',
  errorBy: 'uuid?',
  errorReason: 'text?',
  version: 'integer',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
});

const find = declareStatement('scales.find', {
  parameters: { id: 'uuid' },
  row: scaleRow,
  sql: `SELECT ${scaleRow.list} FROM scales WHERE clinic_id = current_clinic() AND id = :id`,
});
const lock = declareStatement('scales.lock', {
  parameters: { id: 'uuid' },
  row: scaleRow,
  sql: `SELECT ${scaleRow.list} FROM scales WHERE clinic_id = current_clinic() AND id = :id FOR UPDATE`,
});
const list = declareStatement('scales.list', {
  parameters: { patientId: 'uuid', scale: 'text[]?', assessedAt: 'timestamptz?', id: 'uuid?', limit: 'bigint' },
  row: declareColumns<ScaleRecord & { exactAt: string }>({ ...scaleRow.declared, exactAt: 'text' }),
  sql: `SELECT ${scaleRow.list}, to_json(assessed_at) #>> '{}' AS "exactAt" FROM scales
    WHERE clinic_id = current_clinic() AND patient_id = :patientId AND (:scale::text[] IS NULL OR scale = ANY (:scale))
      AND (:assessedAt::timestamptz IS NULL OR (assessed_at, id) < (:assessedAt, :id::uuid))
    ORDER BY assessed_at DESC, id DESC LIMIT :limit`,
});
const count = declareStatement('scales.count', {
  parameters: { patientId: 'uuid', scale: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM scales WHERE clinic_id = current_clinic() AND patient_id = :patientId AND (:scale::text[] IS NULL OR scale = ANY (:scale))`,
});
const series = declareStatement('scales.series', {
  parameters: { patientId: 'uuid', scale: 'text', assessor: 'text' },
  row: scaleRow,
  sql: `SELECT ${scaleRow.list} FROM scales
    WHERE clinic_id = current_clinic() AND patient_id = :patientId AND scale = :scale AND assessor = :assessor AND error_at IS NULL
    ORDER BY assessed_at, id`,
});
const ofConsultation = declareStatement('scales.of-consultation', {
  parameters: { consultationId: 'uuid' },
  row: scaleRow,
  sql: `SELECT ${scaleRow.list} FROM scales WHERE clinic_id = current_clinic() AND consultation_id = :consultationId AND error_at IS NULL ORDER BY assessed_at, id`,
});
const standing = declareStatement('scales.standing', {
  parameters: { patientId: 'uuid' },
  row: scaleRow,
  sql: `SELECT ${scaleRow.list} FROM scales WHERE clinic_id = current_clinic() AND patient_id = :patientId AND error_at IS NULL ORDER BY assessed_at, id`,
});
const sealed = declareSealedColumns('scales', { note: 'sealed-text?', errorReason: 'sealed-text?' });

const insert = declareStatement('scales.insert', {
  parameters: {
    ...assessed,
    note: sealed.note,
    createdAt: 'timestamptz',
  },
  sql: `INSERT INTO scales (id, patient_id, consultation_id, scale, assessed_at, assessor, grade, salt, dlqi, baseline_on, score, class, note, recorded_by,
     created_at, updated_at)
   VALUES (:id, :patientId, :consultationId, :scale, :assessedAt, :assessor, :grade, :salt::jsonb, :dlqi, :baselineOn, :score, :class, :note, :recordedBy, :createdAt, :createdAt)`,
});
const enterInError = declareStatement('scales.enter-in-error', {
  parameters: { id: 'uuid', at: 'timestamptz', by: 'uuid', reason: sealed.errorReason },
  sql: `UPDATE scales SET error_at = :at, error_by = :by, error_reason = :reason, updated_at = :at, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});

@Injectable()
export class ScalesRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<ScaleRecord | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<ScaleRecord | null> {
    return this.database.findRow(lock, { id });
  }

  /** Lists the patient's gradings, newest first. */
  list(patientId: string, scale: readonly Scale[] | null, after: ScalePosition | null, limit: number): Promise<(ScaleRecord & { exactAt: string })[]> {
    return this.database.query(list, { patientId, scale, assessedAt: after?.assessedAt ?? null, id: after?.id ?? null, limit });
  }

  async count(patientId: string, scale: readonly Scale[] | null): Promise<number> {
    return (await this.database.getRow(count, { patientId, scale })).total;
  }

  /** Lists the gradings of one scale and assessor, except those entered in error, oldest first. */
  listSeries(patientId: string, scale: Scale, assessor: Assessor): Promise<ScaleRecord[]> {
    return this.database.query(series, { patientId, scale, assessor });
  }

  /** Lists the gradings of a consultation, except those entered in error, oldest first. */
  listByConsultation(consultationId: string): Promise<ScaleRecord[]> {
    return this.database.query(ofConsultation, { consultationId });
  }

  /** Lists the gradings of every scale, except those entered in error, oldest first. */
  listCurrent(patientId: string): Promise<ScaleRecord[]> {
    return this.database.query(standing, { patientId });
  }

  async insert(record: ScaleRecord): Promise<void> {
    await this.database.execute(insert, record);
  }

  async enterInError(id: string, at: Date, by: string, reason: string): Promise<void> {
    await this.database.execute(enterInError, { id, at, by, reason });
  }
}
