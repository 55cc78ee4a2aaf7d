import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersPage, Audited, shows, type Page } from '../../platform/http/index.js';
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
  @Get()
  @Access('check.override')
  @Audited('override.list', shows.items())
  @AnswersPage(ListedOverride)
  listContraindicationOverrides(@Query() query: OverrideQuery): Promise<Page<ListedOverride>> {
    return this.reports.list(query);
  }

  /**
   * Count how often rules stand in the way and are overridden
   * @remarks Of the checks that were made in the period: in how many each rule was not clear, how many of these findings were overridden, by whom, and what
   * became of the overrides. A rule that is overridden by habit is one to look at. No patient is in it.
   */
  @Get('report')
  @Access('figures.read')
  @Audited('override.report', shows.nobody())
  @Answers(OverrideReportResponse, 'The counts.')
  getOverrideReport(@Query() query: OverrideReportQuery): Promise<OverrideReportResponse> {
    return this.reports.report(query);
  }
}
