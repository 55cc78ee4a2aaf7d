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
import { ProcedureInput } from './entry.dto.js';
import { ProcedureResponse, EntryQuery, EntryVersionResponse } from './entry-response.dto.js';
import { ListsService } from './lists.service.js';

@ApiTags('Record')
@Controller('v1')
export class ProceduresController {
  constructor(private readonly lists: ListsService) {}

  /** List a patient’s procedures */
  @Get('patients/:patientId/procedures')
  @Access('consultation.read')
  @Audited('procedure.list', shows.path())
  @AnswersPage(ProcedureResponse)
  listProcedures(@Param('patientId', Id) patientId: string, @Query() query: EntryQuery): Promise<Page<ProcedureResponse>> {
    return this.lists.list('procedures', patientId, query);
  }

  /**
   * Add a procedure to a patient’s list
   * @remarks The same operation on another day is another entry.
   */
  @Post('patients/:patientId/procedures')
  @Access('consultation.write')
  @Audited('procedure.create', shows.path())
  @Versioned()
  @Rescreens()
  @Example('A transplant', { code: { system: 'hairline', code: 'hair-transplant-fut' }, text: 'Hair transplant, strip method', performedOn: '2023-06' })
  @Creates(ProcedureResponse, (entry) => `/v1/procedures/${entry.id}`)
  @Fails('conflict', 'invalid-transition')
  addProcedure(@Param('patientId', Id) patientId: string, @Body() entry: ProcedureInput): Promise<ProcedureResponse> {
    return this.lists.add('procedures', patientId, entry);
  }

  /** Read a procedure of a patient’s list */
  @Get('procedures/:procedureId')
  @Access('consultation.read')
  @Audited('procedure.read', shows.result())
  @Versioned()
  @Answers(ProcedureResponse)
  getProcedure(@Param('procedureId', Id) procedureId: string): Promise<ProcedureResponse> {
    return this.lists.get('procedures', procedureId);
  }

  /** List the versions of a procedure of a patient’s list */
  @Get('procedures/:procedureId/versions')
  @Access('consultation.read')
  @Audited('procedure.versions', shows.items())
  @AnswersPage(EntryVersionResponse)
  listProcedureVersions(@Param('procedureId', Id) procedureId: string, @Query() query: PageQuery): Promise<Page<EntryVersionResponse>> {
    return this.lists.versions('procedures', procedureId, query);
  }

  /**
   * Change a procedure of a patient’s list
   * @remarks What it is about stays: another one is another entry, and one that was wrong is marked as entered in error. Each version stays readable.
   */
  @Patch('procedures/:procedureId')
  @Access('consultation.write')
  @Audited('procedure.update', shows.result())
  @Versioned()
  @Rescreens()
  @MergePatchOf(ProcedureInput)
  @Example('The day is known', { performedOn: '2023-06-14' })
  @Answers(ProcedureResponse)
  @Fails('conflict', 'invalid-transition')
  updateProcedure(@Param('procedureId', Id) procedureId: string, @Body() patch: MergePatchBody): Promise<ProcedureResponse> {
    return this.lists.change('procedures', procedureId, patch);
  }

  /**
   * Mark a procedure as entered in error
   * @remarks It stays readable with its history, and counts for nothing any more.
   */
  @Post('procedures/:procedureId/entered-in-error')
  @Access('consultation.write')
  @Audited('procedure.entered-in-error', shows.result())
  @Versioned()
  @Rescreens()
  @Example('Wrong person', { reason: 'Belongs to another person' })
  @Answers(ProcedureResponse)
  @Fails('invalid-transition')
  enterProcedureInError(@Param('procedureId', Id) procedureId: string, @Body() { reason }: EnteredInErrorInput): Promise<ProcedureResponse> {
    return this.lists.enterInError('procedures', procedureId, reason);
  }
}
