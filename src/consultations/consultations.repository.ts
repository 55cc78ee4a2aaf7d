import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../platform/database/index.js';
import type { ConsultationStatus } from './domain/consultation-content.js';
import {
  bloodTestJson,
  buildErrorJson,
  besideInserted,
  buildAlongsideJson,
  toBloodTestParameters,
  insertBloodTests,
  trichoanalysisJson,
  toTrichoanalysisParameters,
  insertTrichoanalyses,
} from './sql/consultation.parts.sql.js';
import type { ConsultationRecord } from './domain/consultation-record.js';
import type { BloodTestRecord } from './domain/blood-tests/blood-test-record.js';
import type { TrichoanalysisRecord } from './domain/trichoanalysis/trichoanalysis-record.js';
import type { MedicalHistory } from './domain/medical-history/content.js';
import { toUtc } from '../kernel/instant.js';

const rows = declareColumns<Row>(
  {
    id: 'uuid',
    patientId: 'uuid',
    status: 'text',
    startedAt: 'timestamptz',
    reason: 'text?',
    medicalHistory: 'jsonb?',
    historyToConfirm: 'jsonb?',
    vitalSigns: 'jsonb?',
    assessment: 'jsonb?',
    recommendation: 'jsonb?',
    recordedBy: 'uuid',
    responsibleId: 'uuid?',
    versionNumber: 'integer?',
    listChanges: 'jsonb?',
    enteredInError: ['jsonb?', `${buildErrorJson('c')}`],
    signedBy: 'uuid?',
    signedAt: 'timestamptz?',
    contentHash: 'text?',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    version: 'integer',
    bloodTests: [
      'jsonb',
      `(SELECT coalesce(jsonb_agg(${bloodTestJson} ORDER BY b.created_at, b.position), '[]') FROM blood_tests b
    WHERE b.clinic_id = c.clinic_id AND b.consultation_id = c.id AND b.error_reason IS NULL)`,
    ],
    signedBloodTests: [
      'jsonb?',
      `(SELECT v.content -> 'bloodTests' FROM consultation_versions v
    WHERE v.clinic_id = c.clinic_id AND v.consultation_id = c.id AND v.number = c.version_number)`,
    ],
    trichoanalyses: [
      'jsonb',
      `(SELECT coalesce(jsonb_agg(${trichoanalysisJson} ORDER BY t.created_at, t.position), '[]') FROM trichoanalyses t
    WHERE t.clinic_id = c.clinic_id AND t.consultation_id = c.id AND t.error_reason IS NULL)`,
    ],
  },
  'c',
);

const find = declareStatement('consultations.find', {
  parameters: { id: 'uuid' },
  row: rows,
  sql: `SELECT ${rows.list} FROM consultations c WHERE c.clinic_id = current_clinic() AND c.id = :id`,
});

const lock = declareStatement('consultations.lock', {
  parameters: { id: 'uuid' },
  row: rows,
  sql: `SELECT ${rows.list} FROM consultations c WHERE c.clinic_id = current_clinic() AND c.id = :id FOR UPDATE OF c`,
});

const ofPatient = declareStatement('consultations.of-patient', {
  parameters: { patientId: 'uuid' },
  row: rows,
  sql: `SELECT ${rows.list} FROM consultations c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = :patientId AND c.status <> 'entered-in-error'
    ORDER BY c.started_at DESC, c.id DESC`,
});

/** The newest consultation of a patient, without those entered in error. */
const newest = declareStatement('consultations.newest', {
  parameters: { patientId: 'uuid' },
  row: rows,
  sql: `SELECT ${rows.list} FROM consultations c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = :patientId AND c.status <> 'entered-in-error'
    ORDER BY c.started_at DESC, c.id DESC LIMIT 1`,
});

const summary = declareStatement('consultations.summary', {
  parameters: { id: 'uuid' },
  row: declareColumns<ConsultationSummary>({ id: 'uuid', patientId: 'uuid', status: 'text', signedAt: 'timestamptz?' }),
  sql: `SELECT c.id, c.patient_id AS "patientId", c.status, c.signed_at AS "signedAt" FROM consultations c WHERE c.clinic_id = current_clinic() AND c.id = :id`,
});

const filter = `(:patientId::uuid IS NULL OR c.patient_id = :patientId) AND (:status::text[] IS NULL OR c.status = ANY (:status))
  AND (:responsibleId::uuid IS NULL OR c.responsible_id = :responsibleId) AND (:from::timestamptz IS NULL OR c.started_at >= :from) AND (:to::timestamptz IS NULL OR c.started_at < :to)`;
const list = declareStatement('consultations.list', {
  parameters: { patientId: 'uuid?', status: 'text[]?', responsibleId: 'uuid?', from: 'timestamptz?', to: 'timestamptz?', after: 'uuid?', limit: 'bigint' },
  row: rows,
  sql: `SELECT ${rows.list} FROM consultations c WHERE c.clinic_id = current_clinic() AND ${filter} AND (:after::uuid IS NULL OR c.id > :after) ORDER BY c.id LIMIT :limit`,
});
const listOfPatient = declareStatement('consultations.list-of-patient', {
  parameters: { patientId: 'uuid?', status: 'text[]?', responsibleId: 'uuid?', from: 'timestamptz?', to: 'timestamptz?', after: 'uuid?', limit: 'bigint' },
  row: rows,
  sql: `SELECT ${rows.list} FROM consultations c WHERE c.clinic_id = current_clinic() AND c.patient_id = :patientId AND ${filter} AND (:after::uuid IS NULL OR c.id > :after) ORDER BY c.id LIMIT :limit`,
});
const count = declareStatement('consultations.count', {
  parameters: { patientId: 'uuid?', status: 'text[]?', responsibleId: 'uuid?', from: 'timestamptz?', to: 'timestamptz?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM consultations c WHERE c.clinic_id = current_clinic() AND ${filter}`,
});

const sealed = declareSealedColumns('consultations', {
  reason: 'sealed-text?',
  medicalHistory: 'sealed-notes?',
  historyToConfirm: 'sealed-notes?',
  assessment: 'sealed-notes?',
  recommendation: 'sealed-notes?',
  listChanges: 'sealed-notes?',
  errorReason: 'sealed-text?',
});
const sealedLooks = declareSealedColumns('trichoanalyses', { findings: 'sealed-notes', errorReason: 'sealed-text?' });

const besideRow = declareColumns<Beside>({ id: 'uuid', alongside: 'jsonb' });
/** Inserts the consultation with all its parts in one statement, because its foreign keys are checked at the end of the statement. */
const insertWhole = declareStatement('consultations.insert-whole', {
  parameters: {
    id: 'uuid',
    patientId: 'uuid',
    startedAt: 'timestamptz',
    reason: sealed.reason,
    medicalHistory: sealed.medicalHistory,
    vitalSigns: 'jsonb?',
    assessment: sealed.assessment,
    recommendation: sealed.recommendation,
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
    responsibleId: 'uuid?',
    historyToConfirm: sealed.historyToConfirm,
    tests: 'jsonb',
    results: 'jsonb',
    trichoanalyses: sealedLooks.findings,
  },
  row: besideRow,
  sql: `WITH consultation AS (
     INSERT INTO consultations (id, patient_id, started_at, reason, medical_history, vital_signs, assessment, recommendation, recorded_by, created_at, updated_at,
       responsible_id, history_to_confirm)
     VALUES (:id, :patientId, :startedAt, :reason, :medicalHistory::jsonb, :vitalSigns::jsonb, :assessment::jsonb, :recommendation::jsonb, :recordedBy, :createdAt, :createdAt, :responsibleId, :historyToConfirm::jsonb)
   ), ${insertBloodTests}, ${insertTrichoanalyses}
   ${besideInserted}`,
});

const addBloodTests = declareStatement('consultations.add-blood-tests', {
  parameters: { tests: 'jsonb', results: 'jsonb', recordedBy: 'uuid' },
  row: besideRow,
  sql: `WITH ${insertBloodTests} ${besideInserted}`,
});
const addTrichoanalyses = declareStatement('consultations.add-trichoanalyses', {
  parameters: { trichoanalyses: sealedLooks.findings, recordedBy: 'uuid' },
  sql: `WITH ${insertTrichoanalyses} SELECT 1`,
});
const touch = declareStatement('consultations.touch', {
  parameters: { id: 'uuid', at: 'timestamptz' },
  sql: `UPDATE consultations SET version = version + 1, updated_at = :at WHERE clinic_id = current_clinic() AND id = :id`,
});
const change = declareStatement('consultations.change', {
  parameters: {
    id: 'uuid',
    startedAt: 'timestamptz',
    reason: sealed.reason,
    medicalHistory: sealed.medicalHistory,
    vitalSigns: 'jsonb?',
    assessment: sealed.assessment,
    recommendation: sealed.recommendation,
    updatedAt: 'timestamptz',
  },
  sql: `UPDATE consultations SET started_at = :startedAt, reason = :reason, medical_history = :medicalHistory::jsonb, vital_signs = :vitalSigns::jsonb, assessment = :assessment::jsonb,
     recommendation = :recommendation::jsonb, updated_at = :updatedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});
const sign = declareStatement('consultations.sign', {
  parameters: { id: 'uuid', signedBy: 'uuid?', signedAt: 'timestamptz?', contentHash: 'text?', listChanges: sealed.listChanges },
  sql: `UPDATE consultations SET status = 'signed', signed_by = :signedBy, signed_at = :signedAt, content_hash = :contentHash, responsible_id = :signedBy, version_number = 1,
     list_changes = :listChanges::jsonb, history_to_confirm = NULL, updated_at = :signedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});
const amend = declareStatement('consultations.amend', {
  parameters: {
    id: 'uuid',
    startedAt: 'timestamptz',
    reason: sealed.reason,
    medicalHistory: sealed.medicalHistory,
    vitalSigns: 'jsonb?',
    assessment: sealed.assessment,
    recommendation: sealed.recommendation,
    signedBy: 'uuid?',
    signedAt: 'timestamptz?',
    contentHash: 'text?',
    versionNumber: 'integer?',
    listChanges: sealed.listChanges,
  },
  sql: `UPDATE consultations SET status = 'amended', started_at = :startedAt, reason = :reason, medical_history = :medicalHistory::jsonb, vital_signs = :vitalSigns::jsonb, assessment = :assessment::jsonb,
     recommendation = :recommendation::jsonb, signed_by = :signedBy, signed_at = :signedAt, content_hash = :contentHash, responsible_id = :signedBy, version_number = :versionNumber, list_changes = :listChanges::jsonb,
     updated_at = :signedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});
const enterInError = declareStatement('consultations.enter-in-error', {
  parameters: { id: 'uuid', reason: sealed.errorReason, by: 'uuid', at: 'timestamptz' },
  sql: `WITH tests AS (UPDATE blood_tests SET error_reason = :reason, error_by = :by, error_at = :at
       WHERE clinic_id = current_clinic() AND consultation_id = :id AND error_reason IS NULL),
     looks AS (UPDATE trichoanalyses SET error_reason = :reason, error_by = :by, error_at = :at
       WHERE clinic_id = current_clinic() AND consultation_id = :id AND error_reason IS NULL)
   UPDATE consultations SET status = 'entered-in-error', error_reason = :reason, error_by = :by, error_at = :at, updated_at = :at, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});
const markParts = declareStatement('consultations.mark-parts', {
  parameters: { id: 'uuid', parts: 'uuid[]', reason: sealed.errorReason, by: 'uuid', at: 'timestamptz' },
  sql: `WITH tests AS (UPDATE blood_tests SET error_reason = :reason, error_by = :by, error_at = :at
       WHERE clinic_id = current_clinic() AND consultation_id = :id AND id = ANY (:parts::uuid[]) AND error_reason IS NULL)
   UPDATE trichoanalyses SET error_reason = :reason, error_by = :by, error_at = :at
    WHERE clinic_id = current_clinic() AND consultation_id = :id AND id = ANY (:parts::uuid[]) AND error_reason IS NULL`,
});
const consultationOf = declareStatement('consultations.of-part', {
  parameters: { partId: 'uuid' },
  row: declareColumns<{ consultationId: string | null }>({ consultationId: 'uuid?' }),
  sql: `SELECT consultation_id AS "consultationId" FROM blood_tests WHERE clinic_id = current_clinic() AND id = :partId
   UNION ALL SELECT consultation_id FROM trichoanalyses WHERE clinic_id = current_clinic() AND id = :partId`,
});
const alongside = declareStatement('consultations.alongside', {
  parameters: { tests: 'jsonb' },
  row: besideRow,
  sql: `SELECT n.id, ${buildAlongsideJson('n', 'current_clinic()')} AS alongside FROM jsonb_to_recordset(:tests::jsonb) AS n (id uuid, patient_id uuid, collected_at timestamptz)`,
});
/** The newest signed medical history of the patient. */
const lastHistory = declareStatement('consultations.last-history', {
  parameters: { patientId: 'uuid' },
  row: declareColumns<LastHistory>({ consultationId: 'uuid', startedAt: 'timestamptz', medicalHistory: 'jsonb!' }),
  sql: `SELECT c.id AS "consultationId", c.started_at AS "startedAt", c.medical_history AS "medicalHistory" FROM consultations c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = :patientId AND c.status IN ('signed', 'amended') AND c.medical_history IS NOT NULL
    ORDER BY c.started_at DESC, c.id DESC LIMIT 1`,
});
/** The row of a consultation as it was at an earlier version. */
const atVersion = declareStatement('consultations.at-version', {
  parameters: { id: 'uuid', version: 'integer' },
  row: declareColumns<{ record: EarlierVersion }>({ record: 'jsonb' }),
  sql: `SELECT record FROM record_history WHERE clinic_id = current_clinic() AND table_name = 'consultations' AND row_id = :id AND version = :version`,
});

export interface ConsultationFilter {
  patientId: string | null;
  status: readonly ConsultationStatus[] | null;
  responsibleId: string | null;
  from: string | null;
  to: string | null;
}

export interface ConsultationSummary {
  id: string;
  patientId: string;
  status: ConsultationStatus;
  signedAt: Date | null;
}

export interface LastHistory {
  consultationId: string;
  startedAt: Date;
  medicalHistory: MedicalHistory;
}

/** The content of an earlier version of a draft, by column name. */
export interface EarlierVersion {
  started_at: string;
  reason: string | null;
  medical_history: object | null;
  vital_signs: object | null;
  assessment: object | null;
  recommendation: object | null;
}

/** A blood test's id with the other blood tests of its sample. */
export type Beside = Pick<BloodTestRecord, 'id' | 'alongside'>;

type Row = Omit<ConsultationRecord, 'startedAt' | 'signedAt' | 'createdAt' | 'updatedAt'> & {
  startedAt: Date;
  signedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

const toBloodTest = (test: BloodTestRecord): BloodTestRecord => ({
  ...test,
  collectedAt: toUtc(test.collectedAt),
  issuedAt: test.issuedAt && toUtc(test.issuedAt),
  createdAt: toUtc(test.createdAt),
});

const toRecord = ({ startedAt, signedAt, createdAt, updatedAt, bloodTests, trichoanalyses, ...row }: Row): ConsultationRecord => ({
  ...row,
  startedAt: startedAt.toISOString(),
  signedAt: signedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
  bloodTests: bloodTests.map(toBloodTest),
  trichoanalyses: trichoanalyses.map((trichoanalysis) => ({
    ...trichoanalysis,
    performedAt: toUtc(trichoanalysis.performedAt),
    createdAt: toUtc(trichoanalysis.createdAt),
  })),
});

@Injectable()
export class ConsultationsRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<ConsultationRecord | null> {
    const row = await this.database.findRow(find, { id });
    return row && toRecord(row);
  }

  async lock(id: string): Promise<ConsultationRecord | null> {
    const row = await this.database.findRow(lock, { id });
    return row && toRecord(row);
  }

  async findNewest(patientId: string): Promise<ConsultationRecord | null> {
    const row = await this.database.findRow(newest, { patientId });
    return row && toRecord(row);
  }

  findSummary(id: string): Promise<ConsultationSummary | null> {
    return this.database.findRow(summary, { id });
  }

  async listByPatient(patientId: string): Promise<ConsultationRecord[]> {
    return (await this.database.query(ofPatient, { patientId })).map(toRecord);
  }

  async list(by: ConsultationFilter, after: string | null, limit: number): Promise<ConsultationRecord[]> {
    const rows = await this.database.query(by.patientId === null ? list : listOfPatient, { ...by, after, limit });
    return rows.map(toRecord);
  }

  async count(by: ConsultationFilter): Promise<number> {
    return (await this.database.getRow(count, by)).total;
  }

  /** Inserts a consultation and answers, for each of its blood tests, the other blood tests of the sample. */
  insert(record: ConsultationRecord): Promise<Beside[]> {
    return this.database.query(insertWhole, {
      ...record,
      ...toBloodTestParameters(record.bloodTests),
      trichoanalyses: toTrichoanalysisParameters(record.trichoanalyses),
    });
  }

  async change(record: ConsultationRecord): Promise<void> {
    await this.database.execute(change, record);
  }

  async sign(record: ConsultationRecord): Promise<void> {
    await this.database.execute(sign, record);
  }

  async amend(record: ConsultationRecord): Promise<void> {
    await this.database.execute(amend, record);
  }

  /** Marks a consultation with its blood tests and trichoanalyses as entered in error. */
  async enterInError(id: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.execute(enterInError, { id, reason, by, at });
  }

  /** Marks blood tests and trichoanalyses of the consultation as entered in error. */
  async markParts(id: string, parts: readonly string[], reason: string, by: string, at: Date): Promise<void> {
    if (parts.length > 0) await this.database.execute(markParts, { id, parts, reason, by, at });
  }

  /** Finds the consultation that a blood test or a trichoanalysis belongs to; undefined where there is no such part. */
  async findConsultationIdByPart(partId: string): Promise<string | null | undefined> {
    return (await this.database.findRow(consultationOf, { partId }))?.consultationId;
  }

  /** Finds, for each of these blood tests that are not recorded yet, the recorded blood tests of the same sample. */
  listAlongside(tests: readonly BloodTestRecord[]): Promise<Beside[]> {
    return this.database.query(alongside, { tests: toBloodTestParameters(tests).tests });
  }

  findLastHistory(patientId: string): Promise<LastHistory | null> {
    return this.database.findRow(lastHistory, { patientId });
  }

  async findAtVersion(id: string, version: number): Promise<EarlierVersion | null> {
    return (await this.database.findRow(atVersion, { id, version }))?.record ?? null;
  }

  /** Inserts blood tests and answers, for each, the other blood tests of the sample. */
  addBloodTests(tests: readonly BloodTestRecord[], recordedBy: string): Promise<Beside[]> {
    return this.database.query(addBloodTests, { ...toBloodTestParameters(tests), recordedBy });
  }

  async addTrichoanalyses(all: readonly TrichoanalysisRecord[], recordedBy: string): Promise<void> {
    await this.database.execute(addTrichoanalyses, { trichoanalyses: toTrichoanalysisParameters(all), recordedBy });
  }

  /** Increments the version of a consultation after a part was added. */
  async touch(id: string, at: Date): Promise<void> {
    await this.database.execute(touch, { id, at });
  }
}
