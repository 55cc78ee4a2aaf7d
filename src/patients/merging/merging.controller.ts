import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, Post, respond } from '../../platform/http/index.js';
import { PatientMergeInput, PatientMergeResponse, PatientUnmergeInput } from './merging.dto.js';
import { MergingService } from './merging.service.js';

const listMergedPatientIds = (answer: unknown): (string | undefined)[] => {
  const { patient, survivor } = (answer ?? {}) as Partial<PatientMergeResponse>;
  return [patient?.id, survivor?.id];
};

@ApiTags('Patients')
@Controller('v1/patients/:patientId')
export class MergingController {
  constructor(private readonly merging: MergingService) {}

  /**
   * Merge a record into another one of the same person
   * @remarks Everything that belongs to the record in the path moves to the survivor, in one transaction: consultations, blood tests, checks, plans, consents,
   * photographs, lists. The survivor gains the names, telephone numbers, addresses and identifiers that it lacks; where both records have a value, the
   * survivor's stays. From then on the survivor is found by the number, names and identifiers of the merged record, which `mergedRecords` lists. The merged
   * record stays readable, with `status: merged` and `mergedInto`. If-Match names the version of the record in the path.
   */
  @Post('merge', {
    permission: 'patient.merge',
    audit: { action: 'patient.merge', patients: listMergedPatientIds },
    rescreens: listMergedPatientIds,
    touchesAppointments: listMergedPatientIds,
    versioned: true,
    response: respond.ok(PatientMergeResponse, 'Both records.'),
    problems: ['invalid-transition', 'conflict'],
    examples: {
      'Registered twice': { into: '01936f00-0000-7000-8000-000000000001', reason: 'Same identity card, registered twice' },
    },
  })
  mergePatient(@Param('patientId', Id) patientId: string, @Body() merge: PatientMergeInput): Promise<PatientMergeResponse> {
    return this.merging.merge(patientId, merge);
  }

  /**
   * Undo a merge
   * @remarks Restores both records as they were. Everything that moved moves back, and the survivor loses what it gained. Data recorded for the survivor after
   * the merge stay there. Where such data depend on both records, the answer 409 names them, and nothing changes.
   */
  @Post('unmerge', {
    permission: 'patient.merge',
    audit: { action: 'patient.unmerge', patients: listMergedPatientIds },
    rescreens: listMergedPatientIds,
    touchesAppointments: listMergedPatientIds,
    versioned: true,
    response: respond.ok(PatientMergeResponse, 'Both records.'),
    problems: ['invalid-transition', 'unmerge-impossible'],
    examples: {
      'Two people after all': { reason: 'Twins with the same telephone number' },
    },
  })
  unmergePatient(@Param('patientId', Id) patientId: string, @Body() { reason }: PatientUnmergeInput): Promise<PatientMergeResponse> {
    return this.merging.unmerge(patientId, reason);
  }
}
