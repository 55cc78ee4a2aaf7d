import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listPatientsAtDesk } from '../../patients/index.js';
import { Get, Id, Post, respond, type Page } from '../../platform/http/index.js';
import { WaitingListEntryInput, WaitingListEntryResponse, WaitingListOffersInput, WaitingListOffersResponse, WaitingListQuery } from './waiting-list.dto.js';
import { WaitingListAnswers } from './waiting-list-answers.service.js';
import { WaitingListService } from './waiting-list.service.js';

const listPatientsOffered = (answer: unknown): string[] => listPatientsAtDesk({ items: (answer as WaitingListOffersResponse | undefined)?.offered ?? [] });

const declareStep = (action: string) =>
  ({
    permission: 'schedule.write',
    audit: { action: `waiting-list.${action}`, patients: listPatientsAtDesk },
    versioned: true,
    response: respond.ok(WaitingListEntryResponse),
    problems: ['invalid-transition'],
  }) as const;

@ApiTags('Waiting list')
@Controller('v1')
export class WaitingListController {
  constructor(
    private readonly waiting: WaitingListService,
    private readonly answers: WaitingListAnswers,
  ) {}

  /** List who waits for time that becomes free, the urgent ones first, then in the order in which they came */
  @Get('waiting-list-entries', {
    permission: 'schedule.read',
    audit: { action: 'waiting-list.list', patients: listPatientsAtDesk },
    response: respond.page(WaitingListEntryResponse),
  })
  listWaitingListEntries(@Query() query: WaitingListQuery): Promise<Page<WaitingListEntryResponse>> {
    return this.waiting.list(query);
  }

  /**
   * Enter a patient into the waiting list
   * @remarks For an appointment, for a session of a plan that has none yet, or for an earlier time of an appointment that is booked.
   */
  @Post('waiting-list-entries', {
    permission: 'schedule.write',
    audit: { action: 'waiting-list.create', patients: listPatientsAtDesk },
    versioned: true,
    response: respond.created(WaitingListEntryResponse, (entry) => `/v1/waiting-list-entries/${entry.id}`),
    problems: ['conflict', 'invalid-transition', 'not-found'],
    examples: {
      'Mornings of two weekdays': {
        patientId: '01936f00-0000-7000-8000-000000000001',
        appointmentTypeId: '01936f00-5c00-7000-8000-000000000020',
        weekdays: ['monday', 'thursday'],
        latestTime: '12:00',
        notAfter: '2027-01-31',
        reason: 'Travels from far and is in town until the end of January',
      },
    },
  })
  createWaitingListEntry(@Body() entry: WaitingListEntryInput): Promise<WaitingListEntryResponse> {
    return this.waiting.create(entry);
  }

  /** Read an entry of the waiting list */
  @Get('waiting-list-entries/:waitingListEntryId', {
    permission: 'schedule.read',
    audit: { action: 'waiting-list.read', patients: listPatientsAtDesk },
    versioned: true,
    live: true,
    response: respond.ok(WaitingListEntryResponse),
  })
  getWaitingListEntry(@Param('waitingListEntryId', Id) waitingListEntryId: string): Promise<WaitingListEntryResponse> {
    return this.waiting.get(waitingListEntryId);
  }

  /**
   * Offer free time to those who wait
   * @remarks In the order of the list, each the first time that suits; the time is held until it is accepted, declined or runs out. What a cancellation, a move or a missed appointment makes
   * free is offered by itself; this offers whatever else is free, such as after a leave was withdrawn or an offer ran out. At most fifty entries are looked at.
   */
  @Post('waiting-list-offers', {
    permission: 'schedule.write',
    audit: { action: 'waiting-list.offer', patients: listPatientsOffered },
    response: respond.ok(WaitingListOffersResponse),
    examples: { 'The free time of a day': { from: '2026-12-01T00:00:00+05:30', to: '2026-12-02T00:00:00+05:30' } },
  })
  offerFreeTime(@Body() span: WaitingListOffersInput): Promise<WaitingListOffersResponse> {
    return this.answers.offerAll(span);
  }

  /**
   * Accept the offered time for the patient
   * @remarks It is booked; or the appointment that was to be earlier moves to it, and its own time is offered to the next one.
   */
  @Post('waiting-list-entries/:waitingListEntryId/accept', { ...declareStep('accept'), problems: ['invalid-transition', 'conflict', 'time-not-free'] })
  acceptWaitingListOffer(@Param('waitingListEntryId', Id) waitingListEntryId: string): Promise<WaitingListEntryResponse> {
    return this.answers.accept(waitingListEntryId);
  }

  /**
   * Decline the offered time for the patient
   * @remarks The time goes to the next one whom it suits. The patient waits on, and is not offered that time again.
   */
  @Post('waiting-list-entries/:waitingListEntryId/decline', declareStep('decline'))
  declineWaitingListOffer(@Param('waitingListEntryId', Id) waitingListEntryId: string): Promise<WaitingListEntryResponse> {
    return this.answers.decline(waitingListEntryId);
  }

  /** Withdraw a patient from the waiting list */
  @Post('waiting-list-entries/:waitingListEntryId/withdraw', declareStep('withdraw'))
  withdrawWaitingListEntry(@Param('waitingListEntryId', Id) waitingListEntryId: string): Promise<WaitingListEntryResponse> {
    return this.answers.withdraw(waitingListEntryId);
  }
}
