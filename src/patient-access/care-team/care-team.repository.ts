import { Injectable } from '@nestjs/common';
import { createId } from '../../kernel/id.js';
import { Database, declareColumns, declareStatement } from '../../platform/database/index.js';
import type { CareTeamBasis } from './care-team-bases.js';

export interface CareTeamMember {
  staffId: string;
  basis: CareTeamBasis;
  startedAt: Date;
  addedBy: string | null;
}

const memberRow = declareColumns<CareTeamMember>({ staffId: 'uuid', basis: 'text', startedAt: 'timestamptz', addedBy: 'uuid?' });

const list = declareStatement('care-team.list', {
  parameters: { patientId: 'uuid' },
  row: memberRow,
  // A merge may leave two rows of one person; the older one counts.
  sql: `SELECT ${memberRow.list} FROM (SELECT DISTINCT ON (staff_id) * FROM care_team_members
      WHERE clinic_id = current_clinic() AND patient_id = :patientId AND ended_at IS NULL ORDER BY staff_id, started_at, id) m ORDER BY started_at, id`,
});
const countChanges = declareStatement('care-team.count-changes', {
  parameters: { patientId: 'uuid' },
  row: declareColumns<{ changes: number }>({ changes: 'integer' }),
  sql: `SELECT (count(*) + count(ended_at))::integer AS changes FROM care_team_members WHERE clinic_id = current_clinic() AND patient_id = :patientId`,
});
const lockPatient = declareStatement('care-team.lock-patient', {
  parameters: { patientId: 'uuid' },
  row: declareColumns<{ id: string }>({ id: 'uuid' }),
  sql: `SELECT id FROM patients WHERE clinic_id = current_clinic() AND id = :patientId FOR NO KEY UPDATE`,
});
const add = declareStatement('care-team.add', {
  parameters: { id: 'uuid', patientId: 'uuid', staffId: 'uuid', basis: 'text', startedAt: 'timestamptz', addedBy: 'uuid?' },
  sql: `INSERT INTO care_team_members (id, patient_id, staff_id, basis, started_at, added_by) SELECT :id, :patientId, :staffId, :basis, :startedAt, :addedBy
    WHERE NOT EXISTS (SELECT FROM care_team_members m
      WHERE m.clinic_id = current_clinic() AND m.patient_id = :patientId AND m.staff_id = :staffId AND m.ended_at IS NULL)`,
});
const end = declareStatement('care-team.end', {
  parameters: { patientId: 'uuid', staffIds: 'uuid[]', at: 'timestamptz', by: 'uuid' },
  sql: `UPDATE care_team_members SET ended_at = :at, ended_by = :by
    WHERE clinic_id = current_clinic() AND patient_id = :patientId AND staff_id = ANY (:staffIds::uuid[]) AND ended_at IS NULL`,
});

@Injectable()
export class CareTeamRepository {
  constructor(private readonly database: Database) {}

  /** Locks the patient, so that changes of who may open the record wait for each other. */
  async lock(patientId: string): Promise<void> {
    await this.database.query(lockPatient, { patientId });
  }

  list(patientId: string): Promise<CareTeamMember[]> {
    return this.database.query(list, { patientId });
  }

  async countChanges(patientId: string): Promise<number> {
    return (await this.database.getRow(countChanges, { patientId })).changes;
  }

  /** Adds the person, who may be a member already. */
  async add(patientId: string, member: CareTeamMember): Promise<void> {
    await this.database.execute(add, { id: createId(), patientId, ...member });
  }

  async end(patientId: string, staffIds: readonly string[], at: Date, by: string): Promise<void> {
    await this.database.execute(end, { patientId, staffIds, at, by });
  }
}
