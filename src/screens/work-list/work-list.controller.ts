import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, respond, type Page } from '../../platform/http/index.js';
import { WaitingWork, WorkCounts, WorkListQuery } from './work-list.dto.js';
import { WorkListService } from './work-list.service.js';

/** The patients whom the items of a page name. */
const listPatientIds = (answer: unknown): (string | undefined)[] => [
  ...new Set(((answer as Partial<Page<WaitingWork>> | undefined)?.items ?? []).map(({ patient }) => patient?.id)),
];

@ApiTags('Screens')
@Controller('v1/work-list')
export class WorkListController {
  constructor(private readonly work: WorkListService) {}

  /**
   * List what waits
   * @remarks What the caller may do and is to do, the oldest first: consultations to sign, sessions to complete and to countersign, laboratory reports to see,
   * contradictions to resolve, holds and serious adverse events to decide on, recalled lots that are still in stock, estimates that expire within two weeks.
   * `responsible` leaves one person's work. `counts` says how much of each kind waits in all, and for the caller. The audit trail records every patient in the answer.
   */
  @Get('', {
    permission: 'work.read',
    audit: { action: 'work-list.read', patients: listPatientIds },
    response: respond.page(WaitingWork, { counts: WorkCounts }),
  })
  listWaitingWork(@Query() query: WorkListQuery): Promise<Page<WaitingWork> & { counts: WorkCounts }> {
    return this.work.list(query);
  }
}
