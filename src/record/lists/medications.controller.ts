import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, PageQuery, type MergePatchBody, type Page, Get, Post, Patch } from '../../platform/http/index.js';
import { MedicationInput } from './entry.dto.js';
import { MedicationResponse, EntryQuery, ListEntryVersionResponse } from './entry-response.dto.js';
import { listRoutes } from './list-routes.js';
import { ListsService } from './lists.service.js';

const routes = listRoutes({
  list: 'medications',
  response: MedicationResponse,
  input: MedicationInput,
  examples: {
    create: { Aspirin: { name: 'Aspirin 75 mg', code: { system: 'atc', code: 'B01AC06' }, status: 'active', startedOn: '2025-01-10' } },
    update: { Stopped: { status: 'stopped', lastTakenOn: '2026-01-12' } },
  },
});

@ApiTags('Record')
@Controller('v1')
export class MedicationsController {
  constructor(private readonly lists: ListsService) {}

  /** List a patient’s medications */
  @Get(...routes.list)
  listMedications(@Param('patientId', Id) patientId: string, @Query() query: EntryQuery): Promise<Page<MedicationResponse>> {
    return this.lists.list('medications', patientId, query);
  }

  /**
   * Add a medicine to a patient’s list
   * @remarks A medicine that is on the list already is a conflict, and the answer has the id of the entry. Change that entry instead.
   */
  @Post(...routes.create)
  createMedication(@Param('patientId', Id) patientId: string, @Body() entry: MedicationInput): Promise<MedicationResponse> {
    return this.lists.add('medications', patientId, entry);
  }

  /** Read a medicine of a patient’s list */
  @Get(...routes.get)
  getMedication(@Param('medicationId', Id) medicationId: string): Promise<MedicationResponse> {
    return this.lists.get('medications', medicationId);
  }

  /** List the versions of a medicine of a patient’s list */
  @Get(...routes.versions)
  listMedicationVersions(@Param('medicationId', Id) medicationId: string, @Query() query: PageQuery): Promise<Page<ListEntryVersionResponse>> {
    return this.lists.listVersions('medications', medicationId, query);
  }

  /** Change a medicine of a patient’s list */
  @Patch(...routes.update)
  updateMedication(@Param('medicationId', Id) medicationId: string, @Body() patch: MergePatchBody): Promise<MedicationResponse> {
    return this.lists.change('medications', medicationId, patch);
  }

  /**
   * Mark a medicine as entered in error
   * @remarks The entry stays readable with its history, but checks ignore it.
   */
  @Post(...routes.enterInError)
  enterMedicationInError(@Param('medicationId', Id) medicationId: string, @Body() { reason }: EnteredInErrorInput): Promise<MedicationResponse> {
    return this.lists.enterInError('medications', medicationId, reason);
  }
}
