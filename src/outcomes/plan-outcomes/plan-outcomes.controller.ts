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
   * Read the outcome of a plan so far
   * @remarks Compares the last findings before the first session with the latest ones: figures of hair and scalp, scales, ratings,
   * photographs. Drafts are included; records entered in error are left out.
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
   * @remarks The chart has the plan’s completed sessions with their numbers, the usual range where one is known, and the change in words.
   */
  @Get('chart', {
    permission: 'plan.read',
    audit: { action: 'outcome.chart', patients: shows.result() },
    response: respondWithChart,
  })
  chartPlanOutcomes(@Param('planId', Id) planId: string, @Query() query: OutcomeChartQuery): Promise<FileAnswer> {
    return this.outcomes.renderChart(planId, query);
  }
}
