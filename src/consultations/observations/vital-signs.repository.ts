import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import type { Measurement } from './vital-sign-series.js';

export interface VitalSignPosition {
  /** When the vital sign was measured, to the microsecond, so that a cursor skips no measurement of the same millisecond. */
  measuredAt: string;
  /** The id of the consultation or session. */
  sourceId: string;
}

export interface VitalSignRecord extends VitalSignPosition {
  consultationId: string | null;
  sessionId: string | null;
  measured: Measurement;
}

/** The vital signs of the patient's visits and sessions, except those entered in error. */
const measured = `(
  SELECT c.id AS consultation_id, NULL::uuid AS session_id, c.vital_signs AS signs FROM consultations c
   WHERE c.clinic_id = current_clinic() AND c.patient_id = :patientId AND c.status <> 'entered-in-error'
  UNION ALL
  SELECT NULL, s.id, s.record -> 'vitalSigns' FROM treatment_sessions s
   WHERE s.clinic_id = current_clinic() AND s.patient_id = :patientId AND s.status = 'completed') v,
  LATERAL (SELECT coalesce(v.consultation_id, v.session_id) AS source_id, (v.signs ->> 'measuredAt')::timestamptz AS measured_at, v.signs #> :path::text[] AS value) m`;
const isThere = `jsonb_typeof(m.value) IN ('number', 'object')`;

const list = declareStatement('vital-signs.list', {
  parameters: { patientId: 'uuid', path: 'text[]', measuredAt: 'timestamptz?', sourceId: 'uuid?', limit: 'bigint' },
  row: declareColumns<VitalSignRecord>({ consultationId: 'uuid?', sessionId: 'uuid?', sourceId: 'uuid', measuredAt: 'text', measured: 'jsonb' }),
  sql: `SELECT v.consultation_id AS "consultationId", v.session_id AS "sessionId", m.source_id AS "sourceId", to_json(m.measured_at) #>> '{}' AS "measuredAt", m.value AS measured
     FROM ${measured}
    WHERE ${isThere} AND (:measuredAt::timestamptz IS NULL OR (m.measured_at, m.source_id) > (:measuredAt, :sourceId::uuid))
    ORDER BY m.measured_at, m.source_id LIMIT :limit`,
});
const count = declareStatement('vital-signs.count', {
  parameters: { patientId: 'uuid', path: 'text[]' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM ${measured} WHERE ${isThere}`,
});

@Injectable()
export class VitalSignsRepository {
  constructor(private readonly database: Database) {}

  /** Lists the measurements of one vital sign, oldest first. */
  list(patientId: string, path: readonly string[], after: VitalSignPosition | null, limit: number): Promise<VitalSignRecord[]> {
    return this.database.query(list, { patientId, path, measuredAt: after?.measuredAt ?? null, sourceId: after?.sourceId ?? null, limit });
  }

  async count(patientId: string, path: readonly string[]): Promise<number> {
    return (await this.database.getRow(count, { patientId, path })).total;
  }
}
