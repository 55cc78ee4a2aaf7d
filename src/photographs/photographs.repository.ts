import { Injectable } from '@nestjs/common';
import { Database, statement } from '../platform/database/index.js';
import type { Angle, KeptType, PhotographRegion, PhotographStatus } from './domain/photograph.js';

export interface PhotographRecord {
  id: string;
  patientId: string;
  consultationId: string | null;
  consentId: string;
  region: PhotographRegion;
  angle: Angle;
  takenAt: Date;
  note: string | null;
  contentHash: string;
  mediaType: KeptType;
  width: number;
  height: number;
  byteSize: number;
  thumbnailHash: string;
  thumbnailWidth: number;
  thumbnailHeight: number;
  thumbnailByteSize: number;
  status: PhotographStatus;
  errorReason: string | null;
  errorRecordedBy: string | null;
  errorRecordedAt: Date | null;
  recordedBy: string;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

const columns = `p.id, p.patient_id AS "patientId", p.consultation_id AS "consultationId", p.consent_id AS "consentId", p.region, p.angle,
  p.taken_at AS "takenAt", p.note, p.content_hash AS "contentHash", p.media_type AS "mediaType", p.width, p.height,
  (SELECT b.byte_size FROM blobs b WHERE b.clinic_id = p.clinic_id AND b.hash = p.content_hash) AS "byteSize",
  p.thumbnail_hash AS "thumbnailHash", p.thumbnail_width AS "thumbnailWidth", p.thumbnail_height AS "thumbnailHeight",
  (SELECT b.byte_size FROM blobs b WHERE b.clinic_id = p.clinic_id AND b.hash = p.thumbnail_hash) AS "thumbnailByteSize",
  p.status, p.error_reason AS "errorReason", p.error_by AS "errorRecordedBy", p.error_at AS "errorRecordedAt",
  p.recorded_by AS "recordedBy", p.created_at AS "createdAt", p.updated_at AS "updatedAt", p.version`;

const find = statement('photographs.find', `SELECT ${columns} FROM photographs p WHERE p.clinic_id = current_clinic() AND p.id = $1`);
const lock = statement('photographs.lock', `SELECT ${columns} FROM photographs p WHERE p.clinic_id = current_clinic() AND p.id = $1 FOR UPDATE`);
const ofPatient = `p.clinic_id = current_clinic() AND p.patient_id = $1 AND ($2::text IS NULL OR p.region = $2)`;
const list = statement(
  'photographs.list',
  `SELECT ${columns} FROM photographs p WHERE ${ofPatient} AND ($3::uuid IS NULL OR p.id > $3) ORDER BY p.id LIMIT $4`,
);
const current = statement(
  'photographs.current',
  `SELECT ${columns} FROM photographs p WHERE p.clinic_id = current_clinic() AND p.patient_id = $1 AND p.status = 'current' ORDER BY p.taken_at, p.id`,
);
const count = statement('photographs.count', `SELECT count(*)::integer AS total FROM photographs p WHERE ${ofPatient}`);
const currentAmong = statement(
  'photographs.current-among',
  `SELECT p.id FROM photographs p WHERE p.clinic_id = current_clinic() AND p.patient_id = $1 AND p.id = ANY ($2::uuid[]) AND p.status = 'current'`,
);
const newest = statement(
  'photographs.newest',
  `SELECT max(p.taken_at) AS "takenAt" FROM photographs p WHERE p.clinic_id = current_clinic() AND p.patient_id = $1 AND p.status = 'current'`,
);
const insert = statement(
  'photographs.insert',
  `INSERT INTO photographs (id, patient_id, consultation_id, consent_id, region, angle, taken_at, note, content_hash, media_type, width, height,
     thumbnail_hash, thumbnail_width, thumbnail_height, recorded_by, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)`,
);
const markAsError = statement(
  'photographs.mark-as-error',
  `UPDATE photographs SET status = 'entered-in-error', error_reason = $2, error_by = $3, error_at = $4, updated_at = $4, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);

@Injectable()
export class PhotographsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<PhotographRecord | null> {
    return this.database.maybe<PhotographRecord>(find, [id]);
  }

  lock(id: string): Promise<PhotographRecord | null> {
    return this.database.maybe<PhotographRecord>(lock, [id]);
  }

  /** In the order in which they were recorded. */
  list(patientId: string, region: PhotographRegion | null, after: string | null, limit: number): Promise<PhotographRecord[]> {
    return this.database.query<PhotographRecord>(list, [patientId, region, after, limit]);
  }

  /** Those that are part of the record, in the order in which they were taken. */
  current(patientId: string): Promise<PhotographRecord[]> {
    return this.database.query<PhotographRecord>(current, [patientId]);
  }

  async count(patientId: string, region: PhotographRegion | null): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [patientId, region])).total;
  }

  /** Those of the ids that are photographs of the patient, and not marked as errors. */
  async currentAmong(patientId: string, ids: readonly string[]): Promise<Set<string>> {
    return new Set((await this.database.query<{ id: string }>(currentAmong, [patientId, ids])).map((row) => row.id));
  }

  async newest(patientId: string): Promise<Date | null> {
    return (await this.database.one<{ takenAt: Date | null }>(newest, [patientId])).takenAt;
  }

  async insert(record: PhotographRecord): Promise<void> {
    await this.database.execute(insert, [
      record.id,
      record.patientId,
      record.consultationId,
      record.consentId,
      record.region,
      record.angle,
      record.takenAt,
      record.note,
      record.contentHash,
      record.mediaType,
      record.width,
      record.height,
      record.thumbnailHash,
      record.thumbnailWidth,
      record.thumbnailHeight,
      record.recordedBy,
      record.createdAt,
    ]);
  }

  async markAsError(record: PhotographRecord): Promise<void> {
    await this.database.execute(markAsError, [record.id, record.errorReason, record.errorRecordedBy, record.errorRecordedAt]);
  }
}
