import { Injectable } from '@nestjs/common';
import { AdverseEventsForRules, type EventForRules } from '../../contraindications/index.js';
import { declareColumns, Database, declareStatement } from '../../platform/database/index.js';

/** Selects what a contraindication check reads of the adverse events of many patients. */
const forRules = declareStatement('adverse-events.for-rules', {
  parameters: { patientIds: 'uuid[]' },
  row: declareColumns<RowForRules>({
    id: 'uuid',
    patientId: 'uuid',
    type: 'text',
    text: 'text?',
    grade: 'integer',
    serious: 'boolean',
    resolved: 'boolean',
    onsetAt: 'timestamptz',
    recordedAt: 'timestamptz',
  }),
  sql: `SELECT e.id, e.patient_id AS "patientId", e.type, e.description AS text, e.grade, e.serious, e.resolved_at IS NOT NULL AS resolved,
          e.onset_at AS "onsetAt", e.created_at AS "recordedAt"
     FROM adverse_events e
    WHERE e.clinic_id = current_clinic() AND e.patient_id = ANY (:patientIds::uuid[]) AND e.error_at IS NULL
    ORDER BY e.onset_at DESC, e.id DESC`,
});

type RowForRules = Omit<EventForRules, 'onsetAt' | 'recordedAt'> & { onsetAt: Date; recordedAt: Date };

/** The adverse events after sessions, as the rules read them. */
@Injectable()
export class RecordedAdverseEvents implements AdverseEventsForRules {
  constructor(private readonly database: Database) {}

  async listByPatients(patientIds: readonly string[]): Promise<EventForRules[]> {
    const rows = await this.database.query(forRules, { patientIds });
    return rows.map((row) => ({ ...row, onsetAt: row.onsetAt.toISOString(), recordedAt: row.recordedAt.toISOString() }));
  }
}
