import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import { documentLanguages, DocumentLanguageQuery } from '../../platform/documents/index.js';
import { Access, AnswersFile, Audited, Id, preferredLanguage, Reads, shows, type FileAnswer, type Reader } from '../../platform/http/index.js';
import { ConsultationDocumentService } from './consultation-document.service.js';

@ApiTags('Consultations')
@Controller('v1')
export class ConsultationDocumentController {
  constructor(private readonly documents: ConsultationDocumentService) {}

  /**
   * Read a consultation as a document
   * @remarks The whole of it as PDF/A in English or Hindi, to print or to hand to the patient. What is not signed, or was entered in error, is marked on
   * every page. The Hindi texts await review by a clinician who speaks it.
   */
  @Get('consultations/:consultationId/document')
  @Access('consultation.read')
  @Audited('consultation.document', shows.result())
  @AnswersFile(['application/pdf'], 'The document, as PDF/A-2a.')
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'Entity tags that the caller has: an unchanged document is answered 304.' })
  @ApiResponse({ status: 304, description: 'Not changed.' })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'Languages that the reader knows, such as `hi-IN, en;q=0.5`.' })
  getConsultationDocument(
    @Param('consultationId', Id) consultationId: string,
    @Query() { language }: DocumentLanguageQuery,
    @Reads() reader: Reader,
  ): Promise<FileAnswer> {
    return this.documents.get(consultationId, language ?? preferredLanguage(reader.language, documentLanguages));
  }
}
