import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, PageQuery, shows, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import { MedicationInput } from './entry.dto.js';
import { MedicationResponse, EntryQuery, EntryVersionResponse } from './entry-response.dto.js';
import { ListsService } from './lists.service.js';

@ApiTags('Record')
@Controller('v1')
export class MedicationsController {
  constructor(private readonly lists: ListsService) {}

  /** List a patient’s medications */
  @Get('patients/:patientId/medications', {
    permission: 'consultation.read',
    audit: { action: 'medication.list', patients: shows.path() },
    response: respond.page(MedicationResponse),
  })
  listMedications(@Param('patientId', Id) patientId: string, @Query() query: EntryQuery): Promise<Page<MedicationResponse>> {
    return this.lists.list('medications', patientId, query);
  }

  /**
   * Add a medicine to a patient’s list
   * @remarks What is on the list already is a conflict, with its id: change that entry.
   */
  @Post('patients/:patientId/medications', {
    permission: 'consultation.write',
    audit: { action: 'medication.create', patients: shows.path() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.created(MedicationResponse, (entry) => `/v1/medications/${entry.id}`),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      Aspirin: { name: 'Aspirin 75 mg', code: { system: 'atc', code: 'B01AC06' }, status: 'active', startedOn: '2025-01-10' },
    },
  })
  addMedication(@Param('patientId', Id) patientId: string, @Body() entry: MedicationInput): Promise<MedicationResponse> {
    return this.lists.add('medications', patientId, entry);
  }

  /** Read a medicine of a patient’s list */
  @Get('medications/:medicationId', {
    permission: 'consultation.read',
    audit: { action: 'medication.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(MedicationResponse),
  })
  getMedication(@Param('medicationId', Id) medicationId: string): Promise<MedicationResponse> {
    return this.lists.get('medications', medicationId);
  }

  /** List the versions of a medication of a patient’s list */
  @Get('medications/:medicationId/versions', {
    permission: 'consultation.read',
    audit: { action: 'medication.versions', patients: shows.items() },
    response: respond.page(EntryVersionResponse),
  })
  listMedicationVersions(@Param('medicationId', Id) medicationId: string, @Query() query: PageQuery): Promise<Page<EntryVersionResponse>> {
    return this.lists.versions('medications', medicationId, query);
  }

  /** Change a medicine of a patient’s list */
  @Patch('medications/:medicationId', {
    permission: 'consultation.write',
    audit: { action: 'medication.update', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    mergePatchOf: MedicationInput,
    response: respond.ok(MedicationResponse),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      Stopped: { status: 'stopped', lastTakenOn: '2026-01-12' },
    },
  })
  updateMedication(@Param('medicationId', Id) medicationId: string, @Body() patch: MergePatchBody): Promise<MedicationResponse> {
    return this.lists.change('medications', medicationId, patch);
  }

  /**
   * Mark a medicine as entered in error
   * @remarks It stays readable with its history, and counts for nothing any more.
   */
  @Post('medications/:medicationId/entered-in-error', {
    permission: 'consultation.write',
    audit: { action: 'medication.entered-in-error', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.ok(MedicationResponse),
    problems: ['invalid-transition'],
    examples: {
      'Wrong person': { reason: 'Belongs to another person' },
    },
  })
  enterMedicationInError(@Param('medicationId', Id) medicationId: string, @Body() { reason }: EnteredInErrorInput): Promise<MedicationResponse> {
    return this.lists.enterInError('medications', medicationId, reason);
  }
}
