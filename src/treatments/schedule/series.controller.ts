import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, Post, respond } from '../../platform/http/index.js';
import { treatmentExamples } from '../treatments.examples.js';
import { ScheduleService } from './schedule.service.js';
import { ReplanInput, ReplanQuery, ReplanResponse, SeriesProposal, SeriesQuestion } from './series.dto.js';
import { SeriesService } from './series.service.js';

@ApiTags('Treatment plans')
@Controller('v1')
export class SeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly schedule: ScheduleService,
  ) {}

  /**
   * Propose a series of sessions
   * @remarks Proposes a number of sessions and their days, with the reasons. The proposal follows from the clinic's protocol, the findings of
   * the consultation, the washouts of the check, and the opening and working days. Nothing is stored.
   */
  @Post('patients/:patientId/treatment-plans/propose-series', {
    permission: 'plan.write',
    audit: { action: 'plan.propose-series', patients: shows.path() },
    storesNothing: true,
    response: respond.ok(SeriesProposal, 'The proposed series.'),
    problems: ['invalid-transition'],
    examples: {
      'Mesotherapy of the crown': treatmentExamples.series,
    },
  })
  proposeSeries(@Param('patientId', Id) patientId: string, @Body() question: SeriesQuestion): Promise<SeriesProposal> {
    return this.series.propose(patientId, question);
  }

  /**
   * Plan the remaining sessions of a plan again
   * @remarks Only scheduled sessions move. A session that took place keeps its day, and a missed session stays missed, because it has its
   * replacement. The first remaining session is an interval after the last one that took place. It is not before `from`, nor before the end of
   * a washout of the plan's check. With `preview=true` nothing is stored. Where a session has no possible day, nothing moves, and the conflict
   * explains why.
   */
  @Post('treatment-plans/:planId/replan', {
    permission: 'plan.write',
    audit: { action: 'plan.replan', patients: shows.result() },
    versioned: true,
    response: respond.ok(ReplanResponse, 'The days of the remaining sessions.'),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      'The patient travels': { from: '2099-02-01', reason: 'The patient travels until the end of January' },
    },
  })
  replanPlan(@Param('planId', Id) planId: string, @Query() { preview = false }: ReplanQuery, @Body() replan: ReplanInput): Promise<ReplanResponse> {
    return this.schedule.replan(planId, replan, { preview });
  }
}
