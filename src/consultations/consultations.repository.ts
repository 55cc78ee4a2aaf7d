import { Injectable } from '@nestjs/common';
import { Database, statement } from '../platform/database/index.js';
import type { ConsultationStatus } from './consultation.dto.js';
import {
  bloodTestJson,
  bloodTestParameters,
  insertBloodTests,
  trichoanalysisJson,
  trichoanalysisParameters,
  insertTrichoanalyses,
} from './consultation.parts.sql.js';
import type { BloodTestRecord, ConsultationRecord, TrichoanalysisRecord } from './domain/consultation-record.js';

const columns = `c.id, c.patient_id AS "patientId", c.status, c.started_at AS "startedAt", c.reason, c.medical_history AS "medicalHistory",
  c.vital_signs AS "vitalSigns", c.assessment, c.recommendation, c.recorded_by AS "recordedBy", c.signed_by AS "signedBy", c.signed_at AS "signedAt",
  c.content_hash AS "contentHash", c.created_at AS "createdAt", c.updated_at AS "updatedAt", c.version,
  (SELECT coalesce(jsonb_agg(${bloodTestJson} ORDER BY b.created_at, b.position), '[]') FROM blood_tests b
    WHERE b.clinic_id = c.clinic_id AND b.consultation_id = c.id) AS "bloodTests",
  (SELECT coalesce(jsonb_agg(${trichoanalysisJson} ORDER BY t.created_at, t.position), '[]') FROM trichoanalyses t
    WHERE t.clinic_id = c.clinic_id AND t.consultation_id = c.id) AS trichoanalyses`;

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
     INSERT INTO consultations (id, patient_id, started_at, reason, medical_history, vital_signs, assessment, recommendation, recorded_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8::jsonb, $9, $10, $10)
   ), ${insertBloodTests('$11', '$12', '$9')}, ${insertTrichoanalyses('$13', '$9')}
   SELECT 1`,
);

const addBloodTests = statement('consultations.add-blood-tests', `WITH ${insertBloodTests('$1', '$2', '$3')} SELECT 1`);
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
  `UPDATE consultations SET status = 'signed', signed_by = $2, signed_at = $3, content_hash = $4, updated_at = $3, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
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

type Row = Omit<ConsultationRecord, 'startedAt' | 'signedAt' | 'createdAt' | 'updatedAt'> & {
  startedAt: Date;
  signedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
const utc = (instant: string): string => new Date(instant).toISOString();

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

  async insert(record: ConsultationRecord): Promise<void> {
    await this.database.query(insertWhole, [
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
    ]);
  }

  async change(record: ConsultationRecord): Promise<void> {
    const { id, startedAt, reason, medicalHistory, vitalSigns, assessment, recommendation, updatedAt } = record;
    await this.database.execute(change, [id, startedAt, reason, json(medicalHistory), json(vitalSigns), json(assessment), json(recommendation), updatedAt]);
  }

  async sign(record: ConsultationRecord): Promise<void> {
    await this.database.execute(sign, [record.id, record.signedBy, record.signedAt, record.contentHash]);
  }

  async addBloodTest(test: BloodTestRecord, recordedBy: string): Promise<void> {
    await this.database.query(addBloodTests, [...bloodTestParameters([test]), recordedBy]);
  }

  async addTrichoanalysis(one: TrichoanalysisRecord, recordedBy: string): Promise<void> {
    await this.database.query(addTrichoanalyses, [trichoanalysisParameters([one]), recordedBy]);
  }

  /** A part was added: the consultation is at its next version. */
  async touch(id: string, at: Date): Promise<void> {
    await this.database.execute(touch, [id, at]);
  }
}
