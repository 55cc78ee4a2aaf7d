import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { documentLanguages, DocumentLanguageQuery } from '../../platform/documents/index.js';
import { Id, negotiateLanguage, Reads, shows, type FileAnswer, type Reader, Get, respond } from '../../platform/http/index.js';
import { ConsultationDocumentService } from './consultation-document.service.js';

@ApiTags('Consultations')
@Controller('v1')
export class ConsultationDocumentController {
  constructor(private readonly documents: ConsultationDocumentService) {}

  /**
   * Read a consultation as a document
   * @remarks The document is PDF/A in English or Hindi, to print or to hand to the patient. Every page of a draft, and of a consultation entered in error, is
   * marked as such. The Hindi texts await review by a Hindi-speaking clinician.
   */
  @Get('consultations/:consultationId/document', {
    permission: 'consultation.read',
    audit: { action: 'consultation.document', patients: shows.result() },
    negotiatesLanguage: true,
    response: respond.document('application/pdf', 'The document, as PDF/A-2a.'),
  })
  getConsultationDocument(
    @Param('consultationId', Id) consultationId: string,
    @Query() { language }: DocumentLanguageQuery,
    @Reads() reader: Reader,
  ): Promise<FileAnswer> {
    return this.documents.get(consultationId, language ?? negotiateLanguage(reader.language, documentLanguages));
  }
}
