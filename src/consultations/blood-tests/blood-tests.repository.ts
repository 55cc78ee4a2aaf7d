import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import { besideInserted, bloodTestJson, bloodTestParameters, insertBloodTests } from '../sql/consultation.parts.sql.js';
import type { BloodTestRecord } from '../domain/blood-tests/blood-test-record.js';
import { utc } from '../../kernel/instant.js';

const find = statement('blood-tests.find', `SELECT ${bloodTestJson} AS test FROM blood_tests b WHERE b.clinic_id = current_clinic() AND b.id = $1`);
const ofIds = statement(
  'blood-tests.of-ids',
  `SELECT ${bloodTestJson} AS test FROM blood_tests b WHERE b.clinic_id = current_clinic() AND b.id = ANY ($1::uuid[])`,
);
const list = statement(
  'blood-tests.list',
  `SELECT ${bloodTestJson} AS test FROM blood_tests b
    WHERE b.clinic_id = current_clinic() AND b.patient_id = $1 AND ($2::uuid IS NULL OR b.id > $2)
    ORDER BY b.id LIMIT $3`,
);
const count = statement('blood-tests.count', `SELECT count(*)::integer AS total FROM blood_tests b WHERE b.clinic_id = current_clinic() AND b.patient_id = $1`);
const betweenVisits = statement(
  'blood-tests.between-visits',
  `SELECT ${bloodTestJson} AS test FROM blood_tests b
    WHERE b.clinic_id = current_clinic() AND b.patient_id = $1 AND b.consultation_id IS NULL AND b.error_reason IS NULL
    ORDER BY b.collected_at DESC`,
);
const insert = statement('blood-tests.insert', `WITH ${insertBloodTests('$1', '$2', '$3')} ${besideInserted}`);
const enterInError = statement(
  'blood-tests.enter-in-error',
  `UPDATE blood_tests SET error_reason = $2, error_by = $3, error_at = $4 WHERE clinic_id = current_clinic() AND id = $1`,
);
/** The newest answer to the question of pregnancy that was given in the ten months before. */
const pregnancyAt = statement(
  'blood-tests.pregnancy-at',
  `SELECT c.medical_history #>> '{pregnancy,status}' AS answer FROM consultations c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = $1 AND c.status <> 'entered-in-error'
      AND c.medical_history #>> '{pregnancy,status}' IN ('yes', 'no') AND c.started_at BETWEEN $2::timestamptz - interval '300 days' AND $2::timestamptz
    ORDER BY c.started_at DESC LIMIT 1`,
);

interface Row {
  test: BloodTestRecord;
}

const toRecord = ({ test }: Row): BloodTestRecord => ({ ...test, collectedAt: utc(test.collectedAt), createdAt: utc(test.createdAt) });

@Injectable()
export class BloodTestsRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<BloodTestRecord | null> {
    const row = await this.database.maybe<Row>(find, [id]);
    return row && toRecord(row);
  }

  async list(patientId: string, after: string | null, limit: number): Promise<BloodTestRecord[]> {
    return (await this.database.query<Row>(list, [patientId, after, limit])).map(toRecord);
  }

  async count(patientId: string): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [patientId])).total;
  }

  async betweenVisits(patientId: string): Promise<BloodTestRecord[]> {
    return (await this.database.query<Row>(betweenVisits, [patientId])).map(toRecord);
  }

  /** Answers what was on record beside it. */
  async insert(test: BloodTestRecord, recordedBy: string): Promise<BloodTestRecord['alongside']> {
    return (await this.database.one<Pick<BloodTestRecord, 'alongside'>>(insert, [...bloodTestParameters([test]), recordedBy])).alongside;
  }

  async ofIds(ids: readonly string[]): Promise<BloodTestRecord[]> {
    return (await this.database.query<Row>(ofIds, [ids])).map(toRecord);
  }

  async enterInError(id: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.execute(enterInError, [id, reason, by, at]);
  }

  async pregnancyAt(patientId: string, at: string): Promise<string | null> {
    return (await this.database.maybe<{ answer: string }>(pregnancyAt, [patientId, at]))?.answer ?? null;
  }
}
