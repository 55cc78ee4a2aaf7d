import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import { besideInserted, bloodTestJson, toBloodTestParameters, insertBloodTests } from '../sql/consultation.parts.sql.js';
import type { BloodTestRecord } from '../domain/blood-tests/blood-test-record.js';
import { toUtc } from '../../kernel/instant.js';

const testRow = declareColumns<Row>({ test: 'jsonb' });
const find = declareStatement('blood-tests.find', {
  parameters: { id: 'uuid' },
  row: testRow,
  sql: `SELECT ${bloodTestJson} AS test FROM blood_tests b WHERE b.clinic_id = current_clinic() AND b.id = :id`,
});
const ofIds = declareStatement('blood-tests.of-ids', {
  parameters: { ids: 'uuid[]' },
  row: testRow,
  sql: `SELECT ${bloodTestJson} AS test FROM blood_tests b WHERE b.clinic_id = current_clinic() AND b.id = ANY (:ids::uuid[])`,
});
const list = declareStatement('blood-tests.list', {
  parameters: { patientId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row: testRow,
  sql: `SELECT ${bloodTestJson} AS test FROM blood_tests b
    WHERE b.clinic_id = current_clinic() AND b.patient_id = :patientId AND (:after::uuid IS NULL OR b.id > :after)
    ORDER BY b.id LIMIT :limit`,
});
const count = declareStatement('blood-tests.count', {
  parameters: { patientId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM blood_tests b WHERE b.clinic_id = current_clinic() AND b.patient_id = :patientId`,
});
const betweenVisits = declareStatement('blood-tests.between-visits', {
  parameters: { patientId: 'uuid' },
  row: testRow,
  sql: `SELECT ${bloodTestJson} AS test FROM blood_tests b
    WHERE b.clinic_id = current_clinic() AND b.patient_id = :patientId AND b.consultation_id IS NULL AND b.error_reason IS NULL
    ORDER BY b.collected_at DESC`,
});
/**
 * The results that are critical, or that could not be interpreted when they were recorded, and after which no sample had the same analyte, with their tests. A value beyond
 * the critical bounds is critical whatever range applies to the person.
 */
const ofConcern = declareStatement('blood-tests.of-concern', {
  parameters: { patientIds: 'uuid[]' },
  row: declareColumns<ConcernRow>({ test: 'jsonb', positions: 'integer[]!' }),
  sql: `SELECT ${bloodTestJson} AS test, n.positions FROM blood_tests b
     CROSS JOIN LATERAL (SELECT array_agg(r.position) AS positions FROM blood_test_results r
       WHERE r.clinic_id = b.clinic_id AND r.blood_test_id = b.id AND (r.interpretation IN ('LL', 'HH') OR (r.interpretation IS NULL AND r.finding IS NULL))
         AND NOT EXISTS (SELECT FROM blood_test_results l JOIN blood_tests t ON t.clinic_id = l.clinic_id AND t.id = l.blood_test_id
           WHERE l.clinic_id = r.clinic_id AND l.patient_id = r.patient_id AND l.analyte = r.analyte AND l.collected_at > r.collected_at AND t.error_reason IS NULL)) AS n
    WHERE b.clinic_id = current_clinic() AND b.patient_id = ANY (:patientIds::uuid[]) AND b.error_reason IS NULL AND n.positions IS NOT NULL
    ORDER BY b.collected_at DESC, b.id DESC`,
});
const insert = declareStatement('blood-tests.insert', {
  parameters: { tests: 'jsonb', results: 'jsonb', recordedBy: 'uuid' },
  row: declareColumns<Pick<BloodTestRecord, 'id' | 'alongside'>>({ id: 'uuid', alongside: 'jsonb' }),
  sql: `WITH ${insertBloodTests} ${besideInserted}`,
});
const sealed = declareSealedColumns('blood_tests', { errorReason: 'sealed-text?' });

const enterInError = declareStatement('blood-tests.enter-in-error', {
  parameters: { id: 'uuid', reason: sealed.errorReason, by: 'uuid', at: 'timestamptz' },
  sql: `UPDATE blood_tests SET error_reason = :reason, error_by = :by, error_at = :at WHERE clinic_id = current_clinic() AND id = :id`,
});
const insertAcknowledgement = declareStatement('blood-tests.acknowledge', {
  parameters: { id: 'uuid', by: 'uuid', at: 'timestamptz' },
  sql: `INSERT INTO blood_test_acknowledgements (blood_test_id, acknowledged_by, acknowledged_at) VALUES (:id, :by, :at) ON CONFLICT DO NOTHING`,
});
const findAcknowledgement = declareStatement('blood-tests.acknowledgement', {
  parameters: { id: 'uuid' },
  row: declareColumns<Acknowledgement>({ acknowledgedBy: 'uuid', acknowledgedAt: 'timestamptz' }),
  sql: `SELECT acknowledged_by AS "acknowledgedBy", acknowledged_at AS "acknowledgedAt" FROM blood_test_acknowledgements
    WHERE clinic_id = current_clinic() AND blood_test_id = :id`,
});
/** The newest answer about pregnancy of the ten months before the sample. */
const pregnancyAt = declareStatement('blood-tests.pregnancy-at', {
  parameters: { patientId: 'uuid', at: 'timestamptz' },
  row: declareColumns<{ answer: string }>({ answer: 'text' }),
  sql: `SELECT c.medical_history #>> '{pregnancy,status}' AS answer FROM consultations c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = :patientId AND c.status <> 'entered-in-error'
      AND c.medical_history #>> '{pregnancy,status}' IN ('yes', 'no') AND c.started_at BETWEEN :at::timestamptz - interval '300 days' AND :at::timestamptz
    ORDER BY c.started_at DESC LIMIT 1`,
});

interface Acknowledgement {
  acknowledgedBy: string;
  acknowledgedAt: Date;
}

interface Row {
  test: BloodTestRecord;
}

interface ConcernRow extends Row {
  /** The places of the results of concern among those of the test, from 0. */
  positions: number[];
}

const toRecord = ({ test }: Row): BloodTestRecord => ({
  ...test,
  collectedAt: toUtc(test.collectedAt),
  issuedAt: test.issuedAt && toUtc(test.issuedAt),
  createdAt: toUtc(test.createdAt),
});

@Injectable()
export class BloodTestsRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<BloodTestRecord | null> {
    const row = await this.database.findRow(find, { id });
    return row && toRecord(row);
  }

  async list(patientId: string, after: string | null, limit: number): Promise<BloodTestRecord[]> {
    return (await this.database.query(list, { patientId, after, limit })).map(toRecord);
  }

  async count(patientId: string): Promise<number> {
    return (await this.database.getRow(count, { patientId })).total;
  }

  async listBetweenVisits(patientId: string): Promise<BloodTestRecord[]> {
    return (await this.database.query(betweenVisits, { patientId })).map(toRecord);
  }

  /** Inserts a blood test and answers the other blood tests of its sample. */
  async insert(test: BloodTestRecord, recordedBy: string): Promise<BloodTestRecord['alongside']> {
    return (await this.database.getRow(insert, { ...toBloodTestParameters([test]), recordedBy })).alongside;
  }

  async listByIds(ids: readonly string[]): Promise<BloodTestRecord[]> {
    return (await this.database.query(ofIds, { ids })).map(toRecord);
  }

  /** Lists the tests that have or may have a critical result after which none of the same analyte came, of several patients, the newest first. */
  async listOfConcern(patientIds: readonly string[]): Promise<{ test: BloodTestRecord; positions: number[] }[]> {
    return (await this.database.query(ofConcern, { patientIds })).map((row) => ({ test: toRecord(row), positions: row.positions }));
  }

  async enterInError(id: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.execute(enterInError, { id, reason, by, at });
  }

  /** Stores the acknowledgement unless there is one, and answers the stored one. */
  async acknowledge(id: string, by: string, at: Date): Promise<Acknowledgement> {
    const [, found] = await Promise.all([this.database.execute(insertAcknowledgement, { id, by, at }), this.database.getRow(findAcknowledgement, { id })]);
    return found;
  }

  async findPregnancyAt(patientId: string, at: string): Promise<string | null> {
    return (await this.database.findRow(pregnancyAt, { patientId, at }))?.answer ?? null;
  }
}
