import { Injectable } from '@nestjs/common';
import { OpeningDaysService, StaffService } from '../../clinic/index.js';
import type { Calendar } from '../planner/calendar.js';
import { listPerformingRoles } from '../sessions/domain/performer.js';
import type { Treatment } from '../../kernel/treatment.js';

/** Finds the days on which a treatment can be given: the clinic is open, and somebody works who may give it. */
@Injectable()
export class PlanningCalendar {
  constructor(
    private readonly openingDays: OpeningDaysService,
    private readonly staff: StaffService,
  ) {}

  async read(treatment: Treatment): Promise<Calendar> {
    const [open, staffed] = await Promise.all([this.openingDays.getCalendar(), this.staff.findStaffedDays(listPerformingRoles(treatment))]);
    return { ...open, staffed };
  }
}
