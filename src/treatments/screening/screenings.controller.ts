import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, AnswersPage, Audited, Id, PageQuery, shows, type Page } from '../../platform/http/index.js';
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
  @Get(':planId/screenings')
  @Access('plan.read')
  @Audited('plan.screenings', shows.items())
  @AnswersPage(PlanScreeningResponse)
  listPlanScreenings(@Param('planId', Id) planId: string, @Query() query: PageQuery): Promise<Page<PlanScreeningResponse>> {
    return this.screenings.list(planId, query);
  }
}
