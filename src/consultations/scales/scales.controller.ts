import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Audited,
  Creates,
  Example,
  Fails,
  Id,
  shows,
  Versioned,
  type FileAnswer,
  type Page,
  EnteredInErrorInput,
} from '../../platform/http/index.js';
import { AnswersChart } from '../chart-answer.js';
import { ScaleChartQuery, ScaleInput, ScaleQuery, ScaleResponse } from './scale.dto.js';
import { ScalesService } from './scales.service.js';

const assessedAt = '2026-01-20T10:30:00+05:30';

@ApiTags('Consultations')
@Controller('v1')
export class ScalesController {
  constructor(private readonly scales: ScalesService) {}

  /**
   * Record a grading of hair loss, improvement or life quality
   * @remarks Scores and classes are computed; what is recorded never changes, but can be said to be entered in error.
   */
  @Post('patients/:patientId/scales')
  @Access('consultation.write')
  @Audited('scale.create', shows.path())
  @Versioned()
  @Example('SALT', { scale: 'salt', assessedAt, assessor: 'clinician', salt: { top: 30, back: 10, left: 5, right: 0 } })
  @Example('Ludwig', { scale: 'ludwig', assessedAt, assessor: 'clinician', grade: 'I' })
  @Example('Life quality', { scale: 'dlqi', assessedAt, assessor: 'patient', dlqi: [1, 2, 0, 1, 1, 0, 0, 1, 0, 1] })
  @Example('Improvement', { scale: 'gais', assessedAt, assessor: 'patient', baselineOn: '2025-07-20', grade: '2' })
  @Creates(ScaleResponse, (scale) => `/v1/scales/${scale.id}`)
  @Fails('invalid-transition')
  createScale(@Param('patientId', Id) patientId: string, @Body() scale: ScaleInput): Promise<ScaleResponse> {
    return this.scales.record(patientId, scale);
  }

  /**
   * List a patient’s gradings
   * @remarks Newest first, also those that were entered in error.
   */
  @Get('patients/:patientId/scales')
  @Access('consultation.read')
  @Audited('scale.list', shows.path())
  @AnswersPage(ScaleResponse)
  listScales(@Param('patientId', Id) patientId: string, @Query() query: ScaleQuery): Promise<Page<ScaleResponse>> {
    return this.scales.list(patientId, query);
  }

  /**
   * Draw a scale over time
   * @remarks Scores, or ranks of grades. What was entered in error is left out.
   */
  @Get('patients/:patientId/scales/chart')
  @Access('consultation.read')
  @Audited('scale.chart', shows.result())
  @AnswersChart()
  chartScale(@Param('patientId', Id) patientId: string, @Query() query: ScaleChartQuery): Promise<FileAnswer> {
    return this.scales.chart(patientId, query);
  }

  /** Read a grading */
  @Get('scales/:scaleId')
  @Access('consultation.read')
  @Audited('scale.read', shows.result())
  @Versioned()
  @Answers(ScaleResponse)
  getScale(@Param('scaleId', Id) scaleId: string): Promise<ScaleResponse> {
    return this.scales.get(scaleId);
  }

  /** Say that a grading was entered in error */
  @Post('scales/:scaleId/entered-in-error')
  @Access('consultation.write')
  @Audited('scale.entered-in-error', shows.result())
  @Versioned()
  @Example('Wrong patient', { reason: 'Recorded for the wrong patient' })
  @Answers(ScaleResponse)
  @Fails('invalid-transition')
  enterScaleInError(@Param('scaleId', Id) scaleId: string, @Body() error: EnteredInErrorInput): Promise<ScaleResponse> {
    return this.scales.enterInError(scaleId, error);
  }
}
