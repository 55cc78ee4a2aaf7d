import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  EnteredInErrorInput,
  Id,
  PageQuery,
  Pages,
  shows,
  AdverseEventVersionResponse,
  type MergePatchBody,
  type Page,
  Post,
  respond,
  Get,
  Patch,
} from '../../platform/http/index.js';
import { wholePage } from '../fixed-list.js';
import { treatmentExamples } from '../treatments.examples.js';
import { AdverseEventReportService } from './adverse-event-report.service.js';
import {
  AdverseEventChange,
  AdverseEventInput,
  AdverseEventQuery,
  AdverseEventResponse,
  DecisionOnAdverseEventInput,
  EventTypeQuery,
  AdverseEventTypeResponse,
  AdverseEventFollowUpInput,
  ReportQuery,
  AdverseEventReportResponse,
} from './adverse-event.dto.js';
import { AdverseEventsService } from './adverse-events.service.js';
import { eventTypes, type EventType } from './domain/event-types.js';
import type { Treatment } from '../../kernel/treatment.js';

const typeResponse = (
  { code, name, expectedAfter, source }: (typeof eventTypes)[number],
  treatments: readonly Treatment[] | undefined,
): AdverseEventTypeResponse => ({
  code,
  name,
  expectedAfter: (Object.entries(expectedAfter) as [Treatment, NonNullable<EventType['expectedAfter'][Treatment]>][])
    .filter(([after]) => treatments === undefined || treatments.includes(after))
    .map(([after, course]) => ({ treatment: after, ...course })),
  source,
});

@ApiTags('Adverse events')
@Controller('v1')
export class AdverseEventsController {
  constructor(
    private readonly events: AdverseEventsService,
    private readonly reports: AdverseEventReportService,
    private readonly pages: Pages,
  ) {}

  /**
   * Record an adverse event after a session
   * @remarks Whether it was to be expected, and until when, follows from its type, the treatment and its grade. A serious one puts the plan on
   * hold until a dermatologist has decided on it.
   */
  @Post('treatment-sessions/:sessionId/adverse-events', {
    permission: 'session.write',
    audit: { action: 'adverse-event.create', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.created(AdverseEventResponse, (event) => `/v1/adverse-events/${event.id}`),
    problems: ['invalid-transition'],
    examples: {
      'Swelling after mesotherapy': treatmentExamples.adverseEvent,
    },
  })
  createAdverseEvent(@Param('sessionId', Id) sessionId: string, @Body() event: AdverseEventInput): Promise<AdverseEventResponse> {
    return this.events.record(sessionId, event);
  }

  /** List the adverse events of a session */
  @Get('treatment-sessions/:sessionId/adverse-events', {
    permission: 'plan.read',
    audit: { action: 'adverse-event.list', patients: shows.items() },
    response: respond.page(AdverseEventResponse),
  })
  listSessionAdverseEvents(@Param('sessionId', Id) sessionId: string, @Query() query: PageQuery): Promise<Page<AdverseEventResponse>> {
    return this.events.listOfSession(sessionId, query);
  }

  /** List a patient’s adverse events */
  @Get('patients/:patientId/adverse-events', {
    permission: 'plan.read',
    audit: { action: 'adverse-event.list', patients: shows.path() },
    response: respond.page(AdverseEventResponse),
  })
  listPatientAdverseEvents(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<AdverseEventResponse>> {
    return this.events.listOfPatient(patientId, query);
  }

  /** List adverse events */
  @Get('adverse-events', {
    permission: 'plan.read',
    audit: { action: 'adverse-event.list', patients: shows.items() },
    response: respond.page(AdverseEventResponse),
  })
  listAdverseEvents(@Query() query: AdverseEventQuery): Promise<Page<AdverseEventResponse>> {
    return this.events.list(query);
  }

  /** List the types of adverse events, with the usual course of the expected ones */
  @Get('adverse-event-types', {
    permission: 'plan.read',
    audit: 'none',
    response: respond.page(AdverseEventTypeResponse),
  })
  listAdverseEventTypes(@Query() query: EventTypeQuery): Promise<Page<AdverseEventTypeResponse>> {
    return wholePage(
      this.pages,
      query,
      eventTypes.map((type) => typeResponse(type, query.treatment)),
    );
  }

  /**
   * Count adverse events in relation to sessions
   * @remarks Of the sessions that began in the period: how many there were, after how many something went wrong, and what. By product, lot,
   * practitioner, treatment or month. No patient is in it.
   */
  @Get('adverse-events/report', {
    permission: 'plan.report',
    audit: { action: 'adverse-event.report', patients: shows.nobody() },
    response: respond.ok(AdverseEventReportResponse, 'The counts.'),
  })
  getAdverseEventReport(@Query() query: ReportQuery): Promise<AdverseEventReportResponse> {
    return this.reports.report(query);
  }

  /** Read an adverse event */
  @Get('adverse-events/:adverseEventId', {
    permission: 'plan.read',
    audit: { action: 'adverse-event.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(AdverseEventResponse),
  })
  getAdverseEvent(@Param('adverseEventId', Id) adverseEventId: string): Promise<AdverseEventResponse> {
    return this.events.get(adverseEventId);
  }

  /**
   * List the versions of an adverse event
   * @remarks What was said, by whom and when. A follow-up and a decision make a version, too, and say for themselves what was added.
   */
  @Get('adverse-events/:adverseEventId/versions', {
    permission: 'plan.read',
    audit: { action: 'adverse-event.versions', patients: shows.items() },
    response: respond.page(AdverseEventVersionResponse),
  })
  listAdverseEventVersions(@Param('adverseEventId', Id) adverseEventId: string, @Query() query: PageQuery): Promise<Page<AdverseEventVersionResponse>> {
    return this.events.versions(adverseEventId, query);
  }

  /**
   * Change an adverse event
   * @remarks What it is stays, and what was said before is in its versions. One that turns more severe needs a new decision, and puts the plan on hold again.
   */
  @Patch('adverse-events/:adverseEventId', {
    permission: 'session.write',
    audit: { action: 'adverse-event.update', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    mergePatchOf: AdverseEventChange,
    response: respond.ok(AdverseEventResponse),
    problems: ['invalid-transition'],
    examples: {
      'The patient is recovering': { outcome: 'recovering', action: 'medicine-given', actionNote: 'Antihistamine by mouth' },
    },
  })
  updateAdverseEvent(@Param('adverseEventId', Id) adverseEventId: string, @Body() patch: MergePatchBody): Promise<AdverseEventResponse> {
    return this.events.change(adverseEventId, patch);
  }

  /** Add a follow-up to an adverse event */
  @Post('adverse-events/:adverseEventId/follow-ups', {
    permission: 'session.write',
    audit: { action: 'adverse-event.follow-up', patients: shows.result() },
    amends: true,
    response: respond.created(AdverseEventResponse, (event) => `/v1/adverse-events/${event.id}`, 'The event with its follow-ups.'),
    problems: ['invalid-transition'],
    examples: {
      'Seen again': { note: 'Swelling gone, still tender to the touch' },
    },
  })
  createAdverseEventFollowUp(@Param('adverseEventId', Id) adverseEventId: string, @Body() followUp: AdverseEventFollowUpInput): Promise<AdverseEventResponse> {
    return this.events.followUp(adverseEventId, followUp);
  }

  /**
   * Decide on a plan after a serious adverse event
   * @remarks With `resume` the plan can be resumed; with `stop` it cannot, until a dermatologist decides otherwise. The plan itself is resumed or
   * cancelled by its own actions.
   */
  @Post('adverse-events/:adverseEventId/decision', {
    permission: 'plan.decide',
    audit: { action: 'adverse-event.decide', patients: shows.result() },
    versioned: true,
    response: respond.ok(AdverseEventResponse, 'The event with its decisions.'),
    problems: ['invalid-transition'],
    examples: {
      'Go on with care': { decision: 'resume', reason: 'Recovered without sequelae; go on with half the volume' },
    },
  })
  decideOnAdverseEvent(@Param('adverseEventId', Id) adverseEventId: string, @Body() decision: DecisionOnAdverseEventInput): Promise<AdverseEventResponse> {
    return this.events.decide(adverseEventId, decision);
  }

  /**
   * Mark an adverse event as entered in error
   * @remarks It stays readable, is counted nowhere any more, and stands in no plan's way.
   */
  @Post('adverse-events/:adverseEventId/entered-in-error', {
    permission: 'plan.decide',
    audit: { action: 'adverse-event.entered-in-error', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.ok(AdverseEventResponse),
    problems: ['invalid-transition'],
    examples: {
      'Wrong session': { reason: 'Recorded for another session' },
    },
  })
  enterAdverseEventInError(@Param('adverseEventId', Id) adverseEventId: string, @Body() { reason }: EnteredInErrorInput): Promise<AdverseEventResponse> {
    return this.events.enterInError(adverseEventId, reason);
  }
}
