import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, PageQuery, shows, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
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
  @Post('patients/:patientId/allergies', {
    permission: 'consultation.write',
    audit: { action: 'allergy.create', patients: shows.path() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.created(AllergyResponse, (entry) => `/v1/allergies/${entry.id}`),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      'To lidocaine': { substance: { text: 'lidocaine' }, criticality: 'high', reaction: 'urticaria' },
    },
  })
  addAllergy(@Param('patientId', Id) patientId: string, @Body() entry: AllergyInput): Promise<AllergyResponse> {
    return this.lists.add('allergies', patientId, entry);
  }

  /** Read an allergy of a patient’s list */
  @Get('allergies/:allergyId', {
    permission: 'consultation.read',
    audit: { action: 'allergy.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(AllergyResponse),
  })
  getAllergy(@Param('allergyId', Id) allergyId: string): Promise<AllergyResponse> {
    return this.lists.get('allergies', allergyId);
  }

  /** List the versions of an allergy of a patient’s list */
  @Get('allergies/:allergyId/versions', {
    permission: 'consultation.read',
    audit: { action: 'allergy.versions', patients: shows.items() },
    response: respond.page(EntryVersionResponse),
  })
  listAllergyVersions(@Param('allergyId', Id) allergyId: string, @Query() query: PageQuery): Promise<Page<EntryVersionResponse>> {
    return this.lists.versions('allergies', allergyId, query);
  }

  /**
   * Change an allergy of a patient’s list
   * @remarks What it is about stays: another one is another entry, and one that was wrong is marked as entered in error. Each version stays readable.
   */
  @Patch('allergies/:allergyId', {
    permission: 'consultation.write',
    audit: { action: 'allergy.update', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    mergePatchOf: AllergyInput,
    response: respond.ok(AllergyResponse),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      Outgrown: { clinicalStatus: 'resolved' },
    },
  })
  updateAllergy(@Param('allergyId', Id) allergyId: string, @Body() patch: MergePatchBody): Promise<AllergyResponse> {
    return this.lists.change('allergies', allergyId, patch);
  }

  /**
   * Mark an allergy as entered in error
   * @remarks It stays readable with its history, and counts for nothing any more.
   */
  @Post('allergies/:allergyId/entered-in-error', {
    permission: 'consultation.write',
    audit: { action: 'allergy.entered-in-error', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.ok(AllergyResponse),
    problems: ['invalid-transition'],
    examples: {
      'Wrong person': { reason: 'Belongs to another person' },
    },
  })
  enterAllergyInError(@Param('allergyId', Id) allergyId: string, @Body() { reason }: EnteredInErrorInput): Promise<AllergyResponse> {
    return this.lists.enterInError('allergies', allergyId, reason);
  }
}
