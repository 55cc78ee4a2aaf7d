import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import { bloodTestJson, bloodTestParameters, insertBloodTests } from '../consultation.parts.sql.js';
import type { BloodTestRecord } from '../domain/consultation-record.js';

const find = statement('blood-tests.find', `SELECT ${bloodTestJson} AS test FROM blood_tests b WHERE b.clinic_id = current_clinic() AND b.id = $1`);
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
    WHERE b.clinic_id = current_clinic() AND b.patient_id = $1 AND b.consultation_id IS NULL
    ORDER BY b.collected_at DESC`,
);
const insert = statement('blood-tests.insert', `WITH ${insertBloodTests('$1', '$2', '$3')} SELECT 1`);

interface Row {
  test: BloodTestRecord;
}

const utc = (instant: string): string => new Date(instant).toISOString();

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

  async insert(test: BloodTestRecord, recordedBy: string): Promise<void> {
    await this.database.query(insert, [...bloodTestParameters([test]), recordedBy]);
  }
}
