import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import type { Weekday } from '../../kernel/day.js';
import type { Role } from '../../platform/access/policy.js';
import { Staff } from './staff.entity.js';

const staffRow = declareColumns<Staff>({
  clinicId: 'uuid',
  id: 'uuid',
  role: 'text',
  name: 'text',
  email: 'text',
  registrationNumber: 'text?',
  workingDays: 'text[]?',
  status: 'text',
  version: 'integer',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
});

const find = declareStatement('staff.find', {
  parameters: { id: 'uuid' },
  row: staffRow,
  sql: `SELECT ${staffRow.list} FROM staff WHERE clinic_id = current_clinic() AND id = :id`,
});
const lock = declareStatement('staff.lock', {
  parameters: { id: 'uuid' },
  row: staffRow,
  sql: `SELECT ${staffRow.list} FROM staff WHERE clinic_id = current_clinic() AND id = :id FOR UPDATE`,
});
const list = declareStatement('staff.list', {
  parameters: { role: 'text[]?', after: 'uuid?', limit: 'bigint' },
  row: staffRow,
  sql: `SELECT ${staffRow.list} FROM staff
    WHERE clinic_id = current_clinic() AND (:role::text[] IS NULL OR role = ANY (:role)) AND (:after::uuid IS NULL OR id > :after)
    ORDER BY id LIMIT :limit`,
});
const count = declareStatement('staff.count', {
  parameters: { role: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM staff WHERE clinic_id = current_clinic() AND (:role::text[] IS NULL OR role = ANY (:role))`,
});

const workingDays = declareStatement('staff.working-days', {
  parameters: { roles: 'text[]' },
  row: declareColumns<{ workingDays: Weekday[] | null }>({ workingDays: 'text[]?' }),
  sql: `SELECT working_days AS "workingDays" FROM staff WHERE clinic_id = current_clinic() AND status = 'active' AND role = ANY(:roles)`,
});

@Injectable()
export class StaffRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<Staff | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<Staff | null> {
    return this.database.findRow(lock, { id });
  }

  list(role: readonly string[] | null, after: string | null, limit: number): Promise<Staff[]> {
    return this.database.query(list, { role, after, limit });
  }

  async count(role: readonly string[] | null): Promise<number> {
    return (await this.database.getRow(count, { role })).total;
  }

  /** Lists, for each active person with one of these roles, the weekdays on which the person works; null where they are not known. */
  async listWorkingDays(roles: readonly Role[]): Promise<(Weekday[] | null)[]> {
    return (await this.database.query(workingDays, { roles })).map((person) => person.workingDays);
  }

  async insert(person: Staff): Promise<void> {
    await (await this.database.getRepository(Staff)).insert(person);
  }

  async update({ clinicId, id, ...changed }: Staff): Promise<void> {
    await (await this.database.getRepository(Staff)).update({ clinicId, id }, changed);
  }
}
