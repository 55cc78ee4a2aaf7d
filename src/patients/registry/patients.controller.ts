import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type MergePatchBody, type Page, Post, respond, Get, Patch } from '../../platform/http/index.js';
import { RegisteredPatient } from '../duplicates/duplicate.dto.js';
import { HANDLING } from '../duplicates/registration-check.js';
import { FoundPatient, PatientChange, PatientInput, PatientQuery, PatientResponse } from '../patient.dto.js';
import { patientExamples } from '../patient.examples.js';
import { PatientsService } from './patients.service.js';

/** The ids for the audit trail: the new patient and the possible duplicates in the answer. */
const listRegisteredPatientIds = (answer: unknown): (string | undefined)[] => {
  const { id, possibleDuplicates = [] } = (answer ?? {}) as Partial<RegisteredPatient>;
  return [id, ...possibleDuplicates.map((possibleDuplicate) => possibleDuplicate.id)];
};

const findDuplicatesLink = ({ id, possibleDuplicates }: RegisteredPatient): string | null =>
  possibleDuplicates ? `</v1/patients/${id}/duplicates>; rel="related"` : null;

@ApiTags('Patients')
@Controller('v1/patients')
export class PatientsController {
  constructor(private readonly patients: PatientsService) {}

  /**
   * Register a patient
   * @remarks Only a name and the sex at birth are required. The server assigns the medical record number. `possibleDuplicates` and the audit trail name
   * patients who are likely the same person. With `Prefer: handling=strict` nothing is stored where there are any.
   */
  @Post('', {
    permission: 'patient.write',
    audit: { action: 'patient.create', patients: listRegisteredPatientIds },
    versioned: true,
    honours: HANDLING,
    response: respond.created(RegisteredPatient, (patient) => `/v1/patients/${patient.id}`),
    problems: ['conflict', 'possible-duplicate'],
    sends: {
      name: 'Link',
      description: 'Where the possible duplicates are explained, as `rel="related"`; absent when there are none.',
      value: findDuplicatesLink,
    },
    examples: {
      'A whole record': patientExamples.whole,
      'As little as possible': patientExamples.least,
    },
  })
  createPatient(@Body() patient: PatientInput): Promise<RegisteredPatient> {
    return this.patients.register(patient);
  }

  /**
   * Find patients
   * @remarks Without filters the answer has all patients in the order of their registration. The audit trail records every patient in the answer.
   */
  @Get('', {
    permission: 'patient.read',
    audit: { action: 'patient.search', patients: shows.items('id') },
    response: respond.page(FoundPatient),
  })
  listPatients(@Query() query: PatientQuery): Promise<Page<FoundPatient>> {
    return this.patients.list(query);
  }

  /** Read a patient’s record */
  @Get(':patientId', {
    permission: 'patient.read',
    audit: { action: 'patient.read', patients: shows.path() },
    versioned: true,
    response: respond.ok(PatientResponse),
  })
  getPatient(@Param('patientId', Id) patientId: string): Promise<PatientResponse> {
    return this.patients.get(patientId);
  }

  /** Change a patient’s record */
  @Patch(':patientId', {
    permission: 'patient.write',
    audit: { action: 'patient.update', patients: shows.path() },
    rescreens: shows.path(),
    touchesAppointments: shows.path(),
    versioned: true,
    mergePatchOf: PatientChange,
    response: respond.ok(PatientResponse),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      'A new telephone number': { phones: [{ value: '+919812345670', use: 'mobile' }] },
    },
  })
  updatePatient(@Param('patientId', Id) patientId: string, @Body() patch: MergePatchBody): Promise<PatientResponse> {
    return this.patients.change(patientId, patch);
  }
}
