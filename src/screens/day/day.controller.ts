import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { languages } from '../../kernel/language.js';
import type { PatientAtDesk } from '../../patients/index.js';
import { Get, negotiateLanguage, Reads, respond, type Reader } from '../../platform/http/index.js';
import { DayQuery, DayResponse } from './day.dto.js';
import { DayService } from './day.service.js';

const listPatients = (answer: unknown): string[] => [
  ...new Set(((answer as { appointments?: { patient: PatientAtDesk }[] } | undefined)?.appointments ?? []).map(({ patient }) => patient.id)),
];

@ApiTags('Screens')
@Controller('v1/day')
export class DayController {
  constructor(private readonly days: DayService) {}

  /**
   * Read the day of a location
   * @remarks Every appointment with its patient, in one call and of one moment. People who may read charts see the alerts and what stands in the way of a session too; reception does not.
   * The audit trail has one entry for each patient who is shown.
   */
  @Get('', {
    permission: 'schedule.read',
    audit: { action: 'day.read', patients: listPatients },
    taggedByContent: true,
    negotiatesLanguage: true,
    response: respond.ok(DayResponse, 'The day.'),
    sends: { name: 'Content-Language', description: 'The language of the answer.', value: ({ language }) => language },
  })
  getDay(@Query() query: DayQuery, @Reads() reader: Reader): Promise<DayResponse> {
    return this.days.get(query, query.language ?? negotiateLanguage(reader.language, languages));
  }
}
