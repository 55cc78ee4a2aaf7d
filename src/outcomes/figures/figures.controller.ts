import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { shows, Get, respond } from '../../platform/http/index.js';
import { FiguresQuery, OutcomeFiguresResponse } from './figures.dto.js';
import { FiguresService } from './figures.service.js';

@ApiTags('Outcomes')
@Controller('v1/outcome-figures')
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  /**
   * Read the clinic’s figures of a period
   * @remarks The figures are the sessions per plan, the change of density, and the rates of adverse events, missed sessions and completed
   * plans. Each figure has the number of patients and values, and a 95 % confidence interval. No patient is named, and figures of fewer than
   * five patients are suppressed. The differences between overlapping periods can still disclose something.
   */
  @Get('', {
    permission: 'figures.read',
    audit: { action: 'figures.read', patients: shows.nobody() },
    response: respond.ok(OutcomeFiguresResponse, 'The figures.'),
  })
  getOutcomeFigures(@Query() query: FiguresQuery): Promise<OutcomeFiguresResponse> {
    return this.figures.get(query);
  }
}
