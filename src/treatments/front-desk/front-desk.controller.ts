import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, respond, type Page } from '../../platform/http/index.js';
import { listPatientsAtDesk } from '../../patients/index.js';
import { NumberedPlanQuery, NumberedPlanResponse, ScheduledSessionResponse, ScheduleQuery } from './schedule.dto.js';
import { FrontDeskService } from './front-desk.service.js';

@ApiTags('Front desk')
@Controller('v1/front-desk')
export class FrontDeskController {
  constructor(private readonly desk: FrontDeskService) {}

  /**
   * List the sessions that are due
   * @remarks By planned day, for reception: who comes, how to reach them, for which plan. No clinical content. A no-show is recorded with the session’s own
   * operation.
   */
  @Get('sessions', {
    permission: 'schedule.read',
    audit: { action: 'schedule.list', patients: listPatientsAtDesk },
    response: respond.page(ScheduledSessionResponse),
  })
  listScheduledSessions(@Query() query: ScheduleQuery): Promise<Page<ScheduledSessionResponse>> {
    return this.desk.listSessions(query);
  }

  /**
   * List plans by their numbers
   * @remarks For reception, which makes estimates for them. No clinical content.
   */
  @Get('plans', {
    permission: 'schedule.read',
    audit: { action: 'schedule.list-plans', patients: listPatientsAtDesk },
    response: respond.page(NumberedPlanResponse),
  })
  listNumberedPlans(@Query() query: NumberedPlanQuery): Promise<Page<NumberedPlanResponse>> {
    return this.desk.listPlans(query);
  }
}
