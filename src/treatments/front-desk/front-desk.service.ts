import { Injectable } from '@nestjs/common';
import { withPatient } from '../../patients/index.js';
import { Pages, type Page } from '../../platform/http/index.js';
import type { NumberedPlanQuery, NumberedPlanResponse, ScheduledSessionResponse, ScheduleQuery } from './schedule.dto.js';
import { ScheduleRepository, type SchedulePosition } from './schedule.repository.js';

@Injectable()
export class FrontDeskService {
  constructor(
    private readonly schedule: ScheduleRepository,
    private readonly pages: Pages,
  ) {}

  listSessions(query: ScheduleQuery): Promise<Page<ScheduledSessionResponse>> {
    const by = { from: query.from, to: query.to, patientId: query.patientId ?? null, status: query.status ?? null };
    return this.pages.read(query, {
      rows: (after: SchedulePosition | null, limit) => this.schedule.listSessions(by, after, limit),
      position: ({ scheduledOn, id }) => ({ scheduledOn, id }),
      item: (row) => withPatient(row),
      total: () => this.schedule.countSessions(by),
    });
  }

  listPlans(query: NumberedPlanQuery): Promise<Page<NumberedPlanResponse>> {
    const by = { patientId: query.patientId ?? null, planNumber: query.planNumber ?? null };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.schedule.listPlans(by, after, limit),
      position: ({ id }) => id,
      item: (row) => withPatient(row),
      total: () => this.schedule.countPlans(by),
    });
  }
}
