import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EnteredInErrorInput, Id, PageQuery, type MergePatchBody, type Page, Get, Post, Patch } from '../../platform/http/index.js';
import { ProcedureInput } from './entry.dto.js';
import { ProcedureResponse, EntryQuery, ListEntryVersionResponse } from './entry-response.dto.js';
import { listRoutes } from './list-routes.js';
import { ListsService } from './lists.service.js';

const routes = listRoutes({
  list: 'procedures',
  response: ProcedureResponse,
  input: ProcedureInput,
  examples: {
    create: { 'A transplant': { code: { system: 'hairline', code: 'hair-transplant-fut' }, text: 'Hair transplant, strip method', performedOn: '2023-06' } },
    update: { 'The day is known': { performedOn: '2023-06-14' } },
  },
});

@ApiTags('Record')
@Controller('v1')
export class ProceduresController {
  constructor(private readonly lists: ListsService) {}

  /** List a patient’s procedures */
  @Get(...routes.list)
  listProcedures(@Param('patientId', Id) patientId: string, @Query() query: EntryQuery): Promise<Page<ProcedureResponse>> {
    return this.lists.list('procedures', patientId, query);
  }

  /**
   * Add a procedure to a patient’s list
   * @remarks The same procedure on another day is another entry.
   */
  @Post(...routes.create)
  createProcedure(@Param('patientId', Id) patientId: string, @Body() entry: ProcedureInput): Promise<ProcedureResponse> {
    return this.lists.add('procedures', patientId, entry);
  }

  /** Read a procedure of a patient’s list */
  @Get(...routes.get)
  getProcedure(@Param('procedureId', Id) procedureId: string): Promise<ProcedureResponse> {
    return this.lists.get('procedures', procedureId);
  }

  /** List the versions of a procedure of a patient’s list */
  @Get(...routes.versions)
  listProcedureVersions(@Param('procedureId', Id) procedureId: string, @Query() query: PageQuery): Promise<Page<ListEntryVersionResponse>> {
    return this.lists.listVersions('procedures', procedureId, query);
  }

  /**
   * Change a procedure of a patient’s list
   * @remarks Code and words of the procedure are fixed. Record another procedure as another entry, and mark a wrong entry as entered in error. Every version
   * stays readable.
   */
  @Patch(...routes.update)
  updateProcedure(@Param('procedureId', Id) procedureId: string, @Body() patch: MergePatchBody): Promise<ProcedureResponse> {
    return this.lists.change('procedures', procedureId, patch);
  }

  /**
   * Mark a procedure as entered in error
   * @remarks The entry stays readable with its history, but checks ignore it.
   */
  @Post(...routes.enterInError)
  enterProcedureInError(@Param('procedureId', Id) procedureId: string, @Body() { reason }: EnteredInErrorInput): Promise<ProcedureResponse> {
    return this.lists.enterInError('procedures', procedureId, reason);
  }
}
