import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IncludedPatients, IncludedResources, type IncludingPage } from '../../patients/index.js';
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
import { readPageOfFixedList } from '../fixed-list.js';
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

const toTypeResponse = (
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
    private readonly included: IncludedPatients,
  ) {}

  /**
   * Record an adverse event after a session
   * @remarks Whether the event was to be expected, and how long it usually lasts, follows from its type, its grade and the treatment. A
   * serious event puts the plan on hold until a dermatologist has decided on it.
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
    return this.events.listBySession(sessionId, query);
  }

  /** List a patient’s adverse events */
  @Get('patients/:patientId/adverse-events', {
    permission: 'plan.read',
    audit: { action: 'adverse-event.list', patients: shows.path() },
    response: respond.page(AdverseEventResponse),
  })
  listPatientAdverseEvents(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<AdverseEventResponse>> {
    return this.events.listByPatient(patientId, query);
  }

  /** List adverse events */
  @Get('adverse-events', {
    permission: 'plan.read',
    audit: { action: 'adverse-event.list', patients: shows.items() },
    response: respond.page(AdverseEventResponse, { included: IncludedResources }),
  })
  listAdverseEvents(@Query() query: AdverseEventQuery): Promise<IncludingPage<AdverseEventResponse>> {
    return this.included.addTo(query, () => this.events.list(query));
  }

  /** List the types of adverse events, with the usual course of the expected ones */
  @Get('adverse-event-types', {
    permission: 'plan.read',
    audit: 'none',
    response: respond.page(AdverseEventTypeResponse),
  })
  listAdverseEventTypes(@Query() query: EventTypeQuery): Promise<Page<AdverseEventTypeResponse>> {
    return readPageOfFixedList(
      this.pages,
      query,
      eventTypes.map((type) => toTypeResponse(type, query.treatment)),
    );
  }

  /**
   * Count adverse events in relation to sessions
   * @remarks Counts the sessions that began in the period, the sessions with adverse events, and these events. The counts are grouped by
   * product, lot, practitioner, treatment or month. The report contains no data of a single patient.
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
   * @remarks Each version has the content of the event at that time, with who recorded it and when. A follow-up and a decision also make a
   * version, whose content is that of the version before.
   */
  @Get('adverse-events/:adverseEventId/versions', {
    permission: 'plan.read',
    audit: { action: 'adverse-event.versions', patients: shows.items() },
    response: respond.page(AdverseEventVersionResponse),
  })
  listAdverseEventVersions(@Param('adverseEventId', Id) adverseEventId: string, @Query() query: PageQuery): Promise<Page<AdverseEventVersionResponse>> {
    return this.events.listVersions(adverseEventId, query);
  }

  /**
   * Change an adverse event
   * @remarks The type does not change, and the versions keep the content before the change. An event that becomes more severe needs a new
   * decision, and puts the plan on hold again.
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
   * @remarks `resume` allows the plan to be resumed; `stop` forbids it until a dermatologist decides otherwise. The decision itself does not
   * resume or cancel the plan: the plan has actions of its own for that.
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
   * @remarks The event stays readable, is no longer counted, and no longer keeps a plan from being resumed.
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
