import { Controller, Get, Param } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access, AnswersFile, Audited, Id, shows, type FileAnswer } from '../../platform/http/index.js';
import { ConsultationDocumentService } from './consultation-document.service.js';

@ApiTags('Consultations')
@Controller('v1')
export class ConsultationDocumentController {
  constructor(private readonly documents: ConsultationDocumentService) {}

  /**
   * Read a consultation as a document
   * @remarks The whole of it as PDF/A, to print or to hand to the patient. What is not signed, or was entered in error, is marked on every page.
   */
  @Get('consultations/:consultationId/document')
  @Access('consultation.read')
  @Audited('consultation.document', shows.result())
  @AnswersFile(['application/pdf'], 'The document, as PDF/A-2a.')
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'Entity tags that the caller has: an unchanged document is answered 304.' })
  @ApiResponse({ status: 304, description: 'Not changed.' })
  getConsultationDocument(@Param('consultationId', Id) consultationId: string): Promise<FileAnswer> {
    return this.documents.get(consultationId);
  }
}
