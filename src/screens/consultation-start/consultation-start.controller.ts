import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LanguageQuery } from '../../contraindications/index.js';
import { languages } from '../../kernel/language.js';
import { Get, Id, negotiateLanguage, Reads, respond, shows, type Reader } from '../../platform/http/index.js';
import { ConsultationStartResponse } from './consultation-start.dto.js';
import { ConsultationStartService } from './consultation-start.service.js';

@ApiTags('Screens')
@Controller('v1/patients/:patientId')
export class ConsultationStartController {
  constructor(private readonly starts: ConsultationStartService) {}

  /**
   * Read what a consultation begins with
   * @remarks What is known, what to confirm, what to ask, the last findings, how they have changed, and a draft, in one call and of one moment. Show `known`,
   * have the places of `toConfirm` confirmed, ask those of `toAsk`, and send `draft` with what was answered. A draft that is sent with nothing asked leaves every
   * question open: it never makes a treatment look safe. The ETag is that of the whole, the minute of `draft.startedAt` included.
   */
  @Get('consultation-start', {
    permission: 'chart.read',
    audit: { action: 'patient.consultation-start', patients: shows.path() },
    taggedByContent: true,
    negotiatesLanguage: true,
    response: respond.ok(ConsultationStartResponse, 'What the consultation begins with.'),
    sends: { name: 'Content-Language', description: 'The language of the answer.', value: ({ language }) => language },
  })
  getConsultationStart(@Param('patientId', Id) patientId: string, @Query() query: LanguageQuery, @Reads() reader: Reader): Promise<ConsultationStartResponse> {
    return this.starts.get(patientId, query.language ?? negotiateLanguage(reader.language, languages));
  }
}
