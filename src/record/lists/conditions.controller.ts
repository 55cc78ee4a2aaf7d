import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, PageQuery, shows, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import { ConditionInput } from './entry.dto.js';
import { ConditionResponse, EntryQuery, EntryVersionResponse } from './entry-response.dto.js';
import { ListsService } from './lists.service.js';

@ApiTags('Record')
@Controller('v1')
export class ConditionsController {
  constructor(private readonly lists: ListsService) {}

  /** List a patient’s conditions */
  @Get('patients/:patientId/conditions', {
    permission: 'consultation.read',
    audit: { action: 'condition.list', patients: shows.path() },
    response: respond.page(ConditionResponse),
  })
  listConditions(@Param('patientId', Id) patientId: string, @Query() query: EntryQuery): Promise<Page<ConditionResponse>> {
    return this.lists.list('conditions', patientId, query);
  }

  /**
   * Add a condition to a patient’s list
   * @remarks What is on the list already is a conflict, with its id: change that entry.
   */
  @Post('patients/:patientId/conditions', {
    permission: 'consultation.write',
    audit: { action: 'condition.create', patients: shows.path() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.created(ConditionResponse, (entry) => `/v1/conditions/${entry.id}`),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      'Type 2 diabetes': { code: { system: 'icd-10', code: 'E11.9', display: 'Type 2 diabetes' }, clinicalStatus: 'active', onset: '2019' },
    },
  })
  addCondition(@Param('patientId', Id) patientId: string, @Body() entry: ConditionInput): Promise<ConditionResponse> {
    return this.lists.add('conditions', patientId, entry);
  }

  /** Read a condition of a patient’s list */
  @Get('conditions/:conditionId', {
    permission: 'consultation.read',
    audit: { action: 'condition.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(ConditionResponse),
  })
  getCondition(@Param('conditionId', Id) conditionId: string): Promise<ConditionResponse> {
    return this.lists.get('conditions', conditionId);
  }

  /** List the versions of a condition of a patient’s list */
  @Get('conditions/:conditionId/versions', {
    permission: 'consultation.read',
    audit: { action: 'condition.versions', patients: shows.items() },
    response: respond.page(EntryVersionResponse),
  })
  listConditionVersions(@Param('conditionId', Id) conditionId: string, @Query() query: PageQuery): Promise<Page<EntryVersionResponse>> {
    return this.lists.versions('conditions', conditionId, query);
  }

  /**
   * Change a condition of a patient’s list
   * @remarks What it is about stays: another one is another entry, and one that was wrong is marked as entered in error. Each version stays readable.
   */
  @Patch('conditions/:conditionId', {
    permission: 'consultation.write',
    audit: { action: 'condition.update', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    mergePatchOf: ConditionInput,
    response: respond.ok(ConditionResponse),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      'It is over': { clinicalStatus: 'resolved' },
    },
  })
  updateCondition(@Param('conditionId', Id) conditionId: string, @Body() patch: MergePatchBody): Promise<ConditionResponse> {
    return this.lists.change('conditions', conditionId, patch);
  }

  /**
   * Mark a condition as entered in error
   * @remarks It stays readable with its history, and counts for nothing any more.
   */
  @Post('conditions/:conditionId/entered-in-error', {
    permission: 'consultation.write',
    audit: { action: 'condition.entered-in-error', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.ok(ConditionResponse),
    problems: ['invalid-transition'],
    examples: {
      'Wrong person': { reason: 'Belongs to another person' },
    },
  })
  enterConditionInError(@Param('conditionId', Id) conditionId: string, @Body() { reason }: EnteredInErrorInput): Promise<ConditionResponse> {
    return this.lists.enterInError('conditions', conditionId, reason);
  }
}
