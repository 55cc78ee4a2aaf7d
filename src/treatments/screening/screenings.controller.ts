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
   * List the screenings of a plan
   * @remarks Lists each screening whose result differed from the one before, after a change of the record or of the rules; the oldest first.
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
