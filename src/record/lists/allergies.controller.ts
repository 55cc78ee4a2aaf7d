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
import { AllergyInput } from './entry.dto.js';
import { AllergyResponse, EntryQuery, EntryVersionResponse, NoKnownAllergies } from './entry-response.dto.js';
import { ListsService } from './lists.service.js';

@ApiTags('Record')
@Controller('v1')
export class AllergiesController {
  constructor(private readonly lists: ListsService) {}

  /**
   * List a patient’s allergies
   * @remarks That none is known is said by `noKnownAllergies`, and by no item of the list.
   */
  @Get('patients/:patientId/allergies')
  @Access('consultation.read')
  @Audited('allergy.list', shows.path())
  @AnswersPage(AllergyResponse, { noKnownAllergies: NoKnownAllergies })
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
  @Post('patients/:patientId/allergies')
  @Access('consultation.write')
  @Audited('allergy.create', shows.path())
  @Versioned()
  @Rescreens()
  @Example('To lidocaine', { substance: { text: 'lidocaine' }, criticality: 'high', reaction: 'urticaria' })
  @Creates(AllergyResponse, (entry) => `/v1/allergies/${entry.id}`)
  @Fails('conflict', 'invalid-transition')
  addAllergy(@Param('patientId', Id) patientId: string, @Body() entry: AllergyInput): Promise<AllergyResponse> {
    return this.lists.add('allergies', patientId, entry);
  }

  /** Read an allergy of a patient’s list */
  @Get('allergies/:allergyId')
  @Access('consultation.read')
  @Audited('allergy.read', shows.result())
  @Versioned()
  @Answers(AllergyResponse)
  getAllergy(@Param('allergyId', Id) allergyId: string): Promise<AllergyResponse> {
    return this.lists.get('allergies', allergyId);
  }

  /** List the versions of an allergy of a patient’s list */
  @Get('allergies/:allergyId/versions')
  @Access('consultation.read')
  @Audited('allergy.versions', shows.items())
  @AnswersPage(EntryVersionResponse)
  listAllergyVersions(@Param('allergyId', Id) allergyId: string, @Query() query: PageQuery): Promise<Page<EntryVersionResponse>> {
    return this.lists.versions('allergies', allergyId, query);
  }

  /**
   * Change an allergy of a patient’s list
   * @remarks What it is about stays: another one is another entry, and one that was wrong is marked as entered in error. Each version stays readable.
   */
  @Patch('allergies/:allergyId')
  @Access('consultation.write')
  @Audited('allergy.update', shows.result())
  @Versioned()
  @Rescreens()
  @MergePatchOf(AllergyInput)
  @Example('Outgrown', { clinicalStatus: 'resolved' })
  @Answers(AllergyResponse)
  @Fails('conflict', 'invalid-transition')
  updateAllergy(@Param('allergyId', Id) allergyId: string, @Body() patch: MergePatchBody): Promise<AllergyResponse> {
    return this.lists.change('allergies', allergyId, patch);
  }

  /**
   * Mark an allergy as entered in error
   * @remarks It stays readable with its history, and counts for nothing any more.
   */
  @Post('allergies/:allergyId/entered-in-error')
  @Access('consultation.write')
  @Audited('allergy.entered-in-error', shows.result())
  @Versioned()
  @Rescreens()
  @Example('Wrong person', { reason: 'Belongs to another person' })
  @Answers(AllergyResponse)
  @Fails('invalid-transition')
  enterAllergyInError(@Param('allergyId', Id) allergyId: string, @Body() { reason }: EnteredInErrorInput): Promise<AllergyResponse> {
    return this.lists.enterInError('allergies', allergyId, reason);
  }
}
