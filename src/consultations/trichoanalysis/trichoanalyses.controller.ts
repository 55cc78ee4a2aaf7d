import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type FileAnswer, type Page, Get, respond } from '../../platform/http/index.js';
import { respondWithChart } from '../charts/chart-answer.js';
import {
  ComparisonQuery,
  TrichoanalysisComparisonResponse,
  TrichoanalysisChartQuery,
  TrichoanalysisInSeries,
  TrichoanalysisQuery,
} from './trichoanalyses.dto.js';
import { TrichoanalysesService } from './trichoanalyses.service.js';

@ApiTags('Consultations')
@Controller('v1')
export class TrichoanalysesController {
  constructor(private readonly trichoanalyses: TrichoanalysesService) {}

  /**
   * List a patient’s trichoanalyses, with what changed
   * @remarks The list is sorted newest first. It includes trichoanalyses of drafts, but not those of consultations entered in error. Each is compared with the
   * previous and with the first trichoanalysis of its region.
   */
  @Get('patients/:patientId/trichoanalyses', {
    permission: 'consultation.read',
    audit: { action: 'trichoanalysis.list', patients: shows.path() },
    response: respond.page(TrichoanalysisInSeries),
  })
  listTrichoanalyses(@Param('patientId', Id) patientId: string, @Query() query: TrichoanalysisQuery): Promise<Page<TrichoanalysisInSeries>> {
    return this.trichoanalyses.list(patientId, query);
  }

  /** Compare two trichoanalyses of one region */
  @Get('patients/:patientId/trichoanalyses/comparison', {
    permission: 'consultation.read',
    audit: { action: 'trichoanalysis.compare', patients: shows.path() },
    response: respond.ok(TrichoanalysisComparisonResponse, 'Both, and what differs.'),
  })
  compareTrichoanalyses(@Param('patientId', Id) patientId: string, @Query() query: ComparisonQuery): Promise<TrichoanalysisComparisonResponse> {
    return this.trichoanalyses.compare(patientId, query);
  }

  /**
   * Draw a measure of a region over time
   * @remarks The chart shows the usual range where one is known. A trichoanalysis that did not record the measure leaves a gap.
   */
  @Get('patients/:patientId/trichoanalyses/chart', {
    permission: 'consultation.read',
    audit: { action: 'trichoanalysis.chart', patients: shows.result() },
    response: respondWithChart,
  })
  chartTrichoanalyses(@Param('patientId', Id) patientId: string, @Query() query: TrichoanalysisChartQuery): Promise<FileAnswer> {
    return this.trichoanalyses.chart(patientId, query);
  }
}
