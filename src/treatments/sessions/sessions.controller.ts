import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Audited,
  Example,
  Fails,
  Id,
  MergePatchOf,
  shows,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import { ReasonInput } from '../plans/plan.dto.js';
import { treatmentExamples } from '../treatments.examples.js';
import { ChecklistQuery, ChecklistResponse, SessionChange, SessionQuery, SessionRecordInput, SessionResponse, SessionStartInput } from './session.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Treatment sessions')
@Controller('v1/treatment-sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /**
   * List sessions
   * @remarks With `awaitsCountersignature=true&supervisedBy=…`: what a dermatologist has still to countersign.
   */
  @Get()
  @Access('plan.read')
  @Audited('session.list', shows.items())
  @AnswersPage(SessionResponse)
  listSessions(@Query() query: SessionQuery): Promise<Page<SessionResponse>> {
    return this.sessions.list(query);
  }

  /** Read a session */
  @Get(':sessionId')
  @Access('plan.read')
  @Audited('session.read', shows.result())
  @Versioned()
  @Answers(SessionResponse)
  getSession(@Param('sessionId', Id) sessionId: string): Promise<SessionResponse> {
    return this.sessions.get(sessionId);
  }

  /**
   * Read the checklist before a session
   * @remarks Computed from the record as it is at this moment, never ticked off: the check with the facts of today, pregnancy, allergies, consent,
   * photographs, who gives and supervises it. Nothing is stored. What is `blocking` and `open` keeps the session from being started.
   */
  @Get(':sessionId/checklist')
  @Access('plan.read')
  @Audited('session.checklist', shows.result())
  @Answers(ChecklistResponse)
  getSessionChecklist(@Param('sessionId', Id) sessionId: string, @Query() query: ChecklistQuery): Promise<ChecklistResponse> {
    return this.sessions.checklist(sessionId, query);
  }

  /**
   * Move a session to another day
   * @remarks It alone moves, to a day on which the clinic is open and somebody works who may give it, as far as that is known. `warnings` name
   * another session of the patient on that day (`same-day`), of this plan or another. To plan the later ones anew, `POST /v1/treatment-plans/{id}/replan` with `startingWith`.
   */
  @Patch(':sessionId')
  @Access('session.write')
  @Audited('session.update', shows.result())
  @Versioned()
  @MergePatchOf(SessionChange)
  @Example('A later day', { scheduledOn: '2099-12-15' })
  @Answers(SessionResponse)
  @Fails('invalid-transition')
  updateSession(@Param('sessionId', Id) sessionId: string, @Body() patch: MergePatchBody): Promise<SessionResponse> {
    return this.sessions.change(sessionId, patch);
  }

  /**
   * Start a session
   * @remarks Checks again, with the facts of this day. A dermatologist's override of the plan's check still counts when the same rules find the same
   * thing in the same facts. A technician needs a named dermatologist. What is missing is said all at once: `checklist` names each open thing, and
   * `errors`, `findings`, `missing`, `interval` and `consent` say more. Started from two places at once, it is started once. It keeps away from the
   * patient's earlier sessions, of any plan: of the same treatment by the protocol's interval, of the other one on the same skin by 28 days (practice,
   * to be confirmed by the clinic's dermatologist). `interval` names the earlier session and the first possible day; a dermatologist who lets it
   * begin sooner says why in `intervalReason`.
   */
  @Post(':sessionId/start')
  @Access('session.write')
  @Audited('session.start', shows.result())
  @Versioned()
  @Example('By the caller', {})
  @Example('Sooner than the interval, decided by a dermatologist', {
    intervalReason: 'The session before was broken off after ten shots; discussed with the patient',
  })
  @Answers(SessionResponse, 'The session in progress.')
  @Fails('invalid-transition', 'check-not-clear', 'consent-missing', 'session-not-ready')
  startSession(@Param('sessionId', Id) sessionId: string, @Body() start: SessionStartInput): Promise<SessionResponse> {
    return this.sessions.start(sessionId, start);
  }

  /**
   * Complete a session with its record
   * @remarks What was done stays as it was recorded; it is amended, in a new version. What was used of a lot leaves the stock with it; a lot that
   * had expired or was recalled when the session ended is refused, unless a dermatologist records that it was used by mistake (`unusableLotReason`). What the record names and the start had not asked about is checked with the facts of
   * now: an ingredient that is ruled out, such as one to which an allergy is on record, is refused, unless a dermatologist records that it was used
   * and says why (`contraindicatedUseReason`). So is more local anaesthetic than the limit (`overLimitReason`), and one that nobody can hold against a
   * limit (`anaestheticReason`). `warnings` names what is worth a second look, such as anaesthetic near its limit.
   */
  @Post(':sessionId/complete')
  @Access('session.write')
  @Audited('session.complete', shows.result())
  @Versioned()
  @Example('Mesotherapy', treatmentExamples.mesotherapyRecord)
  @Example('Mesotherapy with anaesthetic and sharps', treatmentExamples.wholeMesotherapyRecord)
  @Answers(SessionResponse, 'The completed session.')
  @Fails('invalid-transition', 'out-of-stock', 'lot-not-usable', 'check-not-clear')
  completeSession(@Param('sessionId', Id) sessionId: string, @Body() record: SessionRecordInput): Promise<SessionResponse> {
    return this.sessions.complete(sessionId, record);
  }

  /** Cancel a session */
  @Post(':sessionId/cancel')
  @Access('session.write')
  @Audited('session.cancel', shows.result())
  @Versioned()
  @Example('The patient is ill', { reason: 'The patient is ill' })
  @Answers(SessionResponse, 'The cancelled session.')
  @Fails('invalid-transition')
  cancelSession(@Param('sessionId', Id) sessionId: string, @Body() { reason }: ReasonInput): Promise<SessionResponse> {
    return this.sessions.cancel(sessionId, reason);
  }

  /**
   * Record that the patient did not come
   * @remarks A session more at the end of the series, which `replaces` this one, keeps the number. To bring the next ones forward,
   * `POST /v1/treatment-plans/{id}/replan`; where the patient is not to come again, cancel it.
   */
  @Post(':sessionId/no-show')
  @Access('session.write')
  @Audited('session.no-show', shows.result())
  @Versioned()
  @Answers(SessionResponse, 'The session to which nobody came.')
  @Fails('invalid-transition')
  recordNoShow(@Param('sessionId', Id) sessionId: string): Promise<SessionResponse> {
    return this.sessions.noShow(sessionId);
  }
}
