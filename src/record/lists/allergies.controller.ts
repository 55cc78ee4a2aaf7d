import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, PageQuery, shows, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import { AllergyInput } from './entry.dto.js';
import { AllergyResponse, EntryQuery, ListEntryVersionResponse, NoKnownAllergies } from './entry-response.dto.js';
import { listRoutes } from './list-routes.js';
import { ListsService } from './lists.service.js';

const routes = listRoutes({
  list: 'allergies',
  response: AllergyResponse,
  input: AllergyInput,
  examples: {
    create: { 'To lidocaine': { substance: { text: 'lidocaine' }, criticality: 'high', reaction: 'urticaria' } },
    update: { Outgrown: { clinicalStatus: 'resolved' } },
  },
});

@ApiTags('Record')
@Controller('v1')
export class AllergiesController {
  constructor(private readonly lists: ListsService) {}

  /**
   * List a patient’s allergies
   * @remarks That none is known is said by `noKnownAllergies`, and by no item of the list.
   */
  @Get('patients/:patientId/allergies', {
    permission: 'consultation.read',
    audit: { action: 'allergy.list', patients: shows.path() },
    response: respond.page(AllergyResponse, { noKnownAllergies: NoKnownAllergies }),
  })
  listAllergies(
    @Param('patientId', Id) patientId: string,
    @Query() query: EntryQuery,
  ): Promise<Page<AllergyResponse> & { noKnownAllergies: NoKnownAllergies | null }> {
    return this.lists.listAllergies(patientId, query);
  }

  /**
   * Add an allergy to a patient’s list
   * @remarks That there is none is stated by the code `no-known-allergies` of the system `hairline`, or in words such as "NKDA" and "nil known": it is
   * kept apart from the allergies, cannot stand beside one, and ends with the first.
   */
  @Post(...routes.create)
  createAllergy(@Param('patientId', Id) patientId: string, @Body() entry: AllergyInput): Promise<AllergyResponse> {
    return this.lists.add('allergies', patientId, entry);
  }

  /** Read an allergy of a patient’s list */
  @Get(...routes.get)
  getAllergy(@Param('allergyId', Id) allergyId: string): Promise<AllergyResponse> {
    return this.lists.get('allergies', allergyId);
  }

  /** List the versions of an allergy of a patient’s list */
  @Get(...routes.versions)
  listAllergyVersions(@Param('allergyId', Id) allergyId: string, @Query() query: PageQuery): Promise<Page<ListEntryVersionResponse>> {
    return this.lists.versions('allergies', allergyId, query);
  }

  /**
   * Change an allergy of a patient’s list
   * @remarks What it is about stays: another one is another entry, and one that was wrong is marked as entered in error. Each version stays readable.
   */
  @Patch(...routes.update)
  updateAllergy(@Param('allergyId', Id) allergyId: string, @Body() patch: MergePatchBody): Promise<AllergyResponse> {
    return this.lists.change('allergies', allergyId, patch);
  }

  /**
   * Mark an allergy as entered in error
   * @remarks It stays readable with its history, and counts for nothing any more.
   */
  @Post(...routes.enterInError)
  enterAllergyInError(@Param('allergyId', Id) allergyId: string, @Body() { reason }: EnteredInErrorInput): Promise<AllergyResponse> {
    return this.lists.enterInError('allergies', allergyId, reason);
  }
}
