import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IncludedPatients, IncludedResources, type IncludingPage } from '../../patients/index.js';
import { Id, shows, type MergePatchBody, Get, respond, Patch, Post } from '../../platform/http/index.js';
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
    private readonly included: IncludedPatients,
  ) {}

  /**
   * List sessions
   * @remarks `awaitsCountersignature=true&supervisedBy=…` lists the sessions that a dermatologist has still to countersign.
   */
  @Get('', {
    permission: 'plan.read',
    audit: { action: 'session.list', patients: shows.items() },
    response: respond.page(TreatmentSessionResponse, { included: IncludedResources }),
  })
  listSessions(@Query() query: SessionQuery): Promise<IncludingPage<TreatmentSessionResponse>> {
    return this.included.addTo(query, () => this.sessions.list(query));
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
   * @remarks The checklist is computed from the record at this moment; nobody ticks it off. It covers the check with today's facts, pregnancy,
   * allergies, consent, photographs, and who gives and supervises the session. Nothing is stored. An item that is `blocking` and `open` keeps
   * the session from being started.
   */
  @Get(':sessionId/checklist', {
    permission: 'plan.read',
    audit: { action: 'session.checklist', patients: shows.result() },
    response: respond.ok(SessionChecklistResponse),
  })
  getSessionChecklist(@Param('sessionId', Id) sessionId: string, @Query() query: ChecklistQuery): Promise<SessionChecklistResponse> {
    return this.starts.getChecklist(sessionId, query);
  }

  /**
   * Move a session to another day
   * @remarks Only this session moves. Where opening days are known, the clinic must be open on the new day. Where working days are known, a
   * member of staff who may give the treatment must work on it. `warnings` name another session of the patient on that day (`same-day`), of
   * this plan or another. To plan the later sessions again, use `POST /v1/treatment-plans/{id}/replan` with `startingWith`.
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
   * @remarks The contraindications are checked again with today's facts. A dermatologist's override of the plan's check still counts where the
   * same rules have the same findings from the same facts. A technician needs a named dermatologist.
   *
   * All obstacles are reported at once: `checklist` names each open item, and `errors`, `findings`, `missing`, `interval` and `consent` give
   * the details. Of two simultaneous requests, one starts the session.
   *
   * A minimum interval to the patient's earlier sessions of any plan applies. For the same treatment it is the protocol's. For the other
   * treatment on the same skin it is 28 days (practice, to be confirmed by the clinic's dermatologist). `interval` names the earlier session
   * and the first possible day. A dermatologist who starts the session sooner gives the reason in `intervalReason`.
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
   * @remarks The record does not change once it is stored; an amendment makes a new version.
   *
   * The used products leave the stock. A lot that had expired or was recalled when the session ended is refused, unless a dermatologist
   * records that it was used by mistake (`unusableLotReason`).
   *
   * Ingredients that the check of the start did not include are checked with the facts known now. An ingredient that is ruled out, for example
   * by an allergy, is refused, unless a dermatologist records that it was used and why (`contraindicatedUseReason`).
   *
   * More local anaesthetic than the limit is refused without `overLimitReason`. An anaesthetic that cannot be compared with a limit is refused
   * without `anaestheticReason`. `warnings` name what should be reviewed, such as anaesthetic near its limit.
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
   * @remarks Another session at the end of the series replaces this one (`replaces`), so that the number of sessions stays the same. To bring
   * the next sessions forward, use `POST /v1/treatment-plans/{id}/replan`. Where the patient is not to come again, cancel the new session.
   */
  @Post(':sessionId/no-show', {
    permission: 'schedule.write',
    audit: { action: 'session.no-show', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentSessionResponse, 'The session to which nobody came.'),
    problems: ['invalid-transition'],
  })
  recordNoShow(@Param('sessionId', Id) sessionId: string): Promise<TreatmentSessionResponse> {
    return this.days.recordNoShow(sessionId);
  }
}
