import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { Treatment } from './consent.dto.js';
import { Consent } from './consent.entity.js';

const columns = `clinic_id AS "clinicId", id, patient_id AS "patientId", kind, treatment, document_version AS "documentVersion", language, signatory,
  signed_at AS "signedAt", withdrawn_at AS "withdrawnAt", withdrawal_reason AS "withdrawalReason", recorded_by AS "recordedBy", version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const find = statement('consents.find', `SELECT ${columns} FROM consents WHERE clinic_id = current_clinic() AND id = $1`);
const lock = statement('consents.lock', `SELECT ${columns} FROM consents WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`);
const list = statement(
  'consents.list',
  `SELECT ${columns} FROM consents
    WHERE clinic_id = current_clinic() AND patient_id = $1 AND ($2::uuid IS NULL OR id > $2)
    ORDER BY id LIMIT $3`,
);
const count = statement('consents.count', `SELECT count(*)::integer AS total FROM consents WHERE clinic_id = current_clinic() AND patient_id = $1`);
/** Share-locked: a consent that a plan is accepted on cannot be withdrawn before that is committed. */
const findStanding = statement(
  'consents.standing',
  `SELECT ${columns} FROM consents
    WHERE clinic_id = current_clinic() AND patient_id = $1 AND kind = 'treatment' AND treatment = $2 AND withdrawn_at IS NULL AND signed_at <= $3
    ORDER BY signed_at DESC LIMIT 1 FOR SHARE`,
);

@Injectable()
export class ConsentsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<Consent | null> {
    return this.database.maybe<Consent>(find, [id]);
  }

  lock(id: string): Promise<Consent | null> {
    return this.database.maybe<Consent>(lock, [id]);
  }

  findStanding(patientId: string, treatment: Treatment, at: Date): Promise<Consent | null> {
    return this.database.maybe<Consent>(findStanding, [patientId, treatment, at]);
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

  async update({ clinicId, id, ...changed }: Consent): Promise<void> {
    await (await this.database.repository(Consent)).update({ clinicId, id }, changed);
  }
}
