import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type MergePatchBody, type Page, Get, respond, Patch, Post } from '../../platform/http/index.js';
import { DecisionReasonInput } from '../plans/plan.dto.js';
import { treatmentExamples } from '../treatments.examples.js';
import {
  ChecklistQuery,
  SessionChecklistResponse,
  SessionChange,
  SessionQuery,
  SessionRecordInput,
  TreatmentSessionResponse,
  SessionStartInput,
} from '../sessions/session.dto.js';
import { SessionDays } from '../schedule/session-days.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SessionCompletion } from './session-completion.service.js';
import { SessionStarts } from './session-starts.service.js';

@ApiTags('Treatment sessions')
@Controller('v1/treatment-sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly days: SessionDays,
    private readonly starts: SessionStarts,
    private readonly completion: SessionCompletion,
  ) {}

  /**
   * List sessions
   * @remarks With `awaitsCountersignature=true&supervisedBy=…`: what a dermatologist has still to countersign.
   */
  @Get('', {
    permission: 'plan.read',
    audit: { action: 'session.list', patients: shows.items() },
    response: respond.page(TreatmentSessionResponse),
  })
  listSessions(@Query() query: SessionQuery): Promise<Page<TreatmentSessionResponse>> {
    return this.sessions.list(query);
  }

  /** Read a session */
  @Get(':sessionId', {
    permission: 'plan.read',
    audit: { action: 'session.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentSessionResponse),
  })
  getSession(@Param('sessionId', Id) sessionId: string): Promise<TreatmentSessionResponse> {
    return this.sessions.get(sessionId);
  }

  /**
   * Read the checklist before a session
   * @remarks Computed from the record as it is at this moment, never ticked off: the check with the facts of today, pregnancy, allergies, consent,
   * photographs, who gives and supervises it. Nothing is stored. What is `blocking` and `open` keeps the session from being started.
   */
  @Get(':sessionId/checklist', {
    permission: 'plan.read',
    audit: { action: 'session.checklist', patients: shows.result() },
    response: respond.ok(SessionChecklistResponse),
  })
  getSessionChecklist(@Param('sessionId', Id) sessionId: string, @Query() query: ChecklistQuery): Promise<SessionChecklistResponse> {
    return this.starts.checklist(sessionId, query);
  }

  /**
   * Move a session to another day
   * @remarks It alone moves, to a day on which the clinic is open and somebody works who may give it, as far as that is known. `warnings` name
   * another session of the patient on that day (`same-day`), of this plan or another. To plan the later ones anew, `POST /v1/treatment-plans/{id}/replan` with `startingWith`.
   */
  @Patch(':sessionId', {
    permission: 'session.write',
    audit: { action: 'session.update', patients: shows.result() },
    versioned: true,
    mergePatchOf: SessionChange,
    response: respond.ok(TreatmentSessionResponse),
    problems: ['invalid-transition'],
    examples: {
      'A later day': { scheduledOn: '2099-12-15' },
    },
  })
  updateSession(@Param('sessionId', Id) sessionId: string, @Body() patch: MergePatchBody): Promise<TreatmentSessionResponse> {
    return this.days.change(sessionId, patch);
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
  @Post(':sessionId/start', {
    permission: 'session.write',
    audit: { action: 'session.start', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentSessionResponse, 'The session in progress.'),
    problems: ['invalid-transition', 'check-not-clear', 'consent-missing', 'session-not-ready'],
    examples: {
      'By the caller': {},
      'Sooner than the interval, decided by a dermatologist': {
        intervalReason: 'The session before was broken off after ten shots; discussed with the patient',
      },
    },
  })
  startSession(@Param('sessionId', Id) sessionId: string, @Body() start: SessionStartInput): Promise<TreatmentSessionResponse> {
    return this.starts.start(sessionId, start);
  }

  /**
   * Complete a session with its record
   * @remarks What was done stays as it was recorded; it is amended, in a new version. What was used of a lot leaves the stock with it; a lot that
   * had expired or was recalled when the session ended is refused, unless a dermatologist records that it was used by mistake (`unusableLotReason`). What the record names and the start had not asked about is checked with the facts of
   * now: an ingredient that is ruled out, such as one to which an allergy is on record, is refused, unless a dermatologist records that it was used
   * and says why (`contraindicatedUseReason`). So is more local anaesthetic than the limit (`overLimitReason`), and one that nobody can hold against a
   * limit (`anaestheticReason`). `warnings` names what is worth a second look, such as anaesthetic near its limit.
   */
  @Post(':sessionId/complete', {
    permission: 'session.write',
    audit: { action: 'session.complete', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentSessionResponse, 'The completed session.'),
    problems: ['invalid-transition', 'out-of-stock', 'lot-not-usable', 'check-not-clear'],
    examples: {
      Mesotherapy: treatmentExamples.mesotherapyRecord,
      'Mesotherapy with anaesthetic and sharps': treatmentExamples.wholeMesotherapyRecord,
    },
  })
  completeSession(@Param('sessionId', Id) sessionId: string, @Body() record: SessionRecordInput): Promise<TreatmentSessionResponse> {
    return this.completion.complete(sessionId, record);
  }

  /** Cancel a session */
  @Post(':sessionId/cancel', {
    permission: 'session.write',
    audit: { action: 'session.cancel', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentSessionResponse, 'The cancelled session.'),
    problems: ['invalid-transition'],
    examples: {
      'The patient is ill': { reason: 'The patient is ill' },
    },
  })
  cancelSession(@Param('sessionId', Id) sessionId: string, @Body() { reason }: DecisionReasonInput): Promise<TreatmentSessionResponse> {
    return this.days.cancel(sessionId, reason);
  }

  /**
   * Record that the patient did not come
   * @remarks A session more at the end of the series, which `replaces` this one, keeps the number. To bring the next ones forward,
   * `POST /v1/treatment-plans/{id}/replan`; where the patient is not to come again, cancel it.
   */
  @Post(':sessionId/no-show', {
    permission: 'session.write',
    audit: { action: 'session.no-show', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentSessionResponse, 'The session to which nobody came.'),
    problems: ['invalid-transition'],
  })
  recordNoShow(@Param('sessionId', Id) sessionId: string): Promise<TreatmentSessionResponse> {
    return this.days.noShow(sessionId);
  }
}
