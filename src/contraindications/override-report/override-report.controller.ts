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
   * @remarks Overrides of all patients, the newest first, with filters by rule, dermatologist and day of the decision. Each override is shown in its present
   * state: an override that a later check found void has the reason.
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
   * Count how often rules prevent treatments and are overridden
   * @remarks Counts the checks that were made in the period. For each rule: the number of findings that were not clear, how many were overridden, by whom, and
   * what became of the overrides. A rule that is overridden by habit deserves a review. The report contains no patient data.
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
