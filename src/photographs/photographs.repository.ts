import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../platform/database/index.js';
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

const photographRow = declareColumns<PhotographRecord>(
  {
    id: 'uuid',
    patientId: 'uuid',
    consultationId: 'uuid?',
    consentId: 'uuid',
    region: 'text',
    angle: 'text',
    takenAt: 'timestamptz',
    note: 'text?',
    contentHash: 'text',
    mediaType: 'text',
    width: 'integer',
    height: 'integer',
    byteSize: ['bigint', '(SELECT b.byte_size FROM blobs b WHERE b.clinic_id = p.clinic_id AND b.hash = p.content_hash)'],
    thumbnailHash: 'text',
    thumbnailWidth: 'integer',
    thumbnailHeight: 'integer',
    thumbnailByteSize: ['bigint', '(SELECT b.byte_size FROM blobs b WHERE b.clinic_id = p.clinic_id AND b.hash = p.thumbnail_hash)'],
    status: 'text',
    errorReason: 'text?',
    errorRecordedBy: ['uuid?', 'p.error_by'],
    errorRecordedAt: ['timestamptz?', 'p.error_at'],
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    version: 'integer',
  },
  'p',
);

const find = declareStatement('photographs.find', {
  parameters: { id: 'uuid' },
  row: photographRow,
  sql: `SELECT ${photographRow.list} FROM photographs p WHERE p.clinic_id = current_clinic() AND p.id = :id`,
});
const lock = declareStatement('photographs.lock', {
  parameters: { id: 'uuid' },
  row: photographRow,
  sql: `SELECT ${photographRow.list} FROM photographs p WHERE p.clinic_id = current_clinic() AND p.id = :id FOR UPDATE`,
});
const ofPatient = `p.clinic_id = current_clinic() AND p.patient_id = :patientId AND (:region::text[] IS NULL OR p.region = ANY (:region))`;
const list = declareStatement('photographs.list', {
  parameters: { patientId: 'uuid', region: 'text[]?', after: 'uuid?', limit: 'bigint' },
  row: photographRow,
  sql: `SELECT ${photographRow.list} FROM photographs p WHERE ${ofPatient} AND (:after::uuid IS NULL OR p.id > :after) ORDER BY p.id LIMIT :limit`,
});
const current = declareStatement('photographs.current', {
  parameters: { patientId: 'uuid' },
  row: photographRow,
  sql: `SELECT ${photographRow.list} FROM photographs p WHERE p.clinic_id = current_clinic() AND p.patient_id = :patientId AND p.status = 'current' ORDER BY p.taken_at, p.id`,
});
const count = declareStatement('photographs.count', {
  parameters: { patientId: 'uuid', region: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM photographs p WHERE ${ofPatient}`,
});
const currentAmong = declareStatement('photographs.current-among', {
  parameters: { patientId: 'uuid', ids: 'uuid[]' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT p.id FROM photographs p WHERE p.clinic_id = current_clinic() AND p.patient_id = :patientId AND p.id = ANY (:ids::uuid[]) AND p.status = 'current'`,
});
const newest = declareStatement('photographs.newest', {
  parameters: { patientId: 'uuid' },
  row: declareColumns<{ takenAt: Date | null }>({ takenAt: 'timestamptz?' }),
  sql: `SELECT max(p.taken_at) AS "takenAt" FROM photographs p WHERE p.clinic_id = current_clinic() AND p.patient_id = :patientId AND p.status = 'current'`,
});
const sealed = declareSealedColumns('photographs', { note: 'sealed-text?', errorReason: 'sealed-text?' });

const insert = declareStatement('photographs.insert', {
  parameters: {
    id: 'uuid',
    patientId: 'uuid',
    consultationId: 'uuid?',
    consentId: 'uuid',
    region: 'text',
    angle: 'text',
    takenAt: 'timestamptz',
    note: sealed.note,
    contentHash: 'text',
    mediaType: 'text',
    width: 'integer',
    height: 'integer',
    thumbnailHash: 'text',
    thumbnailWidth: 'integer',
    thumbnailHeight: 'integer',
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
  },
  sql: `INSERT INTO photographs (id, patient_id, consultation_id, consent_id, region, angle, taken_at, note, content_hash, media_type, width, height,
     thumbnail_hash, thumbnail_width, thumbnail_height, recorded_by, created_at, updated_at)
   VALUES (:id, :patientId, :consultationId, :consentId, :region, :angle, :takenAt, :note, :contentHash, :mediaType, :width, :height, :thumbnailHash, :thumbnailWidth, :thumbnailHeight, :recordedBy, :createdAt, :createdAt)`,
});
const markAsError = declareStatement('photographs.mark-as-error', {
  parameters: { id: 'uuid', errorReason: sealed.errorReason, errorRecordedBy: 'uuid?', errorRecordedAt: 'timestamptz?' },
  sql: `UPDATE photographs SET status = 'entered-in-error', error_reason = :errorReason, error_by = :errorRecordedBy, error_at = :errorRecordedAt, updated_at = :errorRecordedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});

@Injectable()
export class PhotographsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<PhotographRecord | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<PhotographRecord | null> {
    return this.database.findRow(lock, { id });
  }

  /** Lists photographs in the order in which they were recorded. */
  list(patientId: string, region: readonly PhotographRegion[] | null, after: string | null, limit: number): Promise<PhotographRecord[]> {
    return this.database.query(list, { patientId, region, after, limit });
  }

  /** Lists the photographs that are part of the record, in the order in which they were taken. */
  listCurrent(patientId: string): Promise<PhotographRecord[]> {
    return this.database.query(current, { patientId });
  }

  async count(patientId: string, region: readonly PhotographRegion[] | null): Promise<number> {
    return (await this.database.getRow(count, { patientId, region })).total;
  }

  /** Finds, among the ids, those of the patient's photographs that were not entered in error. */
  async listCurrentAmong(patientId: string, ids: readonly string[]): Promise<Set<string>> {
    return new Set((await this.database.query(currentAmong, { patientId, ids })).map((row) => row.id));
  }

  async findNewestTakenAt(patientId: string): Promise<Date | null> {
    return (await this.database.getRow(newest, { patientId })).takenAt;
  }

  async insert(record: PhotographRecord): Promise<void> {
    await this.database.execute(insert, record);
  }

  async markAsError(record: PhotographRecord): Promise<void> {
    await this.database.execute(markAsError, record);
  }
}
