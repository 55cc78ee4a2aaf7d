import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { shows, type Page, Get, respond } from '../../platform/http/index.js';
import { ListedOverride, OverrideQuery, OverrideReportQuery, OverrideReportResponse } from './override-report.dto.js';
import { OverrideReportService } from './override-report.service.js';

@ApiTags('Contraindications')
@Controller('v1/contraindication-overrides')
export class OverrideReportController {
  constructor(private readonly reports: OverrideReportService) {}

  /**
   * List the overrides
   * @remarks Of all patients, newest first: by rule, by dermatologist, by the day on which they were decided. Each as it stands today: one that a later
   * check found void says why.
   */
  @Get('', {
    permission: 'check.override',
    audit: { action: 'override.list', patients: shows.items() },
    response: respond.page(ListedOverride),
  })
  listContraindicationOverrides(@Query() query: OverrideQuery): Promise<Page<ListedOverride>> {
    return this.reports.list(query);
  }

  /**
   * Count how often rules stand in the way and are overridden
   * @remarks Of the checks that were made in the period: in how many each rule was not clear, how many of these findings were overridden, by whom, and what
   * became of the overrides. A rule that is overridden by habit is one to look at. No patient is in it.
   */
  @Get('report', {
    permission: 'figures.read',
    audit: { action: 'override.report', patients: shows.nobody() },
    response: respond.ok(OverrideReportResponse, 'The counts.'),
  })
  getOverrideReport(@Query() query: OverrideReportQuery): Promise<OverrideReportResponse> {
    return this.reports.report(query);
  }
}
