import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { documentLanguages, DocumentLanguageQuery } from '../platform/documents/index.js';
import { FileAnswer, Id, negotiateLanguage, Reads, type Reader, Get, respond } from '../platform/http/index.js';
import { ExportService } from './export.service.js';

/** The ids for the audit trail: the record in the path and those that were merged into it. */
const listExportedPatientIds = (answer: unknown, { patientId }: Record<string, string>): (string | undefined)[] => [
  patientId,
  ...(answer instanceof FileAnswer ? answer.alsoShows : []),
];

@ApiTags('Record')
@Controller('v1/patients/:patientId/export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  /**
   * Export a patient’s whole record
   * @remarks One zip of everything that the clinic stores about the person, as of one moment: `record.json` for programs, `record.pdf` for people, each
   * consultation as a document, the photographs, the documents of consents, and `manifest.json` with the SHA-256 of each file. Where a file cannot be read
   * while the archive is sent, `missing` of the manifest names it. The record into which others were merged contains all of their data. A merged record
   * contains only what stayed in it, and names the record to ask for. The documents are in English or Hindi; free text is printed as it was written. See
   * docs/integration.md.
   */
  @Get('', {
    permission: 'record.export',
    audit: { action: 'record.export', patients: listExportedPatientIds },
    negotiatesLanguage: true,
    response: respond.file(['application/zip'], 'The archive.'),
  })
  exportRecord(@Param('patientId', Id) patientId: string, @Query() { language }: DocumentLanguageQuery, @Reads() reader: Reader): Promise<FileAnswer> {
    return this.exports.export(patientId, language ?? negotiateLanguage(reader.language, documentLanguages));
  }
}
