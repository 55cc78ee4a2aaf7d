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
   * @remarks How many sessions plans take, how density changes, how often something goes wrong, how often nobody comes, how many plans are
   * completed: each with what it is of, and with an interval that holds in 95 of 100 cases. No patient is named, and nothing is shown of fewer
   * than five people. Who asks for many overlapping periods can still learn something from how they differ.
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
