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
   * @remarks How many sessions, on which days, and why: by the clinic's protocol, what the consultation found, the washouts of the check,
   * and the days on which the clinic is open and somebody works who may give it. Nothing is stored.
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
   * Plan anew what remains of a plan
   * @remarks Only sessions that are scheduled move: what took place stays, and a missed session is not brought back, since it has its
   * replacement. The first that remains comes an interval after the last that took place, and not before `from`, nor before a washout of
   * the plan's check ends. With `preview=true` nothing is stored. Where there is no day for a session nothing moves, and the conflict
   * says why.
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
