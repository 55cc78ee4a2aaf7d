import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Amends,
  Answers,
  AnswersPage,
  Audited,
  Creates,
  EnteredInErrorInput,
  Example,
  Fails,
  Id,
  MergePatchOf,
  Rescreens,
  PageQuery,
  Pages,
  shows,
  Unaudited,
  Versioned,
  VersionResponse,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import { pageOf } from '../fixed-list.js';
import { treatmentExamples } from '../treatments.examples.js';
import { AdverseEventReportService } from './adverse-event-report.service.js';
import {
  AdverseEventChange,
  AdverseEventInput,
  AdverseEventQuery,
  AdverseEventResponse,
  DecisionInput,
  EventTypeQuery,
  EventTypeResponse,
  FollowUpInput,
  ReportQuery,
  ReportResponse,
} from './adverse-event.dto.js';
import { AdverseEventsService } from './adverse-events.service.js';
import { eventTypes, type EventType } from './domain/event-types.js';
import type { Treatment } from '../../kernel/treatment.js';

const typeResponse = ({ code, name, expectedAfter, source }: (typeof eventTypes)[number], treatment: Treatment | undefined): EventTypeResponse => ({
  code,
  name,
  expectedAfter: (Object.entries(expectedAfter) as [Treatment, NonNullable<EventType['expectedAfter'][Treatment]>][])
    .filter(([after]) => treatment === undefined || after === treatment)
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
  @Post('treatment-sessions/:sessionId/adverse-events')
  @Access('session.write')
  @Audited('adverse-event.create', shows.result())
  @Rescreens()
  @Versioned()
  @Example('Swelling after mesotherapy', treatmentExamples.adverseEvent)
  @Creates(AdverseEventResponse, (event) => `/v1/adverse-events/${event.id}`)
  @Fails('invalid-transition')
  createAdverseEvent(@Param('sessionId', Id) sessionId: string, @Body() event: AdverseEventInput): Promise<AdverseEventResponse> {
    return this.events.record(sessionId, event);
  }

  /** List the adverse events of a session */
  @Get('treatment-sessions/:sessionId/adverse-events')
  @Access('plan.read')
  @Audited('adverse-event.list', shows.items())
  @AnswersPage(AdverseEventResponse)
  listSessionAdverseEvents(@Param('sessionId', Id) sessionId: string, @Query() query: PageQuery): Promise<Page<AdverseEventResponse>> {
    return this.events.listOfSession(sessionId, query);
  }

  /** List a patient’s adverse events */
  @Get('patients/:patientId/adverse-events')
  @Access('plan.read')
  @Audited('adverse-event.list', shows.path())
  @AnswersPage(AdverseEventResponse)
  listPatientAdverseEvents(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<AdverseEventResponse>> {
    return this.events.listOfPatient(patientId, query);
  }

  /** List adverse events */
  @Get('adverse-events')
  @Access('plan.read')
  @Audited('adverse-event.list', shows.items())
  @AnswersPage(AdverseEventResponse)
  listAdverseEvents(@Query() query: AdverseEventQuery): Promise<Page<AdverseEventResponse>> {
    return this.events.list(query);
  }

  /** List the types of adverse events, with the usual course of the expected ones */
  @Get('adverse-event-types')
  @Access('plan.read')
  @Unaudited()
  @AnswersPage(EventTypeResponse)
  listAdverseEventTypes(@Query() query: EventTypeQuery): Promise<Page<EventTypeResponse>> {
    return pageOf(
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
  @Get('adverse-events/report')
  @Access('plan.report')
  @Audited('adverse-event.report', shows.nobody())
  @Answers(ReportResponse, 'The counts.')
  getAdverseEventReport(@Query() query: ReportQuery): Promise<ReportResponse> {
    return this.reports.report(query);
  }

  /** Read an adverse event */
  @Get('adverse-events/:adverseEventId')
  @Access('plan.read')
  @Audited('adverse-event.read', shows.result())
  @Versioned()
  @Answers(AdverseEventResponse)
  getAdverseEvent(@Param('adverseEventId', Id) adverseEventId: string): Promise<AdverseEventResponse> {
    return this.events.get(adverseEventId);
  }

  /**
   * List the versions of an adverse event
   * @remarks What was said, by whom and when. A follow-up and a decision make a version, too, and say for themselves what was added.
   */
  @Get('adverse-events/:adverseEventId/versions')
  @Access('plan.read')
  @Audited('adverse-event.versions', shows.items())
  @AnswersPage(VersionResponse)
  listAdverseEventVersions(@Param('adverseEventId', Id) adverseEventId: string, @Query() query: PageQuery): Promise<Page<VersionResponse>> {
    return this.events.versions(adverseEventId, query);
  }

  /**
   * Change an adverse event
   * @remarks What it is stays, and what was said before is in its versions. One that turns graver needs a new decision, and puts the plan on hold again.
   */
  @Patch('adverse-events/:adverseEventId')
  @Access('session.write')
  @Audited('adverse-event.update', shows.result())
  @Rescreens()
  @Versioned()
  @MergePatchOf(AdverseEventChange)
  @Example('The patient is recovering', { outcome: 'recovering', action: 'medicine-given', actionNote: 'Antihistamine by mouth' })
  @Answers(AdverseEventResponse)
  @Fails('invalid-transition')
  updateAdverseEvent(@Param('adverseEventId', Id) adverseEventId: string, @Body() patch: MergePatchBody): Promise<AdverseEventResponse> {
    return this.events.change(adverseEventId, patch);
  }

  /** Add a follow-up to an adverse event */
  @Post('adverse-events/:adverseEventId/follow-ups')
  @Access('session.write')
  @Audited('adverse-event.follow-up', shows.result())
  @Amends()
  @Example('Seen again', { note: 'Swelling gone, still tender to the touch' })
  @Creates(AdverseEventResponse, (event) => `/v1/adverse-events/${event.id}`, 'The event with its follow-ups.')
  @Fails('invalid-transition')
  addAdverseEventFollowUp(@Param('adverseEventId', Id) adverseEventId: string, @Body() followUp: FollowUpInput): Promise<AdverseEventResponse> {
    return this.events.followUp(adverseEventId, followUp);
  }

  /**
   * Decide on a plan after a serious adverse event
   * @remarks With `resume` the plan can be resumed; with `stop` it cannot, until a dermatologist decides otherwise. The plan itself is resumed or
   * cancelled by its own actions.
   */
  @Post('adverse-events/:adverseEventId/decision')
  @Access('plan.decide')
  @Audited('adverse-event.decide', shows.result())
  @Versioned()
  @Example('Go on with care', { decision: 'resume', reason: 'Recovered without sequelae; go on with half the volume' })
  @Answers(AdverseEventResponse, 'The event with its decisions.')
  @Fails('invalid-transition')
  decideOnAdverseEvent(@Param('adverseEventId', Id) adverseEventId: string, @Body() decision: DecisionInput): Promise<AdverseEventResponse> {
    return this.events.decide(adverseEventId, decision);
  }

  /**
   * Mark an adverse event as entered in error
   * @remarks It stays readable, is counted nowhere any more, and stands in no plan's way.
   */
  @Post('adverse-events/:adverseEventId/entered-in-error')
  @Access('plan.decide')
  @Audited('adverse-event.entered-in-error', shows.result())
  @Rescreens()
  @Versioned()
  @Example('Wrong session', { reason: 'Recorded for another session' })
  @Answers(AdverseEventResponse)
  @Fails('invalid-transition')
  enterAdverseEventInError(@Param('adverseEventId', Id) adverseEventId: string, @Body() { reason }: EnteredInErrorInput): Promise<AdverseEventResponse> {
    return this.events.enterInError(adverseEventId, reason);
  }
}
