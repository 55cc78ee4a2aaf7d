import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareSealedColumns, total, declareStatement } from '../../platform/database/index.js';
import type { Consent } from './consent-record.js';
import type { ConsentFacts } from './domain/standing.js';

const consentRow = declareColumns<Consent>(
  {
    clinicId: 'uuid',
    id: 'uuid',
    patientId: 'uuid',
    kind: 'text',
    treatment: 'text?',
    documentVersion: 'text',
    language: 'text',
    signatory: 'jsonb',
    signedAt: 'timestamptz',
    text: 'text?',
    textHash: 'text?',
    witness: 'jsonb?',
    documentHash: 'text?',
    documentMediaType: 'text?',
    documentAddedAt: 'timestamptz?',
    documentAddedBy: 'uuid?',
    documentByteSize: ['bigint?', `(SELECT b.byte_size FROM blobs b WHERE b.clinic_id = c.clinic_id AND b.hash = c.document_hash)`],
    withdrawnAt: 'timestamptz?',
    withdrawalReason: 'text?',
    errorReason: 'text?',
    errorBy: 'uuid?',
    errorAt: 'timestamptz?',
    withdrawalInError: 'boolean',
    recordedBy: 'uuid',
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  'c',
);
const withoutText = declareColumns<Consent>({ ...consentRow.declared, text: ['text?', 'NULL'] }, 'c');
const find = declareStatement('consents.find', {
  parameters: { id: 'uuid' },
  row: consentRow,
  sql: `SELECT ${consentRow.list} FROM consents c WHERE c.clinic_id = current_clinic() AND c.id = :id`,
});
const lock = declareStatement('consents.lock', {
  parameters: { id: 'uuid' },
  row: consentRow,
  sql: `SELECT ${consentRow.list} FROM consents c WHERE c.clinic_id = current_clinic() AND c.id = :id FOR UPDATE`,
});
const list = declareStatement('consents.list', {
  parameters: { patientId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row: withoutText,
  sql: `SELECT ${withoutText.list} FROM consents c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = :patientId AND (:after::uuid IS NULL OR c.id > :after)
    ORDER BY c.id LIMIT :limit`,
});
const count = declareStatement('consents.count', {
  parameters: { patientId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM consents WHERE clinic_id = current_clinic() AND patient_id = :patientId`,
});
const factsRow = declareColumns<ConsentFacts>(
  {
    id: 'uuid',
    kind: 'text',
    treatment: 'text?',
    signedAt: 'timestamptz',
    withdrawnAt: 'timestamptz?',
    withdrawalReason: 'text?',
    inError: ['boolean', 'c.error_at IS NOT NULL'],
    withdrawalInError: 'boolean',
  },
  'c',
);
const factsOfPatientRow = declareColumns<ConsentFacts & { patientId: string }>({ ...factsRow.declared, patientId: 'uuid' }, 'c');
const facts = `SELECT ${factsRow.list} FROM consents c WHERE c.clinic_id = current_clinic()`;
const seeFacts = declareStatement('consents.facts', {
  parameters: { patientId: 'uuid' },
  row: factsRow,
  sql: `${facts} AND c.patient_id = :patientId`,
});
const seeFactsOfMany = declareStatement('consents.facts-of-many', {
  parameters: { patientIds: 'uuid[]' },
  row: factsOfPatientRow,
  sql: `SELECT ${factsOfPatientRow.list} FROM consents c WHERE c.clinic_id = current_clinic() AND c.patient_id = ANY (:patientIds)`,
});
/** Locks the patient's consents with a share lock. None of them can be withdrawn before a change that depends on one is committed. */
const holdFacts = declareStatement('consents.facts-held', {
  parameters: { patientId: 'uuid' },
  row: factsRow,
  sql: `${facts} AND c.patient_id = :patientId FOR SHARE`,
});
const factsBeside = declareStatement('consents.facts-beside', {
  parameters: { consentId: 'uuid' },
  row: factsRow,
  sql: `${facts} AND c.patient_id = (SELECT o.patient_id FROM consents o WHERE o.clinic_id = current_clinic() AND o.id = :consentId)`,
});

const sealed = declareSealedColumns('consents', { withdrawalReason: 'sealed-text?', errorReason: 'sealed-text?' });

/** What is recorded when the consent is given. */
const given = {
  id: 'uuid',
  patientId: 'uuid',
  kind: 'text',
  treatment: 'text?',
  documentVersion: 'text',
  language: 'text',
  signatory: 'jsonb',
  signedAt: 'timestamptz',
  text: 'text?',
  textHash: 'text?',
  witness: 'jsonb?',
  recordedBy: 'uuid',
} as const;

/** What is added to a consent later. */
const added = {
  documentHash: 'text?',
  documentMediaType: 'text?',
  documentAddedAt: 'timestamptz?',
  documentAddedBy: 'uuid?',
  withdrawnAt: 'timestamptz?',
  withdrawalReason: sealed.withdrawalReason,
  errorReason: sealed.errorReason,
  errorBy: 'uuid?',
  errorAt: 'timestamptz?',
  withdrawalInError: 'boolean',
  version: 'integer',
} as const;

const insert = declareStatement('consents.insert', {
  parameters: { ...given, createdAt: 'timestamptz' },
  sql: `INSERT INTO consents (id, patient_id, kind, treatment, document_version, language, signatory, signed_at, text, text_hash, witness, recorded_by,
     created_at, updated_at)
   VALUES (:id, :patientId, :kind, :treatment, :documentVersion, :language, :signatory::jsonb, :signedAt, :text, :textHash, :witness::jsonb, :recordedBy,
     :createdAt, :createdAt)`,
});
const update = declareStatement('consents.update', {
  parameters: { id: 'uuid', ...added, updatedAt: 'timestamptz' },
  sql: `UPDATE consents SET document_hash = :documentHash, document_media_type = :documentMediaType, document_added_at = :documentAddedAt,
     document_added_by = :documentAddedBy, withdrawn_at = :withdrawnAt, withdrawal_reason = :withdrawalReason, error_reason = :errorReason, error_by = :errorBy,
     error_at = :errorAt, withdrawal_in_error = :withdrawalInError, version = :version, updated_at = :updatedAt
    WHERE clinic_id = current_clinic() AND id = :id`,
});

@Injectable()
export class ConsentsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<Consent | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<Consent | null> {
    return this.database.findRow(lock, { id });
  }

  /** Reads the facts of each of the patient's consents, and locks the consents until the change is committed. */
  holdFacts(patientId: string): Promise<ConsentFacts[]> {
    return this.database.query(holdFacts, { patientId });
  }

  /** Reads the facts of each of the patient's consents without a lock. */
  listFacts(patientId: string): Promise<ConsentFacts[]> {
    return this.database.query(seeFacts, { patientId });
  }

  /** Reads the facts of each consent of many patients without a lock. */
  listFactsOfMany(patientIds: readonly string[]): Promise<(ConsentFacts & { patientId: string })[]> {
    return this.database.query(seeFactsOfMany, { patientIds });
  }

  /** Reads the facts of all consents of the patient whose consent this is. */
  listFactsBeside(consentId: string): Promise<ConsentFacts[]> {
    return this.database.query(factsBeside, { consentId });
  }

  list(patientId: string, after: string | null, limit: number): Promise<Consent[]> {
    return this.database.query(list, { patientId, after, limit });
  }

  async count(patientId: string): Promise<number> {
    return (await this.database.getRow(count, { patientId })).total;
  }

  async insert(consent: Consent): Promise<void> {
    await this.database.execute(insert, consent);
  }

  /** Stores what was added to a consent: its document, its withdrawal, that it was entered in error. */
  async update(consent: Consent): Promise<void> {
    await this.database.execute(update, consent);
  }
}
