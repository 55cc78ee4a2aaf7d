import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CareLanguageQuery } from '../care/index.js';
import { Id, shows, type FileAnswer, Get, respond } from '../platform/http/index.js';
import { PlanDocumentService } from './plan-document.service.js';

@ApiTags('Treatment plans')
@Controller('v1/treatment-plans/:planId')
export class PlanDocumentController {
  constructor(private readonly documents: PlanDocumentService) {}

  /**
   * Read a plan as a document to take home
   * @remarks In English or Hindi, as PDF/A: what the patient hopes for and was told, where, the sessions with their days, what to do before and
   * after, what it costs, what the contraindication check said, and the consent word for word. A part that the caller may not read, such as
   * the estimate for a technician, is left out. The Hindi texts await review by a clinician who speaks it.
   */
  @Get('document', {
    permission: 'plan.read',
    audit: { action: 'plan.document', patients: shows.result() },
    response: respond.document('application/pdf', 'The document, as PDF/A-2a.'),
  })
  getTreatmentPlanDocument(@Param('planId', Id) planId: string, @Query() { language }: CareLanguageQuery): Promise<FileAnswer> {
    return this.documents.document(planId, language);
  }
}
