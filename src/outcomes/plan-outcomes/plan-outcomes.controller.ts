import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { respondWithChart } from '../../consultations/index.js';
import { Id, shows, type FileAnswer, Get, respond } from '../../platform/http/index.js';
import { OutcomeChartQuery, PlanOutcomesResponse } from './plan-outcome.dto.js';
import { PlanOutcomesService } from './plan-outcomes.service.js';

@ApiTags('Outcomes')
@Controller('v1/treatment-plans/:planId/outcomes')
export class PlanOutcomesController {
  constructor(private readonly outcomes: PlanOutcomesService) {}

  /**
   * Read how a plan has turned out so far
   * @remarks What was found before the first session against what was found last: figures of hair and scalp, scales, ratings, photographs. All
   * of it as it is now, drafts included; what was entered in error is left out.
   */
  @Get('', {
    permission: 'plan.read',
    audit: { action: 'outcome.read', patients: shows.result() },
    response: respond.ok(PlanOutcomesResponse, 'How the plan has turned out.'),
  })
  getPlanOutcomes(@Param('planId', Id) planId: string): Promise<PlanOutcomesResponse> {
    return this.outcomes.get(planId);
  }

  /**
   * Draw a figure over the course of a plan
   * @remarks With the plan’s completed sessions, numbered, the usual range, where one is known, and what changed in words.
   */
  @Get('chart', {
    permission: 'plan.read',
    audit: { action: 'outcome.chart', patients: shows.result() },
    response: respondWithChart,
  })
  chartPlanOutcomes(@Param('planId', Id) planId: string, @Query() query: OutcomeChartQuery): Promise<FileAnswer> {
    return this.outcomes.chart(planId, query);
  }
}
