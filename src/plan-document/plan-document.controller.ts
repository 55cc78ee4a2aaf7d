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
   * @remarks The document is a PDF/A in English or Hindi. It has the patient's goals, what the patient was told, the areas, the sessions with
   * their days, and the instructions before and after. It also has the estimate, the result of the contraindication check, and the text of the
   * consent. A part that the caller may not read, such as the estimate for a technician, is left out. The Hindi texts await review by a
   * clinician who speaks Hindi.
   */
  @Get('document', {
    permission: 'plan.read',
    audit: { action: 'plan.document', patients: shows.result() },
    response: respond.document('application/pdf', 'The document, as PDF/A-2a.'),
  })
  getTreatmentPlanDocument(@Param('planId', Id) planId: string, @Query() { language }: CareLanguageQuery): Promise<FileAnswer> {
    return this.documents.renderDocument(planId, language);
  }
}
