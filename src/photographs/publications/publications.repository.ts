import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';

export interface PublicationRecord {
  id: string;
  patientId: string;
  photoId: string;
  consentId: string;
  place: string;
  url: string | null;
  publishedAt: Date;
  takenDownAt: Date | null;
  takenDownBy: string | null;
  takeDownNote: string | null;
  recordedBy: string;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

const columns = `p.id, p.patient_id AS "patientId", p.photograph_id AS "photoId", p.consent_id AS "consentId", p.place, p.url,
  p.published_at AS "publishedAt", p.taken_down_at AS "takenDownAt", p.taken_down_by AS "takenDownBy", p.take_down_note AS "takeDownNote",
  p.recorded_by AS "recordedBy", p.created_at AS "createdAt", p.updated_at AS "updatedAt", p.version`;
const one = `SELECT ${columns} FROM photograph_publications p WHERE p.clinic_id = current_clinic() AND p.id = $1`;
const find = statement('publications.find', one);
const lock = statement('publications.lock', `${one} FOR UPDATE`);
const ofPatient = `p.clinic_id = current_clinic() AND p.patient_id = $1 AND (NOT $2::boolean OR p.taken_down_at IS NULL)`;
const list = statement(
  'publications.list',
  `SELECT ${columns} FROM photograph_publications p WHERE ${ofPatient} AND ($3::uuid IS NULL OR p.id > $3) ORDER BY p.id LIMIT $4`,
);
const count = statement('publications.count', `SELECT count(*)::integer AS total FROM photograph_publications p WHERE ${ofPatient}`);
const shown = statement(
  'publications.shown',
  `SELECT ${columns} FROM photograph_publications p WHERE p.clinic_id = current_clinic() AND p.patient_id = $1 AND p.taken_down_at IS NULL
    ORDER BY p.published_at, p.id`,
);
const insert = statement(
  'publications.insert',
  `INSERT INTO photograph_publications (id, patient_id, photograph_id, consent_id, place, url, published_at, recorded_by, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
);
const takeDown = statement(
  'publications.take-down',
  `UPDATE photograph_publications SET taken_down_at = $2, taken_down_by = $3, take_down_note = $4, updated_at = $5, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);

@Injectable()
export class PublicationsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<PublicationRecord | null> {
    return this.database.maybe<PublicationRecord>(find, [id]);
  }

  lock(id: string): Promise<PublicationRecord | null> {
    return this.database.maybe<PublicationRecord>(lock, [id]);
  }

  /** In the order in which they were recorded; all of them, or those that are public still. */
  list(patientId: string, which: 'all' | 'public', after: string | null, limit: number): Promise<PublicationRecord[]> {
    return this.database.query<PublicationRecord>(list, [patientId, which === 'public', after, limit]);
  }

  async count(patientId: string, which: 'all' | 'public'): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [patientId, which === 'public'])).total;
  }

  /** Those that are public still, the first first. */
  shown(patientId: string): Promise<PublicationRecord[]> {
    return this.database.query<PublicationRecord>(shown, [patientId]);
  }

  async insert(record: PublicationRecord): Promise<void> {
    const { id, patientId, photoId, consentId, place, url, publishedAt, recordedBy, createdAt } = record;
    await this.database.execute(insert, [id, patientId, photoId, consentId, place, url, publishedAt, recordedBy, createdAt]);
  }

  async takeDown({ id, takenDownAt, takenDownBy, takeDownNote, updatedAt }: PublicationRecord): Promise<void> {
    await this.database.execute(takeDown, [id, takenDownAt, takenDownBy, takeDownNote, updatedAt]);
  }
}
