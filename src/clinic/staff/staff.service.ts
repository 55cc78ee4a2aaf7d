import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { weekdays, type Weekday } from '../../kernel/day.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import type { Role } from '../../platform/access/policy.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, requireVersion, withPatch, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { StaffChange, type StaffInput, type StaffQuery, type StaffResponse } from './staff.dto.js';
import type { Staff } from './staff.entity.js';
import { StaffRepository } from './staff.repository.js';

const toResponse = ({ clinicId: _clinicId, createdAt, updatedAt, ...person }: Staff): StaffResponse => ({
  ...person,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const taken = { staff_email_unique: 'Somebody in the clinic has this e-mail address already.' };

@Injectable()
export class StaffService {
  constructor(
    private readonly staff: StaffRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Finds a person; null where the clinic has no such person. */
  find(staffId: string): Promise<Staff | null> {
    return this.staff.find(staffId);
  }

  /** Answers a person; fails as not found where the clinic has no such person. */
  async require(staffId: string): Promise<Staff> {
    const person = await this.staff.find(staffId);
    if (!person) throw createNotFoundFailure('member of staff');
    return person;
  }

  /**
   * Lists the weekdays on which an active person with one of these roles works. Null where there is no such person, or where the days of one of them are not
   * known.
   */
  async findStaffedDays(roles: readonly Role[]): Promise<Weekday[] | null> {
    const people = await this.staff.listWorkingDays(roles);
    if (people.length === 0 || people.includes(null)) return null;
    return weekdays.filter((day) => people.some((days) => days?.includes(day)));
  }

  async get(staffId: string): Promise<StaffResponse> {
    return toResponse(await this.require(staffId));
  }

  list(query: StaffQuery): Promise<Page<StaffResponse>> {
    const role = query.role ?? null;
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.staff.list(role, after, limit),
      position: (person) => person.id,
      item: toResponse,
      total: () => this.staff.count(role),
    });
  }

  async create(input: StaffInput): Promise<StaffResponse> {
    const now = this.clock.now();
    const person: Staff = {
      clinicId: getCurrentPrincipal().clinic.id,
      id: createId(),
      role: input.role,
      name: input.name.trim(),
      email: input.email.toLowerCase(),
      registrationNumber: input.registrationNumber ?? null,
      workingDays: input.workingDays ?? null,
      status: 'active',
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await refuseDuplicate(taken, () => this.staff.insert(person));
    return toResponse(person);
  }

  async change(staffId: string, patch: MergePatchBody): Promise<StaffResponse> {
    const person = await this.staff.lock(staffId);
    if (!person) throw createNotFoundFailure('member of staff');
    requireVersion(person.version);
    const { role, name, email, registrationNumber, workingDays, status } = person;
    const changed = withPatch(StaffChange, { role, name, email, registrationNumber, workingDays, status }, patch);
    const next: Staff = {
      ...person,
      ...changed,
      email: changed.email.toLowerCase(),
      registrationNumber: changed.registrationNumber ?? null,
      workingDays: changed.workingDays ?? null,
      version: person.version + 1,
      updatedAt: this.clock.now(),
    };
    await refuseDuplicate(taken, () => this.staff.update(next));
    return toResponse(next);
  }
}
