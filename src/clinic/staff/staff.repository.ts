import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { Weekday } from '../../kernel/day.js';
import type { Role } from '../../platform/access/policy.js';
import { Staff } from './staff.entity.js';

const columns = `clinic_id AS "clinicId", id, role, name, email, registration_number AS "registrationNumber", working_days AS "workingDays", status, version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const find = statement('staff.find', `SELECT ${columns} FROM staff WHERE clinic_id = current_clinic() AND id = $1`);
const lock = statement('staff.lock', `SELECT ${columns} FROM staff WHERE clinic_id = current_clinic() AND id = $1 FOR UPDATE`);
const list = statement(
  'staff.list',
  `SELECT ${columns} FROM staff
    WHERE clinic_id = current_clinic() AND ($1::text IS NULL OR role = $1) AND ($2::uuid IS NULL OR id > $2)
    ORDER BY id LIMIT $3`,
);
const count = statement('staff.count', `SELECT count(*)::integer AS total FROM staff WHERE clinic_id = current_clinic() AND ($1::text IS NULL OR role = $1)`);

const workingDays = statement(
  'staff.working-days',
  `SELECT working_days AS "workingDays" FROM staff WHERE clinic_id = current_clinic() AND status = 'active' AND role = ANY($1)`,
);

@Injectable()
export class StaffRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<Staff | null> {
    return this.database.maybe<Staff>(find, [id]);
  }

  lock(id: string): Promise<Staff | null> {
    return this.database.maybe<Staff>(lock, [id]);
  }

  list(role: string | null, after: string | null, limit: number): Promise<Staff[]> {
    return this.database.query<Staff>(list, [role, after, limit]);
  }

  async count(role: string | null): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [role])).total;
  }

  /** Of each active person of those roles: the days on which the person works; null where that is not known. */
  async workingDays(roles: readonly Role[]): Promise<(Weekday[] | null)[]> {
    return (await this.database.query<{ workingDays: Weekday[] | null }>(workingDays, [roles])).map((person) => person.workingDays);
  }

  async insert(person: Staff): Promise<void> {
    await (await this.database.repository(Staff)).insert(person);
  }

  async update({ clinicId, id, ...changed }: Staff): Promise<void> {
    await (await this.database.repository(Staff)).update({ clinicId, id }, changed);
  }
}
