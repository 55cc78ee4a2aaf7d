import { Injectable } from '@nestjs/common';
import { createFailure } from '../../kernel/failure.js';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import { getCurrentPrincipal, type Page } from '../../platform/http/index.js';
import type { IncludingPage, IncludingQuery, ListedPatient } from './listed-patient.dto.js';

const ofIds = declareStatement('patients.listed', {
  parameters: { ids: 'uuid[]' },
  row: declareColumns<ListedPatient>({ id: 'uuid', name: 'text!', medicalRecordNumber: 'text' }),
  sql: `SELECT p.id, p.names -> 0 ->> 'text' AS name, p.medical_record_number AS "medicalRecordNumber" FROM patients p
    WHERE p.clinic_id = current_clinic() AND p.id = ANY (:ids) ORDER BY p.id`,
});

/** Names the patients of a page, of all its items at once. */
@Injectable()
export class IncludedPatients {
  constructor(private readonly database: Database) {}

  /** Adds to a page what its query asks to include. The list's own audit entry names the same patients. */
  async addTo<Item extends { patientId: string }>({ include = [] }: IncludingQuery, reading: () => Promise<Page<Item>>): Promise<IncludingPage<Item>> {
    if (!include.includes('patient')) return { ...(await reading()), included: null };
    if (!getCurrentPrincipal().permissions.has('patient.read')) throw createFailure('forbidden', 'include=patient needs the permission patient.read.');
    const page = await reading();
    const ids = [...new Set(page.items.map(({ patientId }) => patientId))];
    return { ...page, included: { patients: ids.length === 0 ? [] : await this.database.query(ofIds, { ids }) } };
  }
}
