import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { LanguageQuery } from '../../contraindications/index.js';
import { languages } from '../../kernel/language.js';
import { Get, Id, negotiateLanguage, Reads, respond, shows, type Reader } from '../../platform/http/index.js';
import { PatientSummaryResponse } from './chart.dto.js';
import { ChartService } from './chart.service.js';

@ApiTags('Screens')
@Controller('v1/patients/:patientId')
export class ChartController {
  constructor(private readonly charts: ChartService) {}

  /**
   * Read a patient’s chart
   * @remarks Everything that a clinician reads first, in one call and of one moment: the patient, the alerts, the consents, what is active on the lists, the
   * last consultation with its findings, the last check of each treatment, the plans with their next session, the open questions, the last adverse events.
   * The ETag is that of the whole. The audit trail has one entry: that the caller looked at this patient.
   */
  @Get('summary', {
    permission: 'chart.read',
    audit: { action: 'patient.summary', patients: shows.path() },
    taggedByContent: true,
    negotiatesLanguage: true,
    response: respond.ok(PatientSummaryResponse, 'The chart.'),
    sends: { name: 'Content-Language', description: 'The language of the answer.', value: ({ language }) => language },
  })
  getPatientSummary(@Param('patientId', Id) patientId: string, @Query() query: LanguageQuery, @Reads() reader: Reader): Promise<PatientSummaryResponse> {
    return this.charts.get(patientId, query.language ?? negotiateLanguage(reader.language, languages));
  }
}
