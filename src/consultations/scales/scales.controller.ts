import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type FileAnswer, type Page, EnteredInErrorInput, Post, respond, Get } from '../../platform/http/index.js';
import { respondWithChart } from '../charts/chart-answer.js';
import { ScaleChartQuery, ScaleAssessmentInput, ScaleQuery, ScaleAssessmentResponse } from './scale.dto.js';
import { ScalesService } from './scales.service.js';

const assessedAt = '2026-01-20T10:30:00+05:30';

@ApiTags('Consultations')
@Controller('v1')
export class ScalesController {
  constructor(private readonly scales: ScalesService) {}

  /**
   * Record a grading of hair loss, improvement or life quality
   * @remarks Scores and classes are computed. A recorded grading never changes, but can be marked as entered in error.
   */
  @Post('patients/:patientId/scales', {
    permission: 'consultation.write',
    audit: { action: 'scale.create', patients: shows.path() },
    versioned: true,
    response: respond.created(ScaleAssessmentResponse, (scale) => `/v1/scales/${scale.id}`),
    problems: ['invalid-transition'],
    examples: {
      SALT: { scale: 'salt', assessedAt, assessor: 'clinician', salt: { top: 30, back: 10, left: 5, right: 0 } },
      Ludwig: { scale: 'ludwig', assessedAt, assessor: 'clinician', grade: 'I' },
      'Life quality': { scale: 'dlqi', assessedAt, assessor: 'patient', dlqi: [1, 2, 0, 1, 1, 0, 0, 1, 0, 1] },
      Improvement: { scale: 'gais', assessedAt, assessor: 'patient', baselineOn: '2025-07-20', grade: '2' },
    },
  })
  createScale(@Param('patientId', Id) patientId: string, @Body() scale: ScaleAssessmentInput): Promise<ScaleAssessmentResponse> {
    return this.scales.record(patientId, scale);
  }

  /**
   * List a patient’s gradings
   * @remarks The list is sorted newest first and includes gradings entered in error.
   */
  @Get('patients/:patientId/scales', {
    permission: 'consultation.read',
    audit: { action: 'scale.list', patients: shows.path() },
    response: respond.page(ScaleAssessmentResponse),
  })
  listScales(@Param('patientId', Id) patientId: string, @Query() query: ScaleQuery): Promise<Page<ScaleAssessmentResponse>> {
    return this.scales.list(patientId, query);
  }

  /**
   * Draw a scale over time
   * @remarks The chart shows scores, or the ranks of grades. Gradings entered in error are left out.
   */
  @Get('patients/:patientId/scales/chart', {
    permission: 'consultation.read',
    audit: { action: 'scale.chart', patients: shows.result() },
    response: respondWithChart,
  })
  chartScale(@Param('patientId', Id) patientId: string, @Query() query: ScaleChartQuery): Promise<FileAnswer> {
    return this.scales.chart(patientId, query);
  }

  /** Read a grading */
  @Get('scales/:scaleId', {
    permission: 'consultation.read',
    audit: { action: 'scale.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(ScaleAssessmentResponse),
  })
  getScale(@Param('scaleId', Id) scaleId: string): Promise<ScaleAssessmentResponse> {
    return this.scales.get(scaleId);
  }

  /** Mark a grading as entered in error */
  @Post('scales/:scaleId/entered-in-error', {
    permission: 'consultation.write',
    audit: { action: 'scale.entered-in-error', patients: shows.result() },
    versioned: true,
    response: respond.ok(ScaleAssessmentResponse),
    problems: ['invalid-transition'],
    examples: {
      'Wrong patient': { reason: 'Recorded for the wrong patient' },
    },
  })
  enterScaleInError(@Param('scaleId', Id) scaleId: string, @Body() error: EnteredInErrorInput): Promise<ScaleAssessmentResponse> {
    return this.scales.enterInError(scaleId, error);
  }
}
