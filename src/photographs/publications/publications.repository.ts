import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';

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

const publicationRow = declareColumns<PublicationRecord>(
  {
    id: 'uuid',
    patientId: 'uuid',
    photoId: ['uuid', 'p.photograph_id'],
    consentId: 'uuid',
    place: 'text',
    url: 'text?',
    publishedAt: 'timestamptz',
    takenDownAt: 'timestamptz?',
    takenDownBy: 'uuid?',
    takeDownNote: 'text?',
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    version: 'integer',
  },
  'p',
);
const text = `SELECT ${publicationRow.list} FROM photograph_publications p WHERE p.clinic_id = current_clinic() AND p.id = :id`;
const publicationRows = declareColumns<PublicationRecord>({
  id: 'uuid',
  patientId: 'uuid',
  photoId: 'uuid',
  consentId: 'uuid',
  place: 'text',
  url: 'text?',
  publishedAt: 'timestamptz',
  takenDownAt: 'timestamptz?',
  takenDownBy: 'uuid?',
  takeDownNote: 'text?',
  recordedBy: 'uuid',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
  version: 'integer',
});
const find = declareStatement('publications.find', {
  parameters: { id: 'uuid' },
  row: publicationRows,
  sql: text,
});
const lock = declareStatement('publications.lock', {
  parameters: { id: 'uuid' },
  row: publicationRows,
  sql: `${text} FOR UPDATE`,
});
const ofPatient = `p.clinic_id = current_clinic() AND p.patient_id = :patientId AND (NOT :which::boolean OR p.taken_down_at IS NULL)`;
const list = declareStatement('publications.list', {
  parameters: { patientId: 'uuid', which: 'boolean', after: 'uuid?', limit: 'bigint' },
  row: publicationRow,
  sql: `SELECT ${publicationRow.list} FROM photograph_publications p WHERE ${ofPatient} AND (:after::uuid IS NULL OR p.id > :after) ORDER BY p.id LIMIT :limit`,
});
const count = declareStatement('publications.count', {
  parameters: { patientId: 'uuid', which: 'boolean' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM photograph_publications p WHERE ${ofPatient}`,
});
const shown = declareStatement('publications.shown', {
  parameters: { patientId: 'uuid' },
  row: publicationRow,
  sql: `SELECT ${publicationRow.list} FROM photograph_publications p WHERE p.clinic_id = current_clinic() AND p.patient_id = :patientId AND p.taken_down_at IS NULL
    ORDER BY p.published_at, p.id`,
});
const insert = declareStatement('publications.insert', {
  parameters: {
    id: 'uuid',
    patientId: 'uuid',
    photoId: 'uuid',
    consentId: 'uuid',
    place: 'text',
    url: 'text?',
    publishedAt: 'timestamptz',
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
  },
  sql: `INSERT INTO photograph_publications (id, patient_id, photograph_id, consent_id, place, url, published_at, recorded_by, created_at, updated_at)
   VALUES (:id, :patientId, :photoId, :consentId, :place, :url, :publishedAt, :recordedBy, :createdAt, :createdAt)`,
});
const sealed = declareSealedColumns('photograph_publications', { takeDownNote: 'sealed-text?' });

const takeDown = declareStatement('publications.take-down', {
  parameters: { id: 'uuid', takenDownAt: 'timestamptz?', takenDownBy: 'uuid?', takeDownNote: sealed.takeDownNote, updatedAt: 'timestamptz' },
  sql: `UPDATE photograph_publications SET taken_down_at = :takenDownAt, taken_down_by = :takenDownBy, take_down_note = :takeDownNote, updated_at = :updatedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});

@Injectable()
export class PublicationsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<PublicationRecord | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<PublicationRecord | null> {
    return this.database.findRow(lock, { id });
  }

  /** Lists publications in the order in which they were recorded: all, or those that the public can still see. */
  list(patientId: string, which: 'all' | 'public', after: string | null, limit: number): Promise<PublicationRecord[]> {
    return this.database.query(list, { patientId, which: which === 'public', after, limit });
  }

  async count(patientId: string, which: 'all' | 'public'): Promise<number> {
    return (await this.database.getRow(count, { patientId, which: which === 'public' })).total;
  }

  /** Lists the publications that the public can still see, the first one first. */
  listShown(patientId: string): Promise<PublicationRecord[]> {
    return this.database.query(shown, { patientId });
  }

  async insert(record: PublicationRecord): Promise<void> {
    const { id, patientId, photoId, consentId, place, url, publishedAt, recordedBy, createdAt } = record;
    await this.database.execute(insert, { id, patientId, photoId, consentId, place, url, publishedAt, recordedBy, createdAt });
  }

  async takeDown({ id, takenDownAt, takenDownBy, takeDownNote, updatedAt }: PublicationRecord): Promise<void> {
    await this.database.execute(takeDown, { id, takenDownAt, takenDownBy, takeDownNote, updatedAt });
  }
}
