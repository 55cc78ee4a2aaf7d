import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Audited,
  Creates,
  EnteredInErrorInput,
  Example,
  Fails,
  Id,
  MergePatchOf,
  PageQuery,
  Rescreens,
  shows,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import { MedicationInput } from './entry.dto.js';
import { MedicationResponse, EntryQuery, EntryVersionResponse } from './entry-response.dto.js';
import { ListsService } from './lists.service.js';

@ApiTags('Record')
@Controller('v1')
export class MedicationsController {
  constructor(private readonly lists: ListsService) {}

  /** List a patient’s medications */
  @Get('patients/:patientId/medications')
  @Access('consultation.read')
  @Audited('medication.list', shows.path())
  @AnswersPage(MedicationResponse)
  listMedications(@Param('patientId', Id) patientId: string, @Query() query: EntryQuery): Promise<Page<MedicationResponse>> {
    return this.lists.list('medications', patientId, query);
  }

  /**
   * Add a medicine to a patient’s list
   * @remarks What is on the list already is a conflict, with its id: change that entry.
   */
  @Post('patients/:patientId/medications')
  @Access('consultation.write')
  @Audited('medication.create', shows.path())
  @Versioned()
  @Rescreens()
  @Example('Aspirin', { name: 'Aspirin 75 mg', code: { system: 'atc', code: 'B01AC06' }, status: 'active', startedOn: '2025-01-10' })
  @Creates(MedicationResponse, (entry) => `/v1/medications/${entry.id}`)
  @Fails('conflict', 'invalid-transition')
  addMedication(@Param('patientId', Id) patientId: string, @Body() entry: MedicationInput): Promise<MedicationResponse> {
    return this.lists.add('medications', patientId, entry);
  }

  /** Read a medicine of a patient’s list */
  @Get('medications/:medicationId')
  @Access('consultation.read')
  @Audited('medication.read', shows.result())
  @Versioned()
  @Answers(MedicationResponse)
  getMedication(@Param('medicationId', Id) medicationId: string): Promise<MedicationResponse> {
    return this.lists.get('medications', medicationId);
  }

  /** List the versions of a medication of a patient’s list */
  @Get('medications/:medicationId/versions')
  @Access('consultation.read')
  @Audited('medication.versions', shows.items())
  @AnswersPage(EntryVersionResponse)
  listMedicationVersions(@Param('medicationId', Id) medicationId: string, @Query() query: PageQuery): Promise<Page<EntryVersionResponse>> {
    return this.lists.versions('medications', medicationId, query);
  }

  /** Change a medicine of a patient’s list */
  @Patch('medications/:medicationId')
  @Access('consultation.write')
  @Audited('medication.update', shows.result())
  @Versioned()
  @Rescreens()
  @MergePatchOf(MedicationInput)
  @Example('Stopped', { status: 'stopped', lastTakenOn: '2026-01-12' })
  @Answers(MedicationResponse)
  @Fails('conflict', 'invalid-transition')
  updateMedication(@Param('medicationId', Id) medicationId: string, @Body() patch: MergePatchBody): Promise<MedicationResponse> {
    return this.lists.change('medications', medicationId, patch);
  }

  /**
   * Mark a medicine as entered in error
   * @remarks It stays readable with its history, and counts for nothing any more.
   */
  @Post('medications/:medicationId/entered-in-error')
  @Access('consultation.write')
  @Audited('medication.entered-in-error', shows.result())
  @Versioned()
  @Rescreens()
  @Example('Wrong person', { reason: 'Belongs to another person' })
  @Answers(MedicationResponse)
  @Fails('invalid-transition')
  enterMedicationInError(@Param('medicationId', Id) medicationId: string, @Body() { reason }: EnteredInErrorInput): Promise<MedicationResponse> {
    return this.lists.enterInError('medications', medicationId, reason);
  }
}
