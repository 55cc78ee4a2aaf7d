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
   * @remarks The statement that no allergy is known is `noKnownAllergies` of the answer. It is never an item of the list.
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
   * @remarks To state that no allergy is known, send the code `no-known-allergies` of the system `hairline`, or words such as "NKDA" or "nil known". The
   * statement is stored apart from the allergies. It is refused beside an active allergy, and the first allergy ends it.
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
    return this.lists.listVersions('allergies', allergyId, query);
  }

  /**
   * Change an allergy of a patient’s list
   * @remarks The substance is fixed. Record another substance as another entry, and mark a wrong entry as entered in error. Every version stays readable.
   */
  @Patch(...routes.update)
  updateAllergy(@Param('allergyId', Id) allergyId: string, @Body() patch: MergePatchBody): Promise<AllergyResponse> {
    return this.lists.change('allergies', allergyId, patch);
  }

  /**
   * Mark an allergy as entered in error
   * @remarks The entry stays readable with its history, but checks ignore it.
   */
  @Post(...routes.enterInError)
  enterAllergyInError(@Param('allergyId', Id) allergyId: string, @Body() { reason }: EnteredInErrorInput): Promise<AllergyResponse> {
    return this.lists.enterInError('allergies', allergyId, reason);
  }
}
