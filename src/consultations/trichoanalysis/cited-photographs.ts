import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/failure.js';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import type { TrichoanalysisContent } from '../domain/trichoanalysis/content.js';

const standing = declareStatement('trichoanalyses.standing-photographs', {
  parameters: { patientId: 'uuid', cited: 'uuid[]' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT id FROM photographs WHERE clinic_id = current_clinic() AND patient_id = :patientId AND status = 'current' AND id = ANY (:cited::uuid[])`,
});

type Citing = Pick<TrichoanalysisContent, 'photoIds'>;

/**
 * Checks the photographs that trichoanalyses cite. It reads the table of the photographs, because their feature depends on consultations and must not be
 * imported here. The database has the same rule (`trichoanalyses_photographs`).
 */
@Injectable()
export class CitedPhotographs {
  constructor(private readonly database: Database) {}

  /** Reports every cited id that is not a photograph of this patient, or whose photograph was entered in error. Runs no query where nothing is cited. */
  async validate(patientId: string, citing: readonly Citing[], pointerOf: (index: number) => string): Promise<FieldError[]> {
    const cited = citing.flatMap(({ photoIds }, index) =>
      (photoIds ?? []).map((id, place) => ({ id: id.toLowerCase(), pointer: `${pointerOf(index)}/photoIds/${place}` })),
    );
    if (cited.length === 0) return [];
    const found = await this.database.query(standing, { patientId, cited: cited.map(({ id }) => id) });
    const known = new Set(found.map(({ id }) => id));
    return cited
      .filter(({ id }) => !known.has(id))
      .map(({ pointer }) => ({
        pointer,
        code: 'unknown-photograph',
        detail: 'This patient has no such photograph, or it was entered in error: name one that GET /v1/patients/{patientId}/photos lists.',
      }));
  }
}
