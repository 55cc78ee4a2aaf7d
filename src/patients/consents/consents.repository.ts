import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import { Consent } from './consent.entity.js';
import type { ConsentFacts } from './domain/standing.js';

const columnsBut = (
  text: string,
) => `c.clinic_id AS "clinicId", c.id, c.patient_id AS "patientId", c.kind, c.treatment, c.document_version AS "documentVersion",
  c.language, c.signatory, c.signed_at AS "signedAt", ${text} AS text, c.text_hash AS "textHash", c.witness, c.document_hash AS "documentHash",
  c.document_media_type AS "documentMediaType", c.document_added_at AS "documentAddedAt", c.document_added_by AS "documentAddedBy",
  (SELECT b.byte_size FROM blobs b WHERE b.clinic_id = c.clinic_id AND b.hash = c.document_hash) AS "documentByteSize",
  c.withdrawn_at AS "withdrawnAt", c.withdrawal_reason AS "withdrawalReason", c.error_reason AS "errorReason", c.error_by AS "errorBy",
  c.error_at AS "errorAt", c.withdrawal_in_error AS "withdrawalInError", c.recorded_by AS "recordedBy", c.version,
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
const facts = `SELECT c.id, c.kind, c.treatment, c.signed_at AS "signedAt", c.withdrawn_at AS "withdrawnAt", c.withdrawal_reason AS "withdrawalReason",
    c.error_at IS NOT NULL AS "inError", c.withdrawal_in_error AS "withdrawalInError" FROM consents c WHERE c.clinic_id = current_clinic()`;
const seeFacts = statement('consents.facts', `${facts} AND c.patient_id = $1`);
/** Share-locked: what something rests on is not withdrawn, with whichever consent, before that is committed. */
const holdFacts = statement('consents.facts-held', `${facts} AND c.patient_id = $1 FOR SHARE`);
const factsBeside = statement(
  'consents.facts-beside',
  `${facts} AND c.patient_id = (SELECT o.patient_id FROM consents o WHERE o.clinic_id = current_clinic() AND o.id = $1)`,
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

  /** What is asked of each consent of the patient; held until the change is committed. */
  holdFacts(patientId: string): Promise<ConsentFacts[]> {
    return this.database.query<ConsentFacts>(holdFacts, [patientId]);
  }

  /** The same without holding them. */
  seeFacts(patientId: string): Promise<ConsentFacts[]> {
    return this.database.query<ConsentFacts>(seeFacts, [patientId]);
  }

  /** The same of the patient whose consent it is. */
  factsBeside(consentId: string): Promise<ConsentFacts[]> {
    return this.database.query<ConsentFacts>(factsBeside, [consentId]);
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
