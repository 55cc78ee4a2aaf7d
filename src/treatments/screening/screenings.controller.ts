import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, shows, type Page, Get, respond } from '../../platform/http/index.js';
import { PlanScreeningResponse } from './screening.dto.js';
import { PlanScreening } from './screening.service.js';

@ApiTags('Treatment plans')
@Controller('v1/treatment-plans')
export class ScreeningsController {
  constructor(private readonly screenings: PlanScreening) {}

  /**
   * List how the checks of a plan have changed
   * @remarks Each time that the record or the rules had changed and the plan was found otherwise than before; the oldest first.
   */
  @Get(':planId/screenings', {
    permission: 'plan.read',
    audit: { action: 'plan.screenings', patients: shows.items() },
    response: respond.page(PlanScreeningResponse),
  })
  listPlanScreenings(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<PlanScreeningResponse>> {
    return this.screenings.list(planId, query);
  }
}
