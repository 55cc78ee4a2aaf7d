import { Injectable } from '@nestjs/common';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import { resultJson } from '../sql/consultation.parts.sql.js';
import { findAnalyteById } from '../../terminology/index.js';
import type { Whose } from '../domain/blood-tests/blood-test-record.js';
import type { Report } from '../domain/blood-tests/blood-test-record.js';
import type { ResultRecord } from '../domain/blood-tests/blood-test-record.js';

/**
 * A blood test with its results of the series, possibly none. A report without such results is included, because its status or its other results may decide
 * which results count.
 */
export interface ReportOfSeries extends Omit<Report, 'results'> {
  whose: Whose;
  results: (ResultRecord & { position: number })[];
}

/** A series: an analyte of the panel under any of its codes, or one code outside the panel. */
export type Series = { analyte: string } | { code: string };

const declareReportsStatement = (name: string, condition: string) =>
  declareStatement(`observations.${name}`, {
    parameters: { patientId: 'uuid', codes: 'text[]' },
    row: declareColumns<ReportOfSeries>({
      id: 'uuid',
      consultationId: 'uuid?',
      collectedAt: 'text',
      laboratory: 'text?',
      reportNumber: 'text?',
      status: 'text?',
      issuedAt: 'text?',
      fasting: 'text',
      createdAt: 'text',
      whose: 'jsonb',
      results: 'jsonb',
    }),
    sql: `SELECT b.id, b.consultation_id AS "consultationId", to_json(b.collected_at) #>> '{}' AS "collectedAt", b.laboratory, b.report_number AS "reportNumber",
            b.status, to_json(b.issued_at) #>> '{}' AS "issuedAt", b.fasting, to_json(b.created_at) #>> '{}' AS "createdAt",
            jsonb_build_object('sexAtBirth', p.sex_at_birth, 'birthDate', p.birth_date) AS whose,
            (SELECT coalesce(jsonb_agg(${resultJson} || jsonb_build_object('position', r.position) ORDER BY r.position), '[]') FROM blood_test_results r
              WHERE r.clinic_id = b.clinic_id AND r.blood_test_id = b.id AND ${condition}) AS results
       FROM blood_tests b JOIN patients p ON p.clinic_id = b.clinic_id AND p.id = b.patient_id
      WHERE b.clinic_id = current_clinic() AND b.patient_id = :patientId AND b.error_reason IS NULL
      ORDER BY b.collected_at, b.id`,
  });

// A result that was recorded before its code joined the panel belongs to the analyte as well.
const ofAnalyte = declareReportsStatement('of-analyte', 'coalesce(r.analyte, r.code) = ANY (:codes::text[])');
const ofCode = declareReportsStatement('of-code', 'r.analyte IS NULL AND r.code = ANY (:codes::text[])');

@Injectable()
export class ObservationsRepository {
  constructor(private readonly database: Database) {}

  /** Lists all reports of the patient, oldest first, with their results of the series. */
  listReports(patientId: string, series: Series): Promise<ReportOfSeries[]> {
    return 'analyte' in series
      ? this.database.query(ofAnalyte, { patientId, codes: [series.analyte, ...(findAnalyteById(series.analyte)?.loinc ?? [])] })
      : this.database.query(ofCode, { patientId, codes: [series.code] });
  }
}
