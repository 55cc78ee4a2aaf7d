import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { ConsentKind } from './consent.dto.js';
import { Consent } from './consent.entity.js';
import type { Treatment } from '../../kernel/treatment.js';

const columnsBut = (
  text: string,
) => `c.clinic_id AS "clinicId", c.id, c.patient_id AS "patientId", c.kind, c.treatment, c.document_version AS "documentVersion",
  c.language, c.signatory, c.signed_at AS "signedAt", ${text} AS text, c.text_hash AS "textHash", c.witness, c.document_hash AS "documentHash",
  c.document_media_type AS "documentMediaType", c.document_added_at AS "documentAddedAt", c.document_added_by AS "documentAddedBy",
  (SELECT b.byte_size FROM blobs b WHERE b.clinic_id = c.clinic_id AND b.hash = c.document_hash) AS "documentByteSize",
  c.withdrawn_at AS "withdrawnAt", c.withdrawal_reason AS "withdrawalReason", c.recorded_by AS "recordedBy", c.version,
  c.created_at AS "createdAt", c.updated_at AS "updatedAt"`;
const columns = columnsBut('c.text');
const withoutText = columnsBut('NULL');

const find = statement('consents.find', `SELECT ${columns} FROM consents c WHERE c.clinic_id = current_clinic() AND c.id = $1`);
const lock = statement('consents.lock', `SELECT ${columns} FROM consents c WHERE c.clinic_id = current_clinic() AND c.id = $1 FOR UPDATE`);
const list = statement(
  'consents.list',
  `SELECT ${withoutText} FROM consents c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = $1 AND ($2::uuid IS NULL OR c.id > $2)
    ORDER BY c.id LIMIT $3`,
);
const count = statement('consents.count', `SELECT count(*)::integer AS total FROM consents WHERE clinic_id = current_clinic() AND patient_id = $1`);
const standing = `SELECT ${withoutText} FROM consents c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = $1 AND c.kind = $2 AND c.treatment IS NOT DISTINCT FROM $3 AND c.withdrawn_at IS NULL
      AND c.signed_at <= $4
    ORDER BY c.signed_at DESC LIMIT 1`;
/** Share-locked: a consent that something rests on cannot be withdrawn before that is committed. */
const findStanding = statement('consents.standing', `${standing} FOR SHARE`);
const seeStanding = statement('consents.standing-seen', standing);

@Injectable()
export class ConsentsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<Consent | null> {
    return this.database.maybe<Consent>(find, [id]);
  }

  lock(id: string): Promise<Consent | null> {
    return this.database.maybe<Consent>(lock, [id]);
  }

  findStanding(patientId: string, kind: ConsentKind, treatment: Treatment | null, at: Date): Promise<Consent | null> {
    return this.database.maybe<Consent>(findStanding, [patientId, kind, treatment, at]);
  }

  /** The same without holding it. */
  seeStanding(patientId: string, kind: ConsentKind, treatment: Treatment | null, at: Date): Promise<Consent | null> {
    return this.database.maybe<Consent>(seeStanding, [patientId, kind, treatment, at]);
  }

  list(patientId: string, after: string | null, limit: number): Promise<Consent[]> {
    return this.database.query<Consent>(list, [patientId, after, limit]);
  }

  async count(patientId: string): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [patientId])).total;
  }

  async insert(consent: Consent): Promise<void> {
    await (await this.database.repository(Consent)).insert(consent);
  }

  async update({ clinicId, id, documentByteSize: _ofTheBlob, ...changed }: Consent): Promise<void> {
    await (await this.database.repository(Consent)).update({ clinicId, id }, changed);
  }
}
