import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import { resultJson } from '../consultation.parts.sql.js';
import { analyteById } from '../../terminology/index.js';
import type { ResultRecord } from '../domain/consultation-record.js';

/** Where in the series an observation stands. */
export interface SeriesPosition {
  /** To the microsecond: a cursor must not skip what lies within a millisecond. */
  collectedAt: string;
  bloodTestId: string;
  position: number;
}

/** A result with where and when it belongs. */
export interface ObservationRecord extends SeriesPosition {
  consultationId: string | null;
  result: ResultRecord;
}

/** A panel's analyte is one series whatever code the laboratory used; any other code is a series of its own. */
export type Series = { analyte: string } | { code: string };

/** A report that came twice counts once, one in error not at all. */
const counts = `b.error_reason IS NULL AND (b.duplicate_of IS NULL OR EXISTS (
  SELECT FROM blood_tests o WHERE o.clinic_id = b.clinic_id AND o.id = b.duplicate_of AND o.error_reason IS NOT NULL))`;

const selecting = (name: string, condition: string) => ({
  list: statement(
    `observations.list-${name}`,
    `SELECT r.blood_test_id AS "bloodTestId", b.consultation_id AS "consultationId", r.position, to_json(r.collected_at) #>> '{}' AS "collectedAt", ${resultJson} AS result
       FROM blood_test_results r JOIN blood_tests b ON b.clinic_id = r.clinic_id AND b.id = r.blood_test_id
      WHERE r.clinic_id = current_clinic() AND r.patient_id = $1 AND ${condition} AND ${counts}
        AND ($3::timestamptz IS NULL OR (r.collected_at, r.blood_test_id, r.position) > ($3, $4::uuid, $5::integer))
      ORDER BY r.collected_at, r.blood_test_id, r.position LIMIT $6`,
  ),
  count: statement(
    `observations.count-${name}`,
    `SELECT count(*)::integer AS total FROM blood_test_results r JOIN blood_tests b ON b.clinic_id = r.clinic_id AND b.id = r.blood_test_id
      WHERE r.clinic_id = current_clinic() AND r.patient_id = $1 AND ${condition} AND ${counts}`,
  ),
});

// What was recorded before its code was one of the panel belongs to the analyte as well.
const ofAnalyte = selecting('of-analyte', 'coalesce(r.analyte, r.code) = ANY ($2::text[])');
const ofCode = selecting('of-code', 'r.analyte IS NULL AND r.code = ANY ($2::text[])');

const asked = (series: Series) =>
  'analyte' in series
    ? { statements: ofAnalyte, value: [series.analyte, ...(analyteById(series.analyte)?.loinc ?? [])] }
    : { statements: ofCode, value: [series.code] };

@Injectable()
export class ObservationsRepository {
  constructor(private readonly database: Database) {}

  /** Oldest first. */
  list(patientId: string, series: Series, after: SeriesPosition | null, limit: number): Promise<ObservationRecord[]> {
    const { statements, value } = asked(series);
    const position = [after?.collectedAt ?? null, after?.bloodTestId ?? null, after?.position ?? null];
    return this.database.query<ObservationRecord>(statements.list, [patientId, value, ...position, limit]);
  }

  async count(patientId: string, series: Series): Promise<number> {
    const { statements, value } = asked(series);
    return (await this.database.one<{ total: number }>(statements.count, [patientId, value])).total;
  }
}
