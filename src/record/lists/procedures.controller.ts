import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, PageQuery, shows, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import { ProcedureInput } from './entry.dto.js';
import { ProcedureResponse, EntryQuery, EntryVersionResponse } from './entry-response.dto.js';
import { ListsService } from './lists.service.js';

@ApiTags('Record')
@Controller('v1')
export class ProceduresController {
  constructor(private readonly lists: ListsService) {}

  /** List a patient’s procedures */
  @Get('patients/:patientId/procedures', {
    permission: 'consultation.read',
    audit: { action: 'procedure.list', patients: shows.path() },
    response: respond.page(ProcedureResponse),
  })
  listProcedures(@Param('patientId', Id) patientId: string, @Query() query: EntryQuery): Promise<Page<ProcedureResponse>> {
    return this.lists.list('procedures', patientId, query);
  }

  /**
   * Add a procedure to a patient’s list
   * @remarks The same operation on another day is another entry.
   */
  @Post('patients/:patientId/procedures', {
    permission: 'consultation.write',
    audit: { action: 'procedure.create', patients: shows.path() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.created(ProcedureResponse, (entry) => `/v1/procedures/${entry.id}`),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      'A transplant': { code: { system: 'hairline', code: 'hair-transplant-fut' }, text: 'Hair transplant, strip method', performedOn: '2023-06' },
    },
  })
  addProcedure(@Param('patientId', Id) patientId: string, @Body() entry: ProcedureInput): Promise<ProcedureResponse> {
    return this.lists.add('procedures', patientId, entry);
  }

  /** Read a procedure of a patient’s list */
  @Get('procedures/:procedureId', {
    permission: 'consultation.read',
    audit: { action: 'procedure.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(ProcedureResponse),
  })
  getProcedure(@Param('procedureId', Id) procedureId: string): Promise<ProcedureResponse> {
    return this.lists.get('procedures', procedureId);
  }

  /** List the versions of a procedure of a patient’s list */
  @Get('procedures/:procedureId/versions', {
    permission: 'consultation.read',
    audit: { action: 'procedure.versions', patients: shows.items() },
    response: respond.page(EntryVersionResponse),
  })
  listProcedureVersions(@Param('procedureId', Id) procedureId: string, @Query() query: PageQuery): Promise<Page<EntryVersionResponse>> {
    return this.lists.versions('procedures', procedureId, query);
  }

  /**
   * Change a procedure of a patient’s list
   * @remarks What it is about stays: another one is another entry, and one that was wrong is marked as entered in error. Each version stays readable.
   */
  @Patch('procedures/:procedureId', {
    permission: 'consultation.write',
    audit: { action: 'procedure.update', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    mergePatchOf: ProcedureInput,
    response: respond.ok(ProcedureResponse),
    problems: ['conflict', 'invalid-transition'],
    examples: {
      'The day is known': { performedOn: '2023-06-14' },
    },
  })
  updateProcedure(@Param('procedureId', Id) procedureId: string, @Body() patch: MergePatchBody): Promise<ProcedureResponse> {
    return this.lists.change('procedures', procedureId, patch);
  }

  /**
   * Mark a procedure as entered in error
   * @remarks It stays readable with its history, and counts for nothing any more.
   */
  @Post('procedures/:procedureId/entered-in-error', {
    permission: 'consultation.write',
    audit: { action: 'procedure.entered-in-error', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.ok(ProcedureResponse),
    problems: ['invalid-transition'],
    examples: {
      'Wrong person': { reason: 'Belongs to another person' },
    },
  })
  enterProcedureInError(@Param('procedureId', Id) procedureId: string, @Body() { reason }: EnteredInErrorInput): Promise<ProcedureResponse> {
    return this.lists.enterInError('procedures', procedureId, reason);
  }
}
