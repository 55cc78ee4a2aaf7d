import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { BloodTestForRules, ConsultationForRules } from './known-records.js';

/** A result `r` of the panel: no rule asks about others. `json` and not `jsonb`: it is made once and read once. */
const resultJson = `json_build_object('code', json_strip_nulls(json_build_object('system', r.code_system, 'code', r.code, 'display', r.display)),
    'analyte', r.analyte, 'comparator', r.comparator, 'text', r.text_value, 'interpretation', r.interpretation,
    'canonical', CASE WHEN r.canonical_value IS NOT NULL THEN json_build_object('value', r.canonical_value, 'unit', r.canonical_unit) END,
    'rangeUsed', CASE WHEN r.range_source IS NOT NULL THEN
      json_build_object('low', r.range_low, 'high', r.range_high, 'unit', coalesce(r.canonical_unit, r.unit), 'source', r.range_source) END)`;

const bloodTestJson = `json_build_object('id', b.id, 'patientId', b.patient_id, 'collectedAt', b.collected_at,
    'results', (SELECT coalesce(json_agg(${resultJson} ORDER BY r.position), '[]') FROM blood_test_results r
      WHERE r.clinic_id = b.clinic_id AND r.blood_test_id = b.id AND r.analyte IS NOT NULL))`;

const consultations = statement(
  'consultations.of-many',
  `SELECT c.id, c.patient_id AS "patientId", c.started_at AS "startedAt", c.signed_at AS "signedAt", c.medical_history AS "medicalHistory",
          c.vital_signs AS "vitalSigns", c.assessment,
          (SELECT coalesce(json_agg(${bloodTestJson} ORDER BY b.created_at, b.position), '[]') FROM blood_tests b
            WHERE b.clinic_id = c.clinic_id AND b.consultation_id = c.id AND b.error_reason IS NULL) AS "bloodTests",
          (SELECT coalesce(json_agg(json_build_object('id', t.id, 'performedAt', t.performed_at, 'region', t.region, 'findings', t.findings)
                    ORDER BY t.created_at, t.position), '[]') FROM trichoanalyses t
            WHERE t.clinic_id = c.clinic_id AND t.consultation_id = c.id AND t.error_reason IS NULL) AS trichoanalyses
     FROM consultations c
    WHERE c.clinic_id = current_clinic() AND c.patient_id = ANY ($1::uuid[]) AND c.status <> 'entered-in-error'
    ORDER BY c.started_at DESC, c.id DESC`,
);
const betweenVisits = statement(
  'blood-tests.between-visits-of-many',
  `SELECT ${bloodTestJson} AS test FROM blood_tests b
    WHERE b.clinic_id = current_clinic() AND b.patient_id = ANY ($1::uuid[]) AND b.consultation_id IS NULL AND b.error_reason IS NULL
    ORDER BY b.collected_at DESC`,
);

type Row = Omit<ConsultationForRules, 'startedAt' | 'signedAt'> & { startedAt: Date; signedAt: Date | null };

/** What is recorded of many patients, in one statement for all of them. */
@Injectable()
export class RecordsOfMany {
  constructor(private readonly database: Database) {}

  /** All consultations but those entered in error, newest first. */
  async consultations(patientIds: readonly string[]): Promise<ConsultationForRules[]> {
    const rows = await this.database.query<Row>(consultations, [patientIds]);
    return rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString(), signedAt: row.signedAt?.toISOString() ?? null }));
  }

  /** Blood tests that came between two visits, newest first. */
  async betweenVisits(patientIds: readonly string[]): Promise<BloodTestForRules[]> {
    return (await this.database.query<{ test: BloodTestForRules }>(betweenVisits, [patientIds])).map(({ test }) => test);
  }
}
