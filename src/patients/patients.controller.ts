import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Audited,
  Creates,
  Example,
  Fails,
  Honours,
  Id,
  MergePatchOf,
  Rescreens,
  Sends,
  shows,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../platform/http/index.js';
import { RegisteredPatient } from './duplicates/duplicate.dto.js';
import { HANDLING } from './duplicates/registration-check.js';
import { FoundPatient, PatientChange, PatientInput, PatientQuery, PatientResponse } from './patient.dto.js';
import { patientExamples } from './patient.examples.js';
import { PatientsService } from './patients.service.js';

/** The new patient, and those who are named beside. */
const newAndAlike = (answer: unknown): (string | undefined)[] => {
  const { id, possibleDuplicates = [] } = (answer ?? {}) as Partial<RegisteredPatient>;
  return [id, ...possibleDuplicates.map((one) => one.id)];
};

const linkToDuplicates = ({ id, possibleDuplicates }: RegisteredPatient): string | null =>
  possibleDuplicates ? `</v1/patients/${id}/duplicates>; rel="related"` : null;

@ApiTags('Patients')
@Controller('v1/patients')
export class PatientsController {
  constructor(private readonly patients: PatientsService) {}

  /**
   * Register a patient
   * @remarks Only a name and the sex at birth are needed. The server gives the medical record number. Whoever is likely the same person and
   * was registered before is named in `possibleDuplicates`, and in the audit trail; with `Prefer: handling=strict` nothing is stored then.
   */
  @Post()
  @Access('patient.write')
  @Audited('patient.create', newAndAlike)
  @Versioned()
  @Example('A whole record', patientExamples.whole)
  @Example('As little as possible', patientExamples.least)
  @Creates(RegisteredPatient, (patient) => `/v1/patients/${patient.id}`)
  @Honours(HANDLING)
  @Sends('Link', 'Where the possible duplicates are explained, as `rel="related"`; absent when there are none.', linkToDuplicates)
  @Fails('conflict', 'possible-duplicate')
  createPatient(@Body() patient: PatientInput): Promise<RegisteredPatient> {
    return this.patients.register(patient);
  }

  /**
   * Find patients
   * @remarks Without conditions: all patients, in the order of their registration. Every patient that is shown is recorded in the audit trail.
   */
  @Get()
  @Access('patient.read')
  @Audited('patient.search', shows.items('id'))
  @AnswersPage(FoundPatient)
  listPatients(@Query() query: PatientQuery): Promise<Page<FoundPatient>> {
    return this.patients.list(query);
  }

  /** Read a patient’s record */
  @Get(':patientId')
  @Access('patient.read')
  @Audited('patient.read', shows.path())
  @Versioned()
  @Answers(PatientResponse)
  getPatient(@Param('patientId', Id) patientId: string): Promise<PatientResponse> {
    return this.patients.get(patientId);
  }

  /** Change a patient’s record */
  @Patch(':patientId')
  @Access('patient.write')
  @Audited('patient.update', shows.path())
  @Rescreens(shows.path())
  @Versioned()
  @MergePatchOf(PatientChange)
  @Example('A new telephone number', { phones: [{ value: '+919812345670', use: 'mobile' }] })
  @Answers(PatientResponse)
  @Fails('conflict', 'invalid-transition')
  updatePatient(@Param('patientId', Id) patientId: string, @Body() patch: MergePatchBody): Promise<PatientResponse> {
    return this.patients.change(patientId, patch);
  }
}
