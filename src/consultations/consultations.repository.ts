import { Injectable } from '@nestjs/common';
import { Database, statement } from '../platform/database/index.js';
import type { ConsultationStatus } from './domain/consultation-content.js';
import {
  bloodTestJson,
  errorJson,
  besideInserted,
  alongsideJson,
  bloodTestParameters,
  insertBloodTests,
  trichoanalysisJson,
  trichoanalysisParameters,
  insertTrichoanalyses,
} from './sql/consultation.parts.sql.js';
import type { ConsultationRecord } from './domain/consultation-record.js';
import type { BloodTestRecord } from './domain/blood-tests/blood-test-record.js';
import type { TrichoanalysisRecord } from './domain/trichoanalysis/trichoanalysis-record.js';
import type { MedicalHistory } from './domain/medical-history/content.js';
import { utc } from '../kernel/instant.js';

const columns = `c.id, c.patient_id AS "patientId", c.status, c.started_at AS "startedAt", c.reason, c.medical_history AS "medicalHistory",
  c.history_to_confirm AS "historyToConfirm", c.vital_signs AS "vitalSigns", c.assessment, c.recommendation, c.recorded_by AS "recordedBy",
  c.responsible_id AS "responsibleId", c.version_number AS "versionNumber", c.list_changes AS "listChanges", ${errorJson('c')} AS "enteredInError", c.signed_by AS "signedBy", c.signed_at AS "signedAt",
  c.content_hash AS "contentHash", c.created_at AS "createdAt", c.updated_at AS "updatedAt", c.version,
  (SELECT coalesce(jsonb_agg(${bloodTestJson} ORDER BY b.created_at, b.position), '[]') FROM blood_tests b
    WHERE b.clinic_id = c.clinic_id AND b.consultation_id = c.id AND b.error_reason IS NULL) AS "bloodTests",
  (SELECT v.content -> 'bloodTests' FROM consultation_versions v
    WHERE v.clinic_id = c.clinic_id AND v.consultation_id = c.id AND v.number = c.version_number) AS "signedBloodTests",
  (SELECT coalesce(jsonb_agg(${trichoanalysisJson} ORDER BY t.created_at, t.position), '[]') FROM trichoanalyses t
    WHERE t.clinic_id = c.clinic_id AND t.consultation_id = c.id AND t.error_reason IS NULL) AS trichoanalyses`;

const find = statement('consultations.find', `SELECT ${columns} FROM consultations c WHERE c.clinic_id = current_clinic() AND c.id = $1`);

const lock = statement('consultations.lock', `SELECT ${columns} FROM consultations c WHERE c.clinic_id = current_clinic() AND c.id = $1 FOR UPDATE OF c`);

const ofPatient = statement(
  'consultations.of-patient',
  `SELECT ${columns} FROM consultations c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = $1 AND c.status <> 'entered-in-error'
    ORDER BY c.started_at DESC, c.id DESC`,
);

const summary = statement(
  'consultations.summary',
  `SELECT c.id, c.patient_id AS "patientId", c.status, c.signed_at AS "signedAt" FROM consultations c WHERE c.clinic_id = current_clinic() AND c.id = $1`,
);

const filter = `($1::uuid IS NULL OR c.patient_id = $1) AND ($2::text IS NULL OR c.status = $2)
  AND ($3::timestamptz IS NULL OR c.started_at >= $3) AND ($4::timestamptz IS NULL OR c.started_at < $4)`;
const list = statement(
  'consultations.list',
  `SELECT ${columns} FROM consultations c WHERE c.clinic_id = current_clinic() AND ${filter} AND ($5::uuid IS NULL OR c.id > $5) ORDER BY c.id LIMIT $6`,
);
const listOfPatient = statement(
  'consultations.list-of-patient',
  `SELECT ${columns} FROM consultations c WHERE c.clinic_id = current_clinic() AND c.patient_id = $1 AND ${filter} AND ($5::uuid IS NULL OR c.id > $5) ORDER BY c.id LIMIT $6`,
);
const count = statement('consultations.count', `SELECT count(*)::integer AS total FROM consultations c WHERE c.clinic_id = current_clinic() AND ${filter}`);

/** The consultation with all its parts in one statement: its foreign keys are checked at the end of it. */
const insertWhole = statement(
  'consultations.insert-whole',
  `WITH consultation AS (
     INSERT INTO consultations (id, patient_id, started_at, reason, medical_history, vital_signs, assessment, recommendation, recorded_by, created_at, updated_at,
       responsible_id, history_to_confirm)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8::jsonb, $9, $10, $10, $14, $15::jsonb)
   ), ${insertBloodTests('$11', '$12', '$9')}, ${insertTrichoanalyses('$13', '$9')}
   ${besideInserted}`,
);

const addBloodTests = statement('consultations.add-blood-tests', `WITH ${insertBloodTests('$1', '$2', '$3')} ${besideInserted}`);
const addTrichoanalyses = statement('consultations.add-trichoanalyses', `WITH ${insertTrichoanalyses('$1', '$2')} SELECT 1`);
const touch = statement(
  'consultations.touch',
  `UPDATE consultations SET version = version + 1, updated_at = $2 WHERE clinic_id = current_clinic() AND id = $1`,
);
const change = statement(
  'consultations.change',
  `UPDATE consultations SET started_at = $2, reason = $3, medical_history = $4::jsonb, vital_signs = $5::jsonb, assessment = $6::jsonb,
     recommendation = $7::jsonb, updated_at = $8, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);
const sign = statement(
  'consultations.sign',
  `UPDATE consultations SET status = 'signed', signed_by = $2, signed_at = $3, content_hash = $4, responsible_id = $2, version_number = 1,
     list_changes = $5::jsonb, history_to_confirm = NULL, updated_at = $3, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);
const amend = statement(
  'consultations.amend',
  `UPDATE consultations SET status = 'amended', started_at = $2, reason = $3, medical_history = $4::jsonb, vital_signs = $5::jsonb, assessment = $6::jsonb,
     recommendation = $7::jsonb, signed_by = $8, signed_at = $9, content_hash = $10, responsible_id = $8, version_number = $11, list_changes = $12::jsonb,
     updated_at = $9, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);
const enterInError = statement(
  'consultations.enter-in-error',
  `WITH tests AS (UPDATE blood_tests SET error_reason = $2, error_by = $3, error_at = $4
       WHERE clinic_id = current_clinic() AND consultation_id = $1 AND error_reason IS NULL),
     looks AS (UPDATE trichoanalyses SET error_reason = $2, error_by = $3, error_at = $4
       WHERE clinic_id = current_clinic() AND consultation_id = $1 AND error_reason IS NULL)
   UPDATE consultations SET status = 'entered-in-error', error_reason = $2, error_by = $3, error_at = $4, updated_at = $4, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);
const markParts = statement(
  'consultations.mark-parts',
  `WITH tests AS (UPDATE blood_tests SET error_reason = $3, error_by = $4, error_at = $5
       WHERE clinic_id = current_clinic() AND consultation_id = $1 AND id = ANY ($2::uuid[]) AND error_reason IS NULL)
   UPDATE trichoanalyses SET error_reason = $3, error_by = $4, error_at = $5
    WHERE clinic_id = current_clinic() AND consultation_id = $1 AND id = ANY ($2::uuid[]) AND error_reason IS NULL`,
);
const consultationOf = statement(
  'consultations.of-part',
  `SELECT consultation_id AS "consultationId" FROM blood_tests WHERE clinic_id = current_clinic() AND id = $1
   UNION ALL SELECT consultation_id FROM trichoanalyses WHERE clinic_id = current_clinic() AND id = $1`,
);
const alongside = statement(
  'consultations.alongside',
  `SELECT n.id, ${alongsideJson('n', 'current_clinic()')} AS alongside FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, patient_id uuid, collected_at timestamptz)`,
);
/** The newest signed history of the patient. */
const lastHistory = statement(
  'consultations.last-history',
  `SELECT c.id AS "consultationId", c.started_at AS "startedAt", c.medical_history AS "medicalHistory" FROM consultations c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = $1 AND c.status IN ('signed', 'amended') AND c.medical_history IS NOT NULL
    ORDER BY c.started_at DESC, c.id DESC LIMIT 1`,
);
/** A row as it was at an earlier version. */
const atVersion = statement(
  'consultations.at-version',
  `SELECT record FROM record_history WHERE clinic_id = current_clinic() AND table_name = 'consultations' AND row_id = $1 AND version = $2`,
);

export interface ConsultationFilter {
  patientId: string | null;
  status: ConsultationStatus | null;
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

/** What an earlier version of a draft said, in the names of its columns. */
export interface EarlierVersion {
  started_at: string;
  reason: string | null;
  medical_history: object | null;
  vital_signs: object | null;
  assessment: object | null;
  recommendation: object | null;
}

/** A blood test with what is on record beside it. */
export type Beside = Pick<BloodTestRecord, 'id' | 'alongside'>;

type Row = Omit<ConsultationRecord, 'startedAt' | 'signedAt' | 'createdAt' | 'updatedAt'> & {
  startedAt: Date;
  signedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
const toBloodTest = (test: BloodTestRecord): BloodTestRecord => ({ ...test, collectedAt: utc(test.collectedAt), createdAt: utc(test.createdAt) });

const toRecord = ({ startedAt, signedAt, createdAt, updatedAt, bloodTests, trichoanalyses, ...row }: Row): ConsultationRecord => ({
  ...row,
  startedAt: startedAt.toISOString(),
  signedAt: signedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
  bloodTests: bloodTests.map(toBloodTest),
  trichoanalyses: trichoanalyses.map((one) => ({ ...one, performedAt: utc(one.performedAt), createdAt: utc(one.createdAt) })),
});

@Injectable()
export class ConsultationsRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<ConsultationRecord | null> {
    const row = await this.database.maybe<Row>(find, [id]);
    return row && toRecord(row);
  }

  async lock(id: string): Promise<ConsultationRecord | null> {
    const row = await this.database.maybe<Row>(lock, [id]);
    return row && toRecord(row);
  }

  summary(id: string): Promise<ConsultationSummary | null> {
    return this.database.maybe<ConsultationSummary>(summary, [id]);
  }

  async ofPatient(patientId: string): Promise<ConsultationRecord[]> {
    return (await this.database.query<Row>(ofPatient, [patientId])).map(toRecord);
  }

  async list(by: ConsultationFilter, after: string | null, limit: number): Promise<ConsultationRecord[]> {
    const rows = await this.database.query<Row>(by.patientId === null ? list : listOfPatient, [by.patientId, by.status, by.from, by.to, after, limit]);
    return rows.map(toRecord);
  }

  async count(by: ConsultationFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [by.patientId, by.status, by.from, by.to])).total;
  }

  /** Answers what was on record beside each of its blood tests. */
  insert(record: ConsultationRecord): Promise<Beside[]> {
    return this.database.query<Beside>(insertWhole, [
      record.id,
      record.patientId,
      record.startedAt,
      record.reason,
      json(record.medicalHistory),
      json(record.vitalSigns),
      json(record.assessment),
      json(record.recommendation),
      record.recordedBy,
      record.createdAt,
      ...bloodTestParameters(record.bloodTests),
      trichoanalysisParameters(record.trichoanalyses),
      record.responsibleId,
      json(record.historyToConfirm),
    ]);
  }

  async change(record: ConsultationRecord): Promise<void> {
    const { id, startedAt, reason, medicalHistory, vitalSigns, assessment, recommendation, updatedAt } = record;
    await this.database.execute(change, [id, startedAt, reason, json(medicalHistory), json(vitalSigns), json(assessment), json(recommendation), updatedAt]);
  }

  async sign(record: ConsultationRecord): Promise<void> {
    await this.database.execute(sign, [record.id, record.signedBy, record.signedAt, record.contentHash, json(record.listChanges)]);
  }

  async amend(record: ConsultationRecord): Promise<void> {
    const { id, startedAt, reason, medicalHistory, vitalSigns, assessment, recommendation, signedBy, signedAt, contentHash, versionNumber, listChanges } =
      record;
    const content = [startedAt, reason, json(medicalHistory), json(vitalSigns), json(assessment), json(recommendation)];
    await this.database.execute(amend, [id, ...content, signedBy, signedAt, contentHash, versionNumber, json(listChanges)]);
  }

  /** With its blood tests and trichoanalyses. */
  async enterInError(id: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.execute(enterInError, [id, reason, by, at]);
  }

  /** Marks blood tests and trichoanalyses of the consultation as entered in error. */
  async markParts(id: string, parts: readonly string[], reason: string, by: string, at: Date): Promise<void> {
    if (parts.length > 0) await this.database.execute(markParts, [id, parts, reason, by, at]);
  }

  /** The consultation that a blood test or a trichoanalysis belongs to; undefined where there is no such part. */
  async consultationOf(partId: string): Promise<string | null | undefined> {
    return (await this.database.maybe<{ consultationId: string | null }>(consultationOf, [partId]))?.consultationId;
  }

  /** What is on record beside each of these blood tests, which are not recorded yet. */
  alongside(tests: readonly BloodTestRecord[]): Promise<Beside[]> {
    return this.database.query<Beside>(alongside, [bloodTestParameters(tests)[0]]);
  }

  lastHistory(patientId: string): Promise<LastHistory | null> {
    return this.database.maybe<LastHistory>(lastHistory, [patientId]);
  }

  async atVersion(id: string, version: number): Promise<EarlierVersion | null> {
    return (await this.database.maybe<{ record: EarlierVersion }>(atVersion, [id, version]))?.record ?? null;
  }

  /** Answers what was on record beside each. */
  addBloodTests(tests: readonly BloodTestRecord[], recordedBy: string): Promise<Beside[]> {
    return this.database.query<Beside>(addBloodTests, [...bloodTestParameters(tests), recordedBy]);
  }

  async addTrichoanalyses(all: readonly TrichoanalysisRecord[], recordedBy: string): Promise<void> {
    await this.database.query(addTrichoanalyses, [trichoanalysisParameters(all), recordedBy]);
  }

  /** A part was added: the consultation is at its next version. */
  async touch(id: string, at: Date): Promise<void> {
    await this.database.execute(touch, [id, at]);
  }
}
