import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type FileAnswer, type Page, Get, respond } from '../../platform/http/index.js';
import { respondWithChart } from '../charts/chart-answer.js';
import { ObservationChartQuery, ObservationQuery, ObservationResponse } from './observation.dto.js';
import { ObservationsService } from './observations.service.js';

@ApiTags('Consultations')
@Controller('v1')
export class ObservationsController {
  constructor(private readonly observations: ObservationsService) {}

  /**
   * List one analyte’s results, or one vital sign, over time
   * @remarks The list is sorted oldest first and has results from visits and from between visits, also those of drafts. Compare `canonical` of the results,
   * whatever units the laboratories use. A result that a later report repeats is listed once. A result that a correction superseded stays in the list with
   * `standing: superseded` and `supersededBy`; the result that counts has `standing: in-force`.
   */
  @Get('patients/:patientId/observations', {
    permission: 'consultation.read',
    audit: { action: 'observation.list', patients: shows.path() },
    response: respond.page(ObservationResponse),
  })
  listObservations(@Param('patientId', Id) patientId: string, @Query() query: ObservationQuery): Promise<Page<ObservationResponse>> {
    return this.observations.list(patientId, query);
  }

  /**
   * Draw one analyte’s results, or one vital sign, over time
   * @remarks The chart shows the results in force, each with its reference range. A result that is only known to lie beyond a value is drawn with an arrow.
   */
  @Get('patients/:patientId/observations/chart', {
    permission: 'consultation.read',
    audit: { action: 'observation.chart', patients: shows.result() },
    response: respondWithChart,
  })
  chartObservations(@Param('patientId', Id) patientId: string, @Query() query: ObservationChartQuery): Promise<FileAnswer> {
    return this.observations.chart(patientId, query);
  }
}
