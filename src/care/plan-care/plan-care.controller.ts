import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type FileAnswer, Get, respond } from '../../platform/http/index.js';
import { CareLanguageQuery, CareQuery, PlanCareResponse } from './plan-care.dto.js';
import { PlanCareFilesService } from './plan-care-files.service.js';
import { PlanCareService } from './plan-care.service.js';

@ApiTags('Care instructions')
@Controller('v1/treatment-plans/:planId/care-instructions')
export class PlanCareController {
  constructor(
    private readonly care: PlanCareService,
    private readonly files: PlanCareFilesService,
  ) {}

  /**
   * Read a patient's instructions around a session
   * @remarks The instructions have the dates of that session. Instructions that count from the end of a session have their instants once it
   * has ended; before that, the text states the duration.
   */
  @Get('', {
    permission: 'plan.read',
    audit: { action: 'care.read', patients: shows.result() },
    response: respond.ok(PlanCareResponse),
    problems: ['conflict'],
  })
  getPlanCareInstructions(@Param('planId', Id) planId: string, @Query() query: CareQuery): Promise<PlanCareResponse> {
    return this.care.get(planId, query);
  }

  /** Read a patient's instructions around a session as a document to take home */
  @Get('document', {
    permission: 'plan.read',
    audit: { action: 'care.document', patients: shows.result() },
    response: respond.file(['application/pdf'], 'The document, as PDF/A-2a.'),
    problems: ['conflict'],
  })
  getPlanCareDocument(@Param('planId', Id) planId: string, @Query() query: CareQuery): Promise<FileAnswer> {
    return this.files.renderDocument(planId, query);
  }

  /**
   * Read the sessions and instructions of a plan as a calendar
   * @remarks The calendar follows RFC 5545. Its events name the clinic and the instructions, neither the patient nor the treatment. A later
   * copy updates an earlier one. A session that was cancelled or missed is `STATUS:CANCELLED`, and a future session of a plan on hold is
   * `TENTATIVE`. `SEQUENCE` grows with every change of the plan, the session or the clinic's instructions. A plan that has not been accepted
   * yet has no calendar, because its sessions have no days.
   */
  @Get('calendar', {
    permission: 'plan.read',
    audit: { action: 'care.calendar', patients: shows.result() },
    response: respond.file(['text/calendar'], 'The calendar.'),
    problems: ['conflict'],
  })
  getPlanCareCalendar(@Param('planId', Id) planId: string, @Query() { language }: CareLanguageQuery): Promise<FileAnswer> {
    return this.files.renderCalendar(planId, language);
  }
}
