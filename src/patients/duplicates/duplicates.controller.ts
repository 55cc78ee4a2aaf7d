import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, type Page, Get, respond } from '../../platform/http/index.js';
import { PossiblySamePatientResponse, DuplicatesQuery } from './duplicate.dto.js';
import { DuplicatesService } from './duplicates.service.js';

/** The ids for the audit trail: the patient in the path and every patient in the answer. */
const listComparedPatientIds = (answer: unknown, path: Record<string, string>): (string | undefined)[] => [
  path.patientId,
  ...((answer as Page<PossiblySamePatientResponse> | undefined)?.items ?? []).map((item) => item.patient.id),
];

@ApiTags('Patients')
@Controller('v1/patients')
export class DuplicatesController {
  constructor(private readonly duplicates: DuplicatesService) {}

  /**
   * Find other records of the same person
   * @remarks Compares names in any script and spelling, birth date, telephone, e-mail, identifiers, sex at birth and address. The answer shows the contribution
   * of each to the score, most likely records first. Merged records do not appear. The audit trail records every patient in the answer.
   */
  @Get(':patientId/duplicates', {
    permission: 'patient.read',
    audit: { action: 'patient.duplicates', patients: listComparedPatientIds },
    response: respond.page(PossiblySamePatientResponse),
  })
  listDuplicates(@Param('patientId', Id) patientId: string, @Query() query: DuplicatesQuery): Promise<Page<PossiblySamePatientResponse>> {
    return this.duplicates.list(patientId, query);
  }
}
