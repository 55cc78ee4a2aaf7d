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
import { ConditionInput } from './entry.dto.js';
import { ConditionResponse, EntryQuery, EntryVersionResponse } from './entry-response.dto.js';
import { ListsService } from './lists.service.js';

@ApiTags('Record')
@Controller('v1')
export class ConditionsController {
  constructor(private readonly lists: ListsService) {}

  /** List a patient’s conditions */
  @Get('patients/:patientId/conditions')
  @Access('consultation.read')
  @Audited('condition.list', shows.path())
  @AnswersPage(ConditionResponse)
  listConditions(@Param('patientId', Id) patientId: string, @Query() query: EntryQuery): Promise<Page<ConditionResponse>> {
    return this.lists.list('conditions', patientId, query);
  }

  /**
   * Add a condition to a patient’s list
   * @remarks What is on the list already is a conflict, with its id: change that entry.
   */
  @Post('patients/:patientId/conditions')
  @Access('consultation.write')
  @Audited('condition.create', shows.path())
  @Versioned()
  @Rescreens()
  @Example('Type 2 diabetes', { code: { system: 'icd-10', code: 'E11.9', display: 'Type 2 diabetes' }, clinicalStatus: 'active', onset: '2019' })
  @Creates(ConditionResponse, (entry) => `/v1/conditions/${entry.id}`)
  @Fails('conflict', 'invalid-transition')
  addCondition(@Param('patientId', Id) patientId: string, @Body() entry: ConditionInput): Promise<ConditionResponse> {
    return this.lists.add('conditions', patientId, entry);
  }

  /** Read a condition of a patient’s list */
  @Get('conditions/:conditionId')
  @Access('consultation.read')
  @Audited('condition.read', shows.result())
  @Versioned()
  @Answers(ConditionResponse)
  getCondition(@Param('conditionId', Id) conditionId: string): Promise<ConditionResponse> {
    return this.lists.get('conditions', conditionId);
  }

  /** List the versions of a condition of a patient’s list */
  @Get('conditions/:conditionId/versions')
  @Access('consultation.read')
  @Audited('condition.versions', shows.items())
  @AnswersPage(EntryVersionResponse)
  listConditionVersions(@Param('conditionId', Id) conditionId: string, @Query() query: PageQuery): Promise<Page<EntryVersionResponse>> {
    return this.lists.versions('conditions', conditionId, query);
  }

  /**
   * Change a condition of a patient’s list
   * @remarks What it is about stays: another one is another entry, and one that was wrong is marked as entered in error. Each version stays readable.
   */
  @Patch('conditions/:conditionId')
  @Access('consultation.write')
  @Audited('condition.update', shows.result())
  @Versioned()
  @Rescreens()
  @MergePatchOf(ConditionInput)
  @Example('It is over', { clinicalStatus: 'resolved' })
  @Answers(ConditionResponse)
  @Fails('conflict', 'invalid-transition')
  updateCondition(@Param('conditionId', Id) conditionId: string, @Body() patch: MergePatchBody): Promise<ConditionResponse> {
    return this.lists.change('conditions', conditionId, patch);
  }

  /**
   * Mark a condition as entered in error
   * @remarks It stays readable with its history, and counts for nothing any more.
   */
  @Post('conditions/:conditionId/entered-in-error')
  @Access('consultation.write')
  @Audited('condition.entered-in-error', shows.result())
  @Versioned()
  @Rescreens()
  @Example('Wrong person', { reason: 'Belongs to another person' })
  @Answers(ConditionResponse)
  @Fails('invalid-transition')
  enterConditionInError(@Param('conditionId', Id) conditionId: string, @Body() { reason }: EnteredInErrorInput): Promise<ConditionResponse> {
    return this.lists.enterInError('conditions', conditionId, reason);
  }
}
