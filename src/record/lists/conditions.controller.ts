import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, PageQuery, type MergePatchBody, type Page, Get, Post, Patch } from '../../platform/http/index.js';
import { ConditionInput } from './entry.dto.js';
import { ConditionResponse, EntryQuery, ListEntryVersionResponse } from './entry-response.dto.js';
import { listRoutes } from './list-routes.js';
import { ListsService } from './lists.service.js';

const routes = listRoutes({
  list: 'conditions',
  response: ConditionResponse,
  input: ConditionInput,
  examples: {
    create: { 'Type 2 diabetes': { code: { system: 'icd-10', code: 'E11.9', display: 'Type 2 diabetes' }, clinicalStatus: 'active', onset: '2019' } },
    update: { 'It is over': { clinicalStatus: 'resolved' } },
  },
});

@ApiTags('Record')
@Controller('v1')
export class ConditionsController {
  constructor(private readonly lists: ListsService) {}

  /** List a patient’s conditions */
  @Get(...routes.list)
  listConditions(@Param('patientId', Id) patientId: string, @Query() query: EntryQuery): Promise<Page<ConditionResponse>> {
    return this.lists.list('conditions', patientId, query);
  }

  /**
   * Add a condition to a patient’s list
   * @remarks A condition that is on the list already is a conflict, and the answer has the id of the entry. Change that entry instead.
   */
  @Post(...routes.create)
  createCondition(@Param('patientId', Id) patientId: string, @Body() entry: ConditionInput): Promise<ConditionResponse> {
    return this.lists.add('conditions', patientId, entry);
  }

  /** Read a condition of a patient’s list */
  @Get(...routes.get)
  getCondition(@Param('conditionId', Id) conditionId: string): Promise<ConditionResponse> {
    return this.lists.get('conditions', conditionId);
  }

  /** List the versions of a condition of a patient’s list */
  @Get(...routes.versions)
  listConditionVersions(@Param('conditionId', Id) conditionId: string, @Query() query: PageQuery): Promise<Page<ListEntryVersionResponse>> {
    return this.lists.listVersions('conditions', conditionId, query);
  }

  /**
   * Change a condition of a patient’s list
   * @remarks Code and words of the condition are fixed. Record another condition as another entry, and mark a wrong entry as entered in error. Every version
   * stays readable.
   */
  @Patch(...routes.update)
  updateCondition(@Param('conditionId', Id) conditionId: string, @Body() patch: MergePatchBody): Promise<ConditionResponse> {
    return this.lists.change('conditions', conditionId, patch);
  }

  /**
   * Mark a condition as entered in error
   * @remarks The entry stays readable with its history, but checks ignore it.
   */
  @Post(...routes.enterInError)
  enterConditionInError(@Param('conditionId', Id) conditionId: string, @Body() { reason }: EnteredInErrorInput): Promise<ConditionResponse> {
    return this.lists.enterInError('conditions', conditionId, reason);
  }
}
